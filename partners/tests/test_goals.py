"""Goals, measurements and actions: what the database holds true, and what follows from it."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils import timezone

from partners.about_keys import is_about, without_language
from partners.enums import ActionState, GoalState
from partners.goal_progress import Progress
from partners.models import ActionItem, Goal
from partners.tests.factories import (
    ActionItemFactory,
    GoalCycleFactory,
    GoalFactory,
    MeasurementFactory,
    OrganizationFactory,
)

DAY = date(2026, 6, 30)
NUMBERS = {"baseline": None, "target": None, "unit": "", "due": None}


def refuses(name, factory, **fields):
    """The database refuses the row by this rule, and the rule's own words reach a form."""
    with pytest.raises(IntegrityError, match=name), connection.cursor() as cursor:
        factory(**fields)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("goal_number_from_1", {"order": 0}),
        ("goal_numbers_have_a_unit", {"unit": ""}),
        ("goal_target_differs_from_baseline", {"baseline": 28}),
        ("goal_adopted_has_target_and_day", {"target": None}),
        ("goal_adopted_has_target_and_day", {"due": None, "state": "met"}),
        ("goal_gap_is_a_key_or_an_address", {"gap_key": "//elsewhere.example"}),
        ("goal_published_has_source", {"source": ""}),
        ("goal_published_has_owner", {"owner": None}),
    ],
)
def test_the_database_refuses_a_goal(name, fields):
    refuses(name, GoalFactory, **fields)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("actionitem_done_has_its_day", {"state": ActionState.DONE}),
        ("actionitem_done_has_its_day", {"done_on": DAY}),
        ("actionitem_is_about_something", {"about_key": ""}),
        ("actionitem_about_is_a_key_or_an_address", {"about_key": "nurses"}),
    ],
)
def test_the_database_refuses_an_action(name, fields):
    refuses(name, ActionItemFactory, **fields)


@pytest.mark.django_db
class TestGoal:
    def test_a_number_stands_once_in_a_cycle(self):
        GoalFactory(order=1)
        refuses("goal_number_once_per_cycle", GoalFactory, order=1)

    def test_a_proposed_goal_and_a_historical_one_need_no_numbers(self):
        GoalFactory(state=GoalState.PROPOSED, **NUMBERS)
        GoalFactory(is_historical=True, **NUMBERS)

    def test_historical_and_closed_goals_are_not_current(self):
        current = GoalFactory()
        GoalFactory(is_historical=True)
        GoalFactory(state=GoalState.CLOSED)

        assert list(Goal.objects.current()) == [current]

    def test_the_newest_cycle_stands_first_and_its_goals_by_number(self):
        old = GoalFactory(cycle=GoalCycleFactory(year="2020-21"), order=1)
        second, first = GoalFactory(order=2), GoalFactory(order=1)

        assert list(Goal.objects.in_order()) == [first, second, old]

    def test_it_is_overdue_when_adopted_and_its_day_is_past(self):
        yesterday = timezone.localdate() - timedelta(days=1)
        late = [
            GoalFactory.build(due=yesterday),
            GoalFactory.build(due=yesterday, state=GoalState.MET),
            GoalFactory.build(due=yesterday, is_historical=True),
            GoalFactory.build(due=timezone.localdate()),
        ]

        assert [one.is_overdue for one in late] == [True, False, False, False]

    def test_a_day_is_measured_once(self):
        one = MeasurementFactory()
        refuses("measurement_once_per_goal_and_day", MeasurementFactory, goal=one.goal, on=one.on)

    def test_a_value_without_a_source_is_refused(self):
        refuses("measurement_has_source", MeasurementFactory, source="")

    def test_its_outcomes_are_the_lines_in_the_language_of_the_reader(self):
        goal = GoalFactory.build(outcome="One\n\n Two ", outcome_es="")

        assert goal.outcomes == ["One", "Two"]


