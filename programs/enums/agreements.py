"""How one program leads to the next, and how an agreement gives credit on the way."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LinkKind(TextChoices):
    """How one program leads to the next."""

    CONTINUES = "continues", _("Continues in")
    STACKS = "stacks", _("Stacks into")
    BRIDGES = "bridges", _("Bridges to")
    TRANSFERS = "transfers", _("Transfers to")


class LinkBasis(TextChoices):
    """On what a link between programs rests."""

    AGREEMENT = "agreement", _("A written agreement")
    CATALOG = "catalog", _("The catalog says so")
    REPORTED = "reported", _("The school says so")
    SAMPLE = "sample", _("Made up for the sample")


class Mechanism(TextChoices):
    """How a course taken before college earns college credit."""

    EXAM = "exam", _("Credit by exam")
    GRADE = "grade", _("Articulated: the grade is enough")
    CCAP = "ccap", _("Dual enrollment (CCAP)")
    DUAL = "dual", _("Dual enrollment outside CCAP")
    PRIOR = "prior", _("Credit for prior learning")


# The college course itself is taken: the credit stands on the college transcript at once.
ON_TRANSCRIPT = (Mechanism.CCAP, Mechanism.DUAL)


class AgreementState(TextChoices):
    """Where an agreement is in its life; see `programs.agreements` for the moves."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    SIGNED = "signed", _("Signed")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    ENDED = "ended", _("Ended")


class Grade(TextChoices):
    A = "A", _("A")
    B = "B", _("B or better")
    C = "C", _("C or better")
    PASS = "P", _("Pass")


class SignerRole(TextChoices):
    """Who signs an agreement, in the order in which it goes round."""

    TEACHER = "teacher", _("Teacher")
    SCHOOL_LEAD = "school_lead", _("Principal or director")
    DISTRICT_LEAD = "district_lead", _("District career technical education lead")
    FACULTY = "faculty", _("College faculty")
    DEAN = "dean", _("Dean")
    ARTICULATION_OFFICER = "articulation_officer", _("Articulation officer")


class EarlyCreditKind(TextChoices):
    """Ways to earn college credit before, or outside, a college class."""

    ARTICULATION = "articulation", _("Articulated high school course")
    CCAP = "ccap", _("Dual enrollment (CCAP)")
    DUAL = "dual", _("Dual enrollment outside CCAP")
    EXAM = "exam", _("AP and IB exams")
    PRIOR = "prior", _("Credit for prior learning")


class ExamKind(TextChoices):
    AP = "ap", _("AP exam")
    IB = "ib", _("IB exam")
    CLEP = "clep", _("CLEP exam")
