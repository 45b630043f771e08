"""The ten largest labor gaps print on one sheet of letter paper, in both languages."""

import re

import pytest
from page_kinds import in_language

MARGIN = dict.fromkeys(("top", "right", "bottom", "left"), "0.4in")


def sheets(page):
    """How many sheets the page takes on letter paper."""
    document = page.pdf(format="Letter", margin=MARGIN)
    return max(int(count) for count in re.findall(rb"/Count (\d+)", document))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "?level=all",
        "?by=pathway",
        "?county=imperial",
        "?sector=advanced-manufacturing&level=all",
    ],
)
def test_the_ten_largest_gaps_fit_one_sheet(tab, language, query):
    tab.goto(in_language(f"/gaps/labor/ten/{query}", language))

    assert tab.locator(".gap-table tbody tr").count() == 10
    assert sheets(tab) == 1
