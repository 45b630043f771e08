"""What a program is, gives, costs and asks for; and how the finder speaks of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scheme(TextChoices):
    """Code systems that live side by side, because three migrations run at once."""

    TOP = "top", _("TOP")
    CIP = "cip", _("CIP")
    SOC = "soc", _("SOC")
    CTE_SECTOR = "cte_sector", _("State industry sector")
    CTE_PATHWAY = "cte_pathway", _("State CTE pathway")
    # Of courses: the same words as in `CourseNumbering`.
    COMMON = "common", _("Common course number")
    C_ID = "c_id", _("C-ID")


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


class Cost(TextChoices):
    """What a whole program costs, in the bands that the finder asks for."""

    FREE = "free", _("Free")
    UNDER_500 = "under_500", _("Under $500")
    UNDER_1500 = "500_to_1500", _("$500 to under $1,500")
    UNDER_5000 = "1500_to_5000", _("$1,500 to under $5,000")
    MORE = "5000_plus", _("$5,000 or more")


class Units(TextChoices):
    """The fewest units a program takes, in the bands that the finder asks for."""

    NONE = "none", _("No units")
    UNDER_8 = "under_8", _("Under 8 units")
    UNDER_16 = "8_to_16", _("8 to under 16 units")
    UNDER_30 = "16_to_30", _("16 to under 30 units")
    UNDER_60 = "30_to_60", _("30 to under 60 units")
    MORE = "60_plus", _("60 units or more")


class DocumentKind(TextChoices):
    """What the finder can find. Programs are the results; the others stand above them."""

    PROGRAM = "program", _("Program")
    ORGANIZATION = "organization", _("Organization")
    SECTOR = "sector", _("Sector")
    PATHWAY = "pathway", _("Pathway")
    OCCUPATION = "occupation", _("Occupation")
    TERM = "term", _("Glossary")
    COUNTY = "county", _("County")
    SKILL = "skill", _("Skill")
    SUPPORT = "support", _("Support")


class SynonymLanguage(TextChoices):
    ABBREVIATION = "abbr", _("Abbreviation")
    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")


class Pace(TextChoices):
    FULL_TIME = "full_time", _("Full time")
    PART_TIME = "part_time", _("Part time")


class StepKind(TextChoices):
    LISTED = "listed", _("Part of the program")
    PREREQUISITE = "prerequisite", _("Before the program")
