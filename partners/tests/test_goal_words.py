"""How far a goal is, in words; and what a page prints of what is being done."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils.translation import override

from partners.enums import ActionState
from partners.goals.words import number, percent, progress_words
from partners.tests.factories import (
    ActionItemFactory,
    GoalFactory,
    MeasurementFactory,
    PersonFactory,
)
from pathways_portal.common.enums import EditingStatus

DAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (None, ""),
        (Decimal("28.00"), "28"),
        (Decimal("14.60"), "14.6"),
        (Decimal("1200.00"), "1,200"),
        (Decimal("0.00"), "0"),
    ],
)
def test_a_number_has_no_zeros_that_say_nothing(value, printed):
    assert number(value) == printed


@pytest.mark.parametrize(
    ("share", "printed"), [(0.001, 1), (0.125, 13), (0.6, 60), (0.999, 99)], ids=str
)
def test_a_part_of_the_way_is_never_none_and_never_all(share, printed):
    assert percent(Fraction(str(share))) == printed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("numbers", "value", "words"),
    [
        ({}, 24, "24 pathways on 30 Jun 2026: 60% of the way from 18 to 28, 4 to go."),
        ({}, 28, "Reached: 28 pathways on 30 Jun 2026; the target is 28."),
        ({}, 18, "Where it started: 18 pathways on 30 Jun 2026; the target is 28."),
        (
            {},
            16,
            "Further from the target than at the start: 16 pathways on 30 Jun 2026. "
            "It started at 18; the target is 28.",
        ),
        ({"baseline": None}, 24, "24 pathways on 30 Jun 2026."),
        ({}, None, "Nothing is measured yet."),
        ({"is_historical": True}, None, "A goal of its time: it is not measured here."),
    ],
)
def test_progress_is_said_in_words(numbers, value, words):
    goal = GoalFactory(**numbers)
    if value is not None:
        MeasurementFactory(goal=goal, on=DAY, value=Decimal(value))

    assert progress_words(goal) == words


def printed(about="labor:29-1141", label="Registered Nurses"):
    template = Template("{% load goal_words %}{% actions_and_goals about=about label=label %}")
    return " ".join(template.render(Context({"about": about, "label": label})).split())


@pytest.mark.django_db
class TestActionsAndGoals:
    def test_it_prints_open_actions_about_it_the_overdue_first(self):
        ahead = ActionItemFactory()
        late = ActionItemFactory(due=date(2020, 3, 1))
        done = ActionItemFactory(state=ActionState.DONE, done_on=DAY)
        other = ActionItemFactory(about_key="labor:11-1021")

        page = printed()

        assert page.index(late.text) < page.index(ahead.text)
        assert "Overdue: was due 1 Mar 2020" in page
        assert ahead.owner.label in page
        assert done.text not in page and other.text not in page

    def test_it_prints_published_goals_about_it(self):
        goal = GoalFactory(gap_key="labor:29-1141")
        draft = GoalFactory(gap_key="labor:29-1141", status=EditingStatus.DRAFT)

        page = printed()

        assert goal.get_absolute_url() in page
        assert draft.statement not in page

    def test_a_historical_goal_is_marked(self):
        GoalFactory(gap_key="labor:29-1141", is_historical=True)

        assert "Historical" in printed()
        assert "Adopted" not in printed()

    def test_it_says_where_nothing_is_done_and_offers_both(self):
        page = printed("/equity/?a=1&b=2", "A & B")

        assert "No action about this is open." in page
        asked = "?about=%2Fequity%2F%3Fa%3D1%26b%3D2&amp;label=A+%26+B"
        assert f'href="/actions/new/{asked}"' in page
        assert f'href="/goals/new/{asked}"' in page

    def test_an_address_is_the_same_in_every_language(self):
        action = ActionItemFactory(about_key="/equity/?a=1")

        assert action.text in printed("/es/equity/?a=1", "")

    def test_what_is_about_a_row_of_the_page_stands_there_with_its_name(self):
        table = "/equity/?place=bay-high&metric=units&by=gender"
        row = f"{table}&cohort=2022-23#group-male"
        here = ActionItemFactory(text="Here", about_key=row, about_label="Men · 2022-23")
        goal = GoalFactory(gap_key=row)
        others = [
            ActionItemFactory(text=text, about_key=key)
            for text, key in [
                ("A narrower table", f"{table}&cohort=2022-23"),
                ("Another table", f"{table}_identity#group-male"),
            ]
        ]

        page = printed(table, "")

        assert here.text in page and "Men · 2022-23" in page
        assert goal.get_absolute_url() in page
        for other in others:
            assert other.text not in page

    def test_nobody_is_named(self):
        ActionItemFactory(person=PersonFactory(name="Ana Reyes"))

        assert "Ana Reyes" not in printed()

    def test_it_speaks_the_language_of_the_reader(self):
        ActionItemFactory(text_es="Pedir lugares a dos hospitales")

        with override("es"):
            assert "Pedir lugares a dos hospitales" in printed()

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_asks_twice_whatever_there_is(self, count, django_assert_num_queries):
        ActionItemFactory.create_batch(count)
        GoalFactory.create_batch(count, gap_key="labor:29-1141")

        with django_assert_num_queries(2):
            printed()
