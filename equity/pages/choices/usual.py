"""What a page shows where its address leaves it open: the first of each list that says something.

Regions come before counties and organizations, all pathways before one, rates before shares.
"""

from functools import cached_property
from operator import attrgetter

from equity.enums import MetricKind
from equity.pages.published.newest import newest_on
from equity.pages.published.on_file import pathways_with_figures
from equity.pages.published.standing import offers
from partners.enums import Segment

# Places that are looked at for one to open with: a page never looks at all of a state.
MOST_LOOKED_AT = 10


class OnFile:
    """What places have, as one page needs it: each is asked once."""

    def __init__(self):
        self._offers, self._newest = {}, {}

    @cached_property
    def pathways(self):
        """Published pathways with figures, by title."""
        return pathways_with_figures()

    def offers(self, place):
        """{pathway, None for all together: every `Offer` of a `Place` on it}; figures on a pathway
        that is not published are no page's.
        """
        if place not in self._offers:
            found = offers(place)
            if found.keys() - {None}:
                public = {None, *(one.pk for one in self.pathways)}
                found = {key: rows for key, rows in found.items() if key in public}
            self._offers[place] = found
        return self._offers[place]

    def newest(self, place, pathway):
        """Every `Newest` of a `Place` on a pathway (a primary key, None for all together)."""
        if (place, pathway) not in self._newest:
            self._newest[place, pathway] = newest_on(place, pathway)
        return self._newest[place, pathway]

    def of_keys(self, keys):
        """Those of the pathways whose primary keys are among these, by title."""
        return [one for one in self.pathways if one.pk in keys] if set(keys) - {None} else []

    def usual_pathway(self, keys):
        """All together; where only single pathways are on file, as of many schools, the first."""
        return None if None in keys else next(iter(self.of_keys(keys)), None)

    def usual_place(self, places, tells=attrgetter("tells")):
        """The first whose usual pathway shows groups of any measure, else the first. `tells`: what
        a `Newest` says of that, unless in the way that comes unasked."""
        looked_at = places[:MOST_LOOKED_AT]
        found = (one for one in looked_at if any(tells(newest) for newest in self._usual(one)))
        return next(found, next(iter(looked_at), None))

    def _usual(self, place):
        usual = self.usual_pathway(self.offers(place))
        return self.newest(place, usual and usual.pk)


def usual_metric(metrics, made_up, newest):
    """Rates first, for they show gaps; of these what was counted before what was made up. The
    first of which groups are shown; where none is, the first; None of no metrics.

    `made_up`: {metric: whether it is}; `newest`: gives every `Newest` that counts, if need be.
    """
    found = sorted(
        metrics,
        key=lambda one: (one.kind != MetricKind.RATE, made_up[one.pk], one.order, one.code),
    )
    if len(found) < 2:
        return next(iter(found), None)
    telling = _telling(newest())
    return next((one for one in found if one.pk in telling), found[0])


def _telling(newest):
    """The metrics (primary keys) whose first segment shows groups."""
    return {one.metric for one in of_first_segments(newest) if one.tells}


def of_first_segments(newest):
    """Of several `Newest` that of the segment that each metric opens with."""
    segments, found = [one.value for one in Segment], {}
    for one in sorted(newest, key=lambda one: segments.index(one.segment)):
        found.setdefault(one.metric, one)
    return found.values()
