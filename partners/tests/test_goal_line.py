"""The line of a goal's values: where each mark stands."""

from datetime import date

from partners.goals.line import BOTTOM, LEFT, RIGHT, TOP, line_of

JANUARY, JUNE, DECEMBER = date(2026, 1, 1), date(2026, 6, 1), date(2026, 12, 31)


def test_without_values_there_is_no_line():
    assert line_of([], baseline=18, target=28, due=DECEMBER) is None


def test_time_runs_right_to_the_due_day_and_values_up():
    line = line_of([(JANUARY, 18), (JUNE, 23)], baseline=18, target=28, due=DECEMBER)

    assert (line.first.x, line.first.y) == (LEFT, BOTTOM)
    assert line.last.y == (TOP + BOTTOM) / 2
    assert (line.due_x, line.target.y) == (RIGHT, TOP)
    assert line.pace == (LEFT, BOTTOM, RIGHT, TOP)
    assert not line.falls


def test_fewer_may_be_better():
    line = line_of([(JANUARY, 14)], baseline=14, target=7, due=DECEMBER)

    assert line.falls
    assert (line.baseline.y, line.target.y) == (TOP, BOTTOM)


def test_a_due_day_that_is_past_before_the_last_value_is_left_out():
    line = line_of([(JANUARY, 18), (DECEMBER, 23)], target=28, due=JUNE)

    assert line.due_x is None
    assert line.pace is None
    assert line.last.x == RIGHT


def test_one_value_alone_stands_in_the_middle():
    line = line_of([(JANUARY, 18)])

    assert (line.first.x, line.first.y) == ((LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2)
    assert line.strokes == []


def test_values_close_together_do_not_write_over_each_other_and_the_newest_is_written():
    days = [date(2026, 1, day) for day in (1, 2, 30, 31)]
    line = line_of([(day, at) for at, day in enumerate(days)])

    assert [mark.has_words for mark in line.marks] == [False, True, False, True]


def test_near_an_edge_the_words_go_inward():
    line = line_of([(JANUARY, 1), (JUNE, 2), (DECEMBER, 3)])

    assert [mark.anchor for mark in line.marks] == ["start", "middle", "end"]
