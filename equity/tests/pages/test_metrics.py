"""The pages of what is measured: definition, source, years on file, meanings by segment."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from equity.enums import CohortKind, MetricKind, PublicationState, Stage
from equity.tests.factories import (
    DimensionFactory,
    MetricFactory,
    PublicationFactory,
    ReleaseFactory,
    SegmentMeaningFactory,
)
from equity.tests.tables import a_table, ethnicity, group, shown
from partners.enums import Segment

pytestmark = pytest.mark.django_db


def page(client, metric):
    return client.get(metric.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_two_queries(client, count, django_assert_num_queries):
    for _ in range(count):
        PublicationFactory()

    with django_assert_num_queries(2):  # metrics with figures, metrics
        response = client.get(reverse("equity:metrics"))

    assert response.content.decode().count("figures on file") == count


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_five_queries(client, count, django_assert_num_queries):
    metric = MetricFactory(same_students_as=MetricFactory(), segments=[Segment.COLLEGE])
    for year in range(count):
        publication = PublicationFactory(metric=metric, cohort=f"202{year}-2{year + 1}")
        a_table(publication=publication, cohort=publication.cohort)
    SegmentMeaningFactory(dimension=ethnicity())
    SegmentMeaningFactory.create_batch(count)

    # The metric, its years, groups on file, by which of them it is divided, meanings.
    with django_assert_num_queries(5):
        response = client.get(metric.get_absolute_url())

    assert response.status_code == 200


def test_list_goes_by_stage(client):
    MetricFactory(name="Earned", stage=Stage.EARNS, order=1)
    MetricFactory(name="Entered", stage=Stage.ENTERS, order=2)

    html = client.get(reverse("equity:metrics")).content.decode()

    assert html.index(">Entered<") < html.index(">Earned<")


def test_list_without_metrics_says_so(client):
    html = client.get(reverse("equity:metrics")).content.decode()

    assert "No measures are on file yet" in html


def test_unknown_metric_is_not_found(client):
    assert client.get(reverse("equity:metric", args=["none"])).status_code == 404


def test_page_says_who_is_counted_and_where_the_definition_comes_from(client):
    before = MetricFactory(name="Entered the pathway")
    metric = MetricFactory(
        follows=before,
        source_system="DataVista",
        source_code="402SWP",
        source_name="",
        source="Strong Workforce Program report",
        source_url="https://example.org/swp",
        caveat="Snapshot only.",
    )

    html = page(client, metric)

    for words in [
        metric.question,
        metric.definition,
        metric.denominator_words,
        metric.numerator_words,
        "402SWP",
        "Snapshot only.",
    ]:
        assert words in html
    assert f'href="{before.get_absolute_url()}"' in html
    assert 'href="https://example.org/swp"' in html
    assert html.count("not on file") >= 1  # the name there


def test_composition_says_that_it_has_no_gap(client):
    metric = MetricFactory(kind=MetricKind.COMPOSITION, numerator_words="")

    html = page(client, metric)

    assert "There is no rate, so there is no gap." in html
    assert "Who reached it" not in html


def test_only_what_stands_is_on_file(client):
    metric = MetricFactory()
    for cohort, state in [
        ("2020-21", PublicationState.STANDING),
        ("2021-22", PublicationState.HELD),
    ]:
        PublicationFactory(metric=metric, cohort=cohort, state=state)

    html = page(client, metric)

    assert "2020-21" in html
    assert "2021-22" not in html


def test_year_inside_its_follow_up_is_not_complete(client):
    metric = MetricFactory(follow_up_years=3, cohort_kind=CohortKind.ENTRY)
    PublicationFactory(metric=metric, cohort="2015-16")
    PublicationFactory(metric=metric, cohort="2097-98")

    html = page(client, metric)

    assert "not complete before 2101-02" in html
    assert "not complete before 2019-20" not in html


def test_synthetic_figures_are_labeled(client):
    metric = MetricFactory()
    PublicationFactory(metric=metric, release=ReleaseFactory(is_synthetic=True))

    assert page(client, metric).count("SYNTHETIC") == 2  # above, and at the year
    assert "SYNTHETIC" not in page(client, MetricFactory())


def test_the_list_labels_synthetic_figures(client):
    address = reverse("equity:metrics")
    PublicationFactory(metric=MetricFactory())
    assert "SYNTHETIC" not in client.get(address).content.decode()
    PublicationFactory(metric=MetricFactory(), release=ReleaseFactory(is_synthetic=True))

    assert client.get(address).content.decode().count("SYNTHETIC") == 1


def test_meanings_stand_for_the_segments_that_report_it(client):
    metric = MetricFactory(segments=[Segment.HIGH_SCHOOL])
    a_table(metric=metric, publication=PublicationFactory(metric=metric))
    for segment, words in (
        (Segment.HIGH_SCHOOL, "By a match with state records"),
        (Segment.COLLEGE, "From the application"),
    ):
        SegmentMeaningFactory(segment=segment, dimension=ethnicity(), words=words)

    html = page(client, metric)

    assert "By a match with state records" in html
    assert "From the application" not in html


def test_only_ways_to_divide_that_are_on_file_are_explained(client):
    metric = MetricFactory(segments=[Segment.HIGH_SCHOOL])
    earlier = PublicationFactory(metric=metric, cohort="2021-22", state=PublicationState.REPLACED)
    foster = DimensionFactory(code="foster_youth", label="Foster youth")
    gender = DimensionFactory(code="gender", label="Gender")
    a_table(metric=metric, publication=PublicationFactory(metric=metric))
    in_earlier = shown("Yes", 90, 40, others="0.5") | {"group": group("Yes", foster, code="yes")}
    a_table([in_earlier], publication=earlier, cohort="2021-22")
    another = shown("Women", 90, 40, others="0.5") | {"group": group("Women", gender)}
    a_table([another])
    for dimension, words in ((foster, "By the county"), (ethnicity(), "As the family says")):
        SegmentMeaningFactory(segment=Segment.HIGH_SCHOOL, dimension=dimension, words=words)

    html = page(client, metric)

    assert "As the family says" in html and "By the county" not in html
    assert "On file by: Ethnicity. Other ways to divide students are not on file" in html


def test_what_it_is_divided_by_is_found_without_a_look_at_its_slices(client):
    metric = MetricFactory()
    a_table(metric=metric, publication=PublicationFactory(metric=metric))

    with CaptureQueriesContext(connection) as asked:
        page(client, metric)
    found = next(one["sql"] for one in asked if "dimensions_of_metric" in one["sql"])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # as among millions of cells
        cursor.execute(f"EXPLAIN {found}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "publishedcell_by_group" in plan
    assert "equity_slice" not in plan


def test_figures_of_all_students_alone_are_divided_by_nothing(client):
    metric = MetricFactory()
    a_table([], metric=metric, publication=PublicationFactory(metric=metric))

    assert "On file for all students together only." in page(client, metric)


def test_metric_without_figures_says_so(client):
    assert "No figures are on file." in page(client, MetricFactory())


def test_spanish_page_prints_the_spanish_columns(client):
    metric = MetricFactory(name_es="Unidades", question_es="¿Cuántos?", definition_es="Así.")

    with translation.override("es"):
        html = client.get(metric.get_absolute_url()).content.decode()

    for words in ["Unidades", "¿Cuántos?", "Así."]:
        assert words in html
