"""The ways to narrow the list of courses: which each has, and what it asks of the database."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy

from partners.enums import OrganizationKind as Kind
from programs.enums import CourseLevel, CreditStatus
from programs.models import AgreementFinding, Course, CourseOffering, ReceivingCourse, SendingCourse

TAUGHT, ORGANIZATION, LEVEL, CREDIT, AGREEMENT = (
    *("taught", "organization", "level", "credit", "agreement"),
)
SCHOOL, ADULT, NONCREDIT, COLLEGE = "school", "ae", "noncredit", "college"
TAUGHT_IN = {
    SCHOOL: gettext_lazy("Middle or high school"),
    ADULT: gettext_lazy("Adult school"),
    NONCREDIT: gettext_lazy("Noncredit"),
    COLLEGE: gettext_lazy("College"),
}
HAS = "yes"
AGREED = {HAS: gettext_lazy("With an agreement on file")}
LEVELS = dict(CourseLevel.choices)
CREDITS = dict(CreditStatus.choices)


@dataclass(frozen=True)
class Facet:
    """One way to narrow, by its name in addresses.

    `narrow(keys)` is the condition on courses; keys are those of addresses, except that
    organizations come as their numbers. Several chosen keys widen.
    """

    name: str
    label: object
    narrow: Callable
    single: bool = False
    help_text: object = ""


def taught_in(kind, credit):
    """Where a course of an organization of this kind is taught: a key of `TAUGHT_IN`."""
    if kind == Kind.ADULT_SCHOOL:
        return ADULT
    if credit == CreditStatus.NONCREDIT or kind == Kind.CONTINUING_EDUCATION:
        return NONCREDIT
    return COLLEGE if kind == Kind.COLLEGE else SCHOOL


_IS_ADULT = Q(organization__kind=Kind.ADULT_SCHOOL)
_IS_NONCREDIT = Q(credit=CreditStatus.NONCREDIT) | Q(organization__kind=Kind.CONTINUING_EDUCATION)
_IS_COLLEGE = Q(organization__kind=Kind.COLLEGE)
# As `taught_in`.
_TAUGHT_IN = {
    ADULT: _IS_ADULT,
    NONCREDIT: _IS_NONCREDIT & ~_IS_ADULT,
    COLLEGE: _IS_COLLEGE & ~_IS_NONCREDIT,
    SCHOOL: ~(_IS_ADULT | _IS_NONCREDIT | _IS_COLLEGE),
}


def _taught(keys):
    return reduce(or_, [_TAUGHT_IN[key] for key in keys])


def _described_or_taught_at(organizations):
    # Each side along its index: as two alternatives they would be asked of all courses.
    described = Course.objects.filter(organization__in=organizations).values("pk")
    offered = CourseOffering.objects.filter(organization__in=organizations).values("course")
    return Q(pk__in=described.union(offered))


def public_agreements(side):
    """Rows of a side of agreements that the public sees, for the course of a query around."""
    seen = AgreementFinding.objects.filter(agreement=OuterRef("agreement"))
    return side.objects.filter(Exists(seen), course=OuterRef("pk"))


def has_agreement():
    return Q(Exists(public_agreements(SendingCourse))) | Q(
        Exists(public_agreements(ReceivingCourse))
    )


FACETS = (
    Facet(TAUGHT, gettext_lazy("Kind of school"), _taught),
    Facet(
        ORGANIZATION,
        gettext_lazy("School or college"),
        _described_or_taught_at,
        help_text=gettext_lazy("Whose course it is; a school has those that it teaches, too."),
    ),
    Facet(LEVEL, gettext_lazy("Level"), lambda keys: Q(level__in=keys)),
    Facet(CREDIT, gettext_lazy("Credit"), lambda keys: Q(credit__in=keys)),
    Facet(AGREEMENT, gettext_lazy("Agreements"), lambda keys: has_agreement()),
)
BY_NAME = {facet.name: facet for facet in FACETS}
