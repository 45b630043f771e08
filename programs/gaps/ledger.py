"""What labor gaps are worked out from: openings as published, awards as counted, what joins them.

    Ledger()                             # the region: the sum of its counties
    Ledger(county, occupations=[1, 2])   # only what the gaps of these need
    Ledger(county, codes=[3, 4])         # only what these program codes supply

A fixed number of queries, whatever the number of rows. The rules that read it are in
`programs.gaps.labor`.
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _

from partners.models import County
from partners.querysets import public_organization
from programs.enums import AreaKind, AwardLevel, FigureKind, Scheme
from programs.labor.estimates import newest
from programs.labor.flags import is_middle_skill
from programs.labor.market import job_of, limits_of
from programs.models import (
    Area,
    AwardCount,
    Code,
    Occupation,
    OccupationFigure,
    PriorityRule,
    SupplyLink,
)

# Awards of one year jump about; the method takes the mean of so many, the newest on file.
YEARS = 3


@dataclass(frozen=True)
class Opening:
    """One published or estimated number: openings a year in a county, under one code.

    `code` is the primary key of the code it was published under: the occupation's own or a broader
    one. Occupations that share a broader code have openings of the same `identity`, which count
    once. `figure` is the row it stands in.
    """

    area: int
    code: int
    openings: int
    period: str
    is_estimate: bool
    figure: int

    @property
    def identity(self):
        return self.area, self.code


@dataclass(frozen=True)
class GapPlace:
    """Where a gap is worked out: one county, or the region, which is the sum of its counties."""

    county: County | None
    areas: tuple[Area, ...]
    region: Area | None = None

    @property
    def name(self):
        if self.county is not None:
            return self.areas[0].local_name if self.areas else self.county.name
        return self.region.local_name if self.region else _("All counties on file")

    @property
    def slug(self):
        return self.county.slug if self.county else ""


def place_of(county=None):
    """The place of a `County`, or the region. One query."""
    areas = Area.objects.filter(kind__in=[AreaKind.COUNTY, AreaKind.REGION])
    areas = list(areas.select_related("county").order_by("pk"))
    return GapPlace(
        county=county,
        areas=tuple(
            area for area in areas if area.kind == AreaKind.COUNTY and county in (None, area.county)
        ),
        region=next((area for area in areas if area.kind == AreaKind.REGION), None),
    )


def counted_awards(place):
    """Awards that count as supply in a place: in TOP codes, over all levels, of whoever is public.

    In a county those of the organizations in it.
    """
    rows = AwardCount.objects.filter(
        public_organization("organization__"),
        level=AwardLevel.ALL,
        code__code_set__scheme=Scheme.TOP,
    )
    return rows.filter(organization__county=place.county) if place.county else rows


def newest_years():
    """The academic years on file that the mean is taken of, oldest first; the same everywhere."""
    rows = AwardCount.objects.filter(level=AwardLevel.ALL, code__code_set__scheme=Scheme.TOP)
    years = rows.order_by("-academic_year").values_list("academic_year", flat=True).distinct()
    return sorted(years[:YEARS])


def rule_in_force():
    """The newest rule of any county: its limits say what middle-skill means in the region."""
    return PriorityRule.objects.select_related("benchmark").order_by("-year", "pk").first()


class Ledger:
    """Everything the gaps of one place need, read once: all of it, or what is asked for by
    primary keys of occupations or of program codes."""

    def __init__(self, county=None, *, occupations=None, codes=None):
        self.place = place_of(county)
        self._codes = codes
        self._asked = None if occupations is None else set(occupations)
        if codes is not None:
            links = SupplyLink.objects.filter(code__in=codes)
            self._asked = set(links.values_list("occupation", flat=True))
        self._read_openings()
        self._read_links()

    # --- Demand ---------------------------------------------------------------------------------

    def _read_openings(self):
        """`openings`: {occupation: its Openings here}; `published_as`: {occupation: broader code}.

        An occupation has a broader code if any county's number was published under one.
        """
        rows = OccupationFigure.objects.filter(
            kind=FigureKind.PROJECTION, area__kind=AreaKind.COUNTY
        )
        if self._asked is not None:
            broader = rows.filter(occupation__in=self._asked, priced_as__isnull=False)
            rows = rows.filter(
                Q(occupation__in=self._asked) | Q(priced_as__in=broader.values("priced_as"))
            )
        here = {area.pk for area in self.place.areas}
        self.openings, self.published_as = defaultdict(list), {}
        for figure, occupation, area, code, own, count, year, through, is_estimate in newest(
            rows
        ).values_list(
            "pk",
            "occupation",
            "area",
            "priced_as",
            "occupation__code",
            "openings",
            "year",
            "through_year",
            "is_estimate",
        ):
            if code is not None:
                self.published_as[occupation] = min(code, self.published_as.get(occupation, code))
            if area in here and count is not None:
                period = f"{year}–{through % 100:02d}"
                row = Opening(area, code or own, count, period, is_estimate, figure)
                self.openings[occupation].append(row)

    @cached_property
    def published_together(self):
        """{broader code: the occupations whose openings were published under it}"""
        groups = defaultdict(set)
        for occupation, code in self.published_as.items():
            groups[code].add(occupation)
        return groups

    def one_demand(self, occupation):
        """The occupations that share its openings, itself included."""
        code = self.published_as.get(occupation)
        return self.published_together[code] if code is not None else {occupation}

    # --- Supply ---------------------------------------------------------------------------------

    def _read_links(self):
        """`codes_of` and `occupations_of`: which codes supply which occupations, both ways."""
        links = SupplyLink.objects.all()
        if self._codes is not None:
            links = links.filter(code__in=self._codes)
        elif self._asked is not None:
            wanted = {one for asked in self._asked for one in self.one_demand(asked)}
            links = links.filter(
                code__in=SupplyLink.objects.filter(occupation__in=wanted).values("code")
            )
        self.codes_of, self.occupations_of = defaultdict(set), defaultdict(set)
        for code, occupation in links.values_list("code", "occupation"):
            self.codes_of[occupation].add(code)
            self.occupations_of[code].add(occupation)

    @cached_property
    def years(self):
        return newest_years()

    @cached_property
    def awards(self):
        """{code: mean awards a year here}; a code of which nothing is on file is missing.

        The mean is each college's own over those of the years that are on file for it, so that a
        year nobody counted is not a year without awards; colleges are added up.
        """
        rows = counted_awards(self.place).filter(academic_year__in=self.years)
        if self._asked is not None:
            rows = rows.filter(code__in={*self.occupations_of, *(self._codes or ())})
        means = defaultdict(Fraction)
        for code, total, count in (
            rows.values("code", "organization")
            .annotate(total=Sum("count"), years=Count("pk"))
            .values_list("code", "total", "years")
        ):
            means[code] += Fraction(total, count)
        return dict(means)

    @cached_property
    def codes(self):
        """{primary key: Code}, each with `sector_id`: those that supply something, those asked for,
        and those that openings were published under."""
        ids = {*self.occupations_of, *self.published_as.values(), *(self._codes or ())}
        rows = Code.objects.annotate(sector_id=F("sector_code__sector"))
        return rows.in_bulk(list(ids))

    # --- Occupations ----------------------------------------------------------------------------

    @cached_property
    def occupations(self):
        """{primary key: Occupation} of all that are supplied or share openings with those."""
        ids = {*self.codes_of, *self.published_as, *(self._asked or ())}
        return Occupation.objects.select_related("code").defer("description").in_bulk(list(ids))

    @cached_property
    def _limits(self):
        return limits_of(rule_in_force())

    def is_middle(self, occupation):
        """Whether a supplied occupation is middle-skill; None where it or a rule is not on file."""
        if self._limits is None:
            return None
        row = self.occupations[occupation]
        # What needs a license and more than an associate degree is supplied only if a program
        # that gives one names it (`programs.labor.supply`).
        job = job_of(row, pay=None, openings=None, has_associate=occupation in self.codes_of)
        return is_middle_skill(job, self._limits)