@pytest.mark.django_db
class TestActions:
    def test_it_is_overdue_the_day_after_and_only_while_open(self):
        today = timezone.localdate()
        yesterday = today - timedelta(days=1)
        actions = [
            ActionItemFactory(due=yesterday),
            ActionItemFactory(due=yesterday, state=ActionState.DROPPED),
            ActionItemFactory(due=today),
        ]

        assert [one.overdue for one in actions] == [True, False, False]
        assert list(ActionItem.objects.overdue()) == actions[:1]

    def test_the_day_is_that_of_the_region_not_of_greenwich(self, monkeypatch):
        late_evening = timezone.datetime(2026, 6, 30, 5, 0, tzinfo=timezone.get_fixed_timezone(0))
        monkeypatch.setattr(timezone, "now", lambda: late_evening)
        due_today = ActionItemFactory(due=date(2026, 6, 29))

        assert not due_today.overdue
        assert not ActionItem.objects.overdue().exists()

    def test_yours_stand_first_and_in_each_part_the_overdue(self):
        mine = OrganizationFactory()
        past, ahead = date(2020, 1, 1), date(2090, 1, 1)
        theirs_late, mine_ahead = (
            ActionItemFactory(due=past),
            ActionItemFactory(due=ahead, owner=mine),
        )
        mine_late, theirs_ahead = (
            ActionItemFactory(due=past, owner=mine),
            ActionItemFactory(due=ahead),
        )
        ActionItemFactory(owner=mine, state=ActionState.DONE, done_on=past)

        found = list(ActionItem.objects.open_actions([mine]))

        assert found == [mine_late, mine_ahead, theirs_late, theirs_ahead]

    def test_without_organizations_the_overdue_stand_first(self):
        ahead, late = ActionItemFactory(), ActionItemFactory(due=date(2020, 1, 1))

        assert list(ActionItem.objects.open_actions()) == [late, ahead]

    def test_a_prefix_narrows_them_to_what_they_are_about(self):
        about = ActionItemFactory(about_key="/equity/pathways/patient-care/?metric=graduated_hs")
        ActionItemFactory()

        assert list(ActionItem.objects.open_actions(about_prefix="/equity/")) == [about]

    def test_of_leaves_out_those_of_others(self):
        mine = ActionItemFactory()
        ActionItemFactory()

        assert list(ActionItem.objects.open_actions([mine.owner]).of([mine.owner])) == [mine]


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("labor:29-1141", True),
        ("alignment:courses:absent", True),
        ("place:hs:health/x", False),
        ("/", True),
        ("/equity/explore/?group=a&metric=b", True),
        ("//elsewhere.example/", False),
        ("/\\elsewhere.example/", False),
        ("https://elsewhere.example/", False),
        ("javascript:alert(1)", False),
        ("/two words", False),
        ("nurses", False),
        ("", False),
        ("/" + "x" * 300, False),
    ],
)
def test_what_an_action_is_about_is_a_key_or_an_address(text, is_right):
    assert is_about(text) is is_right


def test_the_words_say_how_it_is_mended():
    with pytest.raises(ValidationError, match="such as /gaps/"):
        ActionItem._meta.get_field("about_key").run_validators("nurses")


@pytest.mark.parametrize(
    ("path", "without"),
    [("/es/gaps/", "/gaps/"), ("/es", "/"), ("/gaps/", "/gaps/"), ("/esteem/", "/esteem/")],
)
def test_an_address_is_kept_without_its_language(path, without):
    assert without_language(path) == without


def progress(baseline, target, *values):
    days = [(DAY + timedelta(days=at), Decimal(value)) for at, value in enumerate(values)]
    numbers = (None if one is None else Decimal(one) for one in (baseline, target))
    return Progress(*numbers, days)


class TestProgress:
    @pytest.mark.parametrize(
        ("numbers", "share", "to_go"),
        [
            pytest.param((18, 28, 20, 24), Fraction(6, 10), 4, id="the newest value counts"),
            pytest.param((14, 7, 12), Fraction(2, 7), 5, id="fewer is better"),
            pytest.param((18, 28, 31), Fraction(13, 10), 0, id="past the target"),
            pytest.param((18, 28, 16), Fraction(-2, 10), 12, id="on the wrong side"),
            pytest.param((None, 28, 20), None, None, id="no baseline on file"),
            pytest.param((18, None, 20), None, None, id="no target yet"),
            pytest.param((18, 28), None, None, id="nothing measured yet"),
        ],
    )
    def test_it_is_the_part_of_the_way_that_is_done(self, numbers, share, to_go):
        found = progress(*numbers)

        assert (found.share, found.to_go) == (share, to_go)

    def test_the_target_itself_is_reached(self):
        assert progress(14, 7, 7).is_reached
        assert not progress(14, 7, "7.01").is_reached
