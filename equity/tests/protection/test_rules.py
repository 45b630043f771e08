"""Each rule of method 2.2 in a small table of its own."""

import pytest

from equity.protection import bands
from equity.protection.cells import Settings, Status, Structure

from .tables import cells, hidden, protected, together


def test_groups_of_1_to_10_are_hidden_and_of_11_are_shown():
    result = protected(cells({1: (10, 5), 2: (60, 30), 3: (20, 12), 4: (5, 1), 5: (50, 25)}))

    assert {1, 4} <= set(hidden(result)) <= {1, 3, 4}
    assert protected(cells({1: (30, 15), 2: (60, 30), 3: (50, 25)})).status.eq("shown").all()


@pytest.mark.parametrize(
    ("n", "s", "band"),
    [
        pytest.param(40, 8, (0, 10), id="10 or fewer reached it"),
        pytest.param(40, 0, (0, 10), id="nobody reached it"),
        pytest.param(40, 31, (30, 40), id="10 or fewer did not"),
        pytest.param(40, 40, (30, 40), id="everyone reached it"),
    ],
)
def test_a_small_outcome_keeps_its_n_and_gets_a_band(n, s, band):
    result = protected(cells({1: (n, s), 2: (100, 50), 3: (100, 60)})).set_index("group")

    row = result.loc[1]
    assert (row.status, row.show_n, row.show_s, row.low, row.high) == ("banded", True, False, *band)
    partners = result[(result.index > 1) & ~result.show_s]
    assert len(partners) == 1


def test_a_group_of_11_to_20_has_no_band():
    row = protected(cells({1: (15, 7), 2: (100, 50), 3: (100, 60)})).iloc[0]

    assert (row.status, row.show_n, row.show_s) == (Status.HIDDEN, True, False)


def test_with_endpoints_only_0_and_100_percent_are_banded():
    table = cells({1: (40, 8), 2: (40, 0), 3: (100, 50), 4: (100, 60)})

    result = protected(table, small_outcomes="endpoints").set_index("group")

    assert result.loc[1, "rule"] != "primary outcome"
    assert result.loc[2, "status"] == Status.BANDED


def test_no_students_is_shown_and_protects_nothing():
    result = protected(cells({1: (6, 3), 2: (0, 0), 3: (60, 30), 4: (70, 35)}))

    assert result[result.group == 2].status.item() == Status.NONE
    assert hidden(result) == [1, 3]


def test_one_hidden_group_takes_the_smallest_other_with_it():
    assert hidden(protected(cells({1: (6, 3), 2: (50, 25), 3: (40, 20), 4: (70, 35)}))) == [1, 3]


def test_hidden_groups_are_together_10_plus_their_number():
    assert hidden(protected(cells({1: (5, 2), 2: (6, 3), 3: (40, 20), 4: (70, 35)}))) == [1, 2, 3]
    enough = cells({1: (8, 4), 2: (9, 5), 3: (9, 5), 4: (40, 20), 5: (70, 35)})
    assert hidden(protected(enough)) == [1, 2, 3]


def test_of_two_groups_both_are_hidden_and_the_total_stays():
    result = protected(cells({1: (9, 4), 2: (241, 118)}))

    assert hidden(result) == [1, 2]
    assert result[result.is_total].show_s.item()


def test_where_all_groups_together_are_too_few_the_total_is_hidden_with_them():
    result = protected(cells({1: (6, 3), 2: (5, 2), 3: (0, 0)}))

    # A reader who takes every "Not shown" for one student or more must not be led astray.
    assert hidden(result) == [1, 2]
    assert result[result.group == 3].status.item() == Status.NONE
    assert not result[result.is_total].show_n.item()


def test_unknown_is_a_partner_only_if_no_other_will_do():
    table = cells({1: (6, 3), 2: (30, 15), 3: (40, 20), 4: (90, 45)}, is_unknown={2: True})

    assert hidden(protected(table)) == [1, 3]


