"""The comparison: what its form offers, and the day since when a place's figures are corrected."""

from datetime import date

import pytest
from django.urls import reverse

from equity.enums import CellStatus
from equity.tests.factories import PublicationFactory
from equity.tests.tables import a_table, everyone
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
