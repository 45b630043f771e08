"""What publishing does to what stood before."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from equity.enums import CellStatus, PublicationState, ReleaseStatus
from equity.models import NUMBERLESS, Metric, Publication, PublishedCell, Slice
from equity.models.raw import WithdrawnCell
from equity.publication import Preview, Unsafe, make_plan, publish, withdraw, withdraw_release
from equity.tests.factories import MetricFactory
from equity.tests.importing.conftest import HEADER
from equity.tests.publication.conftest import ROWS, changed
from partners.tests.factories import RegionFactory

pytestmark = pytest.mark.django_db


def with_figures(cells):
    """How many of (group, status, n, s) say something."""
    return sum(status not in NUMBERLESS for _group, status, _n, _s in cells)


def shown():
    cells = PublishedCell.objects.standing().filter(status=CellStatus.SHOWN)
    return {(one.group.label, one.n, one.s) for one in cells.select_related("group")}


def test_a_first_release_stands(published):
    plan = published()

    publication = Publication.objects.get()
    assert publication.state == PublicationState.STANDING
    assert publication.cohort == "2022-23"
    plan.release.refresh_from_db()
    assert plan.release.status == ReleaseStatus.PUBLISHED
    assert ("Female", 200, 90) in shown()
    assert PublishedCell.objects.count() == len(ROWS)


def test_a_release_is_published_once(published):
    plan = published()

    with pytest.raises(Unsafe, match="is no draft"):
        publish(plan.release)


def test_changes_of_eleven_or_more_replace_what_stood(published):
    published()
    published(changed(all="550,280", Female="250,115", Asian="190,95", No="524,275"))

    assert {one.state for one in Publication.objects.order_by("pk")} == {
        PublicationState.REPLACED,
        PublicationState.STANDING,
    }
    assert ("Female", 250, 115) in shown()
    assert ("Female", 200, 90) not in shown()


def test_a_change_of_a_few_students_is_held_and_the_earlier_release_stands(published):
    published()
    before = shown()
    small = changed(Female="200,93", all="500,258", No="474,253", Asian="140,73")

    plan = published([*small, "2021-22,cc,Example College,,completed_9_cte_units,all,all,500,255"])

    assert plan.held
    held = Publication.objects.get(release=plan.release, cohort="2022-23")
    assert held.state == PublicationState.HELD
    assert held.reason
    assert before <= shown()
    assert not PublishedCell.objects.filter(publication=held).exists()


def test_a_release_that_is_held_as_a_whole_stays_a_draft(published, draft):
    published()
    release = draft(changed(Female="200,93", all="500,258", No="474,253", Asian="140,73"))

    with pytest.raises(Unsafe, match="every cohort of every measure in it is held"):
        publish(release)

    release.refresh_from_db()
    assert (release.status, release.published_at) == (ReleaseStatus.DRAFT, None)
    assert not Publication.objects.filter(release=release).exists()


def test_the_preview_says_what_would_be_held_and_writes_nothing(published, draft):
    published()
    cells = PublishedCell.objects.count()

    release = draft(changed(Female="200,93", all="500,258", No="474,253", Asian="140,73"))
    preview = Preview.of(make_plan(release))

    ((code, cohort, slices, _why),) = preview.held
    assert (code, cohort, slices) == ("completed_9_cte_units", "2022-23", 1)
    # Readers would get none of it; what the file changes is told all the same.
    assert preview.is_all_held
    assert (preview.by_status, preview.by_rule, preview.grains) == ({}, {}, {})
    assert (preview.changed, preview.same) == (0, 0)
    assert preview.in_file["changed"] > 0 and preview.in_file["same"] > 0
    assert PublishedCell.objects.count() == cells
    release.refresh_from_db()
    assert release.status == ReleaseStatus.DRAFT


def test_what_was_hidden_once_stays_hidden(published):
    published()
    label = "Black or African American"
    first = Publication.objects.get().pk

    published(changed(all="620,315", Male="420,225", No="594,310", **{label: "126,62"}))

    cell = PublishedCell.objects.standing().get(group__label=label)
    assert cell.publication_id != first
    assert cell.status == CellStatus.HIDDEN


def test_a_part_of_linked_metrics_is_refused_while_the_other_stands(published, draft):
    first = Metric.objects.get(code="completed_9_cte_units")
    second = Metric.objects.get(code="completed_2_cte_courses")
    second.same_students_as = first
    second.save()
    other = "2022-23,cc,Example College,,completed_2_cte_courses,all,all,500,200"
    published([*ROWS, other])

    with pytest.raises(Unsafe, match="completed_2_cte_courses 2022-23"):
        publish(draft(changed(all="550,280", Female="250,115", Asian="190,95", No="524,275")))


def test_a_withdrawn_slice_shows_no_number_and_its_numbers_are_kept_for_comparing(published):
    plan = published()
    slice_ = PublishedCell.objects.first().slice
    cells = set(PublishedCell.objects.values_list("group_id", "status", "n", "s"))

    assert withdraw(slice_, reason="Counted twice") == with_figures(cells)

    assert {one.status for one in PublishedCell.objects.all()} == {CellStatus.WITHDRAWN}
    assert set(WithdrawnCell.objects.values_list("group_id", "status", "n", "s")) == cells
    assert Publication.objects.get(release=plan.release).reason == "Counted twice"
    slice_.refresh_from_db()
    assert slice_.withdrawn_on == timezone.localdate()

    Slice.objects.update(withdrawn_on=date(2026, 1, 2))
    assert withdraw(slice_, reason="again") == 0
    slice_.refresh_from_db()
    assert slice_.withdrawn_on == date(2026, 1, 2)


def test_a_release_is_compared_with_what_was_withdrawn(published, draft):
    plan = published()
    cells = list(PublishedCell.objects.values_list("group_id", "status", "n", "s"))
    assert withdraw_release(plan.release, reason="Counted twice") == with_figures(cells)
    plan.release.refresh_from_db()
    assert plan.release.status == ReleaseStatus.WITHDRAWN

    release = draft(changed(Female="200,93", all="500,258", No="474,253", Asian="140,73"))

    assert make_plan(release).held


# --- Figures of the region that were added up ---------------------------------------------------

NOTED = f"{HEADER},note"


def _of_region(metric, note, place="Region", cohort="2022-23", students=1000):
    return f"{cohort},cc,{place},,{metric},all,all,{students},{students // 2},{note}"


@pytest.fixture
def of_two_measures(published):
    """A file of the region that added one measure up and was given the other."""
    RegionFactory()
    MetricFactory(code="given")
    published(
        [
            _of_region("completed_9_cte_units", "Sum  of organizations by us"),
            _of_region("given", "as reported"),
        ],
        header=NOTED,
    )


def sums():
    return set(Publication.objects.filter(region_is_sum=True).values_list("metric__code", "cohort"))


def test_a_sum_is_said_of_the_measure_and_cohort_whose_rows_of_the_region_say_so(of_two_measures):
    assert sums() == {("completed_9_cte_units", "2022-23")}


def test_the_note_of_an_organization_says_nothing_of_the_region(published):
    row = _of_region("completed_9_cte_units", "sum of organizations", place="Example College")

    published([row], header=NOTED)

    assert sums() == set()


YEARS = ("2020-21", "2021-22", "2022-23")


def _of_years(place, noted, students):
    """A row a year; of the year `noted` it is a sum of organizations."""
    return [
        _of_region(
            "completed_9_cte_units",
            "sum of organizations" if year == noted else "",
            place=place,
            cohort=year,
            students=students,
        )
        for year in YEARS
    ]


@pytest.fixture
def of_years(published):
    """Publishes a college, too small for a year alone, and the region with so many students.

    Returns {(whether it is the region, years together)} of what is published.
    """

    def made(of_the_region, noted):
        RegionFactory()
        region = _of_years("Region", noted, of_the_region)
        published([*region, *_of_years("Example College", None, 150)], header=NOTED)
        places = PublishedCell.objects.values_list("slice__organization", "slice__span")
        return {(organization is None, span) for organization, span in places}

    return made


def test_a_year_added_up_makes_the_window_of_the_region_a_sum(of_years):
    assert of_years(200, noted="2022-23") == {(True, 3), (False, 3)}

    assert sums() == {("completed_9_cte_units", "2020-21")}


def test_the_window_of_a_college_says_nothing_of_the_region(of_years):
    assert of_years(1000, noted="2022-23") == {(True, 1), (False, 3)}

    assert sums() == {("completed_9_cte_units", "2022-23")}


@pytest.mark.parametrize("students", [200, 1000])
def test_windows_published_before_are_marked_by_the_same_rule(of_years, students):
    of_years(students, noted="2022-23")
    before = sums()
    Publication.objects.update(region_is_sum=False)

    import_module("equity.migrations.0010_publications_of_sums").mark(apps, None)

    assert sums() == before


def test_what_was_published_before_is_marked_by_the_same_rule(of_two_measures):
    Publication.objects.update(region_is_sum=False)

    import_module("equity.migrations.0010_publications_of_sums").mark(apps, None)

    assert sums() == {("completed_9_cte_units", "2022-23")}
