"""Chainable questions about programs."""

from django.db.models import F, Q, QuerySet

from partners.querysets import StewardedQuerySet, public_organization, public_organization_sql
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.enums import OPEN_TO_STUDENTS, AgreementState


def public_program(path=""):
    """What makes a program public; `path` leads to the program: "programs__" from organizations.

    Published, students can enter, and the organization that offers it is itself public.
    """
    own = {f"{path}status": EditingStatus.PUBLISHED, f"{path}availability__in": OPEN_TO_STUDENTS}
    return Q(**own) & public_organization(f"{path}organization__")


def public_program_sql(table, organization):
    """The same as SQL about two tables or their aliases, for a statement Django cannot write."""
    can_enter = ", ".join(f"'{availability.value}'" for availability in OPEN_TO_STUDENTS)
    return (
        f"{table}.status = '{EditingStatus.PUBLISHED.value}'"
        f" AND {table}.availability IN ({can_enter}) AND {public_organization_sql(organization)}"
    )


def counted_place(path=""):
    """What makes a place on a pathway count; `path` leads to the place.

    A made-up place of a real program would be read as a fact about it: only the program's own page
    shows it, labeled.
    """
    return Q(**{f"{path}is_sample": False}) | Q(**{f"{path}program__is_sample": True})


def counted_place_sql(place, program):
    """The same as SQL about two tables or their aliases."""
    return f"({program}.is_sample OR NOT {place}.is_sample)"


class ProgramQuerySet(StewardedQuerySet):
    def open_to_students(self):
        """Published, and students can enter, at a public organization: all the public sees."""
        return self.filter(public_program())


def open_link(path=""):
    """What makes a link public; `path` leads to it: published, and both its ends are public."""
    here = Q(**{f"{path}status": EditingStatus.PUBLISHED})
    to_program = public_program(f"{path}to_program__")
    to_destination = Q(**{f"{path}to_program__isnull": True}) & public_organization(
        f"{path}destination__"
    )
    return here & public_program(f"{path}from_program__") & (to_program | to_destination)


class ProgramLinkQuerySet(StewardedQuerySet):
    def open(self):
        """Published links whose two ends the public can see."""
        return self.filter(open_link())


def open_agreement(path=""):
    """What makes an agreement public; `path` leads to it: published, and both its sides public."""
    sides = public_organization(f"{path}sending__") & public_organization(f"{path}receiving__")
    return Q(**{f"{path}status": EditingStatus.PUBLISHED}) & sides


def usable_agreement(current, coming, path=""):
    """What makes an agreement one to count on for whoever takes a course in one of two years.

    Active, and it covers the current or the coming academic year, as
    `programs.agreements.offered_for` says it of one. Public is another question: `open_agreement`.
    """
    lasts = Q(**{f"{path}years_through__isnull": True}) | Q(
        **{f"{path}years_through__gte": current}
    )
    active = {f"{path}state": AgreementState.ACTIVE, f"{path}years_from__lte": coming}
    return lasts & Q(**active)


def once_usable_agreement(oldest, coming, path=""):
    """What makes an agreement one that may count for a course taken since the year `oldest`.

    Wider than `usable_agreement`: also those past their end and ended ones, whose days to claim and
    day of ending `programs.agreements` knows; ask it too.
    """
    lasts = Q(**{f"{path}years_through__isnull": True}) | Q(**{f"{path}years_through__gte": oldest})
    in_force = Q(**{f"{path}state__in": (AgreementState.ACTIVE, AgreementState.ENDED)})
    return lasts & in_force & Q(**{f"{path}years_from__lte": coming})


def holds_at(school, parent):
    """Of sending courses: that the agreement holds where the course is taught.

    The one rule: it is an agreement of the school, of its district, or of whoever owns the course,
    such as a county office whose course many schools teach. `school` and `parent` are primary keys
    (None where there is no parent), or an `OuterRef` to them. Who asks makes sure that the course
    is taught there. An agreement names courses of several owners only if all are taken.
    """
    return (
        Q(agreement__sending=school)
        | Q(agreement__sending=parent)
        | Q(agreement__sending=F("course__organization"))
    )


def holds_at_sql(sending, *, school, course):
    """The same as SQL; `sending` and `course` are columns, `school` a table or its alias."""
    owner = f"SELECT organization_id FROM programs_course WHERE id = {course}"  # noqa: S608 - columns
    return f"({sending} IN ({school}.id, {school}.parent_id) OR {sending} = ({owner}))"


class AgreementQuerySet(StewardedQuerySet):
    def open(self):
        """Published agreements whose two sides the public can see."""
        return self.filter(open_agreement())

    def covering(self, year):
        """Those under which a course taken in the academic year `year` falls.

        As `programs.agreements.covers`, but for an end before the last year: ask it too.
        """
        return self.filter(
            Q(years_through__isnull=True) | Q(years_through__gte=year),
            state__in=(AgreementState.ACTIVE, AgreementState.ENDED),
            years_from__lte=year,
        )

    def offered_for(self, year):
        """Active ones that cover `year`: what a student who plans for it may count on."""
        return self.covering(year).filter(state=AgreementState.ACTIVE)

    def usable(self, today):
        """Active ones that a student who plans for this academic year or the coming one has."""
        return self.filter(usable_agreement(*academic_year.current_and_coming(today)))


class AlignmentGapQuerySet(QuerySet):
    def public(self):
        """Gaps of what the public sees now: records may have been taken back since the count."""
        course = Q(course__status=EditingStatus.PUBLISHED) & public_organization(
            "course__organization__"
        )
        return self.filter(course | public_program("program__") | open_agreement("agreement__"))

    def in_order(self):
        """Most openings first; those without a number last."""
        return self.order_by(F("openings").desc(nulls_last=True), "key")
