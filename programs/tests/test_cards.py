"""Result cards: drawn once for each writing of their document, and never stale."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from partners.tests.factories import SiteFactory, UserFactory
from programs import cards as cards_module
from programs.cards import cards
from programs.models import SearchDocument
from programs.search.answer import Question, ask
from programs.tests.factories import (
    AreaFactory,
    CodeFactory,
    OfferingFactory,
    PriorityRuleFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    ProjectionFactory,
    SurveyFactory,
    WageBenchmarkFactory,
)

committed = pytest.mark.django_db(transaction=True)


@pytest.fixture
def program():
    """Leads to welders, whose figures and rule are on file in its county."""
    program = ProgramFactory(title="Welding", organization__name="Bay College")
    program.welders = ProgramOccupationFactory(
        program=program, occupation__title="Welders"
    ).occupation
    program.area = AreaFactory(county=program.organization.county)
    program.survey = SurveyFactory(occupation=program.welders, area=program.area)
    program.projection = ProjectionFactory(
        occupation=program.welders, area=program.area, openings=70
    )
    program.rule = PriorityRuleFactory(county=program.area.county)
    return program


def html(**question):
    return "".join(card.html for card in cards(ask(Question(**question)), 1))


def is_drawn_again(monkeypatch, work):
    """Whether cards are drawn from the template while `work` is done."""
    drawn = []
    draw = cards_module.render_to_string

    def count(*args):
        drawn.append(args)
        return draw(*args)

    with monkeypatch.context() as patched:
        patched.setattr(cards_module, "render_to_string", count)
        work()
    return bool(drawn)


@committed
def test_a_card_is_drawn_once_and_asks_only_whether_its_program_is_public(
    program, monkeypatch, django_assert_num_queries
):
    first = html()
    answer = ask(Question())

    with django_assert_num_queries(1):
        assert not is_drawn_again(monkeypatch, lambda: cards(answer, 1))
    assert "Welders" in first
    assert html() == first


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


EDITS = {
    "Pipes": lambda p: change(p, title="Pipes"),
    "Catalog of the tests": lambda p: change(p, source="Catalog of the tests"),
    "96 hours": lambda p: change(p, hours=96),
    "12 to 14.5 units": lambda p: change(p, award="", units_min=12, units_max="14.5"),
    "Journey card": lambda p: change(p, award=None, award_text="Journey card"),
    "Approved by the state": lambda p: change(p, availability="approved"),
    "2 Jan 2025": lambda p: change(p, as_of=date(2025, 1, 2)),
    "pipes-by-the-bay": lambda p: change(p, slug="pipes-by-the-bay"),
    "· verified": lambda p: change(p, verified_on=timezone.localdate(), verified_by=UserFactory()),
    "and 1 more occupation": lambda p: ProgramOccupationFactory(program=p, rank=30_000),
    "badge-sample": lambda p: change(p, is_sample=True),
    "Hill College": lambda p: change(p.organization, name="Hill College"),
    "Brawley": lambda p: SiteFactory(organization=p.organization, city="Brawley", is_main=True),
    ">Welder<": lambda p: change(p.welders, title="Welder"),  # the same stem as Welders
    "$51,234 a year": lambda p: change(p.survey, annual_p25=51_234),
    "Metal workers": lambda p: change(p.survey, priced_as=CodeFactory(title="Metal workers")),
    "81 openings": lambda p: change(p.projection, openings=81),
    "$39.99": lambda p: change(p.rule.benchmark, hourly=Decimal("39.99")),
    "#harbor": lambda p: change(p.area.county, slug="harbor"),  # where the flags lead
    "Free": lambda p: OfferingFactory(program=p, cost=0),
}


@committed
def test_whatever_changes_a_card_is_on_it_at_once(program):
    for shown, edit in EDITS.items():
        assert shown not in html()
        edit(program)
        assert shown in html()


@committed
def test_the_name_of_the_broader_code_is_on_the_card_at_once(program):
    broader = CodeFactory(title="Metal workers")
    change(program.survey, priced_as=broader)
    assert "Metal workers" in html()

    change(broader, title="Metal and plastic workers")

    assert "Metal and plastic workers" in html()


@committed
def test_a_rule_that_measures_by_another_countys_benchmark_shows_it_at_once(program):
    change(program.rule, benchmark=WageBenchmarkFactory(hourly=Decimal("31.11")))
    assert "$31.11" in html()

    change(program.rule.benchmark, hourly=Decimal("32.22"))

    assert "$32.22" in html()


@committed
def test_two_writings_in_one_transaction_are_two_cards_and_neither_is_kept(program):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        for title in ("Brazing", "Soldering"):
            change(program, title=title)
            assert f">{title}<" in html()
        raise ZeroDivisionError

    assert ">Welding<" in html()


@committed
def test_readers_of_both_languages_and_of_other_choices_get_cards_of_their_own(program):
    OfferingFactory(program=program, schedules=["days", "evenings"])
    plain = html()

    asked = html(chosen={"schedule": ("evenings",)})
    with override("es"):
        spanish = html()

    assert "<strong>Evenings</strong>" in asked and "<strong>" not in plain.split("card-side")[0]
    assert "Lleva a" in spanish
    assert html() == plain


@committed
def test_a_kept_card_says_how_far_it_is_from_each_place(program):
    SiteFactory(organization=program.organization, is_main=True, latitude=32.8, longitude=-115.5)

    assert "mi</span>" not in html()
    assert "0.0 mi" in html(point=(32.8, -115.5))
    assert "6.9 mi" in html(point=(32.9, -115.5))


@committed
def test_a_check_becomes_overdue_with_the_day_though_nobody_writes(program, monkeypatch):
    day = timezone.localdate()
    SearchDocument.objects.filter(object_id=program.pk, kind="program").update(
        card={
            **SearchDocument.objects.get(object_id=program.pk, kind="program").card,
            "verified_on": (day - timedelta(days=365)).isoformat(),
            "review_due_on": day.isoformat(),
        }
    )
    assert "check is overdue" not in html()

    monkeypatch.setattr(timezone, "localdate", lambda: day + timedelta(days=1))

    assert "check is overdue" in html()


@pytest.mark.django_db
def test_a_document_of_an_older_version_has_its_card_built_for_it(program):
    SearchDocument.objects.update(card={})

    assert "Bay College" in html() and "70 openings" in html()


@committed
def test_no_more_cards_are_kept_than_there_is_room_for(program, monkeypatch):
    monkeypatch.setattr(cards_module, "MOST_KEPT", 1)
    ProgramFactory(title="Pipes")

    answer = ask(Question())
    cards(answer, 1)

    assert len(answer.columns.drawn) == 1


@pytest.mark.django_db
def test_a_document_of_an_older_version_whose_program_is_gone_has_no_card(program):
    row = {"object_id": program.pk, "card": {}}
    gone = {"object_id": program.pk + 1, "card": {}}

    assert [one["object_id"] for one in cards_module.with_cards([gone, row])] == [program.pk]
