"""The print sheet of a pathway: the map, the same in words, and the way back to the live page."""

import re

import pytest
from django.conf import settings

from partners.tests.reading import text
from programs.tests.path_of import YEAR, path

pytestmark = pytest.mark.django_db


def sheet(client, query="", language=""):
    way = path()
    return client.get(f"{language}{way.pathway.get_absolute_url()}print/?{query}")


def test_the_sheet_has_the_map_and_says_credit_and_jobs_in_words(client):
    response = sheet(client, f"year={YEAR}&view=table")
    said = text(response)

    assert '<svg class="seam-map"' in response.content.decode()
    assert "Bay High → Harbor College , 2026-27" in said
    assert "Welding 2 counts as WELD 100" in said
    assert "Exit: Welders" in said


def test_the_code_and_the_address_lead_to_the_live_page_as_chosen(client):
    html = sheet(client, f"year={YEAR}").content.decode()

    address = (
        f"{settings.SITE_URL}/pathways/welding-trades/"
        f"?school=bay-high&amp;college=harbor&amp;year={YEAR}"
    )
    assert f'aria-label="QR code of this address: {address}"' in html
    assert f'<p class="sheet-address">{address}</p>' in html


def test_the_spanish_sheet_leads_to_the_spanish_page(client):
    html = sheet(client, language="/es").content.decode()

    assert f'<p class="sheet-address">{settings.SITE_URL}/es/pathways/welding-trades/?' in html


def test_search_engines_are_sent_to_the_live_page(client):
    html = sheet(client).content.decode()

    canonical = f'{settings.SITE_URL}/pathways/welding-trades/">'
    assert f'<link rel="canonical" href="{canonical}' in html
    assert '<meta name="robots" content="noindex">' in html
    assert len(re.findall("<h1", html)) == 1
