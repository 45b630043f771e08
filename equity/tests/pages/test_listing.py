"""The lists of pathways and institutions: what has figures, by name, and the way to them."""

import re

import pytest
from django.urls import reverse

from equity.pages import listing
from equity.tests.pages.asked import ask
from equity.tests.tables import a_table
from partners.tests.factories import CountyFactory, OrganizationFactory
from pathways_portal.common.enums import EditingStatus
from programs.tests.factories import PathwayFactory

pytestmark = pytest.mark.django_db


def links(html):
    return re.findall(
        r'<li><a href="([^"]+)">([^<]+)</a></li>',
        html.partition("</h1>")[2].partition("</main>")[0],
    )


def test_pathways_with_figures_stand_by_title_and_no_other(client):
    nurse, auto = PathwayFactory(title="Nursing"), PathwayFactory(title="Automotive")
    for one in (nurse, auto, PathwayFactory(title="Draft", status=EditingStatus.DRAFT)):
        a_table(pathway=one)
    PathwayFactory(title="Without figures")

    assert links(ask(client, "pathways")) == [
        (reverse("equity:pathway", args=[one.slug]), one.title) for one in (auto, nurse)
    ]


def test_institutions_with_figures_stand_by_name_under_their_letter(client):
    schools = [OrganizationFactory(name=name) for name in ("bay High", "Alder High")]
    for one in schools:
        a_table(organization=one)
    a_table(county=CountyFactory())
    OrganizationFactory(name="Without figures")

    html = ask(client, "institutions")

    assert links(html) == [
        (reverse("equity:institution", args=[one.slug]), one.name) for one in reversed(schools)
    ]
    assert re.findall(r'<h2 id="letter-\d">(.)</h2>', html) == ["A", "B"]


def test_a_long_list_is_paged(client, monkeypatch):
    monkeypatch.setattr(listing, "PER_PAGE", 1)
    for name in ("Alder High", "Bay High"):
        a_table(organization=OrganizationFactory(name=name))

    first, second = ask(client, "institutions"), ask(client, "institutions", page=2)

    assert [name for _url, name in links(first)][:1] == ["Alder High"]
    assert "Bay High" not in first and "Alder High" not in second
    assert "There is no page “9”" in ask(client, "institutions", page=9)


def test_three_hundred_names_are_a_light_page(client):
    lines = [("N" * 60, "/equity/institutions/" + "n" * 60 + "/")] * listing.PER_PAGE

    assert sum(len(f'<li><a href="{url}">{name}</a></li>') for name, url in lines) < 60_000


@pytest.mark.parametrize("name", ["pathways", "institutions"])
def test_where_nothing_is_on_file_the_list_says_so_in_both_languages(client, name):
    assert "are published yet." in ask(client, name)
    spanish = client.get(f"/es/equity/{name}/").content.decode()
    assert "Todavía no" in spanish or "Aún no" in spanish


def test_the_overview_leads_to_both_lists(client):
    a_table()

    html = ask(client, "overview")

    for name in ("pathways", "institutions"):
        assert f'href="{reverse("equity:" + name)}"' in html


@pytest.mark.parametrize("name", ["pathways", "institutions"])
def test_a_list_takes_as_many_questions_for_many_as_for_one(
    client, name, django_assert_max_num_queries
):
    for _one in range(3):
        a_table(pathway=PathwayFactory(), organization=OrganizationFactory())

    with django_assert_max_num_queries(6):
        ask(client, name)
