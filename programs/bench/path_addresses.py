"""The addresses that `bench_paths` asks: spread over the made-up state, the same at each run.

Each list is of one kind of page with its own limit; `Address.kind` says which sort of question it
is, for the lines of the table.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from partners.enums import Segment
from partners.models import County, Organization
from programs.articulation.facets import years
from programs.articulation.phases import Phase
from programs.credit.rows import TEACHING
from programs.enums import AlignmentKind, GapState, Mechanism
from programs.gaps.place import rules as place_rules
from programs.models import (
    AlignmentGap,
    Occupation,
    Pathway,
    Program,
    ProgramLink,
    ProgramOccupation,
    Sector,
    SendingCourse,
)
from programs.routes.question import KINDS, SEGMENTS, Who

OFFERED = (
    Segment.MIDDLE_SCHOOL,
    Segment.HIGH_SCHOOL,
    Segment.ADULT_EDUCATION,
    Segment.NONCREDIT,
    Segment.COLLEGE,
)
# Common and rare words of titles, one that nobody uses, and two at once.
WORDS = ("accounting", "nursing", "introduction", "robotics", "qqqq", "principles health")
# Pairs of a school and a college on one pathway, of which one is asked.
PAIRS = 50
DEEP = 40


@dataclass(frozen=True)
class Address:
    """An address of the portal, and which sort of question it is."""

    kind: str
    address: str


def address(which, name, /, *args, **parameters):
    """The `Address` of a page by its name; parameters without a value are left out."""
    query = urlencode({key.strip("_"): value for key, value in parameters.items() if value})
    path = reverse(f"programs:{name}", args=args)
    return Address(str(which), f"{path}?{query}" if query else path)


def spread(rows, count, field="pk"):
    """A field's values of at most `count` rows, evenly over all in the order of their keys."""
    values = list(rows.order_by("pk").values_list(field, flat=True))
    return values[:: max(1, len(values) // count)][:count]


def programs(count):
    """Pages of programs, as many of each segment."""
    public = Program.objects.open_to_students()
    return [
        address(segment, "detail", slug)
        for segment in OFFERED
        for slug in spread(public.filter(segment=segment), count // len(OFFERED), "slug")
    ]


def seams(count):
    """Pages of pathways: as they open, and for a school and a college with a link between them."""
    found = []
    for number, slug in enumerate(spread(Pathway.objects.published(), count, "slug")):
        found.append(address("as it opens", "pathway_detail", slug))
        pairs = list(
            ProgramLink.objects.open()
            .filter(
                from_program__segment=Segment.HIGH_SCHOOL,
                from_program__pathway_programs__pathway__slug=slug,
                to_program__segment=Segment.COLLEGE,
                to_program__pathway_programs__pathway__slug=slug,
            )
            .order_by("pk")
            .values_list("from_program__organization__slug", "to_program__organization__slug")
        )[:PAIRS]
        if pairs:
            school, college = pairs[number % len(pairs)]
            found.append(address("chosen", "pathway_detail", slug, school=school, college=college))
    return found


def routes(count):
    """Routes from each kind of start: to jobs and programs of its own field, and to any others.

    Of the others many are out of reach, and the page then says which link is missing.
    """
    college = Program.objects.open_to_students().filter(segment=Segment.COLLEGE)
    any_jobs = spread(Occupation.objects.filter(code__is_match=True), count, "code__code")
    any_programs = spread(college, count, "slug")
    starts = {who: _places(who, count // 4) for who in Who}
    found = []
    for number in range(count):
        who = list(Who)[number % len(Who)]
        turn = number // len(Who)
        place, sector = starts[who][turn % len(starts[who])]
        asked = {"from_": who.value, "college" if who == Who.WORK else "school": place}
        if who == Who.SCHOOL:
            asked["grade"] = 6 + turn % 7
        elif who == Who.WORK:
            # Every third one would go to any college.
            asked |= {"units": 12, "college": place if turn % 3 else None}
        to_program = not turn % 5
        own_field = bool(turn % 2)
        there = college.filter(sector=sector) if own_field else college
        if to_program:
            several = spread(there, count, "slug") if own_field else any_programs
            asked["to_program"] = several[number % len(several)]
        else:
            several = _jobs_of(there) if own_field else any_jobs
            asked["to"] = several[number % len(several)]
        kind = "any college" if who == Who.WORK and not asked["college"] else who.name.lower()
        found.append(address(f"{kind} → {'program' if to_program else 'job'}", "route", **asked))
    return found


def _places(who, count):
    """[(web name, sector of one of its programs)] of schools or colleges to start from."""
    rows = (
        Program.objects.open_to_students()
        .filter(
            segment__in=SEGMENTS[who],
            organization__in=Organization.objects.open().filter(kind__in=KINDS[who]),
        )
        .order_by("organization", "pk")
        .distinct("organization")
        .values_list("organization__slug", "sector")
    )
    rows = list(rows)
    return rows[:: max(1, len(rows) // count)][:count]


def _jobs_of(several):
    """SOC codes of jobs that these programs lead to."""
    rows = ProgramOccupation.objects.filter(program__in=several).order_by("occupation")
    return list(rows.values_list("occupation__code__code", flat=True).distinct())


def gaps(count):
    """The lists of alignment and place gaps with filters and pages, and single gaps of both."""
    counties = spread(County.objects.all(), 3, "slug")
    sectors = spread(Sector.objects.all(), 3, "slug")
    schools = spread(Organization.objects.open().schools(), 2, "slug")
    found = [address("alignment", "alignment_gaps")]
    asked = [
        *({"kind": kind.value} for kind in AlignmentKind),
        *({"state": state.value} for state in GapState),
        *({"segment": segment.value} for segment in (Segment.HIGH_SCHOOL, Segment.COLLEGE)),
        *({"county": slug} for slug in counties),
        *({"sector": slug} for slug in sectors),
        *({"organization": slug} for slug in schools),
        {"page": 2},
        {"page": DEEP},
        {"sector": sectors[0], "county": counties[0], "segment": Segment.HIGH_SCHOOL.value},
    ]
    found += [address("alignment", "alignment_gaps", **one) for one in asked]
    for kind in AlignmentKind:
        of_kind = AlignmentGap.objects.filter(kind=kind)
        path = {"courses": "course", "agreements": "agreement"}.get(kind.value, "program")
        for slug in spread(of_kind, count // 8, f"{path}__slug"):
            found.append(address("one of them", "alignment_gap", kind.value, slug))
    asked = [
        {},
        {"page": 2},
        {"by": "district"},
        {"by": "district", "page": 3},
        {"sort": "name", "miles": 25},
        *({"county": slug, "by": "district"} for slug in counties),
        *({"segment": segment.value} for segment in place_rules.REACH),
    ]
    found += [address("place", "place_gaps", **one) for one in asked]
    districts = spread(Organization.objects.open().filter(kind="district"), 5, "slug")
    found += [
        address("one place", "place_gap", sector, place)
        for sector in sectors
        for place in (*counties, *districts)
    ]
    return found


def agreements(today):
    """The list of agreements: whole, with each filter, with words, later pages."""
    sending = _most_common("sending__slug")
    receiving = _most_common("receiving__slug")
    sector = spread(Sector.objects.all(), 2, "slug")
    filters = [
        {},
        *({"sort": sort} for sort in ("ends", "newest")),
        *({"mechanism": mechanism.value} for mechanism in Mechanism),
        *({"state": phase.value} for phase in Phase),
        *({"year": year} for year in years(today)[:2]),
        *({"sector": slug} for slug in sector),
        *({"sending": slug} for slug in sending),
        *({"receiving": slug} for slug in receiving),
        {"page": DEEP},
        {"receiving": receiving[0], "state": Phase.IN_FORCE.value, "page": 2},
    ]
    found = [address("filters", "agreements", **one) for one in filters]
    found += [address("words", "agreements", q=words) for words in WORDS]
    return [
        *found,
        *(
            address("words, filters", "agreements", q=words, receiving=slug)
            for words in WORDS[:2]
            for slug in receiving
        ),
    ]


def _most_common(side):
    """Web names of three organizations with many agreements."""
    rows = SendingCourse.objects.values_list(f"agreement__{side}", flat=True)
    return list(dict.fromkeys(rows.order_by("pk")[:500]))[:3]


def credit(count):
    """The Credit Finder: nothing chosen, words of a school, a school, its courses by year."""
    found = [address("nothing chosen", "credit_finder")]
    found += [address("school words", "credit_finder", q=word) for word in ("north", "valley")]
    for school, course in _taken(count):
        took, plan = f"{course}:2024-25", f"{course}:2027-28"
        found.append(address("school", "credit_finder", school=school))
        found.append(address("course taken", "credit_finder", school=school, took=took))
        found.append(address("course planned", "credit_finder", school=school, plan=plan))
    return found


def _taken(count):
    """[(web name of a school, of a course of it that an agreement names)], evenly over all."""
    last = SendingCourse.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    rows = (
        SendingCourse.objects.filter(pk__in=range(1, last + 1, max(1, last // (2 * count))))
        .filter(agreement__sending__kind__in=TEACHING)
        .order_by("pk")
    )
    return rows.values_list("agreement__sending__slug", "course__slug")[:count]
