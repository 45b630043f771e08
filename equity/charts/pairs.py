"""Paired marks: a group's share of who could enter, of who entered and of who completed."""

from dataclasses import dataclass

from equity.charts.scale import Scale, scale_of


@dataclass(frozen=True)
class PairLane:
    """Where each share of a group stands ("" where it is not shown), and the line that joins."""

    places: list
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class PairPlot:
    scale: Scale
    lanes: list


def pair_plot(rows):
    """A `PairPlot` of rows of shares, fractions of one or None, the same number in each row.

    The scale begins at 0: shares are compared in size.
    """
    everything = [share for row in rows for share in row if share is not None]
    scale = scale_of([0, *everything]) if everything else scale_of([])
    return PairPlot(scale, [_lane(row, scale) for row in rows])


def _lane(row, scale):
    shown = [share for share in row if share is not None]
    places = ["" if share is None else scale.at(share) for share in row]
    if len(shown) < 2:
        return PairLane(places)
    return PairLane(places, scale.at(min(shown)), scale.at(max(shown)))