def test_a_group_shown_in_the_last_release_is_a_partner_only_if_no_other_will_do():
    table = cells({1: (6, 3), 2: (30, 15), 3: (40, 20), 4: (90, 45)}, shown_before={2: True})

    assert hidden(protected(table)) == [1, 3]


def test_what_was_hidden_before_stays_hidden():
    table = cells({1: (30, 15), 2: (40, 20), 3: (90, 45)}, hidden_before={1: True})

    assert hidden(protected(table)) == [1, 2]


def test_what_the_source_suppressed_is_hidden_and_has_a_partner():
    table = cells({1: (7, 3), 2: (40, 20), 3: (90, 45)}, source_status={1: "c"})

    assert hidden(protected(table)) == [1, 2]


def test_a_group_not_reported_is_not_no_students():
    table = cells({1: (0, 0), 2: (40, 20), 3: (90, 45)}, source_status={1: "x"})

    assert protected(table).status.tolist()[0] == Status.NOT_REPORTED


def shared(groups, places=(1, 2, 3)):
    """The same groups at three places, and the region as their sum."""
    whole = {g: tuple(sum(groups[p][g][i] for p in places) for i in (0, 1)) for g in groups[1]}
    tables = [cells(groups[place], place=place) for place in places]
    return together(*tables, cells(whole, place=0)), Structure(place_sums={0: places})


def test_a_group_hidden_at_one_place_is_hidden_at_another_or_in_the_region():
    large = {1: (50, 25), 2: (60, 30), 3: (80, 40)}
    table, structure = shared({1: {1: (6, 3), 2: (60, 30), 3: (70, 35)}, 2: large, 3: large})

    result = protected(table, structure)

    column = result[(result.group == 1) & ~result.is_total]
    assert (~column.show_n).sum() >= 2


def test_a_group_hidden_in_one_pathway_is_hidden_in_another_or_in_all():
    tables = [
        cells({1: (6, 3), 2: (60, 30), 3: (70, 35)}, pathway=1),
        cells({1: (50, 25), 2: (60, 30), 3: (70, 35)}, pathway=2),
        cells({1: (56, 28), 2: (120, 60), 3: (140, 70)}, pathway=-1),
    ]

    result = protected(together(*tables))

    assert (~result[(result.group == 1) & ~result.is_total].show_n).sum() >= 2


def test_a_group_hidden_in_one_year_is_not_the_window_less_the_other_years():
    groups = {1: (50, 25), 2: (60, 30), 3: (70, 35)}
    tables = [
        cells({**groups, 1: (6, 3)}, cohort=2020),
        cells(groups, cohort=2021),
        cells(groups, cohort=2022),
        cells({1: (106, 53), 2: (180, 90), 3: (210, 105)}, cohort=2020, span=3),
    ]

    result = protected(together(*tables))

    assert (~result[(result.group == 1) & ~result.is_total].show_n).sum() >= 2


def test_an_intersection_has_its_parents_as_margins():
    grid = {31: (6, 3), 32: (60, 30), 33: (70, 35), 34: (80, 40)}
    crossed = cells(
        grid, dimension=3,
        first={31: 1, 32: 1, 33: 2, 34: 2}, second={31: 11, 32: 12, 33: 11, 34: 12},
    )  # fmt: skip
    one = cells({1: (66, 33), 2: (150, 75)}, dimension=1, first={1: -1}, second={1: -1})
    two = cells({11: (76, 38), 12: (140, 70)}, dimension=2, first={11: -1}, second={11: -1})

    result = protected(together(crossed, one, two))

    assert hidden(result, dimension=3) == [31, 32, 33, 34]


