"""What the address of a seam view asks for: school, college, catalog year and view.

    /pathways/patient-care/?school=southwest-high&college=imperial-valley-college&year=2026-27&view=table

Nothing asked: the school and the college that most is on file between, the current year, the map.
A value that means nothing here leaves the default and a sentence that says what to choose.
"""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.enums import Segment
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.prepared import PlannedSql
from pathways_portal.common.written_once import written_once
from programs.enums import AgreementState
from programs.models import (
    ArticulationAgreement,
    Pathway,
    PathwayProgram,
    Program,
    ProgramLink,
    Sequence,
)
from programs.querysets import (
    counted_place,
    counted_place_sql,
    public_program,
    public_program_sql,
)

VIEWS = ("map", "table", "text")
LONGEST_VALUE = 60
_PUBLISHED = f"status = '{EditingStatus.PUBLISHED.value}'"


@dataclass(frozen=True)
class Place:
    """An organization that can be chosen: how many programs it has on the pathway."""

    pk: int
    slug: str
    label: str
    parent: int | None
    county: int | None
    count: int


@dataclass
class Choice:
    """What is shown, and what else could be. `school` or `college` is None where there is none.

    `remarks`: a sentence for each value of the address that was not understood.
    """

    school: Place | None
    college: Place | None
    year: str
    view: str
    schools: list[Place]
    colleges: list[Place]
    years: list[str]
    remarks: list[str] = field(default_factory=list)

    @property
    def query(self):
        """The choice as a query string without the view, for addresses that keep it."""
        chosen = {"school": self.school and self.school.slug}
        chosen |= {"college": self.college and self.college.slug, "year": self.year}
        return urlencode({name: value for name, value in chosen.items() if value})


