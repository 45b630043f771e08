"""What an address says, cleaned: nothing in it can break the finder."""

import pytest
from django.http import QueryDict

from programs.filters import LONGEST_WORDS, MOST_VALUES, ProgramFilter
from programs.search.answer import NAME
from programs.tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


def question(query):
    return ProgramFilter(QueryDict(query)).question


def test_an_address_without_parameters_asks_for_everything():
    asked = question("")

    assert (asked.text, asked.exact, asked.chosen, asked.near, asked.within, asked.sort) == (
        "",
        False,
        {},
        "",
        None,
        None,
    )


def test_repeated_values_of_a_facet_are_all_taken_once():
    assert question("segment=college&segment=ae&segment=college&segment=").chosen == {
        "segment": ("college", "ae")
    }


def test_of_a_repeated_single_parameter_the_last_one_counts():
    assert question("q=nursing&q=welding").text == "welding"


@pytest.mark.parametrize(
    ("query", "within"),
    [("within=25", 25), ("within=7", None), ("within=-1", None), ("within=1e9", None)],
)
def test_only_offered_distances_are_taken(query, within):
    assert question(f"near=92243&{query}").within == within


@pytest.mark.parametrize(("query", "sort"), [("sort=name", NAME), ("sort=price", None)])
def test_only_offered_orders_are_taken(query, sort):
    assert question(query).sort == sort


def test_control_characters_and_endless_text_are_cut():
    assert question("q=nur%01sing").text == "nursing"
    assert len(question("q=" + "a" * 9_000).text) == LONGEST_WORDS


def test_endless_lists_of_values_are_cut():
    query = "&".join(f"sector=s{n}" for n in range(1_000))

    assert len(question(query).chosen["sector"]) == MOST_VALUES


def test_the_queryset_holds_the_programs_of_the_answer():
    program = ProgramFactory(title="Welding")
    ProgramFactory(title="Nursing")

    assert list(ProgramFilter(QueryDict("q=welding")).qs) == [program]
