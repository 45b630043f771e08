"""The measures: every worked example of the method, and what happens at the edges."""

from decimal import Decimal
from fractions import Fraction

import pytest

from equity.measures import (
    PROFILES,
    Counts,
    Reference,
    index80,
    may_lead,
    ppg,
    propindex,
)
from equity.measures.display import decimals

PPG1 = PROFILES["ppg1_2022"]
OVERALL = PROFILES["ppg_overall_2017"]
TWO_GROUPS = [Counts(200, 90), Counts(300, 165)]


def test_gap_to_everyone_else():
    row = ppg(TWO_GROUPS, PPG1)[0]

    assert (row.rate, row.reference, row.gap) == (
        Fraction(45, 100),
        Fraction(55, 100),
        Fraction(-1, 10),
    )
    assert decimals(row.margin, 7) == "0.0689491"
    assert (row.di, row.needed_clear, row.needed_parity) == (True, 7, 20)


def test_same_counts_show_no_impact_against_everyone():
    row = ppg(TWO_GROUPS, OVERALL)[0]

    assert (row.reference, row.gap) == (Fraction(51, 100), Fraction(-6, 100))
    assert decimals(row.margin, 7) == "0.0692965"
    assert (row.di, row.needed_clear, row.needed_parity) == (False, 0, 12)


def test_parity_with_everyone_else_is_parity_with_everyone_once_counted():
    needed = ppg(TWO_GROUPS, PPG1)[0].needed_parity

    assert Fraction(90 + needed, 200) == Fraction(255 + needed, 500)


def test_floor_of_the_margin():
    row = ppg([Counts(2450, 1200), Counts(2500, 1300)], PPG1)[0]

    assert row.margin == Decimal("0.02")
    assert (row.di, row.needed_clear, row.needed_parity) == (True, 25, 74)


def test_gap_of_exactly_the_margin_is_impact_with_nobody_to_clear():
    row = ppg([Counts(5000, 2350), Counts(5000, 2650)], OVERALL)[0]

    assert row.margin == Decimal("0.03")
    assert (row.di, row.needed_clear, row.needed_parity) == (True, 0, 150)
    assert row.is_at_threshold


def test_proportionality_index():
    row = propindex(TWO_GROUPS)[0]

    assert (row.share_of_successes, row.share_of_students) == (
        Fraction(90, 255),
        Fraction(200, 500),
    )
    assert decimals(row.index, 6) == "0.882353"
    assert (row.di, row.needed_clear, row.needed_parity) == (False, 0, 20)


def test_proportionality_index_of_a_group_that_falls_behind():
    row = propindex([Counts(310, 12), Counts(690, 88)])[0]

    assert decimals(row.index, 2) == "0.39"
    # (0.8 * 100 * 0.31 - 12) / (1 - 0.8 * 0.31) = 17.02…; (31 - 12) / 0.69 = 27.5…
    assert (row.di, row.needed_clear, row.needed_parity) == (True, 18, 28)


def test_four_fifths_exactly_is_not_impact():
    row = index80([Counts(500, 200), Counts(500, 250)])[0]

    assert row.index == Fraction(4, 5)
    assert (row.di, row.needed_clear, row.needed_parity) == (False, 0, 50)
    assert (6 / 42) / (5 / 28) < 0.8  # what floats make of the next line
    assert not index80([Counts(42, 6), Counts(28, 5)])[0].di


def test_four_fifths_exactly_of_two_shares_is_not_impact():
    row = propindex([Counts(500, 40), Counts(500, 60)])[0]

    assert row.index == Fraction(4, 5)
    assert (row.di, row.needed_clear) == (False, 0)


def test_students_are_not_rounded_up_from_the_dust_of_floats():
    assert (0.53 - 0.47) * 5000 > 300

    needed = [
        ppg([Counts(5000, 2350), Counts(5000, 2650)], PPG1)[0].needed_parity,
        index80([Counts(5000, 2350), Counts(5000, 2650)])[0].needed_parity,
    ]

    assert needed == [300, 300]


