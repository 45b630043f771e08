"""A pathway on letter paper: the map on the first page, the same in words on the second."""

import re

import pytest

SHEETS = [
    "/pathways/patient-care/print/?school=central-union-high",
    "/es/pathways/patient-care/print/?school=vista-adult",
    "/es/pathways/business-management/print/",
    "/pathways/welding-and-materials-joining/print/",
]


@pytest.mark.parametrize("address", SHEETS)
def test_sheet_takes_two_pages_and_says_the_map_in_words(tab, portal, address):
    tab.goto(f"{portal}{address}")
    assert tab.locator(".sheet-words .seam-item").count() == tab.locator("svg .seam-box").count()

    document = tab.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page[^s]", document)) == 2
