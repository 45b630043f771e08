"""Where the marks of pay stand on a scale of dollars a year. No database."""

from pathways_portal.common.money import HOURS_A_YEAR

# Dollars a year at the right end of every pay bar: one scale for all, so that bars compare.
PAY_TOP = 200_000
# Percent left free at both ends, so that a mark at the end is whole.
PAY_EDGE = 5


def a_year(survey, percentile):
    """A percentile of pay in dollars a year; of full-time work where only an hour is published.

    `survey` has annual_p50, hourly_p50 and so on. None where neither is published.
    """
    annual = getattr(survey, f"annual_p{percentile}")
    if annual is not None:
        return annual
    hourly = getattr(survey, f"hourly_p{percentile}")
    return None if hourly is None else hourly * HOURS_A_YEAR


def along(value, top):
    """Where a value stands on a scale from 0 to `top`, as SVG has it: "51.2%". Beyond: the end."""
    return f"{PAY_EDGE + _share(value, top):.1f}%"


def stretch(low, high, top):
    """How long the way from one value to another is on that scale."""
    return f"{_share(high, top) - _share(low, top):.1f}%"


def _share(value, top):
    return (100 - 2 * PAY_EDGE) * min(float(value), top) / top


def pay_marks(survey, benchmark, top=PAY_TOP):
    """Places of the marks of one pay bar; None where no median is published.

    `middle` is the half of all jobs between the percentiles 25 and 75, `range` that between 10 and
    90; each is (start, length) or None. `anchor` keeps the words at the tick inside the picture.
    """
    median = a_year(survey, 50)
    if median is None:
        return None
    tick = None if benchmark is None else float(benchmark.hourly) * HOURS_A_YEAR
    return {
        "range": _part(survey, 10, 90, top),
        "middle": _part(survey, 25, 75, top),
        "median": along(median, top),
        "is_beyond": median > top,
        "tick": None if tick is None else along(tick, top),
        "anchor": _anchor(tick, top),
    }


def _anchor(tick, top):
    if tick is not None and tick < top * 0.15:
        return "start"
    return "end" if tick is not None and tick > top * 0.85 else "middle"


def _part(survey, first, last, top):
    """(start, length) between two percentiles; up to the end where the last is off the scale."""
    low, high = a_year(survey, first), a_year(survey, last)
    if high is None and last in survey.top_coded:
        high = top
    if low is None or high is None:
        return None
    return along(low, top), stretch(low, high, top)
