"""The table that the overview opens with where no measure and no way to split is asked for."""

from fractions import Fraction
from functools import cached_property
from operator import attrgetter

from equity.enums import MetricKind
from equity.pages.choices.asked import Asked
from equity.pages.choices.usual import of_first_segments
from equity.pages.published.cells import FIRST

HALF = Fraction(1, 2)


class Opening(Asked):
    """What an address asks of the overview; what it leaves open comes as the most telling table.

    That is a table of rates, of figures that were counted before such as were made up, of a
    complete cohort before one that is not, and of these one with at least half of its groups shown,
    or with the largest share of them where none has. Groups without students are not counted. Of
    equal ones ethnicity comes first, then the table with most groups shown, then the first measure
    of lists, then the first way to split. How large any gap is plays no part. It is chosen from
    what is read anyway to find a measure, with no query of its own.
    """

    @cached_property
    def _most_telling(self):
        """(Metric, dimension's code), or None where no table of rates shows a group, and where an
        address asks for a measure or a way to split."""
        if self.value("metric") or self.value("by"):
            return None
        made_up = {one.metric: one.is_synthetic for one in self.offered}
        rates = {one.pk: one for one in self.metrics if one.kind == MetricKind.RATE}
        places = {key: at for at, key in enumerate(rates)}
        found = (
            (
                (made_up[one.metric], not one.is_complete, -min(Fraction(seen, there), HALF)),
                (code != FIRST, -seen, places[one.metric], at),
                (rates[one.metric], code),
            )
            for one in of_first_segments(self._newest_asked())
            if one.metric in rates
            for at, (code, seen, there) in enumerate(one.ways)
        )
        best = min(found, key=lambda one: one[:2], default=None)
        return best and best[2]

    def _usual_metric(self):
        return self._most_telling[0] if self._most_telling else super()._usual_metric()

    @property
    def usual_by(self):
        return self._most_telling[1] if self._most_telling else ""

    def _first_open(self):
        """A place that shows groups in any way is one to open with."""
        return self.on_file.usual_place(self.places, attrgetter("ways"))