def test_a_count_hidden_in_one_metric_is_hidden_in_the_linked_one():
    first = cells({1: (40, 8), 2: (60, 30), 3: (70, 35), 4: (90, 50)}, metric=1)
    second = cells({1: (8, 4), 2: (30, 15), 3: (35, 17), 4: (50, 25)}, metric=2)
    table = together(first, second)

    result = protected(table, Structure(links=[(1, 2)])).set_index(["metric", "group"])

    for group in (1, 2, 3, 4):
        assert result.loc[(1, group), "show_s"] == result.loc[(2, group), "show_n"]
    assert not result.loc[(2, 1), "show_n"]


def test_metrics_of_the_same_students_hide_the_same_n():
    table = together(
        cells({1: (40, 20), 2: (60, 30), 3: (70, 35)}, metric=1, hidden_before={1: True}),
        cells({1: (40, 18), 2: (60, 31), 3: (70, 36)}, metric=2, hidden_before={9: True}),
    )

    result = protected(table, Structure(same_students=[(1, 2)]))

    assert hidden(result, metric=1) == hidden(result, metric=2) == [1, 2]


@pytest.mark.parametrize(
    "same", [[(1, 2), (2, 3)], [(2, 3), (1, 2)], [(1, 2), (3, 2)], [(3, 2), (2, 1)]]
)
def test_what_is_one_count_is_hidden_everywhere_in_whatever_order_links_are_given(same):
    one = {1: (40, 20), 2: (60, 30), 3: (70, 35)}
    table = together(
        cells(one, metric=1, hidden_before={1: True}),
        *(cells(one, metric=metric, hidden_before={9: True}) for metric in (2, 3)),
    )

    result = protected(table, Structure(same_students=same))

    for metric in (1, 2, 3):
        assert hidden(result, metric=metric) == [1, 2]


@pytest.mark.parametrize("second", [[(2, 3)], [(3, 2)]])
def test_a_count_is_hidden_where_a_link_and_the_same_students_make_it_one(second):
    whole = {1: (80, 40), 2: (120, 60), 3: (140, 70)}
    half = {group: (s, s // 2) for group, (_, s) in whole.items()}
    table = together(
        cells(whole, metric=1, hidden_before={1: True}),
        *(cells(half, metric=metric, hidden_before={9: True}) for metric in (2, 3)),
    )

    for first in (2, 3):
        result = protected(table, Structure(links=[(1, first)], same_students=second))

        assert hidden(result, metric=2) == hidden(result, metric=3) == [1, 2]


def test_everyone_else_is_protected_in_an_overlapping_dimension():
    rows = cells({1: (95, 50), 2: (60, 30)}, overlapping={1: True, 2: True})
    rows.loc[rows.is_total, ["n", "s", "overlapping"]] = [100, 55, False]

    result = protected(rows)

    assert hidden(result) == [1]


def test_counts_without_numerator_are_protected_by_their_size():
    result = protected(cells({1: (6, -1), 2: (50, -1), 3: (40, -1), 4: (70, -1)}).assign(s=-1))

    assert hidden(result) == [1, 3]


def test_primary_and_complementary_cells_look_the_same():
    result = protected(cells({1: (6, 3), 2: (50, 25), 3: (40, 20), 4: (70, 35)}))

    seen = result.loc[~result.show_n, ["status", "show_n", "show_s", "low", "high"]]
    assert len(seen.drop_duplicates()) == 1


def test_the_same_data_always_hide_the_same_cells():
    table = cells({g: (g * 7 % 50, g * 3 % 20 % max(1, g * 7 % 50)) for g in range(1, 9)})

    first, second = protected(table), protected(table)

    assert first.equals(second)


def test_the_threshold_is_never_lower_than_10():
    with pytest.raises(ValueError, match="never lower than 10"):
        Settings(minimum=9)


@pytest.mark.parametrize(
    ("low", "high", "n", "text"),
    [(0, 10, 26, "at most 39%"), (112, 122, 224, "50% to 55%"), (90, 100, 100, "at least 90%")],
)
def test_bands_are_rounded_outward(low, high, n, text):
    assert bands.text(low, high, n) == text
