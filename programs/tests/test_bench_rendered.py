"""Whether a page of the finder prints what a slow count says: read from the page that is sent."""

from dataclasses import replace

import pytest

from partners.enums import OrganizationKind
from partners.tests.factories import OrganizationFactory
from programs.bench import rendered
from programs.bench.rendered import Printed, Slow, differences
from programs.models import Program
from programs.search import columns as columns_module
from programs.search.facets import BY_NAME
from programs.search.slow_counts import count, values_of_programs
from programs.tests.factories import ProgramFactory, ProgramOccupationFactory, SectorFactory

NOTHING = {name: {} for name in BY_NAME}


def slow_count(**chosen):
    """What the slow way says of {facet: values}, in the words of the page."""
    programs, columns = values_of_programs(), columns_module.current()
    total, counts = count(programs, chosen)
    return rendered.in_words_of_the_page(
        total, counts, rendered.keys_of(columns), rendered.districts(columns, programs)
    )


# --- What a page prints --------------------------------------------------------------------------


@pytest.mark.django_db
def test_totals_counts_and_choices_are_read_from_the_page(client):
    health, farming = SectorFactory(slug="health"), SectorFactory(slug="farming")
    ProgramFactory.create_batch(3, sector=health)
    ProgramFactory(sector=health, segment="hs")
    ProgramFactory(sector=farming)

    page = Printed.read(client.get("/programs/?sector=health").content.decode())

    assert page.total == 4
    assert page.counts["sector"] == {"health": 4, "farming": 1}
    assert (page.counts["segment"]["college"], page.counts["segment"]["hs"]) == (3, 1)
    assert page.chosen == {("sector", "health")}


@pytest.mark.django_db
def test_a_page_that_finds_nothing_has_a_total_of_zero(client):
    ProgramFactory(segment="hs")
    sector = ProgramFactory().sector

    page = Printed.read(client.get(f"/programs/?sector={sector.slug}&segment=hs").content.decode())

    assert page.total == 0


@pytest.mark.django_db
def test_values_of_a_long_facet_that_are_not_listed_are_counted(client, monkeypatch):
    monkeypatch.setattr("programs.finder_facets.MOST_LINES", 10)
    for number in range(13):
        ProgramOccupationFactory(occupation__title=f"Job {number:02}")

    page = Printed.read(client.get("/programs/").content.decode())

    assert len(page.counts["occupation"]) == 10
    assert page.unlisted["occupation"] == 3


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?segment=hs", "?sector=health&segment=college"])
def test_a_page_and_the_slow_count_agree_districts_included(client, query):
    district = OrganizationFactory(kind=OrganizationKind.DISTRICT)
    health = SectorFactory(slug="health")
    for number in range(3):
        school = OrganizationFactory(parent=district)
        ProgramFactory(organization=school, segment="hs", sector=health)
        ProgramFactory(organization=school, sector=health if number else SectorFactory())
    lone = OrganizationFactory(parent=OrganizationFactory(kind=OrganizationKind.DISTRICT))
    ProgramFactory(organization=lone)  # its district repeats it and is not printed
    chosen = {"segment": {"hs"}} if query == "?segment=hs" else {}
    if "sector" in query:
        chosen = {"sector": {health.pk}, "segment": {"college"}}

    page = Printed.read(client.get(f"/programs/{query}").content.decode())

    compared, wrong = differences(page, slow_count(**chosen))
    assert wrong == []
    assert compared > len(BY_NAME)


@pytest.mark.django_db
def test_a_page_that_is_older_than_the_data_differs(client):
    ProgramFactory.create_batch(2)
    page = Printed.read(client.get("/programs/").content.decode())
    Program.objects.first().delete()

    _compared, wrong = differences(page, slow_count())

    assert "the total: page 2, slow count 1" in wrong
    assert "segment college: page 2, slow count 1" in wrong


# --- What differs --------------------------------------------------------------------------------

SLOW = Slow(7, NOTHING | {"segment": {"hs": 4, "college": 3}, "occupation": {"a": 5, "b": 2}}, {})
SAME = Printed(
    7,
    {"segment": {"hs": 4, "college": 3}, "occupation": {"a": 5}},
    unlisted={"occupation": 1},
)


def test_a_page_that_says_the_same_has_no_differences():
    assert differences(SAME, SLOW)[1] == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param({"total": 8}, "the total: page 8, slow count 7", id="total"),
        pytest.param(
            {"counts": SAME.counts | {"segment": {"hs": 5, "college": 3}}},
            "segment hs: page 5, slow count 4",
            id="a count",
        ),
        pytest.param(
            {"counts": SAME.counts | {"segment": {"hs": 4, "college": 3, "noncredit": 1}}},
            "segment noncredit: page 1, slow count 0",
            id="a value that nobody has",
        ),
        pytest.param(
            {"counts": SAME.counts | {"segment": {"hs": 4}}},
            "segment: college missing",
            id="a value missing of a facet that prints all",
        ),
        pytest.param(
            {"unlisted": {"occupation": 2}},
            "occupation: values not listed: page 2, slow count 1",
            id="how many are not listed",
        ),
        pytest.param(
            {"counts": SAME.counts | {"occupation": {"b": 2}}},
            "occupation a: 5 not listed, and 2 is",
            id="a commoner value left out",
        ),
    ],
)
def test_each_way_in_which_a_page_is_wrong_is_a_sentence(changed, sentence):
    assert sentence in differences(replace(SAME, **changed), SLOW)[1]


def test_a_chosen_value_may_stand_in_a_long_facet_though_others_are_commoner():
    slow = Slow(7, NOTHING | {"occupation": {"a": 5, "b": 2, "c": 4}}, {})
    page = Printed(7, {"occupation": {"a": 5, "b": 2}}, unlisted={"occupation": 1})
    chosen = replace(page, chosen={("occupation", "b")})

    assert differences(page, slow)[1] == ["occupation c: 4 not listed, and 2 is"]
    assert differences(chosen, slow)[1] == []


def test_a_district_may_be_missing_only_where_it_repeats_a_school():
    counts = NOTHING | {"organization": {"school": 3, "district": 3}}
    slow = Slow(3, counts, {"organization": {"district": {"school"}}})
    page = Printed(3, {"organization": {"school": 3}})
    more = replace(slow, counts=counts | {"organization": {"school": 3, "district": 4}})

    assert differences(page, slow)[1] == []
    assert differences(page, more)[1] == [
        "organization: values not listed: page 0, slow count 1",
    ]
