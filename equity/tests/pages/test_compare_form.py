"""The comparison: what its form offers, and the day since when a place's figures are corrected."""

import re
from datetime import date

import pytest
from django.urls import reverse

from equity.enums import CellStatus
from equity.tests.factories import PublicationFactory
from equity.tests.tables import a_table, everyone, shown
from partners.tests.factories import OrganizationFactory
from programs.tests.factories import PathwayFactory

pytestmark = pytest.mark.django_db


def compare(client, **query):
    return client.get(reverse("equity:compare"), query).content.decode()


def test_the_form_offers_the_pathways_of_the_measure(client):
    publication = PublicationFactory()
    for pathway in (None, PathwayFactory(title="Welding", slug="welding")):
        a_table(publication=publication, pathway=pathway, organization=OrganizationFactory())

    html = compare(client, pathway="welding")

    assert '<option value="">All pathways</option>' in html
    assert '<option value="welding" selected>Welding</option>' in html


def test_the_day_of_a_withdrawal_is_that_of_each_place(client):
    publication = PublicationFactory()
    a_table(publication=publication, organization=OrganizationFactory())
    for day in (date(2026, 3, 5), date(2026, 4, 6)):
        a_table(
            [{"group": everyone(), "status": CellStatus.WITHDRAWN}], total=None,
            publication=publication, organization=OrganizationFactory(), withdrawn_on=day,
        )  # fmt: skip

    html = compare(client, group="all")

    assert "Being corrected since 5 Mar 2026" in html
    assert "Being corrected since 6 Apr 2026" in html


def test_a_split_without_a_group_says_that_all_students_are_shown(client):
    a_table([shown("Asian", 210, 118, others="0.466", code="asian")])
    sentence = "no group is chosen, so all students are shown."

    assert sentence in compare(client, by="ethnicity")
    for query in ({}, {"by": "ethnicity", "group": "all"}, {"by": "ethnicity", "group": "asian"}):
        assert sentence not in compare(client, **query)


def test_a_place_is_left_out_which_is_said(client):
    made = a_table()
    sentence = "There is no filter called “place”; it was left out."

    assert sentence in compare(client, place=made.organization.slug)
    assert sentence not in compare(client)


def test_no_page_leads_to_a_comparison_with_what_it_leaves_out(client):
    made = a_table()

    html = client.get(reverse("equity:overview"), {"place": made.organization.slug})

    links = re.findall(rf'href="({reverse("equity:compare")}[^"]*)"', html.content.decode())
    assert links and not any("place=" in one for one in links)