def choose(pathway, query):
    """The `Choice` of an address about a pathway; `query` are its parameters."""
    places = _places(pathway)
    schools, colleges = places[Segment.HIGH_SCHOOL], places[Segment.COLLEGE]
    remarks = []
    school = _named(schools, query.get("school"), _no_school, remarks)
    college = _named(colleges, query.get("college"), _no_college, remarks)
    if schools and colleges and not (school and college):
        school, college = _most_joined(pathway, schools, colleges, school, college)
    elif colleges and not college:
        college = _most_linked(pathway, colleges, None)
    years = _years(pathway)
    return Choice(
        school=school or next(iter(schools), None),
        college=college or next(iter(colleges), None),
        year=_year(years, query.get("year"), remarks),
        view=_view(query.get("view"), remarks),
        schools=schools,
        colleges=colleges,
        years=years,
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


def _places(pathway):
    """{segment: `Place`s by name} of high schools and colleges with programs on the pathway."""
    found = {Segment.HIGH_SCHOOL: [], Segment.COLLEGE: []}
    rows = _organizations(pathway.pk)
    for segment, pk, slug, name, short_name, parent, county, count in rows:
        found[segment].append(Place(pk, slug, short_name or name, parent, county, count))
    for places in found.values():
        places.sort(key=lambda place: (place.label.casefold(), place.pk))
    return found


@written_once
def _organizations(pathway):
    """For each high school and college on the pathway: what a `Place` holds."""
    return (
        programs_of(pathway)
        .filter(segment__in=(Segment.HIGH_SCHOOL, Segment.COLLEGE))
        .values_list(
            "segment",
            "organization",
            "organization__slug",
            "organization__name",
            "organization__short_name",
            "organization__parent",
            "organization__county",
        )
        .annotate(count=Count("pk"))
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


def _most_joined(pathway, schools, colleges, school, college):
    """The pair with the most agreements and links between them; of equals the first by name.

    Where nothing is joined: the college with the most links, and of its county what there is.
    `school` or `college`: the one that is chosen already, or None.
    """
    order = {place.pk: at for at, place in enumerate([*schools, *colleges])}
    joined = _joined(pathway, school, college)
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
    return school, college or _most_linked(pathway, colleges, school)


def _most_linked(pathway, colleges, school):
    """The college whose programs most links lead on from or to; then one near the school."""
    own = programs_of(pathway).filter(segment=Segment.COLLEGE).values("pk")
    links = Counter()
    for end in ("from_program", "to_program"):
        rows = ProgramLink.objects.open().filter(**{f"{end}__in": own})
        links.update(rows.values_list(f"{end}__organization", flat=True))
    county = school and school.county
    return min(colleges, key=lambda place: (-links[place.pk], place.county != county))


def _joined(pathway, school, college):
    """Counter of (school, college) by primary keys: active agreements and open links there."""
    rows = _JOINED.rows(
        connection,
        pathway=pathway.pk,
        school=school.pk if school else None,
        college=college.pk if college else None,
    )
    return Counter({(one, other): count for one, other, count in rows})


def _on_pathway(segment, chosen):
    """Public programs of a segment on the pathway, of one organization if one is chosen."""
    return f"""
        SELECT program.id, program.organization_id, organization.parent_id
        FROM programs_pathwayprogram AS place
        JOIN programs_program AS program ON program.id = place.program_id
        JOIN partners_organization AS organization ON organization.id = program.organization_id
        WHERE place.pathway_id = %(pathway)s AND program.segment = '{segment.value}'
              AND (%({chosen})s::bigint IS NULL OR program.organization_id = %({chosen})s::bigint)
              AND {public_program_sql("program", "organization")}
              AND {counted_place_sql("place", "program")}
    """  # noqa: S608 - built from constants


# From the school's programs to the agreements that their courses are sent under, a program at a
# time: of a million agreements none is read that does not begin here.
_JOINED = PlannedSql(
    "joined_on_pathway",
    f"""
    WITH own AS MATERIALIZED ({_on_pathway(Segment.HIGH_SCHOOL, "school")}),
    there AS MATERIALIZED ({_on_pathway(Segment.COLLEGE, "college")}),
    agreed AS (
        SELECT own.organization_id AS school, agreement.receiving AS college,
               count(DISTINCT agreement.id) AS count
        FROM own
        CROSS JOIN LATERAL (
            SELECT agreement.id, agreement.receiving_id AS receiving
            FROM programs_sequence AS sequence
            JOIN programs_sequencestep AS step ON step.sequence_id = sequence.id
            JOIN programs_sendingcourse AS sent ON sent.course_id = step.course_id
            JOIN programs_articulationagreement AS agreement ON agreement.id = sent.agreement_id
            WHERE sequence.program_id = own.id AND sequence.{_PUBLISHED}
                  AND agreement.{_PUBLISHED}
                  AND agreement.state = '{AgreementState.ACTIVE.value}'
                  AND (agreement.sending_id IN (own.organization_id, own.parent_id)
                       OR agreement.sending_id
                          = (SELECT organization_id FROM programs_course WHERE id = sent.course_id))
            OFFSET 0
        ) AS agreement
        WHERE agreement.receiving IN (SELECT organization_id FROM there)
        GROUP BY school, college
    ),
    linked AS (
        SELECT own.organization_id AS school, there.organization_id AS college, count(*) AS count
        FROM own
        JOIN programs_programlink AS link ON link.from_program_id = own.id AND link.{_PUBLISHED}
        JOIN there ON there.id = link.to_program_id
        GROUP BY school, college
    )
    SELECT school, college, sum(count)::bigint
    FROM (SELECT * FROM agreed UNION ALL SELECT * FROM linked) AS either
    GROUP BY school, college
    """,  # noqa: S608 - built from constants
)


def _years(pathway):
    """Years to choose from, newest first: those with sequences, the current and the coming one."""
    now = academic_year.on(timezone.localdate())
    found = _catalog_years(pathway.pk)
    return sorted({*found, now, academic_year.starting(int(now[:4]) + 1)}, reverse=True)


@written_once
def _catalog_years(pathway):
    """Years of which the pathway's programs have a published sequence."""
    return (
        Sequence.objects.published()
        .filter(program__in=programs_of(pathway).values("pk"))
        .values_list("catalog_year", flat=True)
        .distinct()
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
