"""Pages of goals: what they print, and how often they ask."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from partners.enums import ActionState, GoalState
from partners.models import Goal
from partners.tests.factories import (
    ActionItemFactory,
    GoalCycleFactory,
    GoalFactory,
    MeasurementFactory,
    OrganizationFactory,
    PersonFactory,
    UserFactory,
)
from partners.tests.queries import queries
from pathways_portal.common.enums import EditingStatus

pytestmark = pytest.mark.django_db
NUMBERS = {"baseline": None, "target": None, "unit": "", "unit_es": "", "due": None}
LIST = "/goals/"


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def historical():
    return GoalFactory(
        cycle=GoalCycleFactory(year="2020-21"),
        is_historical=True,
        statement="Of its time",
        **NUMBERS,
    )


def rows(response):
    return [row.goal for row in response.context["listed"].rows]


class TestList:
    def test_it_holds_published_goals_newest_cycle_first(self, client, historical):
        goal = GoalFactory()
        GoalFactory(status=EditingStatus.DRAFT)

        assert rows(client.get(LIST)) == [goal, historical]

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_does_not_ask_more_often_when_it_holds_more(
        self, client, count, django_assert_num_queries
    ):
        for goal in GoalFactory.create_batch(count):
            MeasurementFactory.create_batch(count, goal=goal)
            ActionItemFactory.create_batch(count, goal=goal)

        with django_assert_num_queries(3):  # cycles, goals, measurements
            response = client.get(LIST)

        assert len(rows(response)) == count

    def test_a_historical_goal_is_marked_and_stands_apart(self, client, historical):
        response = client.get(LIST)

        assert response.context["listed"].current == []
        assert [cycle.year for cycle, _rows in response.context["listed"].historical] == ["2020-21"]
        assert "none is a present target" in text(response)

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("cycle=2020-21", ["old"]),
            ("state=historical", ["old"]),
            ("state=adopted", ["new"]),
            ("state=met", []),
            ("cycle=2026-27&state=adopted", ["new"]),
        ],
    )
    def test_it_is_narrowed_by_cycle_and_state(self, client, historical, query, found):
        names = {"old": historical, "new": GoalFactory()}

        assert rows(client.get(f"{LIST}?{query}")) == [names[one] for one in found]

    def test_what_there_is_not_is_left_out_and_said(self, client):
        goal = GoalFactory()

        response = client.get(f"{LIST}?cycle=1999-00&state=won")

        assert rows(response) == [goal]
        assert "“1999-00” is not a choice of “Cycle”; it was left out." in text(response)
        assert "“won” is not a choice of “State”; it was left out." in text(response)

    def test_an_empty_list_says_what_to_do_next(self, client):
        assert "No goal on file yet" in text(client.get(LIST))
        GoalFactory()
        assert "Show all goals" in text(client.get(f"{LIST}?state=met"))

    def test_without_a_present_goal_it_says_so_above_the_historical_ones(self, client, historical):
        assert "No present goal on file yet" in text(client.get(LIST))

    def test_it_counts_open_actions_only(self, client):
        goal = GoalFactory()
        ActionItemFactory(goal=goal)
        ActionItemFactory(goal=goal, state=ActionState.DROPPED)

        assert "1 open action<" in text(client.get(LIST))

    def test_the_download_holds_the_rows_of_the_list(self, client, historical):
        goal = GoalFactory()
        MeasurementFactory(goal=goal, value=Decimal(24), on=date(2026, 6, 30))

        lines = client.get("/goals/download.csv?state=adopted").content.decode().splitlines()

        assert len(lines) == 2
        assert "24.00,2026-06-30" in lines[1]
        assert goal.get_absolute_url() in lines[1]

    def test_in_spanish_it_prints_the_spanish(self, client):
        goal = GoalFactory()

        assert goal.statement_es in text(client.get(f"/es{LIST}"))


class TestGoal:
    @pytest.mark.parametrize("count", [1, 3])
    def test_it_does_not_ask_more_often_when_it_holds_more(self, client, count):
        goal = GoalFactory(gap_key="labor:29-1141")
        MeasurementFactory.create_batch(count, goal=goal)
        ActionItemFactory.create_batch(count, goal=goal)

        assert queries(client, goal.get_absolute_url()) == 3  # goal, measurements, actions

    @pytest.mark.parametrize("hidden", [EditingStatus.DRAFT, EditingStatus.ARCHIVED])
    def test_what_is_not_published_is_not_found(self, client, hidden):
        goal = GoalFactory(status=hidden)

        assert client.get(goal.get_absolute_url()).status_code == 404

    @pytest.mark.parametrize("path", ["/goals/0/", "/goals/99999999999999999999/", "/goals/x/"])
    def test_a_bad_address_is_not_found(self, client, path):
        assert client.get(path).status_code == 404

    def test_it_says_how_far_it_is_and_draws_and_lists_the_values(self, client):
        goal = GoalFactory()
        MeasurementFactory(goal=goal, value=Decimal(20), on=date(2026, 1, 31))
        MeasurementFactory(
            goal=goal, value=Decimal(24), on=date(2026, 6, 30), source="Count of June"
        )

        page = text(client.get(goal.get_absolute_url()))

        assert "24 pathways on 30 Jun 2026: 60% of the way from 18 to 28, 4 to go." in page
        assert "From 20 pathways on 31 Jan 2026 to 24 pathways on 30 Jun 2026" in page
        assert page.count("goal-line-mark") == 2
        assert "Count of June" in page

    def test_without_a_value_it_says_so(self, client):
        page = text(client.get(GoalFactory().get_absolute_url()))

        assert "Nothing is measured yet." in page
        assert "goal-line-mark" not in page

    def test_a_historical_goal_is_no_target_and_starts_nothing(self, client, historical):
        page = text(client.get(historical.get_absolute_url()))

        assert "is no present target" in page
        assert "Start an action" not in page
        assert "Target" not in page

    def test_a_proposed_goal_says_that_nobody_decided(self, client):
        goal = GoalFactory(state=GoalState.PROPOSED)

        assert "Proposed, not adopted" in text(client.get(goal.get_absolute_url()))

    def test_overdue_stands_in_words(self, client):
        goal = GoalFactory(due=date(2020, 6, 30))
        ActionItemFactory(goal=goal, due=date(2020, 3, 1))

        page = text(client.get(goal.get_absolute_url()))

        assert "Overdue: was due 1 Mar 2020" in page
        assert ">overdue<" in page

    def test_the_person_in_charge_is_for_signed_in_readers_only(self, client):
        action = ActionItemFactory(goal=GoalFactory(), person=PersonFactory(name="Ana Reyes"))
        url = action.goal.get_absolute_url()

        assert "Ana Reyes" not in text(client.get(url))
        client.force_login(UserFactory())
        assert "Ana Reyes" in text(client.get(url))

    @pytest.mark.parametrize(
        ("kind", "website", "printed"),
        [
            ("college", "", '<a href="/colleges/owner/">The owner</a>'),
            ("regional_office", "", "<p>The owner</p>"),
            (
                "district",
                "https://owner.example.edu/",
                '<a href="https://owner.example.edu/" rel="noopener">The owner</a>',
            ),
        ],
    )
    def test_who_answers_for_it_is_linked_where_a_page_shows_them(
        self, client, kind, website, printed
    ):
        owner = OrganizationFactory(name="The owner", slug="owner", kind=kind, website=website)

        page = text(client.get(GoalFactory(owner=owner).get_absolute_url()))

        assert printed in page
        assert "/programs/?organization=" not in page

    def test_sample_data_is_labeled_and_kept_from_search_engines(self, client):
        page = text(client.get(GoalFactory(is_sample=True).get_absolute_url()))

        assert "This is sample data" in page
        assert 'content="noindex"' in page

    def test_the_gap_behind_it_is_linked_in_the_language_of_the_reader(self, client):
        goal = GoalFactory(
            gap_key="/gaps/labor/?county=imperial", gap_label="Gaps", gap_label_es="Brechas"
        )
        with override("es"):
            page = text(client.get(f"/es/goals/{goal.pk}/"))

        assert 'href="/es/gaps/labor/?county=imperial">Brechas<' in page

    def test_gaps_of_its_actions_stand_beside_its_own_each_once(self, client):
        goal = GoalFactory(gap_key="/gaps/labor/", gap_label="Labor gaps")
        ActionItemFactory(goal=goal, about_key="/gaps/labor/", about_label="The same")
        ActionItemFactory(goal=goal, due=date(2030, 1, 1))
        ActionItemFactory(goal=goal, about_key="unknown:kind", about_label="Something")

        gaps = client.get(goal.get_absolute_url()).context["gaps"]

        assert [(gap.label, gap.url) for gap in gaps] == [
            ("Labor gaps", "/gaps/labor/"),
            ("Registered nurses", "/gaps/labor/29-1141/"),
            ("Something", ""),
        ]

    def test_the_site_map_holds_goals_without_samples(self, client):
        goal, sample = GoalFactory(), GoalFactory(is_sample=True)

        page = text(client.get(reverse("sitemap_section", args=["goals"])))

        assert f"/goals/{goal.pk}/" in page
        assert f"/goals/{sample.pk}/" not in page
        assert Goal.objects.count() == 2
