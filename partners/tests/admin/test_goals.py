"""Goals and actions in the admin: whose they are, what is noted, what waits on the first page."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from partners import history, rights
from partners.enums import ActionState, GoalState
from partners.models import ActionItem, Goal, GoalCycle, Measurement
from partners.tests.admin.admin_pages import errors, rows, url
from partners.tests.factories import (
    ActionItemFactory,
    GoalCycleFactory,
    GoalFactory,
    MeasurementFactory,
    OrganizationFactory,
)
from partners.tests.queries import queries

pytestmark = pytest.mark.django_db
DUE = date(2096, 6, 30)
PAST = date(2020, 1, 1)


def goal_data(goal, **changes):
    return {
        "cycle": goal.cycle_id,
        "order": goal.order,
        "statement": goal.statement,
        "baseline": "18",
        "target": "28",
        "unit": "pathways",
        "due": DUE.isoformat(),
        "owner": goal.owner_id,
        "status": goal.status,
        "source": goal.source,
        "review_every": 12,
        "measurements-TOTAL_FORMS": 0,
        "measurements-INITIAL_FORMS": 0,
        "actions-TOTAL_FORMS": 0,
        "actions-INITIAL_FORMS": 0,
    } | changes


def action_data(action, **changes):
    return {
        "about_key": action.about_key,
        "about_label": action.about_label,
        "text": action.text,
        "owner": action.owner_id,
        "due": action.due.isoformat(),
        "state": action.state,
    } | changes


class TestRights:
    def test_members_see_and_edit_those_of_their_own_organization(
        self, client, coordinator, organization
    ):
        mine, _theirs = GoalFactory(owner=organization), GoalFactory()
        my_action, _other = ActionItemFactory(owner=organization), ActionItemFactory()

        assert rows(client, "goal") == [mine]
        assert rows(client, "actionitem") == [my_action]

    @pytest.mark.parametrize(
        ("model", "factory"), [("goal", GoalFactory), ("actionitem", ActionItemFactory)]
    )
    @pytest.mark.parametrize("page", ["change", "delete", "history"])
    def test_those_of_others_are_not_there(self, client, coordinator, model, factory, page):
        theirs = factory(owner=OrganizationFactory())

        assert client.get(url(model, page, theirs.pk)).status_code == 404
        assert client.post(url(model, page, theirs.pk), {"text": "x"}).status_code == 404

    def test_a_value_of_a_goal_of_others_is_not_theirs_to_change(self, coordinator, organization):
        mine = MeasurementFactory(goal__owner=organization)
        theirs = MeasurementFactory(goal__owner=OrganizationFactory())

        assert rights.can_change(coordinator, mine)
        assert not rights.can_change(coordinator, theirs)
        assert list(rights.editable(coordinator, Measurement.objects.all())) == [mine]

    def test_an_action_cannot_be_given_to_another_organization(
        self, client, coordinator, organization
    ):
        action = ActionItemFactory(owner=organization)
        data = action_data(action, owner=OrganizationFactory().pk)

        response = client.post(url("actionitem", "change", action.pk), data)

        assert list(errors(response)) == ["owner"]

    def test_an_action_may_serve_a_published_goal_of_others(
        self, client, coordinator, organization
    ):
        action, goal = ActionItemFactory(owner=organization), GoalFactory()

        client.post(url("actionitem", "change", action.pk), action_data(action, goal=goal.pk))

        assert ActionItem.objects.get(pk=action.pk).goal == goal

    def test_only_staff_says_what_the_workgroup_decided(self, client, coordinator, organization):
        goal = GoalFactory(owner=organization, state=GoalState.PROPOSED)
        data = goal_data(goal, state=GoalState.ADOPTED, is_historical="on", is_sample="on")

        response = client.post(url("goal", "change", goal.pk), data)

        assert response.status_code == 302
        goal.refresh_from_db()
        assert (goal.state, goal.is_historical, goal.is_sample) == (
            GoalState.PROPOSED,
            False,
            False,
        )

    def test_staff_adopts(self, client, staff):
        goal = GoalFactory(state=GoalState.PROPOSED)

        client.post(url("goal", "change", goal.pk), goal_data(goal, state=GoalState.ADOPTED))

        assert Goal.objects.get(pk=goal.pk).state == GoalState.ADOPTED

    def test_cycles_are_the_staffs(self, client, coordinator):
        cycle = GoalCycleFactory()

        assert client.get(url("goalcycle", "change", cycle.pk)).status_code == 200
        client.post(url("goalcycle", "change", cycle.pk), {"year": "2030-31"})
        assert GoalCycle.objects.get().year == "2026-27"


class TestGoal:
    def test_a_value_keeps_the_source_that_was_typed(self, client, coordinator, organization):
        goal = GoalFactory(owner=organization)
        value = {"on": "2026-06-30", "value": "24", "source": "Count of June"}
        data = goal_data(goal, **{"measurements-TOTAL_FORMS": 1})
        data |= {f"measurements-0-{name}": text for name, text in value.items()}

        client.post(url("goal", "change", goal.pk), data)

        one = Measurement.objects.get()
        assert (one.value, one.source) == (Decimal(24), "Count of June")

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"unit": ""}, "Say what the baseline and the target count."),
            ({"target": "18"}, "The target is the same as the baseline."),
            ({"target": ""}, "An adopted goal needs a target and the day"),
            ({"order": "0"}, "greater than or equal to 1"),
            ({"gap_key": "nurses"}, "Write the key of a gap, such as labor:29-1141"),
        ],
    )
    def test_what_the_database_would_refuse_is_said(
        self, client, coordinator, organization, changes, sentence
    ):
        goal = GoalFactory(owner=organization)

        response = client.post(url("goal", "change", goal.pk), goal_data(goal, **changes))

        assert sentence in str(errors(response))

    def test_its_history_holds_its_values_and_actions(self, client, coordinator, organization):
        goal = GoalFactory(owner=organization)
        MeasurementFactory(goal=goal)
        ActionItemFactory(goal=goal)

        parts = [(Measurement, "goal"), (ActionItem, "goal")]
        entries = history.timeline(goal, parts=parts)
        response = client.get(url("goal", "history", goal.pk))

        assert len(entries) == 3
        assert len(response.context["entries"]) == 3

    def test_actions_of_others_do_not_stand_in_its_form(self, client, coordinator, organization):
        goal = GoalFactory(owner=organization)
        mine = ActionItemFactory(goal=goal, owner=organization)
        ActionItemFactory(goal=goal)

        response = client.get(url("goal", "change", goal.pk))

        (formset,) = (
            one.formset
            for one in response.context["inline_admin_formsets"]
            if one.opts.model is ActionItem
        )
        assert [form.instance for form in formset.initial_forms] == [mine]


class TestAction:
    def test_what_is_done_is_done_today(self, client, coordinator, organization):
        action = ActionItemFactory(owner=organization)
        data = action_data(action, state=ActionState.DONE)

        client.post(url("actionitem", "change", action.pk), data)

        action.refresh_from_db()
        assert (action.state, action.done_on) == (ActionState.DONE, timezone.localdate())

    def test_opened_again_it_has_no_day(self, client, coordinator, organization):
        action = ActionItemFactory(owner=organization, state=ActionState.DONE, done_on=PAST)
        data = action_data(action, state=ActionState.OPEN)

        client.post(url("actionitem", "change", action.pk), data)

        action.refresh_from_db()
        assert (action.state, action.done_on) == (ActionState.OPEN, None)

    def test_the_list_shows_the_overdue_alone(self, client, coordinator, organization):
        late = ActionItemFactory(owner=organization, due=PAST)
        ActionItemFactory(owner=organization)

        assert rows(client, "actionitem", due="overdue") == [late]

    def test_the_filter_of_the_overdue_has_its_own_word_in_spanish(self, client, staff):
        page = client.get(f"/es{url('actionitem', 'changelist')}").content.decode()

        assert ">Vencidas<" in page and ">Por revisar<" not in page


@pytest.mark.parametrize(
    ("model", "factory"),
    [("goal", GoalFactory), ("actionitem", ActionItemFactory), ("goalcycle", GoalCycleFactory)],
)
def test_lists_do_not_ask_more_often_when_they_hold_more(client, staff, model, factory):
    factory()
    one = queries(client, url(model, "changelist"))
    if factory is GoalCycleFactory:
        [GoalCycleFactory(year=f"{year}-{year % 100 + 1}") for year in (2027, 2028)]
    else:
        factory.create_batch(2)

    assert queries(client, url(model, "changelist")) == one


class TestFirstPage:
    def words(self, client):
        notices = client.get(reverse("admin:index")).context["notices"]
        return {notice.words: notice.url for notice in notices}

    def test_it_says_what_of_ones_own_is_overdue_and_open(self, client, coordinator, organization):
        ActionItemFactory(owner=organization, due=PAST)
        ActionItemFactory(owner=organization)
        ActionItemFactory(due=PAST)

        assert self.words(client) == {
            "1 action of your organizations is overdue. Say how it stands.": (
                "/admin/partners/actionitem/?due=overdue"
            ),
            "2 actions of your organizations are open.": (
                "/admin/partners/actionitem/?state__exact=open"
            ),
        }

    def test_where_nothing_is_open_it_says_nothing(self, client, coordinator, organization):
        ActionItemFactory(owner=organization, state=ActionState.DROPPED, due=PAST)

        assert self.words(client) == {}
