"""The page of the method: its examples are worked out by the code that works out the figures."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from equity import reference
from equity.models import Dimension
from equity.pages.gains import HEADER as GAINS_HEADER
from equity.pages.methods import Method
from equity.pages.published.downloads import HEADER as TABLE_HEADER
from equity.pages.shares_table import HEADER as SHARES_HEADER
from equity.tests.pages.asked import ask

pytestmark = pytest.mark.django_db
# What charts, tables and e-mails link to.
ANCHORS = {
    "gap",
    "margin",
    "impact",
    "at-the-threshold",
    "students-needed",
    "rounding",
    "small-group",
    "highest-group",
    "unknown",
    "no-students",
    "cohorts",
    "pooled",
    "region",
    "overlapping",
    "files",
    "synthetic",
    "not-shown",
    "ranges",
    "not-available",
    "gap-of-a-range",
    "held",
    "withdrawn",
    "proportionality",
    "index80",
    "profiles",
    "groups",
    "sensitive",
    "sources",
}


@pytest.fixture
def html(client):
    return client.get(reverse("equity:methods")).content.decode()


def rows(html):
    """The cells of each table row as text."""
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.DOTALL)
    return [
        [
            re.sub(r"<[^>]+>", "", cell).strip()
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in found
    ]


def test_every_anchor_that_others_link_to_is_there(html):
    assert {name for name in ANCHORS if f'id="{name}"' not in html} == set()


def test_example_is_that_of_the_method(html):
    found = {row[0]: row[1:] for row in rows(html) if len(row) == 3}

    assert found["Rate of group A"] == ["45.0%", "45.0%"]
    assert found["Rate it is compared with"] == ["55.0%", "51.0%"]
    assert found["Gap, in points"] == ["−10.0", "−6.0"]
    assert found["Margin, in points"] == ["6.9", "6.9"]
    assert found["Larger than chance?"] == ["yes", "no"]
    assert found["More students to be within the margin"] == ["7", "0"]
    assert found["More students to reach parity"] == ["20", "12"]


def test_page_says_that_only_0_and_100_percent_are_ranges_where_the_setting_does(
    client, monkeypatch
):
    monkeypatch.setattr(Method, "shows_bands", False)

    html = client.get(reverse("equity:methods")).content.decode()

    assert "Where nobody reached it, or everybody did, the exact rate is not shown." in html
    assert "In effect a rate needs" not in html
    assert "5 / 26" not in html


def test_other_examples_are_those_of_the_method(html):
    assert "is a gap of −3.0 points, more than 2. It takes 25 more students" in html
    assert "nobody more to be within the margin, 150 to reach parity" in html
    assert "has 35.3% of those who completed and 40.0% of the students: 0.88, not marked" in html
    assert "40.0% over 50.0%: 0.80 exactly, not marked" in html


def test_example_of_protection_shows_ranges(html):
    seen = {row[0]: row[2] for row in rows(html) if len(row) == 4}

    assert seen["Veterans"] == "at most 39%"
    assert seen["Not veterans"] == "50% to 55%"
    assert seen["Foster youth"] == seen["Not foster youth"] == "not shown"


def test_page_names_the_limits_that_are_set(html):
    assert f"A group of 1 to {settings.EQUITY_MIN_CELL - 1} students is not shown" in html
    assert f"fewer than {settings.EQUITY_YEARLY_STUDENTS} students in a year" in html


def test_page_without_groups_says_so(html):
    assert "The groups are not on file" in html


def test_page_lists_every_dimension_in_two_queries(client, django_assert_num_queries):
    reference.load(settings.BASE_DIR / "fixtures" / "equity")

    with django_assert_num_queries(2):
        listed = Method().dimensions

    html = client.get(reverse("equity:methods")).content.decode()
    assert len(listed) == Dimension.objects.count() - 1
    assert "Never collected in schools." in html


def test_every_column_of_every_download_is_explained(client):
    html = ask(client, "methods").partition('id="files"')[2].partition("</table>")[0]

    explained = set(re.findall(r"<code>(\w+)</code>", html))
    assert explained == {*TABLE_HEADER, *SHARES_HEADER, *GAINS_HEADER}
