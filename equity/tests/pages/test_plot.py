"""The interactive chart draws published values only, with a script that comes from its package."""

import json
import re
from html import unescape

import pytest
from django.contrib.staticfiles import finders

from equity.enums import Stage
from equity.pages.views import PLOTLY_STYLES
from equity.tests.factories import MetricFactory, PublicationFactory
from equity.tests.tables import a_table, banded, shown, without_numbers
from partners.tests.factories import OrganizationFactory

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

    for path in ("/equity/", "/equity/trend/", "/equity/compare/", "/equity/entering/"):
        let = client.get(path).get("Content-Security-Policy", "")
        assert all(one in let for one in PLOTLY_STYLES), path
        assert "img-src 'self' data: blob:" in let  # or it could save no picture
    let = client.get("/equity/gains/")["Content-Security-Policy"]
    assert not any(one in let for one in [*PLOTLY_STYLES, "blob:"])


def test_a_line_has_a_hole_where_nothing_is_shown(client):
    place, metric = OrganizationFactory(), MetricFactory()
    for cohort, row in (
        ("2020-21", shown("Asian", 500, 100, others="0.5")),
        ("2021-22", banded("Asian", 41, low=0, high=10, text="at most 25%")),
    ):
        a_table([row], metric=metric, organization=place, cohort=cohort)

    data = data_of(client.get("/equity/trend/").content.decode())

    asian = next(row for row in data["rows"] if row["group"] == "Asian")
    assert asian["values"] == [20.0, None]


def test_pairs_are_shares_that_are_shown(client):
    rows = [shown("Asian", 500, 100, others="0.5"), without_numbers("White")]
    a_table(rows, metric=MetricFactory(stage=Stage.ENTERS), total=(1000, 400))

    data = data_of(client.get("/equity/entering/").content.decode())

    assert [(row["group"], row["values"]) for row in data["rows"]] == [("Asian", [50.0, 25.0])]


@pytest.mark.parametrize("page", ["", "trend/", "entering/", "compare/"])
def test_a_saved_picture_says_what_it_shows_of_whom_and_whose_figures_they_are(client, page):
    metric = MetricFactory(stage=Stage.ENTERS, name="Nine units")
    release = {"label": "Fall 2026", "source": "Office of research", "is_synthetic": True}
    place = OrganizationFactory(name="Bay High")
    for cohort in ("2020-21", "2021-22"):
        publication = PublicationFactory(
            metric=metric, cohort=cohort, **{f"release__{key}": of for key, of in release.items()}
        )
        a_table(publication=publication, organization=place, cohort=cohort)

    html = client.get(f"/equity/{page}").content.decode()
    data = data_of(html)

    assert data["mark"] == "SYNTHETIC"
    assert data["title"] == unescape(re.search(r"<h1>(.*?)</h1>", html)[1])
    assert data["about"].startswith("Nine units · Ethnicity") and "2021-22" in data["about"]
    assert ("Bay High" in data["about"]) is (page != "compare/")  # there each row names its own
    assert all(one.startswith("Source: SYNTHETIC: Fall 2026") for one in data["sources"])
    assert all("Office of research" in one for one in data["sources"]) and data["sources"]


def test_a_saved_picture_speaks_the_language_of_the_page(client):
    a_table(synthetic=True)

    data = data_of(client.get("/es/equity/").content.decode())

    assert data["mark"] == "SINTÉTICO"
    assert data["sources"][0].startswith("Fuente: SINTÉTICO")
