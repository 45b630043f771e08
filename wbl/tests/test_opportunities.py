"""The list of opportunities: every state is an address; what is not on file passes no filter."""

import csv
import datetime
import io

import pytest
from django.utils import timezone

from partners.tests.factories import CountyFactory
from pathways_portal.common.enums import EditingStatus
from programs.tests.factories import SectorFactory
from wbl.enums import OpportunityState, Stage
from wbl.filters import OpportunityFilter
from wbl.tests.factories import ActivityKindFactory, OpportunityFactory
from wbl.tests.pages import text

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
URL = "/wbl/opportunities/"


@pytest.fixture
def today():
    return timezone.localdate()


def found(client, query=""):
    page = client.get(f"{URL}?{query}").context["offered"].page
    return [card.opportunity.slug for card in page.object_list]


def groups(client, query=""):
    """{facet: {key: count}}"""
    listed = client.get(f"{URL}?{query}").context["offered"].groups
    return {group.facet.name: {one.key: one.count for one in group.lines} for group in listed}


def test_open_ones_come_by_themselves_the_soonest_first(client, today):
    OpportunityFactory(slug="later", starts_on=today + 9 * DAY)
    OpportunityFactory(slug="no-day", starts_on=None)
    OpportunityFactory(slug="soon", starts_on=today + DAY)
    OpportunityFactory(slug="filled", state=OpportunityState.FILLED)
    OpportunityFactory(slug="closed", state=OpportunityState.CLOSED)

    assert found(client) == ["soon", "later", "no-day"]


@pytest.mark.parametrize("field", ["apply_by", "ends_on"])
def test_the_last_day_itself_still_counts_as_open(client, today, field):
    start = {"starts_on": today - 9 * DAY}
    OpportunityFactory(slug="today", **start | {field: today})
    OpportunityFactory(slug="yesterday", **start | {field: today - DAY})

    assert found(client) == ["today"]
    assert sorted(found(client, "show=all")) == ["today", "yesterday"]


def test_what_is_past_says_so_though_its_state_is_open(client, today):
    OpportunityFactory(apply_by=today - DAY)

    assert "The time to apply is over." in text(client.get(f"{URL}?show=all"))


def test_only_published_ones_of_public_employers_are_listed(client):
    OpportunityFactory(status=EditingStatus.DRAFT)
    OpportunityFactory(employer__status=EditingStatus.DRAFT)

    assert found(client, "show=all") == []


@pytest.fixture
def two(today):
    """Two that differ in everything, and one of which only the kind is on file."""
    county = CountyFactory(slug="bay", name="Bay")
    health = SectorFactory(slug="health", name="Health")
    OpportunityFactory(
        slug="shadow",
        kind=ActivityKindFactory(slug="job-shadow", stage=Stage.EXPLORATION),
        county=county,
        is_paid=False,
        min_age=14,
        grades=[9, 10],
        sectors=[health],
    )
    OpportunityFactory(
        slug="apprentice",
        kind=ActivityKindFactory(slug="apprenticeship", stage=Stage.TRAINING),
        county=CountyFactory(slug="valley", name="Valley"),
        is_paid=True,
        min_age=18,
        grades=[12],
        sectors=[SectorFactory(slug="energy", name="Energy"), health],
    )
    OpportunityFactory(
        slug="bare", kind=ActivityKindFactory(slug="talk", stage=Stage.AWARENESS), starts_on=None
    )


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("stage=training", ["apprentice"]),
        ("stage=training&stage=awareness", ["apprentice", "bare"]),
        ("kind=job-shadow", ["shadow"]),
        ("sector=energy", ["apprentice"]),
        ("sector=health", ["apprentice", "shadow"]),
        ("county=bay", ["shadow"]),
        ("paid=yes", ["apprentice"]),
        ("paid=no", ["shadow"]),
        ("age=14", ["shadow"]),
        ("age=16", ["shadow"]),
        ("age=18", ["apprentice", "shadow"]),
        ("age=12", []),
        ("grade=10", ["shadow"]),
        ("grade=10&grade=12", ["apprentice", "shadow"]),
        ("paid=no&stage=training", []),
    ],
)
def test_filters(client, two, query, slugs):
    assert sorted(found(client, query)) == slugs


def test_who_filters_by_age_is_told_what_is_left_out(client, two):
    assert "whose least age or grades are not on file are left out" in text(
        client.get(f"{URL}?age=18")
    )


