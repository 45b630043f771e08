"""The arithmetic of one gap in full: every number with the row it stands in, for its page."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.db.models import Count

from partners.models import Organization
from programs.enums import AreaKind, EstimateMethod, FigureKind
from programs.gaps.labor import OccupationGap, gaps, real_places
from programs.gaps.ledger_rows import counted_awards
from programs.gaps.limits import (
    Reason,
    comparisons,
    left_out,
    suppliers_not_counted,
    why_unmapped,
)
from programs.gaps.near_codes import near_codes
from programs.gaps.sources import award_sources, opening_sources
from programs.labor.estimates import surveys_behind
from programs.labor.market import labor_of
from programs.models import Area, Code, OccupationFigure, ProgramOccupation, SupplyLink
from programs.querysets import public_program


@dataclass(frozen=True)
class CountyOpenings:
    """The number of a county with its row; for an estimate the three rows it is made of.

    `row` is None where nothing is on file. `around` is the state's area; `state`, `jobs` and
    `state_jobs` are rows: openings of the state, jobs of the county, jobs of the state.
    """

    area: Area
    row: OccupationFigure | None
    around: Area | None = None
    state: OccupationFigure | None = None
    jobs: OccupationFigure | None = None
    state_jobs: OccupationFigure | None = None

    @property
    def parts(self):
        """(area, row) of what an estimate is made of, in the order of its arithmetic."""
        parts = [(self.around, self.state), (self.area, self.jobs), (self.around, self.state_jobs)]
        return [(area, row) for area, row in parts if row]


@dataclass(frozen=True)
class CollegeAwards:
    """What one college gave in a code: a count for each of the years, None where not on file."""

    organization: Organization
    counts: tuple[int | None, ...]
    mean: Fraction

    @property
    def mean_shown(self):
        return float(self.mean)


@dataclass(frozen=True)
class CodeAwards:
    """A program code of a gap: what each college gave, and which occupations it stands for.

    `basis`: why it supplies this occupation, in words; empty for a pathway. `programs`: how many
    of the pathway's programs carry it, and `closed` how many of these take no new students.
    """

    code: Code
    colleges: tuple[CollegeAwards, ...]
    by_year: tuple[tuple[str, int | None], ...]
    mean: Fraction | None
    basis: str = ""
    reasons: tuple[Reason, ...] = ()
    is_unmapped: bool = False
    programs: int = 0
    closed: int = 0

    @property
    def mean_shown(self):
        return None if self.mean is None else float(self.mean)

    @property
    def why_unmapped(self):
        return why_unmapped(self.reasons)


class OccupationDetail:
    """The page of an `OccupationGap`."""

    def __init__(self, gap):
        self.gap = gap

    @cached_property
    def counties(self):
        """`CountyOpenings` of each county of the place."""
        market = labor_of([one.pk for one in self.gap.occupations])
        states = {area.survey_code: area for area in market.areas if area.kind == AreaKind.STATE}
        counties = {area.pk: area.county for area in market.counties}

        def row(area, kind):
            """The newest row of any of the occupations: those published as one have the same."""
            found = (market.figures.get((one.pk, area.pk, kind)) for one in self.gap.occupations)
            return next((figure for figure in found if figure), None)

        found = []
        for area in self.gap.place.areas:
            openings = row(area, FigureKind.PROJECTION)
            parts = {}
            state = states.get(counties[area.pk].fips[:2])
            if openings and openings.method == EstimateMethod.SHARE_OF_STATE and state:
                jobs, state_jobs = surveys_behind(
                    row(area, FigureKind.SURVEY), row(state, FigureKind.SURVEY)
                )
                parts = {
                    "around": state,
                    "state": row(state, FigureKind.PROJECTION),
                    "jobs": jobs,
                    "state_jobs": state_jobs,
                }
            found.append(CountyOpenings(area, openings, **parts))
        return found

    @cached_property
    def codes(self):
        links = SupplyLink.objects.filter(
            code__in=self.gap.codes, occupation__in=self.gap.supplied
        ).order_by("occupation__code__code")
        bases = {link.code_id: link.get_basis_display() for link in links}
        return _codes(self.gap, left_out([code.pk for code in self.gap.codes]), bases=bases)

    @cached_property
    def award_sources(self):
        return award_sources([self.gap])

    @cached_property
    def near(self):
        """Program codes near it whose awards are not counted (`programs.gaps.near_codes`)."""
        return near_codes(self.gap)

    @cached_property
    def suppliers(self):
        """Private colleges and universities of the place, whose awards are not on file in codes."""
        return suppliers_not_counted(self.gap.place)

    @cached_property
    def programs(self):
        """How many programs that the public sees are said to lead to any of its occupations."""
        rows = ProgramOccupation.objects.filter(occupation__in=self.gap.occupations)
        return rows.filter(public_program("program__")).values("program").distinct().count()

    @cached_property
    def comparisons(self):
        """Numbers published for the whole region, if the gap is the region's."""
        if self.gap.place.county:
            return []
        return comparisons(self.gap.place, self.gap.occupations)


