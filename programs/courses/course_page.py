"""The page of one course: what it is worth, where it is taught, where it counts."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partners.enums import OrganizationKind
from pathways_portal.common.sources import one_of_each
from programs import jsonld
from programs.articulation.on_course import agreements_of_course
from programs.courses import pick
from programs.courses.rows import (
    aliases_of,
    asks_of,
    leads_on_to,
    offerings_of,
    places_of,
    public_courses,
)
from programs.courses.sequence_address import coming_year
from programs.enums import CourseNumbering

# Programs of an organization, and places where a course is taught, named before "more".
SHOWN_FIRST = 8
TERMS = {CourseNumbering.COMMON: "ccn", CourseNumbering.C_ID: "c-id"}
DAY = "j M Y"
COLLEGES = {OrganizationKind.COLLEGE, OrganizationKind.CONTINUING_EDUCATION}


@dataclass(frozen=True)
class CountsAt:
    """An organization with its programs that a course counts in, one `CountsIn` each."""

    name: str
    places: list

    @property
    def first(self):
        return self.places[:SHOWN_FIRST]

    @property
    def more(self):
        return self.places[SHOWN_FIRST:]


@dataclass(frozen=True)
class Number:
    """A number that a course has or had besides its own.

    `is_over`: it holds no more; `holds` says from when to when, "" where no day is on file.
    """

    alias: object
    is_over: bool

    @property
    def term(self):
        """The glossary's name for such numbers; "" where it has none."""
        return TERMS.get(self.alias.scheme, "")

    @property
    def holds(self):
        days = {
            "first": date_format(self.alias.valid_from, DAY) if self.alias.valid_from else "",
            "last": date_format(self.alias.valid_to, DAY) if self.alias.valid_to else "",
        }
        if days["first"] and days["last"]:
            return _("%(first)s to %(last)s") % days
        if days["first"]:
            return _("since %(first)s") % days
        return _("until %(last)s") % days if days["last"] else ""


@require_safe
@login_not_required
def course_detail(request, slug):
    """One published course; any other is not found."""
    course = next(iter(public_courses(slug)), None)
    if course is None:
        raise Http404
    numbers = numbers_of(course)
    context = {
        "course": course,
        "agreements": agreements_of_course(course),
        "is_college": course.organization.kind in COLLEGES,
        "numbers": numbers,
        "number_sources": one_of_each((one.alias for one in numbers), by_address=True),
        "years": taught_by_year(offerings_of(course.pk)),
        "asks": asks_of(course.pk),
        "leads_on": leads_on_to(course.pk),
        "counts_at": counts_at(places_of(course.pk)),
        "jsonld": jsonld.script(jsonld.course(course, provider=course.organization)),
    }
    return TemplateResponse(request, "programs/course_detail.html", context)


def numbers_of(course):
    """Its other numbers as `Number`s: those that hold first, then those that are over."""
    today = timezone.localdate()
    numbers = [
        Number(alias, is_over=bool(alias.valid_to and alias.valid_to < today))
        for alias in aliases_of(course.pk)
    ]
    return sorted(numbers, key=lambda number: number.is_over)


def taught_by_year(offerings):
    """[(academic year, its offerings)], the newest first."""
    return [
        (year, list(several))
        for year, several in groupby(offerings, key=lambda one: one.academic_year)
    ]


def counts_at(places):
    """[`CountsAt`]; of a program's sequences that hold the course, the usual one."""
    coming = coming_year()
    found = []
    for (name, _organization), own in groupby(
        places, key=lambda one: (one.organization, one.organization_id)
    ):
        by_program = {}
        for place in own:
            pairs = by_program.setdefault(place.slug, {})
            pairs[place.catalog_year, place.pace] = place
        found.append(
            CountsAt(
                name, [pairs[pick.usual(pairs, coming=coming)] for pairs in by_program.values()]
            )
        )
    return found
