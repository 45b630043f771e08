"""Small multiples: a panel for each group over the same cohorts, all students beside it in grey."""

from dataclasses import dataclass

from equity.charts.scale import Scale, place, scale_of


@dataclass(frozen=True)
class Spot:
    """A rate of one cohort in a panel."""

    x: str
    y: str


@dataclass(frozen=True)
class Stroke:
    """A line between two neighboring cohorts that both have a rate."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Line:
    spots: list
    strokes: list


@dataclass(frozen=True)
class Panels:
    """`lines`: one of each group. `everyone`: the line that all panels repeat. `columns`: where
    each cohort stands."""

    scale: Scale
    columns: list
    everyone: Line
    lines: list


def panels(everyone, groups):
    """`Panels` of rates by cohort, from old to new: fractions of one, None where not shown."""
    scale = scale_of([rate for rates in [everyone, *groups] for rate in rates])
    columns = [_column(at, len(everyone)) for at in range(len(everyone))]
    return Panels(
        scale,
        [place(x) for x in columns],
        _line(everyone, columns, scale),
        [_line(rates, columns, scale) for rates in groups],
    )


def _column(at, count):
    """From 6 % to 94 % of the width, so that no dot is cut off."""
    return 0.5 if count == 1 else 0.06 + 0.88 * at / (count - 1)


def _line(rates, columns, scale):
    """A hole in the rates breaks the line: what is not shown is not drawn through."""
    points = [
        None if rate is None else Spot(place(x), scale.up(rate))
        for x, rate in zip(columns, rates, strict=True)
    ]
    strokes = [
        Stroke(a.x, a.y, b.x, b.y) for a, b in zip(points, points[1:], strict=False) if a and b
    ]
    return Line([point for point in points if point], strokes)
