"""Places on a scale: what is drawn, where, and that what is not shown has no place."""

from fractions import Fraction

import pytest

from equity.charts.dots import Dot, Lane, dot_plot
from equity.charts.pairs import PairLane, pair_plot
from equity.charts.scale import WHOLE, Scale, scale_of
from equity.charts.trend import panels


@pytest.mark.parametrize(
    ("rates", "scale"),
    [
        pytest.param([], WHOLE, id="nothing to show: all of it"),
        pytest.param([0.45, 0.55], Scale(40, 60, 5), id="near each other: zoomed"),
        pytest.param([0, 1], Scale(0, 100, 20), id="from end to end: all of it"),
        pytest.param([0.5], Scale(45, 55, 5), id="one rate has room at both sides"),
        pytest.param([None, 0.5], Scale(45, 55, 5), id="what is not shown does not count"),
        pytest.param([1], Scale(95, 100, 5), id="never beyond 100 %"),
    ],
)
def test_scale_holds_all_rates(rates, scale):
    assert scale_of(rates) == scale


def test_scale_puts_what_lies_beyond_at_its_end():
    scale = Scale(20, 60, 10)

    assert [scale.at(rate) for rate in (0.1, 0.2, 0.4, Fraction(3, 5), 0.9)] == [
        "0.00%", "0.00%", "50.00%", "100.00%", "100.00%",
    ]  # fmt: skip


def test_dot_stands_at_its_rate_with_margin_and_everyone_else():
    plot = dot_plot([Dot(rate=0.4, margin=0.1, others=0.6, is_gap=True)], Scale(0, 100, 20))

    assert plot.lanes == [
        Lane(shape="gap", at="40.00%", start="30.00%", end="50.00%", others="60.00%")
    ]


def test_range_has_an_arrow_at_its_open_end():
    plot = dot_plot([Dot(high=39), Dot(low=61), Dot(low=50, high=55)], Scale(0, 100, 20))

    assert [(lane.start, lane.end, lane.opens_left, lane.opens_right) for lane in plot.lanes] == [
        ("0.00%", "39.00%", True, False),
        ("61.00%", "100.00%", False, True),
        ("50.00%", "55.00%", False, False),
    ]


def test_what_is_not_shown_has_no_place():
    plot = dot_plot([Dot(rate=0.5), Dot()])

    assert plot.lanes[1] == Lane()


def test_line_breaks_where_a_group_is_not_shown():
    drawn = panels([0.5] * 4, [[0.4, None, 0.4, 0.5]])

    assert len(drawn.everyone.strokes) == 3
    assert len(drawn.lines[0].spots) == 3
    assert len(drawn.lines[0].strokes) == 1


def test_all_panels_share_one_scale():
    drawn = panels([0.5, 0.5], [[0.1, 0.1], [0.9, 0.9]])

    assert drawn.scale.low <= 10 and drawn.scale.high >= 90


def test_shares_are_joined_and_begin_at_zero():
    plot = pair_plot([[0.31, 0.12, None], [None, None, 0.2]])

    assert plot.scale.low == 0
    assert plot.lanes[0] == PairLane(
        [plot.scale.at(0.31), plot.scale.at(0.12), ""], plot.scale.at(0.12), plot.scale.at(0.31)
    )
    assert plot.lanes[1].start == ""
