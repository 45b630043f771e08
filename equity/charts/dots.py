"""The dot plot: a lane for each group, its rate with the margin, a tick for everyone else."""

from dataclasses import dataclass

from equity.charts.scale import Scale, scale_of


@dataclass(frozen=True)
class Dot:
    """What a lane draws, as it was published; what is None is not drawn.

    `rate`, `margin`, `others`: fractions of one. `low` and `high`: the ends of a range in percent
    where no rate is shown, None for an open end. `is_gap`: larger than chance.
    """

    rate: object = None
    margin: object = None
    others: object = None
    low: int | None = None
    high: int | None = None
    is_gap: bool = False

    @property
    def is_range(self):
        return self.rate is None and (self.low is not None or self.high is not None)

    @property
    def extent(self):
        """All rates that must fit on the scale."""
        if self.is_range:
            return [end / 100 for end in (self.low, self.high) if end is not None]
        if self.rate is None:
            return []
        found = [self.rate] if self.others is None else [self.rate, self.others]
        if self.margin is not None:
            found += [max(self.rate - self.margin, 0), min(self.rate + self.margin, 1)]
        return found


@dataclass(frozen=True)
class Lane:
    """Where the marks of a lane stand, from the left; "" where there is none.

    `shape`: "gap" (filled diamond), "dot" (open circle), "range", or "" for an empty lane. A range
    is drawn from `start` to `end`, with an arrow at an open end.
    """

    shape: str = ""
    at: str = ""
    start: str = ""
    end: str = ""
    others: str = ""
    opens_left: bool = False
    opens_right: bool = False


@dataclass(frozen=True)
class DotPlot:
    scale: Scale
    lanes: list


def dot_plot(dots, scale=None):
    """A `DotPlot` with a lane for each `Dot`, on one scale for all."""
    scale = scale or scale_of([rate for dot in dots for rate in dot.extent])
    return DotPlot(scale, [_lane(dot, scale) for dot in dots])


def _lane(dot, scale):
    if dot.is_range:
        low = scale.low if dot.low is None else dot.low
        high = scale.high if dot.high is None else dot.high
        return Lane(
            shape="range",
            start=scale.at(low / 100),
            end=scale.at(high / 100),
            opens_left=dot.low is None,
            opens_right=dot.high is None,
        )
    if dot.rate is None:
        return Lane()
    margin = dot.margin or 0
    return Lane(
        shape="gap" if dot.is_gap else "dot",
        at=scale.at(dot.rate),
        start=scale.at(dot.rate - margin) if margin else "",
        end=scale.at(dot.rate + margin) if margin else "",
        others="" if dot.others is None else scale.at(dot.others),
    )