def test_group_without_students_takes_no_part():
    table = [Counts(0, 0), *TWO_GROUPS]

    empty = ppg(table)[0]

    assert (empty.rate, empty.reference, empty.gap, empty.margin, empty.low, empty.high) == (
        (None,) * 6
    )
    assert (empty.di, empty.needed_clear, empty.needed_parity) == (False, 0, 0)
    for measure in [ppg, index80, propindex]:
        assert measure(table)[1:] == measure(TWO_GROUPS)
        assert measure(table)[0].di is False
    assert propindex(table)[0].share_of_students is None


def test_nobody_anywhere():
    for measure in [ppg, index80, propindex]:
        assert [row.di for row in measure([Counts(0, 0), Counts(0, 0)])] == [False, False]
        assert measure([]) == []


@pytest.mark.parametrize("others", [[], [Counts(0, 0)]], ids=["alone", "beside nobody"])
def test_one_group_only_has_no_reference(others):
    row = ppg([Counts(60, 20), *others], PPG1)[0]

    assert (row.reference, row.gap, row.di) == (None, None, False)
    assert (row.needed_clear, row.needed_parity) == (0, 0)
    assert row.rate == Fraction(1, 3)
    assert decimals(row.margin, 6) == "0.119282"

    assert index80([Counts(60, 20), *others], Reference.ALL_BUT_CURRENT)[0].index is None
    assert propindex([Counts(60, 20), *others])[0].index == 1


def test_nobody_reached_it_in_one_group():
    row = ppg([Counts(60, 0), Counts(60, 30)], PPG1)[0]

    assert decimals(row.margin, 7) == "0.1265175"
    assert (row.di, row.needed_clear, row.needed_parity) == (True, 23, 30)


@pytest.mark.parametrize("s", [0, 60])
def test_same_rate_for_all_is_no_gap(s):
    table = [Counts(60, s), Counts(60, s)]

    for profile in PROFILES.values():
        row = ppg(table, profile)[0]
        assert (row.gap, row.di, row.needed_parity) == (0, False, 0)
        assert decimals(row.margin, 7) == "0.1265175"


def test_no_success_at_all_leaves_the_indexes_empty():
    table = [Counts(60, 0), Counts(60, 0)]

    shares, ratio = propindex(table)[0], index80(table)[0]

    assert (shares.share_of_successes, shares.share_of_students, shares.index) == (
        None,
        Fraction(1, 2),
        None,
    )
    assert (ratio.reference, ratio.index, ratio.di, ratio.needed_parity) == (0, None, False, 0)


def test_reference_of_nothing_leaves_the_four_fifths_index_empty():
    row = index80([Counts(50, 10), Counts(50, 0)], Reference.ALL_BUT_CURRENT)[0]

    assert (row.reference, row.index, row.di) == (0, None, False)


def test_overlapping_groups_are_each_compared_with_everyone_else():
    # 100 students, 50 of whom reached it; a student may be in both groups.
    table, everyone = [Counts(60, 20), Counts(70, 40)], Counts(100, 50)

    rows = ppg(table, PPG1, everyone=everyone)

    assert [row.reference for row in rows] == [Fraction(30, 40), Fraction(10, 30)]
    assert rows[0] == ppg([Counts(60, 20), Counts(40, 30)], PPG1)[0]
    assert ppg(table, PROFILES["ppg_hpg_p50_3pt"], everyone=everyone)[0].reference is None
    assert propindex(table, everyone=everyone)[0].index == Fraction(20 * 100, 50 * 60)


def test_plain_calculation_lets_any_group_lead():
    rows = index80([Counts(11, 11), Counts(500, 300)])

    assert [row.reference for row in rows] == [1, 1]
    assert rows[1].di


def test_page_lets_only_known_groups_of_thirty_lead():
    table = [Counts(29, 29), Counts(90, 89), Counts(30, 20), Counts(300, 150)]
    unknown = [False, True, False, False]

    leading = [may_lead(one.n, is_unknown=of) for one, of in zip(table, unknown, strict=True)]

    assert leading == [False, False, True, True]
    assert index80(table, may_lead=leading)[-1].reference == Fraction(2, 3)


def test_unknown_reference_is_a_clear_error():
    with pytest.raises(ValueError, match="“median” is no reference. Choose one of: hpg, overall"):
        index80(TWO_GROUPS, "median")