def test_counts_say_what_each_choice_would_find_beside_the_other_filters(client, two):
    counts = groups(client, "paid=no")

    assert counts["paid"] == {"yes": 1, "no": 1}
    assert counts["stage"] == {"awareness": 0, "exploration": 1, "preparation": 0, "training": 0}
    assert counts["sector"] == {"health": 1}
    assert counts["show"] == {"": 1, "all": 1}


def test_words_are_looked_for_in_title_employer_and_kind(client):
    kind = ActivityKindFactory(name="Guest speaker", name_es="Ponente invitado")
    OpportunityFactory(
        slug="one",
        title="A day in the lab",
        title_es="Un día en el laboratorio",
        employer__name="Sample Biotech",
        kind=kind,
    )
    OpportunityFactory(slug="two", title="Welding shop")

    assert found(client, "q=lab+biotech") == ["one"]
    assert found(client, "q=dia") == ["one"]
    assert found(client, "q=ponente") == ["one"]
    assert found(client, "q=lab+welding") == []


def test_order_by_last_day_to_apply(client, today):
    OpportunityFactory(slug="late", apply_by=today + 9 * DAY, starts_on=today + 10 * DAY)
    OpportunityFactory(slug="none", starts_on=today + DAY)
    OpportunityFactory(slug="early", apply_by=today + DAY, starts_on=today + 20 * DAY)

    assert found(client, "sort=apply") == ["early", "late", "none"]


def test_chips_take_one_filter_away_and_keep_the_rest(client, two):
    offered = client.get(f"{URL}?stage=training&paid=yes&show=all").context["offered"]

    assert [(chip.label, chip.url) for chip in offered.chips] == [
        ("Training", f"{URL}?paid=yes&show=all"),
        ("Paid", f"{URL}?stage=training&show=all"),
        ("Also filled and past", f"{URL}?stage=training&paid=yes"),
    ]
    assert offered.clear_url == URL


def test_nothing_found_names_each_way_out(client, two):
    OpportunityFactory(slug="gone", state=OpportunityState.FILLED, is_paid=True, min_age=14)
    offered = client.get(f"{URL}?paid=yes&age=14").context["offered"]

    assert [(way.label, way.url, way.count) for way in offered.ways_out] == [
        ("Without Pay: Paid", f"{URL}?age=14", 1),
        ("Without Least age: Open at 14 years", f"{URL}?paid=yes", 1),
        ("With those that are filled or past", f"{URL}?paid=yes&age=14&show=all", 1),
    ]


def test_empty_database_says_not_reported(client):
    assert "No opportunity has been reported yet." in text(client.get(URL))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("stage=college", "“college” is not a choice of “Stage”; it was left out."),
        ("show=no", "“no” is not a choice of “Still open”; it was left out."),
        ("sort=pay", "The list cannot be sorted by “pay”."),
        ("color=red", "There is no filter called “color”; it was left out."),
        ("q=a&q=b", "The address gives “q” more than once"),
        ("page=99", "There is no page “99”"),
    ],
)
def test_what_means_nothing_is_left_out_with_a_sentence(client, two, query, sentence):
    assert sentence in text(client.get(f"{URL}?{query}"))


def test_csv_has_the_rows_of_the_page_with_their_sources(client, two):
    content = client.get(f"{URL}download.csv?sector=health&sort=name").content.decode()
    rows = list(csv.DictReader(io.StringIO(content[1:])))

    assert sorted(row["Page"].split("/")[-2] for row in rows) == ["apprentice", "shadow"]
    assert {row["Sectors"] for row in rows} == {"Health", "Energy; Health"}
    assert all(row["Source"] and row["One can apply today"] == "yes" for row in rows)


def test_a_sample_is_labeled_on_its_card(client):
    OpportunityFactory(is_sample=True, employer__is_sample=True)

    assert "badge-sample" in client.get(URL).content.decode().split("</article>")[0]


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, count, django_assert_num_queries):
    for _number in range(count):
        OpportunityFactory(sectors=[SectorFactory()], county=CountyFactory())

    with django_assert_num_queries(5):  # rows, kinds, sectors, counties, cards
        response = client.get(URL)

    assert response.context["offered"].total == count


def test_results_alone_for_htmx(client, two):
    page = client.get(f"{URL}?stage=training&paid=", headers={"hx-request": "true"})

    assert page["HX-Push-Url"] == f"{URL}?stage=training"
    assert "<h1" not in page.content.decode()


def test_the_filter_answers_from_python_too(two):
    assert OpportunityFilter({"paid": ["yes"]}).qs.get().slug == "apprentice"
