"""Method 2.4: a release replaces the earlier one only where subtracting them tells nothing."""

from equity.protection.cells import Settings, Structure
from equity.protection.publishable import publishable

from .reading import standing
from .tables import cells, together

SETTINGS = Settings(by_year=1, pooled=1)
BEFORE = {1: (50, 25), 2: (60, 30), 3: (70, 35)}


def second_release(first, second, structure=None):
    structure = structure or Structure()
    published = standing(publishable(first, structure, SETTINGS).cells)
    return publishable(second, structure, SETTINGS, earlier=[published]).held


def test_the_same_counts_are_not_held():
    assert second_release(cells(BEFORE), cells(BEFORE)) == {}


def test_a_count_that_moves_by_10_holds_its_metric_and_cohort():
    after = {**BEFORE, 1: (60, 25)}

    assert second_release(cells(BEFORE), cells(after)) == {(1, 2020): "change too small to publish"}


def test_a_count_that_moves_by_11_does_not():
    assert second_release(cells(BEFORE), cells({**BEFORE, 1: (61, 36)})) == {}


def test_linked_metrics_and_only_they_are_held_together():
    first = together(cells(BEFORE), cells({1: (25, 12), 2: (30, 15), 3: (35, 17)}, metric=2))
    first = together(first, cells(BEFORE, metric=3))
    second = first.copy()
    second.loc[(second.metric == 1) & second.group.isin([0, 1]), "n"] += 3

    on_hold = second_release(first, second, Structure(links=[(1, 2)]))

    assert set(on_hold) == {(1, 2020), (2, 2020)}


def test_another_cohort_is_not_held():
    first = together(cells(BEFORE), cells(BEFORE, cohort=2021))
    second = together(cells({**BEFORE, 1: (53, 25)}), cells(BEFORE, cohort=2021))

    assert set(second_release(first, second)) == {(1, 2020)}


def test_a_group_that_would_no_longer_be_shown_holds():
    assert second_release(cells(BEFORE), cells({**BEFORE, 1: (6, 3)})) != {}


def test_hidden_cells_stay_hidden_in_the_next_release():
    first, second = cells({**BEFORE, 4: (6, 3)}), cells({**BEFORE, 4: (40, 20)})
    published = standing(publishable(first, Structure(), SETTINGS).cells)

    done = publishable(second, Structure(), SETTINGS, earlier=[published])

    assert not done.cells[done.cells.group == 4].show_n.item()


def test_a_new_place_whose_small_group_is_the_difference_of_two_releases_holds():
    old = {1: {1: (6, 3), 2: (60, 30), 3: (70, 35)}, 2: {1: (7, 3), 2: (60, 30), 3: (70, 35)}}
    new = {3: {1: (40, 20), 2: (9, 4), 3: (80, 40)}}

    def release(groups):
        whole = {g: tuple(sum(t[g][i] for t in groups.values()) for i in (0, 1)) for g in (1, 2, 3)}
        tables = [cells(table, place=place) for place, table in groups.items()]
        return together(*tables, cells(whole, place=0))

    first, second = release(old), release(old | new)

    on_hold = second_release(first, second, Structure(place_sums={0: (1, 2, 3)}))

    assert on_hold != {}
