"""Method 2.4: by year, one window or only the total; and what was published stays as it was."""

import pytest

from equity.protection import grain
from equity.protection.cells import Settings, Structure, completed

from .tables import cells, together

SETTINGS = Settings(by_year=300, pooled=300)


def years(*students, metric=1, first=2020):
    half = [(n - n // 2, n // 2) for n in students]
    return [
        cells({1: (a, a // 2), 2: (b, b // 2)}, cohort=first + at, metric=metric)
        for at, (a, b) in enumerate(half)
    ]


def forms(tables, before=None, structure=None):
    table = completed(together(*tables))
    chosen = grain.choose(table, structure or Structure(), SETTINGS, before)
    return chosen.sort_values(["family", "cohort"]).form.tolist()


@pytest.mark.parametrize(
    ("students", "expected"),
    [
        pytest.param([300, 400, 300], ["year"] * 3, id="300 in every year"),
        pytest.param([300, 299, 300], ["window", "nothing", "nothing"], id="one year short"),
        pytest.param(
            [900, 100, 100, 100], ["nothing", "window", "nothing", "nothing"], id="latest"
        ),
        pytest.param([90, 90, 90], ["total"] * 3, id="too few even together"),
        pytest.param([200, 200], ["total"] * 2, id="two cohorts make no window"),
    ],
)
def test_grain_follows_the_students(students, expected):
    assert forms(years(*students)) == expected


def test_windows_never_overlap_what_was_published():
    before = together(*years(200)).assign(span=3, cohort=2020)

    assert forms(years(200, 200, 200, 200), before) == ["window", *["nothing"] * 3]
    six = forms(years(*[200] * 6), before)
    assert six == ["window", "nothing", "nothing", "window", "nothing", "nothing"]


def test_a_cohort_published_by_year_stays_so():
    before = together(*years(400, 400))

    assert forms(years(250, 250, 250), before) == ["year", "year", "total"]


def test_a_rate_that_a_source_publishes_by_year_is_never_pooled():
    structure = Structure(never_pooled=[1])

    assert forms(years(200, 200, 200), structure=structure) == ["total"] * 3
    assert forms(years(300, 400, 300), structure=structure) == ["year"] * 3


def test_linked_metrics_have_the_same_grain():
    structure = Structure(links=[(1, 2)])

    tables = [*years(400, 400, 400), *years(100, 100, 100, metric=2)]

    assert set(forms(tables, structure=structure)) == {"year"}


def test_a_window_is_the_sum_of_its_years_and_the_years_have_no_rows():
    table = completed(together(*years(150, 160, 170)))
    chosen = grain.choose(table, Structure(), SETTINGS)

    result = grain.apply(table, chosen, Structure())

    listed = result[result.listed]
    assert set(listed.span) == {3}
    assert listed[listed.is_total].n.tolist() == [480]


def test_only_the_total_of_a_small_slice_has_a_row():
    table = completed(together(*years(40)))

    result = grain.apply(table, grain.choose(table, Structure(), SETTINGS), Structure())

    assert result[result.listed].is_total.all()
