"""Geometry of the small pictures: heights of columns, places of steps, lines between them."""

from pathways_portal.pictures import ACROSS, bars, path_layout, two_sided


def test_bars_are_in_percent_of_the_largest():
    rows = bars([("2022-23", 25), ("2023-24", 50)])

    assert [row["size"] for row in rows] == [50, 100]


def test_bars_value_that_is_not_on_file_stays_a_gap():
    rows = bars([("2022-23", None), ("2023-24", 50)])

    assert [row["size"] for row in rows] == [None, 100]


def test_bars_zero_has_no_height_and_a_small_value_has_some():
    rows = bars([("2021-22", 0), ("2022-23", 1), ("2023-24", 900)])

    assert [row["size"] for row in rows] == [0, 1, 100]


def test_bars_of_nothing_and_of_only_gaps_are_drawn():
    assert bars([]) == []
    assert bars([("2023-24", None)])[0]["size"] is None
    assert bars([("2023-24", 0)])[0]["size"] == 0


def _sides(*rows):
    return two_sided([{"left": left, "right": right} for left, right in rows])


def test_two_sides_have_one_scale_and_share_the_width():
    drawn = _sides((100, 300), (50, 100))

    assert drawn["axis"] == ACROSS / 4
    assert [row["left_width"] for row in drawn["rows"]] == [250, 125]
    assert [row["left_x"] for row in drawn["rows"]] == [0, 125]
    assert [row["right_width"] for row in drawn["rows"]] == [750, 250]


def test_two_sides_what_is_not_on_file_and_zero_have_no_bar_and_a_small_value_has_one():
    drawn = _sides((None, 9000), (0, 1), (1, None))

    assert [row["left_width"] for row in drawn["rows"]] == [None, 0, 2]
    assert [row["right_width"] for row in drawn["rows"]] == [1000, 2, None]


def test_two_sides_of_nothing_are_drawn():
    assert two_sided([]) == {"rows": [], "axis": 0}
    assert _sides((0, None))["axis"] == 0


def _layout(*segments):
    return path_layout([{"segment": segment, "title": segment} for segment in segments])


def test_path_lanes_are_the_used_segments_in_the_order_of_the_way():
    layout = _layout("college", "ms", "college")

    assert layout["lanes"] == [{"segment": "ms", "row": 1}, {"segment": "college", "row": 2}]


def test_path_steps_run_to_the_right_and_the_last_is_the_destination():
    steps = _layout("ms", "hs", "hs")["steps"]

    assert [(step["column"], step["row"], step["is_destination"]) for step in steps] == [
        (1, 1, False),
        (2, 2, False),
        (3, 2, True),
    ]


def test_path_line_has_one_bend_between_lanes_and_none_within_one():
    first, down, level = _layout("ms", "hs", "hs")["steps"]

    assert first["line"] is None
    assert down["line"]["path"] == "M50 50H150V150"
    assert level["line"]["path"] == "M50 50H150"


def test_path_line_may_lead_up():
    _start, up = _layout("college", "hs")["steps"]

    assert up["line"] == {
        "top": 1,
        "rows": 2,
        "height": 200,
        "path": "M50 150H150V50",
        "from_row": 2,
    }
