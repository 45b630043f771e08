"""Who may start an action or propose a goal; what of an action is refused and what is written."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override

from partners import goal_actions, history
from partners.enums import ActionState, MembershipRole
from partners.models import ActionItem
from partners.tests.admin_fixtures import coordinator, organization, staff, without_second_factor
from partners.tests.factories import (
    ActionItemFactory,
    GoalFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    UserFactory,
)
from partners.tests.goal_forms import (
    ABOUT,
    NEW_ACTION,
    NEW_GOAL,
    SOON,
    action_data,
    goal_data,
    said,
)
from programs.tests.factories import OccupationFactory

__all__ = ["coordinator", "organization", "staff", "without_second_factor"]

pytestmark = pytest.mark.django_db


class TestWhoMay:
    @pytest.mark.parametrize("path", [NEW_ACTION, NEW_GOAL, f"/es{NEW_ACTION}"])
    def test_who_is_not_signed_in_is_led_to_the_sign_in_and_back(self, client, path):
        response = client.get(path)

        assert response.status_code == 302
        assert "/accounts/login/?next=" in response.url
        back = client.get(response.url).content.decode()
        assert "about%3D" in response.url
        assert 'name="next"' in back
        said_there = "coordinadores inician acciones" if "/es/" in path else "start actions and"
        assert said_there in back
        assert said_there not in client.get("/accounts/login/").content.decode()

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


GAP = "/equity/?place=bay&metric=completed_9_cte_units&by=ethnicity"


def opened(client, path, **query):
    return client.get(path, {"about": GAP, "label": "Foster youth · Bay High", **query})


@pytest.mark.parametrize("cohort", ["2020-21-to-2022-23", "2020-21,2022-23"])
def test_a_goal_starts_from_the_published_figure_and_its_cohort(client, coordinator, cohort):
    client.force_login(coordinator)

    answer = opened(client, NEW_GOAL.partition("?")[0], baseline="39.6", cohort=cohort)

    initial = answer.context["form"].initial
    assert (initial["baseline"], initial["unit"], initial["unit_es"]) == (
        "39.6",
        "percent, cohort 2020-21 – 2022-23",
        "por ciento, cohorte 2020-21 – 2022-23",
    )
    assert "target" not in initial
    assert "The target is yours to set" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"baseline": "39.6"},
        {"baseline": "1e9", "cohort": "2022-23"},
        {"baseline": "39.6", "cohort": "<b>"},
    ],
)
def test_a_goal_without_a_published_figure_starts_empty(client, coordinator, query):
    client.force_login(coordinator)

    answer = opened(client, NEW_GOAL.partition("?")[0], **query)

    assert not {"baseline", "unit"} & set(answer.context["form"].initial)
    assert "The target is yours to set" not in answer.content.decode()


@pytest.mark.parametrize("path", [NEW_ACTION, NEW_GOAL])
def test_the_forms_name_the_gap_by_its_words_as_a_link(client, coordinator, path):
    client.force_login(coordinator)

    page = opened(client, path.partition("?")[0]).content.decode()

    shown = re.sub(r"<[^>]*>", "", page)
    assert "Foster youth · Bay High</a>" in page
    assert "metric=completed_9_cte_units" not in shown
