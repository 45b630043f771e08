"""Who did what got better: organizations and roles, never a person."""

from datetime import date

import pytest

from equity.reports.addresses import gap_address
from equity.reports.doers import who_did_it
from equity.tests.reports.report_data import College
from partners.models import ActionItem
from partners.tests.factories import GoalFactory, OrganizationFactory, PersonFactory
from programs.tests.factories import PathwayFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell():
    college = College()
    return college.put(college.group(), n=96, s=38, reference=0.539)


def done(cell, text="Call the foster youth office.", **fields):
    fields = {
        "owner": cell.slice.organization,
        "about_key": gap_address(cell),
        "due": date(2026, 6, 1),
        "state": "done",
        "done_on": date(2026, 5, 4),
    } | fields
    return ActionItem.objects.create(text=text, **fields)


def who(cell):
    return who_did_it(cell, "Example College")


def test_the_owner_of_what_was_done_about_the_gap_did_it(cell):
    done(cell)

    assert who(cell) == (
        "Done by Example College: “Call the foster youth office”, done on 4 May 2026."
    )


def test_a_role_is_named_and_never_the_person(cell):
    person = PersonFactory(name="Ana Example", organization=cell.slice.organization)
    person.roles.create(organization=cell.slice.organization, kind="dean")
    done(cell, person=person)

    assert "Done by Dean, Example College: " in who(cell)
    assert "Ana" not in who(cell)


def test_what_names_the_gap_of_the_group_itself_counts_in_any_cohort(cell):
    address = gap_address(cell)
    done(cell, about_key=f"{address}&cohort=2016-17#group-{cell.group.code}")
    assert "Call the foster youth office" in who(cell)


@pytest.mark.parametrize(("segment", "counts"), [("college", True), ("ae", False)])
def test_of_a_place_with_several_school_systems_the_gap_of_its_own_counts(cell, segment, counts):
    assert cell.slice.segment == "college"
    end = f"&segment={segment}&cohort=2016-17#group-{cell.group.code}"
    done(cell, about_key=f"{gap_address(cell)}{end}")

    assert ("Call the foster youth office" in who(cell)) is counts


def test_what_names_the_gap_of_another_group_of_the_table_does_not(cell):
    done(cell, about_key=f"{gap_address(cell)}&cohort=2016-17#group-another")

    assert "Call the foster youth office" not in who(cell)


def test_what_served_a_goal_that_the_gap_was_adopted_as_counts(cell):
    goal = GoalFactory(gap_key=gap_address(cell))
    done(cell, about_key="", goal=goal, owner=OrganizationFactory(name="Harbor Adult School"))

    assert "Done by Harbor Adult School: " in who(cell)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"state": "open", "done_on": None}, id="still open"),
        pytest.param({"state": "dropped", "done_on": None}, id="dropped"),
        pytest.param({"about_key": "/gaps/"}, id="about something else"),
        pytest.param({"done_on": date(2023, 6, 30)}, id="before the cohort began"),
    ],
)
def test_otherwise_the_place_has_a_team(cell, change):
    done(cell, **change)

    assert who(cell) == "Done by the team of Example College."


def test_the_team_of_a_pathways_keeper_is_named_with_it(cell):
    cell.slice.pathway = PathwayFactory(owner=OrganizationFactory(name="Harbor College"))

    assert who(cell) == "Done by the team of Example College and Harbor College."
