"""Why one route stands before another: what is known comes first, and the reason is said."""

import pytest

from programs.enums import StepKind
from programs.routes import reasons
from programs.routes.network import Cost, Hop
from programs.routes.search import Route
from programs.tests.factories import (
    ProgramFactory,
    ProgramOccupationFactory,
    SequenceFactory,
    SequenceStepFactory,
)
from programs.tests.path_factories import ProgramLinkFactory
from programs.tests.route_page.words_of_page import NURSE, words

pytestmark = pytest.mark.django_db


def test_the_rank_says_its_reason(ask, care, nursing, nurse, college):
    ProgramLinkFactory(from_program=care, to_program=nursing)
    dear = ProgramFactory(title="Long", organization=college, units_min=52, units_max=52)
    ProgramOccupationFactory(program=dear, occupation=nurse)
    ProgramLinkFactory(from_program=care, to_program=dear)

    routes = ask(from_="hs", school="canyon-high", to=NURSE).context["routes"]

    assert [one.why for one in routes] == [
        "Fewest units left: 40.",
        "12 units more than the one above.",
    ]


@pytest.mark.parametrize(
    ("name", "fewer", "first", "more"),
    [
        (
            "unplaced",
            0,
            "As many units left as the next, and its distances are on file.",
            "As many units left as the one above; a distance on it is not on file.",
        ),
        (
            "unplaced",
            1,
            "As many units left as the next, and fewer of its distances are not on file.",
            "As many units left as the one above; more of its distances are not on file.",
        ),
    ],
)
def test_what_is_not_on_file_is_said_of_the_right_route(name, fewer, first, more):
    better, worse = (Route((1,), (), Cost(**{name: number})) for number in (fewer, fewer + 1))

    assert reasons.why(better, worse, is_first=True) == first
    assert reasons.why(worse, better, is_first=False) == more


def test_what_is_not_known_has_no_difference_to_anything():
    """First, last or between: the reason says what is not known, and no number."""
    known, unknown, more, bringing = (
        Route((1,), (), Cost(**cost))
        for cost in (
            {"units": 4000},
            {"unknown": 1},
            {"unknown": 1, "units": 6400},
            {"unknown": 1, "units": 3500, "licenses": 1},
        )
    )

    said = [
        reasons.why(known, unknown, is_first=True),
        reasons.why(unknown, more, is_first=True),
        reasons.why(unknown, known, is_first=False),
        reasons.why(more, unknown, is_first=False, is_last=True),
        reasons.why(bringing, unknown, is_first=False),
    ]

    assert said == [
        "Its units are known; those of the next are not all.",
        "First of routes whose units are not all known: its units are not on file.",
        "After those whose units are known, because its units are not on file.",
        "Last, because not all of its units are on file.",
        "Among the last, because a vocational nurse’s license comes on top, whose units are not "
        "counted.",
    ]


def test_a_license_that_nobody_gives_stands_after_what_is_known(ask, care, nursing, nurse, college):
    bridge = ProgramFactory(title="LVN to RN", organization=college, units_min=35, units_max=35)
    ProgramOccupationFactory(program=bridge, occupation=nurse)
    for program in (nursing, bridge):
        ProgramLinkFactory(from_program=care, to_program=program)

    response = ask(from_="hs", school="canyon-high", to=NURSE)

    assert [one.steps[-1].card.title for one in response.context["routes"]] == [
        "Nursing",
        "LVN to RN",
    ]
    text = words(response)
    assert "35 units left, plus a vocational nurse’s license, whose units are not counted" in text
    assert "Last, because a vocational nurse’s license comes on top" in text
    assert "35 + license" in text


def test_units_that_are_not_on_file_come_last_and_are_said(ask, care, nursing, nurse):
    ProgramLinkFactory(from_program=care, to_program=nursing)
    unknown = ProgramFactory(title="Unknown")
    ProgramOccupationFactory(program=unknown, occupation=nurse)
    ProgramLinkFactory(from_program=care, to_program=unknown)

    response = ask(from_="hs", school="canyon-high", to=NURSE)

    assert [one.steps[-1].card.title for one in response.context["routes"]] == [
        "Nursing",
        "Unknown",
    ]
    assert "units left not on file" in words(response)


@pytest.mark.parametrize("is_sample", [False, True])
def test_units_that_are_not_on_file_are_those_of_the_order_of_courses(
    ask, care, nursing, nurse, is_sample
):
    ProgramLinkFactory(from_program=care, to_program=nursing)
    ordered = ProgramFactory(title="Ordered", units_min=None, units_max=None)
    ProgramOccupationFactory(program=ordered, occupation=nurse)
    ProgramLinkFactory(from_program=care, to_program=ordered, units=2)
    sequence = SequenceFactory(program=ordered, is_sample=is_sample)
    for kind, fewest, most in (
        (StepKind.LISTED, 10, 12),
        (StepKind.LISTED, 5, 5),
        (StepKind.PREREQUISITE, 4, 4),
    ):
        SequenceStepFactory(
            sequence=sequence, kind=kind, course__units_min=fewest, course__units_max=most
        )

    response = ask(from_="hs", school="canyon-high", to=NURSE)

    first, _second = response.context["routes"]
    assert first.steps[-1].card.title == "Ordered"
    assert (first.route.units, first.most_units) == (13, 15)
    assert "15–17 units by its order of courses" in words(response)
    assert first.has_sample is is_sample


def test_an_order_of_courses_without_units_tells_none(ask, care, nurse):
    unknown = ProgramFactory(title="Unknown", units_min=None, units_max=None)
    ProgramOccupationFactory(program=unknown, occupation=nurse)
    ProgramLinkFactory(from_program=care, to_program=unknown)
    SequenceStepFactory(
        sequence=SequenceFactory(program=unknown), course__units_min=0, course__units_max=0
    )

    assert "units left not on file" in words(ask(from_="hs", school="canyon-high", to=NURSE))


def test_credit_that_is_not_on_file_is_not_less():
    known, open_ = (
        Route((1,), (Hop(0, 1, carried),), Cost(not_carried=-(carried or 0)))
        for carried in (300, None)
    )

    assert reasons.why(known, open_, is_first=True) == "As good as the next in all that is on file."
    said = "As good as the one above, as far as it is on file: how much carries over is not."
    assert reasons.why(open_, known, is_first=False) == said


def test_a_circle_of_links_ends_the_search(ask, care, nursing):
    ProgramLinkFactory(from_program=care, to_program=(middle := ProgramFactory()))
    ProgramLinkFactory(from_program=middle, to_program=care)
    ProgramLinkFactory(from_program=middle, to_program=nursing)

    (route,) = ask(from_="hs", school="canyon-high", to=NURSE).context["routes"]

    assert len(route.steps) == 3
