"""What was published before, and what a new release may not let anybody work out from it."""

from equity.enums import CellStatus
from equity.models import Metric
from equity.publication import reading
from equity.publication.figures import NOT_SHOWN
from equity.publication.reading import NONE
from pathways_portal.common import academic_year


class Standing:
    """What was published of some metrics, by the same numbers of places as the new counts.

    `earlier`: one frame for each release, the oldest first, as protection takes it. `cells`: what
    stands today, as readers see it.
    """

    def __init__(self, metrics, places):
        cells = reading.published_cells(metrics)
        cells["place"] = places.of(cells)
        cells["status"] = cells["status"].astype(str)
        self.cells = cells[cells["is_standing"].astype(bool)]
        # For protection a known n without bounds is a hidden cell.
        bare = (cells["status"] == CellStatus.BANDED) & (cells["rate_text"] == NOT_SHOWN)
        cells = cells.assign(
            status=cells["status"].mask(bare, CellStatus.HIDDEN.value),
            low=cells["low"].mask(bare, NONE),
            high=cells["high"].mask(bare, NONE),
        )
        self._cells = cells

    def earlier(self, metrics):
        mine = self._cells[self._cells["metric"].isin(metrics)]
        return [table for _release, table in mine.groupby("release", sort=True)]

    @property
    def published(self):
        """{(metric, cohort)} of what stands."""
        found = self.cells[["metric", "cohort"]].drop_duplicates()
        return set(found.itertuples(index=False, name=None))


def links(metrics):
    """([(a, b)]: the numerator of a is the denominator of b, [(a, b)]: the same denominator)."""
    rows = Metric.objects.filter(pk__in=metrics).order_by("pk")
    follows = rows.filter(follows__in=metrics).values_list("follows_id", "pk")
    same = rows.filter(same_students_as__in=metrics).values_list("same_students_as_id", "pk")
    return list(follows), list(same)


def with_linked(metrics):
    """These metrics and all that hang together with them."""
    pairs = list(Metric.objects.values_list("pk", "follows_id", "same_students_as_id"))
    found, before = set(metrics), None
    while found != before:
        before = set(found)
        for one in pairs:
            linked = {pk for pk in one if pk is not None}
            if linked & found:
                found |= linked
    return found


class Bundles:
    """Which metrics and cohorts stand or fall together: linked metrics of the same cohort, and the
    years of one window. What of a bundle is replaced alone would tell what is not.
    """

    def __init__(self, cells, pairs):
        """`cells`: frames with metric, cohort and span. `pairs`: linked metrics."""
        self._upper = {}
        for frame in cells:
            found = frame[["metric", "cohort", "span"]].drop_duplicates()
            for metric, cohort, span in found.itertuples(index=False, name=None):
                for year in range(span):
                    self._join((metric, cohort), (metric, cohort + year))
        keys = list(self._upper)
        for first, second in pairs:
            for metric, cohort in keys:
                if metric == first and (second, cohort) in self._upper:
                    self._join((metric, cohort), (second, cohort))

    def _join(self, one, other):
        self._upper[self._top(one)] = self._top(other)

    def _top(self, key):
        while self._upper.setdefault(key, key) != key:
            key = self._upper[key]
        return key

    def of(self, keys):
        """All keys that stand or fall with any of these."""
        tops = {self._top(key) for key in keys}
        return {key for key in self._upper if self._top(key) in tops}


def missing(new, standing, bundles):
    """What stands and must be replaced together with `new`, but is not in it, by name; or ""."""
    left_out = (bundles.of(new) & standing) - new
    codes = dict(Metric.objects.in_bulk([metric for metric, _cohort in left_out]))
    named = sorted(
        f"{codes[metric].code} {academic_year.starting(year)}" for metric, year in left_out
    )
    return ", ".join(named[:10]) + (" …" if len(named) > 10 else "")
