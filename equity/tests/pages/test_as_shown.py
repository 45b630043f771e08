"""Addresses of pages, orders and files: what gave way stays away, and the same rows answer."""

import csv
import io
import re
from html import unescape

import pytest
from django.urls import reverse

from equity.enums import MetricKind, Stage
from equity.tests.factories import DimensionFactory, MetricFactory, PublicationFactory
from equity.tests.pages.asked import ask
from equity.tests.tables import a_table, ethnicity, group, shown
from partners.tests.factories import OrganizationFactory
from programs.tests.factories import PathwayFactory

pytestmark = pytest.mark.django_db


def link(html, pattern):
    return unescape(re.search(rf'href="([^"]*{pattern}[^"]*)"', html)[1])


def lines(client, address):
    content = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def heads(html):
    body = html.partition('<tbody role="rowgroup">')[2].partition("</tbody>")[0]
    rows = re.findall(r'<th role="rowheader" scope="row">(.*?)</th>', body, flags=re.S)
    return [re.sub(r"<[^>]*>", "", one) for one in rows]


def orders(html):
    """The addresses of the orders of a page's table."""
    head = html.partition('<thead role="rowgroup">')[2].partition("</thead>")[0]
    return [unescape(one) for one in re.findall(r'href="([^"]*)"', head)]


def same_page(client, address, html):
    """Whether an address answers with the same title and rows, and nothing gives way."""
    again = client.get(address).content.decode()
    assert "as asked" not in again
    assert re.search(r"<h1>.*?</h1>", again)[0] == re.search(r"<h1>.*?</h1>", html)[0]
    assert sorted(heads(again)) == sorted(heads(html))


@pytest.fixture
def two_places():
    """Alpha, which pages open with, and Beta, the only place with figures on welding."""
    enters = MetricFactory(stage=Stage.ENTERS, code="entered")
    alpha, beta = (OrganizationFactory(name=name) for name in ("Alpha", "Beta"))
    publication = PublicationFactory(metric=enters)
    welding = PathwayFactory(title="Welding")
    for place, names in ((alpha, ("Asian", "White")), (beta, ("Yurok", "Aleut"))):
        cells = [shown(name, 210, 100, others="0.5") for name in names]
        a_table(cells, publication=publication, organization=place)
    cells = [shown("Yurok", 210, 90, others="0.5"), shown("Aleut", 210, 80, others="0.5")]
    other = PublicationFactory(metric=MetricFactory(stage=Stage.COMPLETES), cohort="2021-22")
    a_table(cells, publication=other, organization=beta, pathway=welding, cohort="2021-22")
    return alpha, beta, welding


def test_who_enters_names_its_place_in_its_files_and_orders(client, two_places):
    alpha, beta, welding = two_places

    html = ask(client, "entering", place=alpha.slug, pathway=welding.slug, utm_source="x", q="y")

    assert "as asked (Pathway: Welding)" in html
    rows = lines(client, link(html, "/table.csv"))
    assert {row["place"] for row in rows} == {"Alpha"}
    assert {row["address"].partition("/equity/")[2] for row in rows} == {
        f"entering/?place={alpha.slug}&by=ethnicity"
    }
    assert orders(html)
    for address in orders(html):
        same_page(client, address, html)


def test_who_enters_keeps_the_place_that_came_by_its_pathway(client, two_places):
    _alpha, beta, welding = two_places

    html = ask(client, "entering", pathway=welding.slug)

    address = f"?place={beta.slug}&pathway={welding.slug}&by=ethnicity"
    assert link(html, "/table.csv") == reverse("equity:entering_csv") + address
    assert sorted(heads(html)) == ["Aleut", "Yurok"]
    assert {row["group"] for row in lines(client, link(html, "/table.csv"))} == {
        group("Yurok").code,
        group("Aleut").code,
    }


@pytest.mark.parametrize("page", ["overview", "trend"])
def test_an_order_of_a_table_is_of_the_same_table(client, two_places, page):
    alpha, _beta, welding = two_places

    html = ask(client, page, place=alpha.slug, metric="entered", pathway=welding.slug)

    assert "as asked (Pathway: Welding)" in html
    assert orders(html)
    for address in orders(html):
        same_page(client, address, html)


def test_a_comparison_of_shares_stays_with_the_group_that_it_shows(client):
    """The way to divide gives way to the usual one; left open, shares open with the fullest."""
    gender = DimensionFactory(code="gender", label="Gender")
    DimensionFactory(code="age", label="Age")
    shares = MetricFactory(kind=MetricKind.COMPOSITION, code="award")
    publication = PublicationFactory(metric=shares)
    woman = shown("Women", 60, 60, others="0.5") | {"group": group("Women", gender)}
    asian = shown("Asian", 60, 60, others="0.5")
    for name, cells in (("Alpha", [woman, asian]), ("Beta", [woman])):
        place = OrganizationFactory(name=name)
        a_table(cells, publication=publication, organization=place)

    html = ask(client, "compare", metric="award", by="age")

    assert "as asked (Split by: Age)" in html and "in the group Asian" in html
    rows = lines(client, link(html, "/table.csv"))
    assert [(row["place"], row["group"]) for row in rows] == [("Alpha", group("Asian").code)]
    for address in [*orders(html), rows[0]["address"]]:
        same_page(client, address, html)


def test_another_order_of_places_begins_at_its_first_page(client):
    publication = PublicationFactory()
    for n in range(31):
        a_table([], publication=publication, organization=OrganizationFactory(name=f"Place {n:02}"))

    html = ask(client, "compare", page="2")

    assert heads(html) == ["Place 30"]
    assert orders(html) and not any("page=" in address for address in orders(html))
    in_file = [row["place"] for row in lines(client, link(html, "/table.csv"))]
    assert in_file == [f"Place {n:02}" for n in range(31)]  # of all pages, in their order


def test_names_of_files_of_a_comparison_tell_them_apart(client):
    publication = PublicationFactory(metric=MetricFactory(code="units"))
    gender = DimensionFactory(code="gender", label="Gender")
    cells = [
        shown("Unknown", 60, 30, others="0.5") | {"group": group("No", of, code="unknown")}
        for of in (gender, ethnicity())
    ]
    a_table(cells, publication=publication, pathway=PathwayFactory(slug="welding"))

    names = set()
    for by in ("gender", "ethnicity"):
        asked = {"by": by, "group": "unknown"}
        names.add(client.get(reverse("equity:compare_csv"), asked)["Content-Disposition"])

    assert names == {
        f'attachment; filename="equity-places-units-2022-23-{by}-unknown-college-welding.csv"'
        for by in ("gender", "ethnicity")
    }
