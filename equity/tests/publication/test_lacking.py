"""A measure that counts students of another one, where the file lacks that other one."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from equity.models import Metric
from equity.publication import Unsafe, make_plan, plan
from equity.publication.lacking import MOST_NAMED, in_words
from equity.publication.places import Places
from equity.tests.factories import MetricFactory
from partners.enums import Segment
from partners.tests.factories import OrganizationFactory, RegionFactory

pytestmark = pytest.mark.django_db

BEFORE, AFTER = "completed_2_cte_courses", "completed_9_cte_units"
TWO = {
    BEFORE: ["all,all,800,500", "gender,Female,400,240", "gender,Male,400,260"],
    AFTER: ["all,all,500,255", "gender,Female,240,120", "gender,Male,260,135"],
}


def rows(place, *metrics, cohort="2022-23"):
    return [f"{cohort},cc,{place},,{metric},{row}" for metric in metrics for row in TWO[metric]]


@pytest.fixture
def linked(lists):
    """Two colleges; of the second measure those count who reached the first."""
    OrganizationFactory(name="Bay College", segments=[Segment.COLLEGE])
    first = Metric.objects.get(code=BEFORE)
    Metric.objects.filter(code=AFTER).update(follows=first)


@pytest.fixture
def not_kept(monkeypatch):
    """For the cells of a release that are chosen no way is found to keep them."""
    found = plan.publishable

    def choose(chosen):
        def uncertified(*arguments, **more):
            done = found(*arguments, **more)
            return replace(done, uncertified=list(done.cells.index[chosen(done.cells)]))

        monkeypatch.setattr(plan, "publishable", uncertified)

    return choose


@pytest.fixture
def without_a_way(not_kept):
    """No way is found to keep the counts of any release."""
    not_kept(lambda cells: cells["span"] > 0)


def refusal(draft, *of_places):
    with pytest.raises(Unsafe) as refused:
        make_plan(draft([row for one in of_places for row in one]))
    return refused.value


def test_the_refusal_names_place_cohort_measure_and_what_is_lacking(draft, linked, without_a_way):
    said = refusal(draft, rows("Example College", BEFORE, AFTER), rows("Bay College", AFTER))

    assert str(said).endswith(f"what it lacks: Bay College 2022-23: {AFTER} ({BEFORE}).")
    with override("es"):
        assert f"Bay College 2022-23: {AFTER} ({BEFORE})" in str(said)
        assert "le falta" in str(said)


@pytest.mark.parametrize(
    "files",
    [
        pytest.param([rows("Example College", BEFORE, AFTER)], id="nothing is lacking"),
        pytest.param([rows("Example College", AFTER)], id="the other is nowhere in the file"),
    ],
)
def test_where_nothing_is_lacking_the_refusal_does_not_say_so(draft, linked, without_a_way, files):
    assert "lacks" not in str(refusal(draft, *files))


def test_a_measure_of_the_same_students_is_lacking_too(draft, linked, without_a_way):
    one, other = Metric.objects.get(code=BEFORE), Metric.objects.get(code=AFTER)
    Metric.objects.filter(pk=other.pk).update(follows=None, same_students_as=one)

    said = refusal(draft, rows("Example College", BEFORE, AFTER), rows("Bay College", BEFORE))

    assert f"Bay College 2022-23: {BEFORE} ({AFTER})" in str(said)


GENERAL = "fewer dimensions, or with more years together"


def test_the_general_advice_is_given_as_well(draft, linked, without_a_way):
    said = refusal(draft, rows("Example College", BEFORE, AFTER), rows("Bay College", AFTER))

    assert GENERAL in str(said)


def test_a_gap_in_another_cohort_is_not_blamed(draft, linked, not_kept):
    not_kept(lambda cells: cells["cohort"] == 2022)
    both = rows("Example College", BEFORE, AFTER)

    other = refusal(draft, both, rows("Bay College", AFTER, cohort="2021-22"))
    same = refusal(draft, both, rows("Bay College", AFTER))

    assert "lacks" not in str(other) and GENERAL in str(other)
    assert "Bay College 2022-23" in str(same)


def test_a_gap_in_any_year_of_a_window_is_named(draft, linked, not_kept):
    not_kept(lambda cells: (cells["span"] == 3) & cells["listed"])
    small = [
        f"{cohort},cc,Bay College,,{AFTER},all,all,150,80"
        for cohort in ("2020-21", "2021-22", "2022-23")
    ]

    said = refusal(draft, rows("Example College", BEFORE, AFTER), small)

    assert "Bay College 2022-23" in str(said)


def test_of_linked_measures_only_those_that_hang_together_are_blamed(draft, linked, not_kept):
    """The gap is between two measures; what could be worked out is of a third, linked to none."""
    third = MetricFactory(code="third")
    not_kept(lambda cells: cells["metric"] == third.pk)
    alone = ["2022-23,cc,Bay College,,third,all,all,800,500"]

    said = refusal(draft, rows("Example College", BEFORE, AFTER), rows("Bay College", AFTER), alone)

    assert "lacks" not in str(said)


def test_places_are_named_in_as_many_queries_whatever_their_number(
    linked, django_assert_max_num_queries
):
    places = Places()
    one, other = Metric.objects.get(code=BEFORE), Metric.objects.get(code=AFTER)
    colleges = [OrganizationFactory(name=f"College {n}") for n in range(MOST_NAMED + 5)]
    places.identity = [(college.pk, -1, -1, "college") for college in colleges]

    with django_assert_max_num_queries(2):
        words = in_words({(at, 2022, other.pk, one.pk) for at in range(len(colleges))}, places)

    assert words.startswith("College 0 2022-23: ")


def test_ten_are_named_and_that_there_are_more(linked):
    places = Places()
    one, other = Metric.objects.get(code=BEFORE), Metric.objects.get(code=AFTER)
    places.identity = [(-1, -1, RegionFactory(name="Two Counties").pk, "college")]

    words = in_words({(0, 2000 + n, other.pk, one.pk) for n in range(MOST_NAMED + 1)}, places)

    assert words.startswith(f"Two Counties 2000-01: {AFTER} ({BEFORE}); ")
    assert words.count(";") == MOST_NAMED - 1
    assert words.endswith(" …")
