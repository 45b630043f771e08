"""What a gap is called, and what a goal about it starts from: the published figures alone."""

from decimal import Decimal

import pytest

from equity.gap_names import goal_of, title_of
from equity.models import PublishedCell, Release
from equity.tests.factories import MetricFactory
from equity.tests.tables import a_table, banded, group, shown, without_numbers
from partners import about_pages
from partners.models import Goal
from partners.tests.admin_fixtures import coordinator, organization, without_second_factor
from partners.tests.factories import MembershipFactory, OrganizationFactory
from partners.tests.goal_forms import goal_data

__all__ = ["coordinator", "organization", "without_second_factor"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    metric = MetricFactory(code="units", name="Completed units", name_es="Completó unidades")
    group("Foster youth", people="foster youth", people_es="jóvenes de crianza", code="foster")
    rows = [
        shown("Foster youth", 96, 33, others="0.485", di=True, needed=14),
        banded("Filipino", 41, low=0, high=10, text="at most 25%", di=True),
        without_numbers("Aleut"),
    ]
    place = OrganizationFactory(slug="bay", name="Bay High")
    return a_table(rows, metric=metric, organization=place)


def key_of(made, label="Foster youth", **changed):
    code = PublishedCell.objects.get(slice=made, group__label=label).group.code
    asked = {"place": "bay", "metric": "units", "by": "ethnicity", "cohort": made.cohort} | changed
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/equity/?{query}#group-{code}"


def test_a_goal_starts_from_the_published_percent_and_goes_to_that_of_everyone_else(made):
    assert goal_of(key_of(made)) == {
        "statement": "Bay High: raise “Completed units” among foster youth from 34.4% in cohort "
        "2022-23 to 48.5%, the percent of everyone else.",
        "statement_es": "Bay High: subir «Completó unidades» entre jóvenes de crianza de 34.4% en "
        "la cohorte 2022-23 a 48.5%, el porcentaje de todos los demás.",
        "baseline": Decimal("34.4"),
        "target": Decimal("48.5"),
        "unit": "percent, cohort 2022-23",
        "unit_es": "por ciento, cohorte 2022-23",
    }


@pytest.mark.parametrize("label", ["Filipino", "Aleut"])
def test_of_what_is_not_shown_no_number_is_filled_in(made, label):
    found = goal_of(key_of(made, label))

    assert set(found) == {"statement", "statement_es"}
    assert found["statement"].startswith("Bay High: close the gap of ")


@pytest.mark.parametrize(
    "changed",
    [
        {"cohort": "2021-22"},
        {"cohort": ""},
        {"place": "nowhere"},
        {"place": "%00"},
        {"metric": "none"},
        {"by": "gender"},
        {"pathway": "none"},
        {"segment": "none"},
    ],
)
def test_what_is_not_published_has_no_name(made, changed):
    assert title_of(key_of(made, **changed)) == ""
    assert goal_of(key_of(made, **changed)) == {}


def test_what_is_made_up_says_so_in_the_name_and_in_the_goal(made):
    Release.objects.update(is_synthetic=True)

    assert title_of(key_of(made)).startswith("SYNTHETIC: Foster youth · ")
    assert goal_of(key_of(made))["statement"].startswith("SYNTHETIC: Bay High: raise ")
    assert goal_of(key_of(made))["statement_es"].startswith("SINTÉTICO: Bay High: subir ")


def test_a_table_without_a_group_has_the_name_that_the_link_brings(made):
    key = key_of(made).partition("#")[0]

    assert (about_pages.title_of(key), about_pages.goal_of(key)) == ("", {})


def test_the_form_comes_filled_in_and_is_kept_with_group_and_cohort(
    client, coordinator, organization, made
):
    client.force_login(coordinator)
    key = key_of(made)

    answer = client.get("/goals/new/", {"about": key, "label": "A name of another’s"})

    page, form = answer.content.decode(), answer.context["form"]
    assert "Foster youth · Completed units · Bay High · 2022-23</a>" in page
    assert "A name of another’s" not in page
    assert "The target is the published percent of everyone else" in page
    assert form["owner"].value() == organization.pk

    sent = goal_data(organization) | form.initial
    client.post("/goals/new/", sent)
    goal = Goal.objects.get()
    assert (goal.gap_key, goal.baseline, goal.target) == (key, Decimal("34.4"), Decimal("48.5"))
    assert goal.gap_label == "Foster youth · Completed units · Bay High · 2022-23"
    assert goal.gap_label_es == "Jóvenes de crianza · Completó unidades · Bay High · 2022-23"
    row = 'id="group-foster"'
    assert row in client.get(about_pages.address_of(key).partition("#")[0]).content.decode()


def test_of_several_organizations_the_first_that_was_joined_is_chosen(
    client, coordinator, organization, made
):
    membership = coordinator.memberships.get()
    other = OrganizationFactory(name="A name before all others")
    MembershipFactory(user=coordinator, organization=other, role=membership.role)
    client.force_login(coordinator)

    form = client.get("/goals/new/", {"about": key_of(made)}).context["form"]

    assert form["owner"].value() == organization.pk
