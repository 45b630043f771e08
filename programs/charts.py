"""Rows in, rows of a chart and its table out. No database, no Django."""

from dataclasses import dataclass

from pathways_portal.common import academic_year

YEARS_SHOWN = 10


@dataclass(frozen=True)
class AwardSeries:
    """Awards of one organization in one code: (academic year, count) from old to new.

    A count of None means that no source has the number; 0 is a zero in the state's table.
    """

    rows: list

    @property
    def latest(self):
        """The newest (academic year, count), or None."""
        return next((row for row in reversed(self.rows) if row[1] is not None), None)

    @property
    def has_zero(self):
        """Some year's count on file is 0."""
        return any(count == 0 for _year, count in self.rows)

    @property
    def has_any(self):
        return self.latest is not None


def years_up_to(last, count=YEARS_SHOWN):
    """`count` academic years that end with `last`: ("2023-24", 2) -> ["2022-23", "2023-24"]."""
    start = int(last[:4])
    return [academic_year.starting(year) for year in range(start - count + 1, start + 1)]


def awards_by_year(counts, *, last):
    """Lay {academic year: count} out over the ten years that end with `last`."""
    return AwardSeries([(year, counts.get(year)) for year in years_up_to(last)])
