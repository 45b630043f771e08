"""The interactive chart draws published values only, with a script that comes from its package."""

import json
import re

import pytest
from django.contrib.staticfiles import finders

from equity.pages.views import PLOTLY_STYLES
from equity.tests.tables import a_table

pytestmark = pytest.mark.django_db


def data_of(html):
    return json.loads(re.search(r'id="equity-data"[^>]*>(.*?)</script>', html, flags=re.S)[1])


def test_data_has_numbers_of_shown_groups_and_only_words_of_others(client):
    a_table()

    data = data_of(client.get("/equity/").content.decode())

    assert [row["group"] for row in data["rows"]] == [
        "Asian", "Black or African American", "Filipino", "Unknown / Not Reported",
    ]  # fmt: skip
    ranged = data["rows"][2]
    assert "rate" not in ranged and ranged["high"] == 25
    assert data["without"] == [
        {"group": "American Indian", "words": "Not shown"},
        {"group": "Pacific Islander", "words": "Not shown"},
    ]


def test_the_script_stands_in_its_package_and_nowhere_else():
    found = finders.find("vendor/plotly.min.js")

    assert found.endswith("package_data/plotly.min.js")
    assert finders.find("vendor/widgetbundle.js") is None


def test_collectstatic_takes_that_one_file():
    (listed,) = [
        [path for path, _storage in finder.list([])]
        for finder in finders.get_finders()
        if type(finder).__name__ == "PackagedFinder"
    ]

    assert listed == ["plotly.min.js"]


def test_its_styles_are_let_through_on_the_page_with_a_chart_alone(client):
    a_table()

    assert all(one in client.get("/equity/")["Content-Security-Policy"] for one in PLOTLY_STYLES)
    assert not any(
        one in client.get("/equity/trend/")["Content-Security-Policy"] for one in PLOTLY_STYLES
    )