@dataclass(frozen=True)
class Demand:
    """One demand of a pathway: the gap of its occupations, and its openings area by area."""

    gap: OccupationGap
    by_area: tuple[tuple[Area, int | None], ...]


class PathwayDetail:
    """The page of a `PathwayGap`."""

    def __init__(self, gap):
        self.gap = gap

    @cached_property
    def demands(self):
        """The distinct demands of its occupations, as gaps of their own, most openings first.

        Only their openings are the pathway's: their awards may come from other codes too.
        """
        if not self.gap.occupations:
            return []
        own = gaps(self.gap.place.county, [one.pk for one in self.gap.occupations])
        own.sort(key=lambda row: (row.openings is None, -(row.openings or 0), row.title))
        found = []
        for row in own:
            counts = {opening.area: opening.openings for opening in row.openings_rows}
            areas = self.gap.place.areas
            found.append(Demand(row, tuple((area, counts.get(area.pk)) for area in areas)))
        return found

    @cached_property
    def opening_sources(self):
        return opening_sources([self.gap])

    @cached_property
    def codes(self):
        rows = (
            real_places()
            .filter(pathway=self.gap.pathway, program__codes__in=self.gap.codes)
            .values("program__codes")
            .annotate(n=Count("pk"), open=Count("pk", filter=public_program("program__")))
        )
        programs = {row["program__codes"]: (row["n"], row["n"] - row["open"]) for row in rows}
        unmapped = [code.pk for code in self.gap.codes_unmapped]
        return _codes(self.gap, left_out(unmapped), programs=programs)

    @cached_property
    def award_sources(self):
        return award_sources([self.gap])


def _codes(gap, reasons, *, bases=None, programs=None):
    by_code = defaultdict(lambda: defaultdict(dict))
    rows = counted_awards(gap.place).filter(code__in=gap.codes, academic_year__in=gap.years)
    organizations = {}
    for row in rows.select_related("organization"):
        organizations[row.organization_id] = row.organization
        by_code[row.code_id][row.organization_id][row.academic_year] = row.count
    found = []
    for code in gap.codes:
        colleges = [
            CollegeAwards(
                organizations[pk],
                tuple(counts.get(year) for year in gap.years),
                Fraction(sum(counts.values()), len(counts)),
            )
            for pk, counts in by_code[code.pk].items()
        ]
        colleges.sort(key=lambda row: (-row.mean, row.organization.name))
        programs_of = (programs or {}).get(code.pk, (0, 0))
        found.append(
            CodeAwards(
                code=code,
                colleges=tuple(colleges),
                by_year=tuple(
                    (year, _sum(college.counts[number] for college in colleges))
                    for number, year in enumerate(gap.years)
                ),
                mean=_sum(college.mean for college in colleges),
                basis=(bases or {}).get(code.pk, ""),
                reasons=reasons.get(code.pk, ()),
                is_unmapped=code in getattr(gap, "codes_unmapped", ()),
                programs=programs_of[0],
                closed=programs_of[1],
            )
        )
    return found


def _sum(numbers):
    """The sum of what is on file; None where nothing is."""
    there = [number for number in numbers if number is not None]
    return sum(there) if there else None
