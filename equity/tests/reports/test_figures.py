"""Which published cells the report names."""

import pytest

from equity.enums import CellStatus, PublicationState
from equity.models import ALL
from equity.reports.figures import figures_of
from equity.reports.sentences import about_sums
from equity.tests.factories import (
    DimensionFactory,
    GroupFactory,
    MetricFactory,
    PublicationFactory,
    PublishedCellFactory,
)
from equity.tests.reports.report_data import College, with_a_gap
from equity.tests.tables import a_table
from partners.tests.factories import OrganizationFactory, RegionFactory

pytestmark = pytest.mark.django_db


def headings(college):
    return [gap.cell.group.label for gap in figures_of(college.organization).gaps]


def test_gaps_are_chosen_by_students_to_parity_and_three_at_most():
    college = College()
    for label, needed in [("A", 5), ("B", 40), ("C", 20), ("D", 30)]:
        college.put(college.group(label), n=100, s=30, reference=0.5, needed=needed)

    assert headings(college) == ["B", "D", "C"]


@pytest.mark.parametrize(
    "left_out",
    [
        pytest.param({"n": 29, "s": 11}, id="smaller than 30"),
        pytest.param({"di": False}, id="no larger than chance"),
    ],
)
def test_the_report_leaves_out_a_group(left_out):
    college = College()
    college.put(
        college.group(), **({"n": 96, "s": 38, "reference": 0.539, "needed": 14} | left_out)
    )

    assert headings(college) == []


def test_unknown_is_never_named():
    college = College()
    college.put(college.group("Unknown", is_unknown=True), n=96, s=38, reference=0.5, needed=9)

    assert headings(college) == []


def test_only_what_stands_is_named():
    college = with_a_gap()
    publication, _slice = college.slices["2023-24"]
    publication.state = PublicationState.REPLACED
    publication.save()

    assert headings(college) == []


def test_a_cell_that_is_not_shown_is_not_named():
    college = with_a_gap()
    group = college.group("Hidden")
    publication, place = college.slices["2023-24"]
    PublishedCellFactory(publication=publication, slice=place, group=group, hidden=True)

    assert headings(college) == ["Foster youth"]
    assert not any(
        gap.cell.status == CellStatus.HIDDEN for gap in figures_of(college.organization).gaps
    )


def test_the_newest_cohort_counts_and_the_one_before_tells_the_direction():
    college = College()
    group = college.group()
    college.put(group, n=100, s=30, reference=0.5, needed=20, cohort="2022-23")
    college.put(group, n=96, s=38, reference=0.539, needed=14)

    (gap,) = figures_of(college.organization).gaps

    assert gap.cell.slice.cohort == "2023-24"
    assert gap.before.slice.cohort == "2022-23"


def test_a_year_with_a_total_only_does_not_take_the_place_of_its_window():
    college = with_a_gap()
    everyone = GroupFactory(dimension=DimensionFactory(code=ALL))
    college.put(everyone, n=300, s=150, reference=0.5, di=False, cohort="2024-25")

    assert headings(college) == ["Foster youth"]


def test_a_cohort_still_in_its_years_of_follow_up_takes_no_part():
    college = with_a_gap()
    college.metric.follow_up_years = 3
    college.metric.save()

    assert headings(college) == []


def test_what_got_better_is_the_gap_that_narrowed_most_in_students():
    college = College()
    for label, size in [("Small", 40), ("Large", 400)]:
        group = college.group(label)
        college.put(group, n=size, s=size * 3 // 10, reference=0.5, cohort="2022-23")
        college.put(group, n=size, s=size * 4 // 10, reference=0.5, di=False)

    found = figures_of(college.organization).better

    assert (found.cell.group.label, found.before.slice.cohort) == ("Large", "2022-23")


def test_a_gap_that_narrowed_because_others_fell_is_not_better():
    college = College()
    group = college.group()
    college.put(group, n=400, s=120, reference=0.5, cohort="2022-23")
    college.put(group, n=400, s=120, reference=0.4, di=False)

    assert figures_of(college.organization).better is None


def test_those_whom_a_question_is_not_about_are_not_what_got_better():
    college = College()
    group = college.group("No", code="no")
    college.put(group, n=400, s=120, reference=0.5, cohort="2022-23")
    college.put(group, n=400, s=160, reference=0.5, di=False)

    assert figures_of(college.organization).better is None


@pytest.mark.parametrize("count", [1, 3])
def test_a_place_is_read_with_few_questions_however_much_it_has(
    count, django_assert_max_num_queries
):
    college = College()
    for number in range(count):
        group = college.group(f"G{number}")
        college.put(group, n=100, s=30, reference=0.5, needed=20, cohort="2022-23")
        college.put(group, n=100, s=40, reference=0.5, needed=10)

    with django_assert_max_num_queries(9):
        figures_of(college.organization)


ADDED_UP = "sums of organizations: students may be counted more than once"


def sums_said(organization=None):
    (said,) = about_sums(figures_of(organization)) or [""]
    return said


@pytest.mark.parametrize("is_sum", [True, False])
def test_a_report_of_the_region_says_that_it_was_added_up(is_sum):
    a_table(publication=PublicationFactory(region_is_sum=is_sum), region=RegionFactory())

    assert sums_said() == (f"Its figures of the region are {ADDED_UP}." if is_sum else "")


def test_of_several_measures_a_report_names_those_that_were_added_up():
    region, metric = RegionFactory(), MetricFactory(name="Enrolled at college")
    a_table(publication=PublicationFactory(region_is_sum=True, metric=metric), region=region)
    a_table(publication=PublicationFactory(), region=region)

    assert sums_said() == f"Its figures of the region on “Enrolled at college” are {ADDED_UP}."


def test_the_report_of_an_organization_says_nothing_of_sums():
    college = OrganizationFactory()
    a_table(publication=PublicationFactory(region_is_sum=True), organization=college)

    assert sums_said(college) == ""
