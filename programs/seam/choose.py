"""What the address of a seam view asks for: school, college, catalog year and view.

    /pathways/patient-care/?school=southwest-high&college=imperial-valley-college&year=2026-27&view=table

Nothing asked: the school and the college that most is on file between, the current year, the map.
A school may also be a middle school or an adult school, whose way in is then drawn. A value that
means nothing here leaves the default and a sentence that says what to choose.
"""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.enums import Segment
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.prepared import PlannedSql
from programs.enums import AgreementState
from programs.models import (
    ArticulationAgreement,
    Pathway,
    PathwayProgram,
    Program,
    ProgramLink,
)
from programs.querysets import counted_place, public_program
from programs.seam.joined import joined_on
from programs.seam.roster import Roster, roster_of

PARAMETERS = ("school", "college", "year", "view")
VIEWS = ("map", "table", "text")
# Where one can start beside a high school.
BEFORE = (Segment.MIDDLE_SCHOOL, Segment.ADULT_EDUCATION)
LONGEST_VALUE = 60


@dataclass(frozen=True)
class Place:
    """An organization that can be chosen, as of a `segment`: how many certificates and degrees it
    has on the pathway."""

    segment: str
    pk: int
    slug: str
    label: str
    parent: int | None
    county: int | None
    certificates: int = 0
    degrees: int = 0

    @property
    def awards(self):
        """ "2 certificates, 1 degree"; empty where neither is on file."""
        parts = [
            ngettext("%(n)s certificate", "%(n)s certificates", self.certificates),
            ngettext("%(n)s degree", "%(n)s degrees", self.degrees),
        ]
        counts = (self.certificates, self.degrees)
        return ", ".join(
            words % {"n": count} for words, count in zip(parts, counts, strict=True) if count
        )


@dataclass
class Choice:
    """What is shown, and what else could be. `school` or `college` is None where there is none.

    `start`: the middle or adult school that was chosen instead of a high school, or None.
    `starts`: (name of a segment, its `Place`s) of all one can start from. `remarks`: a sentence
    for each value of the address that was not understood. `roster`: who has programs there.
    """

    school: Place | None
    college: Place | None
    year: str
    view: str
    starts: list[tuple[str, list[Place]]]
    colleges: list[Place]
    years: list[str]
    roster: Roster
    start: Place | None = None
    remarks: list[str] = field(default_factory=list)

    @property
    def begin(self):
        """Where the reader starts from, of whatever segment."""
        return self.start or self.school

    @property
    def query(self):
        """The choice as a query string without the view, for addresses that keep it."""
        return self.query_with(self.college)

    def query_with(self, college):
        """The same with another college."""
        chosen = {"school": self.begin and self.begin.slug}
        chosen |= {"college": college and college.slug, "year": self.year}
        return urlencode({name: value for name, value in chosen.items() if value})


def choose(pathway, query):
    """The `Choice` of an address about a pathway; `query` are its parameters."""
    roster = roster_of(pathway.pk)
    places = _places(roster)
    schools, colleges = places[Segment.HIGH_SCHOOL], places[Segment.COLLEGE]
    remarks = []
    before = [place for segment in BEFORE for place in places[segment]]
    named = _named([*schools, *before], query.get("school"), _no_school, remarks)
    is_before = named is not None and named.segment in BEFORE
    school, start = (None, named) if is_before else (named, None)
    college = _named(colleges, query.get("college"), _no_college, remarks)
    near, there = schools, colleges
    if start:
        school, near = _led_to(roster, start, schools)
        if not college:
            college, there = _led_to(roster, start, colleges)
    if near and there and not (school and college):
        school, college = _most_joined(roster, near, there, school, college)
    elif there and not college:
        college = _most_linked(roster, there, None)
    years = _years(roster)
    return Choice(
        school=school or next(iter(near), None),
        college=college or next(iter(there), None),
        year=_year(years, query.get("year"), remarks),
        view=_view(query.get("view"), remarks),
        start=start,
        starts=[(one.label, places[one]) for one in (Segment.HIGH_SCHOOL, *BEFORE) if places[one]],
        colleges=colleges,
        years=years,
        roster=roster,
        remarks=remarks,
    )


def programs_of(pathway):
    """The programs of a pathway (or its primary key) that students can enter, as a queryset."""
    return Program.objects.open_to_students().filter(
        counted_place("pathway_programs__"), pathway_programs__pathway=pathway
    )


def drawn_pathways():
    """Primary keys of pathways on which an open link or an active agreement joins anything."""
    place = PathwayProgram.objects.filter(
        counted_place(), public_program("program__"), pathway=OuterRef("pk")
    )
    # A program may lead to another field: that draws nothing here.
    stays = Q(destination__isnull=False) | Q(
        to_program__pathway_programs__pathway=OuterRef("pathway")
    )
    links = ProgramLink.objects.open().filter(stays, from_program=OuterRef("program"))
    linked = place.filter(Exists(links))
    agreed = place.filter(
        program__sequences__status=EditingStatus.PUBLISHED,
        program__sequences__steps__course__agreements_out__agreement__in=(
            ArticulationAgreement.objects.published().filter(state=AgreementState.ACTIVE)
        ),
    )
    found = Pathway.objects.filter(Exists(linked) | Exists(agreed))
    return set(found.values_list("pk", flat=True))


