"""Starting an action and proposing a goal: who may, what is refused and why, what is written."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override

from partners import goal_actions, history
from partners.enums import ActionState, GoalState, MembershipRole
from partners.models import ActionItem, Goal, GoalCycle
from partners.tests.admin_fixtures import coordinator, organization, staff, without_second_factor
from partners.tests.factories import (
    ActionItemFactory,
    GoalCycleFactory,
    GoalFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    UserFactory,
)
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.tests.factories import OccupationFactory

__all__ = ["coordinator", "organization", "staff", "without_second_factor"]

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=90)
ABOUT = "/gaps/labor/?county=imperial"
NEW_ACTION = "/actions/new/?about=/gaps/labor/%3Fcounty%3Dimperial&label=Labor+gaps"
NEW_GOAL = NEW_ACTION.replace("/actions/", "/goals/")


def action_data(organization, **changes):
    return {
        "about_key": ABOUT,
        "about_label": "Labor gaps",
        "text": "Ask two hospitals for places",
        "text_es": "",
        "owner": organization.pk,
        "person": "",
        "due": SOON.isoformat(),
        "goal": "",
    } | changes


def goal_data(organization, **changes):
    return {
        "gap_key": ABOUT,
        "gap_label": "Labor gaps",
        "statement": "More places for nurses",
        "statement_es": "Más lugares para enfermería",
        "outcome": "",
        "outcome_es": "",
        "baseline": "18",
        "target": "28",
        "unit": "places",
        "unit_es": "lugares",
        "due": SOON.isoformat(),
        "owner": organization.pk,
    } | changes


def said(response):
    """{field: sentences} of a form that came back; each sentence stands on top and at its field."""
    form = response.context["form"]
    page = response.content.decode()
    assert response.status_code == 422
    for sentences in form.errors.values():
        for sentence in sentences:
            assert page.count(escape(sentence)) == 2
    return {name: list(sentences) for name, sentences in form.errors.items()}


class TestWhoMay:
    @pytest.mark.parametrize("path", [NEW_ACTION, NEW_GOAL, f"/es{NEW_ACTION}"])
    def test_who_is_not_signed_in_is_led_to_the_sign_in_and_back(self, client, path):
        response = client.get(path)

        assert response.status_code == 302
        assert "/accounts/login/?next=" in response.url
        back = client.get(response.url).content.decode()
        assert "about%3D" in response.url
        assert 'name="next"' in back

    @pytest.mark.parametrize("role", [None, MembershipRole.VIEWER])
    @pytest.mark.parametrize("path", [NEW_ACTION, NEW_GOAL])
    def test_who_edits_nothing_reads_who_can(self, client, path, role):
        user = UserFactory()
        if role:
            MembershipFactory(user=user, role=role)
        client.force_login(user)

        response = client.get(path)

        assert response.status_code == 403
        assert "Only coordinators can do this" in response.content.decode()
        assert user.email in response.content.decode()

    def test_an_editor_sets_a_second_factor_up_first(self, client, coordinator, settings):
        settings.MFA_REQUIRED_FOR_EDITORS = True

        assert client.get(NEW_ACTION).url == reverse("mfa_activate_totp")

    @pytest.mark.parametrize("data", [action_data, goal_data])
    def test_nobody_promises_for_another_organization(self, client, coordinator, data):
        path = NEW_ACTION if data is action_data else NEW_GOAL
        response = client.post(path, data(OrganizationFactory()))

        assert list(said(response)) == ["owner"]

    def test_the_action_itself_refuses_a_foreign_owner(self, coordinator):
        action = ActionItemFactory.build(owner=OrganizationFactory(), goal=None)
        goal = GoalFactory.build(owner=OrganizationFactory(), cycle=None)

        with pytest.raises(PermissionDenied):
            goal_actions.start_action(action, by=coordinator)
        with pytest.raises(PermissionDenied):
            goal_actions.propose_goal(goal, by=coordinator)

    def test_people_of_others_cannot_be_put_in_charge(self, client, coordinator, organization):
        response = client.post(NEW_ACTION, action_data(organization, person=PersonFactory().pk))

        assert list(said(response)) == ["person"]


class TestAction:
    def test_the_form_comes_filled_in(self, client, coordinator, organization):
        goal = GoalFactory()

        form = client.get(f"{NEW_ACTION}&goal={goal.pk}").context["form"]

        assert form["about_key"].value() == ABOUT
        assert form["about_label"].value() == "Labor gaps"
        assert form["owner"].value() == organization.pk
        assert form["goal"].value() == str(goal.pk)

    def test_a_gap_says_itself_what_it_is_called(self, client, coordinator):
        OccupationFactory(code__code="29-1141", title="Registered Nurses", title_es="Enfermería")

        form = client.get("/actions/new/?about=labor:29-1141&label=Wrong").context["form"]

        assert form["about_label"].value() == "Registered Nurses"

    def test_it_is_saved_and_leads_back_to_what_it_is_about(
        self, client, coordinator, organization
    ):
        person = PersonFactory(organization=organization)

        response = client.post(NEW_ACTION, action_data(organization, person=person.pk))

        action = ActionItem.objects.get()
        assert (action.owner, action.person, action.due) == (organization, person, SOON)
        assert (action.state, action.about_key) == (ActionState.OPEN, ABOUT)
        assert response.url == ABOUT
        (entry,) = history.timeline(action)
        assert entry.who == str(coordinator)

    def test_in_spanish_it_is_kept_in_both_languages(self, client, coordinator, organization):
        OccupationFactory(code__code="29-1141", title="Registered Nurses", title_es="Enfermería")
        data = action_data(organization, about_key="labor:29-1141", about_label="Enfermería")

        with override("es"):
            response = client.post("/es/actions/new/?about=labor:29-1141", data)

        action = ActionItem.objects.get()
        assert (action.about_label, action.about_label_es) == ("Registered Nurses", "Enfermería")
        assert response.url == "/es/gaps/labor/29-1141/"

    @pytest.mark.parametrize(
        ("path", "spanish"), [("/actions/new/", ""), ("/es/actions/new/", "Brechas de empleo")]
    )
    def test_a_label_that_was_typed_is_in_the_language_of_the_form(
        self, client, coordinator, organization, path, spanish
    ):
        client.post(path, action_data(organization, about_label="Brechas de empleo"))

        action = ActionItem.objects.get()
        assert (action.about_label, action.about_label_es) == ("Brechas de empleo", spanish)

    def test_an_address_is_kept_without_its_language(self, client, coordinator, organization):
        client.post(NEW_ACTION, action_data(organization, about_key="/es/gaps/"))

        assert ActionItem.objects.get().about_key == "/gaps/"

    def test_about_its_goal_alone_it_leads_back_to_the_goal(
        self, client, coordinator, organization
    ):
        goal = GoalFactory()
        data = action_data(organization, about_key="", about_label="", goal=goal.pk)

        assert client.post("/actions/new/", data).url == goal.get_absolute_url()

    @pytest.mark.parametrize(
        ("changes", "sentences"),
        [
            ({"text": ""}, {"text": ["Say what is going to be done."]}),
            ({"due": ""}, {"due": ["Say by which day."]}),
            ({"due": "2020-01-01"}, {"due": ["This day is past. Choose today or a later day."]}),
            (
                {"due": "2926-01-01"},
                {"due": ["This day is more than 20 years ahead. Look at the year again."]},
            ),
            ({"due": "soon"}, {"due": ["Enter a valid date."]}),
            ({"owner": ""}, {"owner": ["Choose the organization that answers for it."]}),
            ({"about_label": ""}, {"about_label": ["Say in a few words what it is about."]}),
            (
                {"about_key": ""},
                {"about_key": ["Say what it is about, or choose the goal it serves."]},
            ),
            *(
                (
                    {"about_key": wrong},
                    {
                        "about_key": [
                            "There is no such gap and no such page here. Copy its key or its "
                            "address anew."
                        ]
                    },
                )
                for wrong in (
                    "labor:00-0000",
                    "javascript:alert",
                    "//elsewhere.example",
                    "/no-such-page/",
                    "nurses",
                )
            ),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(
        self, client, coordinator, organization, changes, sentences
    ):
        data = action_data(organization, **changes)

        response = client.post("/actions/new/", data)

        assert said(response) == sentences
        assert {name: str(response.context["form"][name].value()) for name in data} == {
            name: str(value) for name, value in data.items()
        }
        assert not ActionItem.objects.exists()

    def test_the_same_twice_is_one(self, client, coordinator, organization):
        client.post(NEW_ACTION, action_data(organization))

        response = client.post(NEW_ACTION, action_data(organization))

        assert said(response) == {
            "text": ["Your organization has this very action on file already."]
        }

    @pytest.mark.parametrize("path", ["/actions/new/", "/goals/new/"])
    def test_what_the_address_asks_in_vain_is_said(self, client, coordinator, path):
        page = client.get(f"{path}?about=nonsense&goal=x").content.decode()

        assert "The address asks for “nonsense”." in page

    @pytest.mark.parametrize(
        "query",
        ["about=%00", "label=%00", "goal=%E0%A4%A", "about=" + "x" * 2000, "goal=٣", "goal=9" * 9],
    )
    def test_bad_addresses_are_no_fault(self, client, coordinator, query):
        assert client.get(f"/actions/new/?{query}").status_code in (200, 400)


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
