"""What was published before, and what a new release may not let anybody work out from it."""

import numpy as np
import pandas as pd
from django.utils.translation import gettext as _

from equity.enums import CellStatus, PublicationState
from equity.models import Metric
from equity.publication import reading
from equity.publication.reading import KEY
from pathways_portal.common import academic_year

_MASKED = (CellStatus.HIDDEN, CellStatus.BANDED)


class Standing:
    """The published cells of some metrics, by the same numbers of places as the new ones."""

    def __init__(self, metrics, places):
        cells = reading.published_cells(metrics)
        cells["place"] = places.of(cells)
        self.cells = cells[cells["state"] == PublicationState.STANDING]
        self._masked = cells[cells["status"].isin(_MASKED)]

    def marked(self, frame):
        """`frame` with what protection asks about earlier releases."""
        keys = pd.MultiIndex.from_frame(frame[KEY])
        return frame.assign(
            hidden_before=keys.isin(self._keys(self._masked, [CellStatus.HIDDEN])),
            s_hidden_before=keys.isin(self._keys(self._masked, _MASKED)),
            shown_before=keys.isin(self._keys(self.cells, [CellStatus.SHOWN])),
        )

    def _keys(self, cells, statuses):
        return pd.MultiIndex.from_frame(cells.loc[cells["status"].isin(statuses), KEY])

    def moved_a_little(self, fresh, minimum):
        """{(metric, cohort)} where a shown count would change by 1 to one less than `minimum`.

        `fresh`: the new cells with shown `n` and `s`, -1 where not shown.
        """
        both = fresh.merge(self.cells[[*KEY, "n", "s"]], on=KEY, suffixes=("", "_before"))
        little = np.zeros(len(both), dtype=bool)
        for name in ("n", "s"):
            before, after = both[f"{name}_before"], both[name]
            change = (after - before).abs()
            little |= ((before >= 0) & (after >= 0) & (change > 0) & (change < minimum)).to_numpy()
        found = both.loc[little, ["metric", "cohort"]].drop_duplicates()
        return set(found.itertuples(index=False, name=None))

    @property
    def published(self):
        """{(metric, cohort)} of what stands."""
        found = self.cells[["metric", "cohort"]].drop_duplicates()
        return set(found.itertuples(index=False, name=None))


def links(metrics):
    """([(a, b)]: the numerator of a is the denominator of b, [(a, b)]: the same denominator)."""
    rows = Metric.objects.filter(pk__in=metrics)
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


def why_incomplete(new, standing, bundles):
    """A sentence where a release holds a part of what must be replaced together; else ""."""
    missing = (bundles.of(new) & standing) - new
    if not missing:
        return ""
    codes = dict(Metric.objects.in_bulk([metric for metric, _cohort in missing]))
    named = sorted(
        f"{codes[metric].code} {academic_year.starting(year)}" for metric, year in missing
    )
    return _(
        "This release holds only a part of figures that hang together: %(missing)s is published "
        "already and is not in it. Whoever compares the two could work out hidden counts. Add "
        "these rows to the file, changed or not, and load it again."
    ) % {"missing": ", ".join(named[:10]) + (" …" if len(named) > 10 else "")}