def _places(roster):
    """{segment: `Place`s by name} of schools and colleges with programs on the pathway.

    A school of grades 6 to 12 is a high school here: nobody looks for it twice in one list.
    """
    found, listed = {}, set()
    for segment in (Segment.HIGH_SCHOOL, *BEFORE, Segment.COLLEGE):
        known = listed if segment != Segment.COLLEGE else ()
        places = [_place(one) for one in roster.of([segment]) if one.organization not in known]
        found[segment] = sorted(places, key=lambda place: (place.label.casefold(), place.pk))
        listed |= {place.pk for place in places}
    return found


def _place(group):
    return Place(
        group.segment,
        group.organization,
        group.slug,
        group.label,
        group.parent,
        group.county,
        group.certificates,
        group.degrees,
    )


def _named(places, asked, sentence, remarks):
    """The place that is asked for; None with a remark where there is no such one."""
    if not asked:
        return None
    found = next((place for place in places if place.slug == asked), None)
    if found is None:
        remarks.append(sentence() % {"asked": asked[:LONGEST_VALUE]})
    return found


def _no_school():
    return _("No school called “%(asked)s” has a program on this pathway. Choose one of the list.")


def _no_college():
    return _("No college called “%(asked)s” has a program on this pathway. Choose one of the list.")


def _led_to(roster, start, places):
    """(the place that a start's links and agreements lead to or None, `Place`s to take it from).

    Where they lead to none: those of its county, or all where none is there.
    """
    by_key = {place.pk: place for place in places}
    to = places[0].segment if places else Segment.COLLEGE
    joined = joined_on(roster, start, None, to=Segment(to))
    counts = {pk: count for (_start, pk), count in joined.items() if pk in by_key}
    if counts:
        best = max(places, key=lambda place: counts.get(place.pk, 0))
        return best, [best]
    return None, [place for place in places if place.county == start.county] or places


def _most_joined(roster, schools, colleges, school, college):
    """The pair with the most agreements and links between them; of equals the first by name.

    Where nothing is joined: the college with the most links, and of its county what there is.
    `school` or `college`: the one that is chosen already, or None.
    """
    order = {place.pk: at for at, place in enumerate([*schools, *colleges])}
    joined = joined_on(roster, school, college)
    pairs = [pair for pair in joined if pair[0] in order and pair[1] in order]
    if pairs:
        best = min(pairs, key=lambda pair: (-joined[pair], order[pair[0]], order[pair[1]]))
        return tuple(
            next(place for place in places if place.pk == pk)
            for places, pk in zip((schools, colleges), best, strict=True)
        )
    if school is None:
        near = (place for place in schools if college and place.county == college.county)
        school = next(near, schools[0])
    return school, college or _most_linked(roster, colleges, school)


def _most_linked(roster, colleges, school):
    """The college whose programs most links lead on from or to; then one near the school."""
    own = roster.programs([Segment.COLLEGE])
    links = Counter()
    for end in ("from_program", "to_program"):
        rows = ProgramLink.objects.open().filter(**{f"{end}__in": own})
        links.update(rows.values_list(f"{end}__organization", flat=True))
    county = school and school.county
    return min(colleges, key=lambda place: (-links[place.pk], place.county != county))


def _years(roster):
    """Years to choose from, newest first: those with sequences, the current and the coming one."""
    planned = academic_year.current_and_coming(timezone.localdate())
    on_file = _CATALOG_YEARS.rows(connection, programs=roster.programs())
    return sorted({*planned, *(year for (year,) in on_file)}, reverse=True)


# Years of which any of these programs has a published sequence.
_CATALOG_YEARS = PlannedSql(
    "catalog_years",
    f"""
    SELECT DISTINCT catalog_year FROM programs_sequence
    WHERE program_id = ANY(%(programs)s) AND status = '{EditingStatus.PUBLISHED.value}'
    """,  # noqa: S608 - built from a constant
)


def _year(years, asked, remarks):
    default = academic_year.on(timezone.localdate())
    if not asked:
        return default
    try:
        year = academic_year.parse(asked)
    except ValueError:
        year = None
    if year in years:
        return year
    words = _("“%(asked)s” is no catalog year on file here. Choose one of the list.")
    remarks.append(words % {"asked": asked[:LONGEST_VALUE]})
    return default


def _view(asked, remarks):
    if asked and asked not in VIEWS:
        words = _("There is no view called “%(asked)s”. Choose map, table or text.")
        remarks.append(words % {"asked": asked[:LONGEST_VALUE]})
    return asked if asked in VIEWS else VIEWS[0]
