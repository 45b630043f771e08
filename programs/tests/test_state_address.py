"""Links between the states of a list: what is chosen, less this, with that."""

from types import SimpleNamespace

import pytest

from programs.state_address import StateAddress


class Nurses(StateAddress):
    list_url = "/list/"
    _parameters = [
        ("q", "nurse & aide"),
        ("segment", "hs"),
        ("segment", "college"),
        ("sort", "pay"),
    ]

    def __init__(self, number=1):
        self.page = SimpleNamespace(number=number)


@pytest.mark.parametrize(
    ("change", "address"),
    [
        pytest.param({}, "?q=nurse+%26+aide&segment=hs&segment=college&sort=pay", id="as it is"),
        pytest.param({"without": ["segment", "q"]}, "?sort=pay", id="without names"),
        pytest.param(
            {"without": [("segment", "hs"), "q", "sort"]},
            "?segment=college",
            id="without one value",
        ),
        pytest.param(
            {"without": ["q", "segment"], "add": [("county", "bay")]},
            "?sort=pay&county=bay",
            id="with another",
        ),
        pytest.param({"without": ["q", "segment", "sort"]}, "", id="nothing left"),
    ],
)
def test_an_address_leaves_out_names_or_pairs_and_adds_others(change, address):
    assert Nurses().url(**change) == f"/list/{address}"


def test_another_path_takes_the_same_state():
    assert Nurses().url(path="/list/download.csv", without=["q", "segment"]) == (
        "/list/download.csv?sort=pay"
    )


def test_the_number_of_a_page_stands_in_its_own_address_only_from_the_second_on():
    first, second = Nurses(1).own_url, Nurses(2).own_url

    assert second == f"{first}&page=2"
    assert "page=" not in first


def test_the_state_for_the_other_language_has_no_page():
    assert Nurses(2).state_query == "q=nurse+%26+aide&segment=hs&segment=college&sort=pay"
