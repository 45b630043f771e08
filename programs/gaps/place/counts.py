"""Add the place gaps up, at night; read what was added up, for the matrix.

A column of the matrix is `("county", key)`, `("district", key)` or `("charters", key of a county)`.
"""

from collections import Counter, defaultdict
from math import ceil

from django.db.models import F, Q, Sum

from partners.enums import InventoryKind, OrganizationKind
from partners.reported import speaks, whole_lists
from programs.gaps.place import rules
from programs.gaps.place.districts import schools_of
from programs.models import PlaceCount, Program, Sector

COUNTY, DISTRICT, CHARTERS = "county", "district", "charters"
DISTANCES = rules.MOST_MILES + 1


def counts_of(segment, nearest, year):
    """A `PlaceCount`, not yet saved, of each district and sector.

    `nearest`: the `NearestProgram`s of the segment; `year`: the academic year of the lists.
    """
    reported, place_of = _reported(segment, year), _places(segment)
    schools, known = Counter(place_of.values()), Counter()
    for school, place in place_of.items():
        known[place] += school in reported
    found = defaultdict(Counter)
    for row in nearest:
        # Within a whole number of miles, as it is asked: 9.2 miles are within 10, not within 9.
        first = "own" if row.is_own else ceil(row.miles)
        here = found[place_of[row.school_id], row.sector_id]
        here[first] += 1
        if row.school_id in reported:
            here["known", 0 if row.is_own else first] += 1
    samples = _samples(segment, place_of)
    for sector in Sector.objects.values_list("pk", flat=True):
        for (county, district), n in schools.items():
            here = found[(county, district), sector]
            yield PlaceCount(
                segment=segment,
                county_id=county,
                district_id=district,
                sector_id=sector,
                schools=n,
                reported=known[county, district],
                own=here["own"],
                samples=samples[(county, district), sector],
                near=_within(here),
                known=_within(here, "known"),
            )


def _reported(segment, year):
    """Schools whose own whole list, or their district's, says what they have."""
    schools = schools_of(segment).filter(speaks(whole_lists(InventoryKind.PROGRAMS, year)))
    return set(schools.values_list("pk", flat=True))


def _places(segment):
    """{school: (its county, its district)}; a charter school has no district of its own."""
    rows = schools_of(segment).values_list("pk", "county", "parent", "parent__kind", "is_charter")
    return {
        pk: (county, None if is_charter and kind == OrganizationKind.COUNTY_OFFICE else parent)
        for pk, county, parent, kind, is_charter in rows
    }


def _within(counted, *name):
    """How many are within 0, 1 … 50 miles."""
    total, found = 0, []
    for miles in range(DISTANCES):
        total += counted[(*name, miles) if name else miles]
        found.append(total)
    return found


def _samples(segment, place_of):
    """{(place, sector): real schools with a sample program of it}"""
    rows = Program.objects.open_to_students().filter(
        is_sample=True, segment=segment, organization__is_sample=False, sector__isnull=False
    )
    found = Counter()
    for school, sector in set(rows.values_list("organization", "sector")):
        if school in place_of:
            found[place_of[school], sector] += 1
    return found


class Counts:
    """What the night added up, of a segment and, if one is given, of a county's schools."""

    def __init__(self, segment, miles, *, county=None, by_district=False):
        self.miles, self.by_district = miles, by_district
        # Schools without a county on file stand under their district only.
        placed = Q(county__isnull=False)
        if by_district:
            placed |= Q(district__isnull=False)
        self.rows = PlaceCount.objects.filter(placed, segment=segment)
        if county:
            self.rows = self.rows.filter(county=county)

    def columns(self):
        """[key of a column] that has schools, in no order. Every sector has all of them."""
        sector = self.rows.order_by("sector").values("sector")[:1]
        rows = self.rows.filter(sector=sector).values_list("county", "district").distinct()
        return list(dict.fromkeys(self._key(county, district) for county, district in rows))

    def _key(self, county, district):
        if not self.by_district:
            return COUNTY, county
        return (CHARTERS, county) if district is None else (DISTRICT, district)

    def by_sector(self):
        """{sector: numbers of all columns}"""
        return {row["sector"]: row for row in self._added(self.rows, "sector")}

    def by_column(self, keys):
        """{(column, sector): its numbers} of these columns."""
        found = {}
        for kind, field in self._fields():
            rows = self.rows.filter(**{f"{field}__in": [pk for own, pk in keys if own == kind]})
            if kind == CHARTERS:
                rows = rows.filter(district=None)
            for row in self._added(rows, "sector", field):
                found[(kind, row[field]), row["sector"]] = row
        return found

    def _fields(self):
        if not self.by_district:
            return [(COUNTY, "county")]
        return [(DISTRICT, "district"), (CHARTERS, "county")]

    def _added(self, rows, *by):
        return (
            rows.order_by()
            .values(*by)
            .annotate(
                n=Sum("schools"),
                confirmed=Sum("reported"),
                with_own=Sum("own"),
                with_near=Sum(F(f"near__{self.miles}")),
                confirmed_there=Sum(F(f"known__{self.miles}")),
                with_samples=Sum("samples"),
            )
        )
