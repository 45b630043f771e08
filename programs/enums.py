"""Choices about programs. A leaf: everything may import it."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Scheme(TextChoices):
    """Code systems that live side by side, because three migrations run at once."""

    TOP = "top", _("TOP")
    CIP = "cip", _("CIP")
    SOC = "soc", _("SOC")
    CTE_SECTOR = "cte_sector", _("State industry sector")
    CTE_PATHWAY = "cte_pathway", _("State CTE pathway")


class Award(TextChoices):
    """What a finished program gives, grouped the way people ask for it."""

    TRANSFER_DEGREE = "transfer_degree", _("Associate degree for transfer")
    ASSOCIATE = "associate", _("Associate degree")
    CERTIFICATE_LONG = "certificate_long", _("Certificate, 16 units or more")
    CERTIFICATE_SHORT = "certificate_short", _("Certificate, under 16 units")
    NONCREDIT = "noncredit", _("Noncredit certificate or program")


# Their units on file are those of the major, without general education and electives.
DEGREES = (Award.TRANSFER_DEGREE, Award.ASSOCIATE)
CERTIFICATES = (Award.CERTIFICATE_LONG, Award.CERTIFICATE_SHORT)


class Availability(TextChoices):
    """Whether students can enter. Only the first and the last are shown to them."""

    OFFERED = "offered", _("Offered")
    TEACH_OUT = "teach_out", _("Teach-out: current students only")
    INACTIVE = "inactive", _("Inactive")
    DRAFT = "draft", _("Draft at the state")
    APPROVED = "approved", _("Approved by the state; ask the college whether it has started")


OPEN_TO_STUDENTS = (Availability.OFFERED, Availability.APPROVED)


class CredentialKind(TextChoices):
    DEGREE = "degree", _("Degree")
    CERTIFICATE = "certificate", _("Certificate")
    NONCREDIT_CERTIFICATE = "noncredit_certificate", _("Noncredit certificate")
    INDUSTRY_CERTIFICATION = "industry_certification", _("Industry certification")
    DIPLOMA = "diploma", _("Diploma")


class PathwayRole(TextChoices):
    """Where on a pathway a program stands."""

    ENTRY = "entry", _("Entry")
    CORE = "core", _("Core")
    EXIT = "exit", _("Exit")


class OccupationBasis(TextChoices):
    """Why a program is said to lead to an occupation."""

    CROSSWALK = "crosswalk", _("Federal crosswalk from the program's CIP code")
    TITLE = "title", _("The program's own title names the occupation")
    COLLEGE = "college", _("The school says so")
    SAMPLE = "sample", _("Made up for the sample")


class EntryEducation(IntegerChoices):
    """Education that people typically need to enter an occupation, lowest first.

    The eight levels of the Bureau of Labor Statistics.
    """

    NONE = 1, _("No formal educational credential")
    HIGH_SCHOOL = 2, _("High school diploma or equivalent")
    SOME_COLLEGE = 3, _("Some college, no degree")
    POSTSECONDARY_AWARD = 4, _("Postsecondary nondegree award")
    ASSOCIATE = 5, _("Associate's degree")
    BACHELOR = 6, _("Bachelor's degree")
    MASTER = 7, _("Master's degree")
    DOCTORAL = 8, _("Doctoral or professional degree")


class Format(TextChoices):
    IN_PERSON = "in_person", _("In person")
    HYBRID = "hybrid", _("Partly online")
    ONLINE = "online", _("Online")


class Schedule(TextChoices):
    DAYS = "days", _("Days")
    EVENINGS = "evenings", _("Evenings")
    WEEKENDS = "weekends", _("Weekends")
    ANYTIME = "anytime", _("Any time")


class TeachingLanguage(TextChoices):
    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    BILINGUAL = "en_es", _("English and Spanish")


class AwardLevel(TextChoices):
    """Level of the awards counted; "all" where the source gives one total."""

    ALL = "all", _("All levels")


class Cost(TextChoices):
    """What is known of the cost, as the finder asks for it."""

    FREE = "free", _("Free")


class DocumentKind(TextChoices):
    """What the finder can find. Programs are the results; the others stand above them."""

    PROGRAM = "program", _("Program")
    ORGANIZATION = "organization", _("Organization")
    SECTOR = "sector", _("Sector")
    OCCUPATION = "occupation", _("Occupation")
    TERM = "term", _("Glossary")
    COUNTY = "county", _("County")


class SynonymLanguage(TextChoices):
    ABBREVIATION = "abbr", _("Abbreviation")
    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
