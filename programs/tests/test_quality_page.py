"""How good a pathway is: the newest review of each element, and what the portal sees beside it."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from partners.enums import Operating
from partners.models import Organization
from partners.tests.factories import UserFactory
from partners.tests.reading import text
from programs.enums import AgreementState, QualityRating
from programs.seam import quality
from programs.tests.factories import ProgramFactory
from programs.tests.path_factories import QualityElementFactory, QualityReviewFactory
from programs.tests.path_of import YEAR, agree, on, path

pytestmark = pytest.mark.django_db


@pytest.fixture
def way():
    return path()


def page(client, way, language=""):
    return client.get(f"{language}{way.pathway.get_absolute_url()}quality/")


def seen(response):
    """{question: words, None where it is not on file}"""
    return {one.question: one.words if one.is_there else None for one in response.context["seen"]}


def test_each_element_has_its_newest_review(client, way):
    element = QualityElementFactory(number=2, name="Equity")
    QualityElementFactory(number=1, name="Partners")
    for day, rating in ((3, QualityRating.MEETS), (1, QualityRating.NOT_YET)):
        QualityReviewFactory(
            pathway=way.pathway,
            element=element,
            rating=rating,
            reviewed_on=datetime.date(2026, 9, day),
        )
    QualityReviewFactory(element=element, evidence="Of another pathway.")

    response = page(client, way)

    rows = [
        (one.element.name, one.review and one.review.rating) for one in response.context["elements"]
    ]
    assert rows == [("Partners", None), ("Equity", QualityRating.MEETS)]
    assert "Equity Meets it Two of four schools do it. 3 Sep 2026" in text(response)
    assert "Partners not reviewed yet" in text(response)
    assert "Of another pathway." not in text(response)


def test_a_name_that_nobody_compared_is_marked(client, way):
    QualityElementFactory(name="Sure", is_checked=True)
    QualityElementFactory(name="Unsure", is_checked=False)

    said = text(page(client, way))

    assert "Unsure name not checked" in said
    assert "Sure name not checked" not in said.replace("Unsure", "")
    assert "1 name has not been compared with the state’s own list yet" in said


def test_without_reviews_it_says_what_to_do(client, way):
    QualityElementFactory()

    assert "A workgroup goes through the elements together" in text(page(client, way))


def test_a_sample_review_is_marked(client, way):
    QualityReviewFactory(pathway=way.pathway, is_sample=True)

    assert "Partly Sample data" in text(page(client, way))


def test_what_the_portal_sees(client, way):
    way.welding.activities.create(stage="exploration", academic_year=YEAR)
    ProgramFactory().activities.create(stage="training", academic_year=YEAR)  # not on the pathway

    assert seen(page(client, way)) == {
        "Courses in order?": "Of 2 programs.",
        "Links from program to program?": "1 link.",
        "Agreements on credit in force?": "1 agreement.",
        "Work-based learning, awareness?": None,
        "Work-based learning, exploration?": "In 1 program.",
        "Work-based learning, preparation?": None,
        "Work-based learning, training?": None,
        "A priority job at its end?": None,
        "Verified?": None,
    }


@pytest.mark.parametrize(
    ("count", "said"), [(3, "Job 0, Job 1, Job 2"), (5, "Job 0, Job 1, Job 2, and 2 more")]
)
def test_of_many_priority_jobs_it_says_how_many_more(count, said):
    lines = [
        SimpleNamespace(
            occupation=SimpleNamespace(local_title=f"Job {number}"),
            places=[SimpleNamespace(verdict=SimpleNamespace(priority=True))],
        )
        for number in range(count)
    ]

    assert quality.jobs_named(lines) == said


def test_each_count_says_how_much_of_it_is_sample_data(client, way):
    way.welding.activities.create(stage="training", academic_year=YEAR, is_sample=True)
    for year, is_sample in ((YEAR, True), ("2025-26", False)):
        way.degree.activities.create(stage="training", academic_year=year, is_sample=is_sample)
    way.agreement.is_sample = True
    way.agreement.save()

    response = page(client, way)

    assert {one.question: one.samples for one in response.context["seen"] if one.samples} == {
        "Agreements on credit in force?": 1,
        "Work-based learning, training?": 1,
    }
    said = text(response)
    assert "In 2 programs. Sample data 1 of them is sample data." in said


def test_an_agreement_under_review_is_not_in_force(client, way):
    terms = {"state": AgreementState.IN_REVIEW}
    way.agreement.delete()
    agree(way.welding.organization, way.courses[1], way.degree.organization, way.counts_as, **terms)

    assert seen(page(client, way))["Agreements on credit in force?"] is None


@pytest.mark.parametrize(
    "years",
    [
        pytest.param({"years_from": "2020-21", "years_through": "2025-26"}, id="over"),
        pytest.param({"years_from": "2027-28", "years_through": None}, id="not yet"),
    ],
)
def test_an_agreement_of_other_years_is_not_in_force(client, way, years):
    way.agreement.delete()
    agree(way.welding.organization, way.courses[1], way.degree.organization, way.counts_as, **years)

    assert seen(page(client, way))["Agreements on credit in force?"] is None


def test_an_agreement_with_a_college_that_is_closed_is_not_in_force(client, way):
    Organization.objects.filter(pk=way.agreement.receiving_id).update(operating=Operating.CLOSED)

    assert seen(page(client, way))["Agreements on credit in force?"] is None


def test_verified_and_overdue(client, way):
    way.pathway.verified_on, way.pathway.verified_by = datetime.date(2020, 1, 1), UserFactory()
    way.pathway.save()

    assert seen(page(client, way))["Verified?"] is None

    way.pathway.verified_on = timezone.localdate()
    way.pathway.save()

    assert seen(page(client, way))["Verified?"] == ""


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, way, count, django_assert_max_num_queries):
    for _number in range(count):
        QualityReviewFactory(pathway=way.pathway)
        on(way.pathway).activities.create(stage="training", academic_year=YEAR)

    with django_assert_max_num_queries(26):
        response = page(client, way)

    assert response.context["reviewed"] == count
