"""Proposing a gap as a goal: what is refused and why, what is written; when an action is done."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from partners import goal_actions, history
from partners.enums import ActionState, GoalState
from partners.models import Goal, GoalCycle
from partners.tests.admin_fixtures import coordinator, organization, staff, without_second_factor
from partners.tests.factories import (
    ActionItemFactory,
    GoalCycleFactory,
    GoalFactory,
    OrganizationFactory,
)
from partners.tests.goal_forms import ABOUT, NEW_GOAL, SOON, goal_data, said
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus

__all__ = ["coordinator", "organization", "staff", "without_second_factor"]

pytestmark = pytest.mark.django_db


class TestGoal:
    def test_it_is_proposed_for_the_running_year_with_the_next_number(
        self, client, coordinator, organization
    ):
        year = academic_year.on(timezone.localdate())
        GoalFactory(cycle=GoalCycleFactory(year=year), order=6)

        response = client.post(NEW_GOAL, goal_data(organization))

        goal = Goal.objects.get(owner=organization)
        assert response.url == goal.get_absolute_url()
        assert (goal.cycle.year, goal.order, goal.state) == (year, 7, GoalState.PROPOSED)
        assert (goal.status, goal.source) == (EditingStatus.PUBLISHED, organization.name)
        assert (goal.baseline, goal.target, goal.due) == (Decimal(18), Decimal(28), SOON)
        assert (goal.gap_key, goal.gap_label) == (ABOUT, "Labor gaps")
        assert goal.is_historical is False
        assert history.timeline(goal)[0].who == str(coordinator)

    def test_the_first_goal_of_a_year_makes_its_cycle(self, client, coordinator, organization):
        client.post(NEW_GOAL, goal_data(organization))

        assert Goal.objects.get().order == 1
        assert GoalCycle.objects.get().year == academic_year.on(timezone.localdate())

    def test_numbers_may_wait_for_the_workgroup(self, client, coordinator, organization):
        data = goal_data(organization, baseline="", target="", unit="", due="")

        client.post(NEW_GOAL, data)

        assert Goal.objects.get().target is None

    @pytest.mark.parametrize(
        ("changes", "sentences"),
        [
            ({"statement": ""}, {"statement": ["Say what is to be reached."]}),
            ({"unit": ""}, {"unit": ["Say what the baseline and the target count."]}),
            ({"baseline": "28"}, {"target": ["The target is the same as the baseline."]}),
            ({"target": "many"}, {"target": ["Enter a number."]}),
            ({"due": "2020-01-01"}, {"due": ["This day is past. Choose today or a later day."]}),
            ({"gap_label": ""}, {"gap_label": ["Say in a few words what it is about."]}),
            (
                {"gap_key": "labor:00-0000"},
                {
                    "gap_key": [
                        "There is no such gap and no such page here. Copy its key or its address "
                        "anew."
                    ]
                },
            ),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(
        self, client, coordinator, organization, changes, sentences
    ):
        data = goal_data(organization, **changes)

        response = client.post("/goals/new/", data)

        assert said(response) == sentences
        assert response.context["form"]["statement_es"].value() == data["statement_es"]
        assert not Goal.objects.exists()

    def test_staff_may_propose_for_any_organization(self, client, staff):
        client.post(NEW_GOAL, goal_data(OrganizationFactory()))

        assert Goal.objects.get().source == "Staff of this portal"


class TestDayFollowsState:
    def test_what_is_done_is_done_today_unless_it_has_its_day(self):
        done, earlier = (
            ActionItemFactory.build(state=ActionState.DONE, done_on=day, owner=None)
            for day in (None, date(2026, 1, 2))
        )
        for action in (done, earlier):
            goal_actions.day_follows_state(action)

        assert (done.done_on, earlier.done_on) == (timezone.localdate(), date(2026, 1, 2))

    def test_what_is_open_again_has_none(self):
        action = ActionItemFactory.build(done_on=date(2026, 1, 2), owner=None)

        goal_actions.day_follows_state(action)

        assert action.done_on is None
