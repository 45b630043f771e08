"""What labor gaps leave out, said openly: awards that lead to no job, suppliers without awards on
file, and how our openings compare with what was published for the region."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Sum
from django.utils.translation import gettext as _

from partners.enums import OrganizationKind
from partners.models import Organization
from programs.enums import AreaKind, FigureKind, LeftOut, Scheme
from programs.gaps.ledger_rows import counted_awards
from programs.gaps.rows import whole
from programs.gaps.years import newest_years
from programs.labor.estimates import newest
from programs.labor.supply import why_left_out
from programs.leads_to import Candidate
from programs.models import (
    AwardCount,
    Code,
    Crosswalk,
    Occupation,
    OccupationFigure,
    SupplyLink,
)

# Who trains for the same jobs while their awards are not in the state's table.
NOT_COUNTED = [OrganizationKind.PRIVATE_COLLEGE, OrganizationKind.UNIVERSITY]


@dataclass(frozen=True)
class Reason:
    """Occupations that a code's crosswalk names and that its awards are not counted for."""

    why: str
    occupations: tuple[Occupation, ...]


@dataclass(frozen=True)
class Unmapped:
    """A program code with awards that are supply for no occupation."""

    code: Code
    awards: int
    reasons: tuple[Reason, ...]

    @property
    def why(self):
        return why_unmapped(self.reasons)


def why_unmapped(reasons):
    """What the crosswalk of a code names instead of supply, with how many occupations each."""
    if not reasons:
        return _("no occupation on file")
    return "; ".join(f"{reason.why} ({len(reason.occupations)})" for reason in reasons)


def left_out(codes):
    """{code: Reasons} for program codes (primary keys): what the crosswalks name and is not supply.

    The occupations that the awards do count for are not among them.
    """
    pairs = (
        Crosswalk.objects.filter(
            from_code__in=codes, to_code__leads_to__to_code__occupation__isnull=False
        )
        .values_list("from_code", "to_code__leads_to__to_code__occupation")
        .distinct()
    )
    counted = set(
        SupplyLink.objects.filter(code__in=codes).values_list("code", "occupation").distinct()
    )
    pairs = [pair for pair in pairs if pair not in counted]
    rows = Occupation.objects.select_related("code").defer("description")
    rows = rows.in_bulk({occupation for _code, occupation in pairs})
    found = defaultdict(lambda: defaultdict(list))
    for code, occupation in pairs:
        row = rows[occupation]
        reason = why_left_out(candidate_of(row))
        if reason:
            found[code][reason].append(row)
    return {
        code: tuple(
            Reason(reason.label, tuple(sorted(named, key=lambda row: row.code.code)))
            for reason in LeftOut
            if (named := by_reason.get(reason))
        )
        for code, by_reason in found.items()
    }


def candidate_of(row):
    """An occupation as the rule of supply reads it."""
    return Candidate(
        code=row.code.code,
        title=row.title,
        entry_education=row.entry_education,
        job_zone=row.job_zone,
    )


@dataclass(frozen=True)
class Elsewhere:
    """Awards of a place that are supply for no occupation: the codes, most awards first, how many
    awards a year they are together, and how many awards a year there are in all."""

    rows: tuple[Unmapped, ...]
    awards: int
    all_awards: int


def awards_elsewhere(place):
    """Each code stands once in these sums, so that they can be compared."""
    linked = SupplyLink.objects.filter(code=OuterRef("code"))
    means, everything = defaultdict(Fraction), Fraction()
    for code, is_linked, total, years in (
        counted_awards(place)
        .filter(academic_year__in=newest_years())
        .values("code", "organization")
        .annotate(is_linked=Exists(linked), total=Sum("count"), years=Count("pk"))
        .filter(total__gt=0)
        .values_list("code", "is_linked", "total", "years")
    ):
        everything += Fraction(total, years)
        if not is_linked:
            means[code] += Fraction(total, years)
    codes, reasons = Code.objects.in_bulk(means), left_out(list(means))
    rows = [
        Unmapped(codes[code], whole(mean), reasons.get(code, ())) for code, mean in means.items()
    ]
    rows.sort(key=lambda row: (-row.awards, row.code.code))
    return Elsewhere(tuple(rows), whole(sum(means.values())), whole(everything))


def suppliers_not_counted(place):
    """Public organizations that train for jobs and of whose awards no TOP code counts any."""
    counted = AwardCount.objects.filter(
        organization=OuterRef("pk"), code__code_set__scheme=Scheme.TOP
    )
    rows = Organization.objects.open().filter(~Exists(counted), kind__in=NOT_COUNTED)
    if place.county:
        rows = rows.filter(county=place.county)
    return list(rows.by_name())


@dataclass(frozen=True)
class Comparison:
    """Openings published for the whole region beside the sum of our counties; None: not on file."""

    published: OccupationFigure
    ours: int | None
    missing: tuple

    @property
    def difference(self):
        """How far ours is above or below, in percent: "+27 %"; empty where it cannot be said."""
        if self.ours is None or not self.published.openings:
            return ""
        share = Fraction(self.ours - self.published.openings, self.published.openings)
        return _("%(percent)s%%") % {"percent": f"{round(100 * share):+d}".replace("-", "−")}


def comparisons(place, occupations=None):
    """Every number of openings that is published for the region, beside ours. Two queries."""
    rows = OccupationFigure.objects.filter(kind=FigureKind.PROJECTION, openings__isnull=False)
    if occupations is not None:
        rows = rows.filter(occupation__in=occupations)
    published = newest(rows.filter(area__kind=AreaKind.REGION)).select_related("occupation__code")
    counties = defaultdict(dict)
    there = [row.occupation_id for row in published]
    for occupation, area, count in newest(
        rows.filter(area__kind=AreaKind.COUNTY, occupation__in=there)
    ).values_list("occupation", "area", "openings"):
        counties[occupation][area] = count
    found = []
    for row in published:
        ours = counties.get(row.occupation_id, {})
        missing = tuple(area for area in place.areas if area.pk not in ours)
        found.append(Comparison(row, sum(ours.values()) if ours else None, missing))
    return sorted(found, key=lambda one: one.published.occupation.code.code)


class Omissions:
    """What the gaps of a place leave out, read when a page prints it."""

    def __init__(self, place):
        self.place = place

    @cached_property
    def elsewhere(self):
        return awards_elsewhere(self.place)

    @cached_property
    def suppliers(self):
        return suppliers_not_counted(self.place)

    @cached_property
    def comparisons(self):
        """Only the whole region has published numbers to be compared with."""
        return [] if self.place.county else comparisons(self.place)
