"""What labor gaps are worked out from: openings as published, awards as counted, what joins them.

    Ledger()                             # the region: the sum of its counties
    Ledger(county, occupations=[1, 2])   # only what the gaps of these need
    Ledger(county, codes=[3, 4])         # only what these program codes supply

A fixed number of queries, whatever the number of rows. The rules that read it are in
`programs.gaps.labor`.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from partners.models import County
from programs.enums import AreaKind
from programs.gaps.ledger_rows import (
    all_links,
    all_openings,
    award_sums,
    award_sums_of,
    codes_with_sector,
    counted_awards,
    links_around,
    links_of_codes,
    newest_rules,
    occupations_with_code,
    openings_of,
    openings_published_with,
    public_areas,
)
from programs.gaps.years import newest_years
from programs.labor.flags import is_middle_skill
from programs.labor.market import job_of, limits_of
from programs.models import Area


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
    areas = public_areas()
    wanted = county and county.pk
    return GapPlace(
        county=county,
        areas=tuple(
            area
            for area in areas
            if area.kind == AreaKind.COUNTY and wanted in (None, area.county_id)
        ),
        region=next((area for area in areas if area.kind == AreaKind.REGION), None),
    )


class Ledger:
    """Everything the gaps of one place need, read once: all of it, or what is asked for by
    primary keys of occupations or of program codes."""

    def __init__(self, county=None, *, occupations=None, codes=None):
        self.county = county
        self._codes = codes
        self._asked = None if occupations is None else set(occupations)
        if codes is not None:
            self._asked = {occupation for _code, occupation in links_of_codes(sorted(codes))}
        self._read_openings()
        self._read_links()

    @cached_property
    def place(self):
        return place_of(self.county)

    # --- Demand ---------------------------------------------------------------------------------

    def _read_openings(self):
        """`openings`: {occupation: its Openings here}; `published_as`: {occupation: broader code}.

        An occupation has a broader code if any county's number was published under one.
        """
        self.openings, self.published_as = defaultdict(list), {}
        if self._asked is None:
            self._add_openings(all_openings())
            return
        asked = sorted(self._asked)
        self._add_openings(openings_of(asked))
        if self.published_as:  # few occupations have a broader code
            self._add_openings(openings_published_with(asked))

    def _add_openings(self, rows):
        here = self.county and self.county.pk
        for occupation, broader, county, count, area, own, year, through, is_estimate, pk in rows:
            if broader is not None:
                known = self.published_as.get(occupation, broader)
                self.published_as[occupation] = min(broader, known)
            if here in (None, county) and count is not None:
                period = f"{year}–{through % 100:02d}"
                row = Opening(area, broader or own, count, period, is_estimate, pk)
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
        if self._codes is not None:
            links = links_of_codes(sorted(self._codes))
        elif self._asked is not None:
            links = links_around(
                sorted({one for asked in self._asked for one in self.one_demand(asked)})
            )
        else:
            links = all_links()
        self.codes_of, self.occupations_of = defaultdict(set), defaultdict(set)
        for code, occupation in links:
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
        codes = None if self._asked is None else {*self.occupations_of, *(self._codes or ())}
        if codes is not None and self.county is None:
            sums = award_sums_of(sorted(codes), self.years)
        else:
            rows = counted_awards(self.place).filter(academic_year__in=self.years)
            sums = award_sums(rows if codes is None else rows.filter(code__in=codes))
        # Whole numbers first: a state has hundreds of colleges, and fractions are dear.
        totals = Counter()
        for code, total, count in sums:
            totals[code, count] += total
        means = defaultdict(Fraction)
        for (code, count), total in totals.items():
            means[code] += Fraction(total, count)
        return dict(means)

    @cached_property
    def codes(self):
        """{primary key: Code}, each with `sector_id`: those that supply something, those asked for,
        and those that openings were published under."""
        ids = {*self.occupations_of, *self.published_as.values(), *(self._codes or ())}
        return {row.pk: row for row in codes_with_sector(sorted(ids))}

    # --- Occupations ----------------------------------------------------------------------------

    @cached_property
    def occupations(self):
        """{primary key: Occupation} of all that are supplied or share openings with those."""
        ids = {*self.codes_of, *self.published_as, *(self._asked or ())}
        return {row.pk: row for row in occupations_with_code(sorted(ids))}

    @cached_property
    def _limits(self):
        return limits_of(next(iter(newest_rules()), None))

    def is_middle(self, occupation):
        """Whether a supplied occupation is middle-skill; None where it or a rule is not on file."""
        if self._limits is None:
            return None
        row = self.occupations[occupation]
        # What needs a license and more than an associate degree is supplied only if a program
        # that gives one names it (`programs.labor.supply`).
        job = job_of(row, pay=None, openings=None, has_associate=occupation in self.codes_of)
        return is_middle_skill(job, self._limits)
