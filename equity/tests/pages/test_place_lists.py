"""Lists of places: all of a region's, and of a state's those that a form can carry."""

import re

import pytest
from django.urls import reverse

from equity.pages.choices import place_lists
from equity.tests.factories import MetricFactory
from equity.tests.tables import a_table
from partners.models import Organization
from partners.tests.factories import OrganizationFactory, RegionFactory

pytestmark = pytest.mark.django_db
FIND = 'name="find"'


@pytest.fixture
def places():
    """Three schools and their region, with figures on one measure of a cohort: the first slice."""
    whose = [
        {"organization": OrganizationFactory(name="Mesa High School", slug="mesa")},
        {"organization": OrganizationFactory(name="East Mesa High School", slug="east-mesa")},
        {"organization": OrganizationFactory(name="José Martí College", slug="marti")},
        {"region": RegionFactory(name="The Region", slug="r")},
    ]
    first, *others = whose
    made = a_table(**first)
    for one in others:
        a_table(publication=made.metric.publications.get(), **one)
    return made


@pytest.fixture
def many(places, monkeypatch):
    """As if these were more than a form lists."""
    monkeypatch.setattr(place_lists, "MOST_LISTED", 2)
    return places


def options(html):
    """The names in addresses that the list of places offers."""
    body = html.partition('name="place">')[2].partition("</select>")[0]
    return [part.partition('"')[0] for part in body.split('value="')[1:]]


def boxes(html):
    """The names in addresses of the boxes of places, and which of them are ticked."""
    found = re.findall(r'name="place" value="([^"]+)"( checked)?>', html)
    return [key for key, _ticked in found], [key for key, ticked in found if ticked]


class TestForm:
    def test_a_form_lists_all_places_where_they_are_few(self, client, places):
        html = client.get("/equity/?place=mesa").content.decode()

        assert options(html) == ["region.r", "east-mesa", "marti", "mesa"]
        assert FIND not in html

    def test_where_they_are_many_it_lists_what_is_no_organization_and_the_chosen_one(
        self, client, many
    ):
        html = client.get("/equity/?place=mesa").content.decode()

        assert options(html) == ["region.r", "mesa"]
        assert '<option value="mesa" selected>Mesa High School</option>' in html
        assert FIND in html

    def test_a_page_opens_with_an_organization_that_has_what_is_asked_though_none_is_listed(
        self, client, many
    ):
        a_table(
            metric=MetricFactory(code="award"), organization=Organization.objects.get(slug="mesa")
        )

        html = client.get("/equity/trend/?metric=award").content.decode()

        assert 'value="mesa" selected' in html
        assert "so its usual one is shown" not in html

    def test_an_address_that_is_not_there_offers_the_search(self, client, many):
        html = client.get("/equity/?place=nowhere").content.decode()

        assert FIND in html
        assert "?place=region.r" in html
        assert "?place=marti" not in html


class TestSearch:
    def test_one_place_with_these_words_is_shown_with_all_else_that_was_asked(self, client, many):
        response = client.get(
            f"/equity/trend/?place=mesa&find=college&metric={many.metric.code}&segment=&page=2"
        )

        assert response.status_code == 302
        assert response["Location"] == f"/equity/trend/?place=marti&metric={many.metric.code}"

    @pytest.mark.parametrize(
        ("words", "key"),
        [
            pytest.param("marti jose", "marti", id="without accents, in any order"),
            pytest.param("mesa high school", "mesa", id="a whole name before longer ones"),
        ],
    )
    def test_what_is_meant_is_found(self, client, many, words, key):
        response = client.get("/equity/", {"find": words})

        assert response["Location"] == f"/equity/?place={key}"

    def test_several_are_listed_to_choose_from(self, client, many):
        response = client.get("/equity/?find=mesa&by=ethnicity")
        html = response.content.decode()

        assert response.status_code == 200
        assert response["X-Robots-Tag"] == "noindex"
        assert "2 places have these words in their name." in html
        assert (
            '<a href="/equity/?place=east-mesa&amp;by=ethnicity">East Mesa High School</a>' in html
        )
        assert '<input type="hidden" name="by" value="ethnicity">' in html

    def test_no_place_is_said(self, client, many):
        html = client.get("/equity/?find=nowhere").content.decode()

        assert "No place has these words in its name. Use fewer words." in html

    def test_too_many_want_another_word(self, client, many, monkeypatch):
        monkeypatch.setattr(place_lists, "MOST_FOUND", 1)

        html = client.get("/equity/?find=mesa").content.decode()

        assert "These are the first 1 places with these words. Add a word to see others." in html

    @pytest.mark.parametrize("name", ["entering", "trend", "gains"])
    def test_every_page_of_a_place_searches(self, client, many, name):
        html = client.get(reverse(f"equity:{name}"), {"find": "mesa"}).content.decode()

        assert "2 places have these words in their name." in html

    def test_the_comparison_is_of_all_places_and_says_that_it_searches_none(self, client, many):
        html = client.get(reverse("equity:compare"), {"find": "mesa"}).content.decode()

        assert "There is no filter called “find”" in html
        assert FIND not in html


class TestBuilder:
    URL = "/equity/explore/"

    def test_few_places_have_a_box_each(self, client, places):
        html = client.get(self.URL).content.decode()

        assert boxes(html) == (["region.r", "east-mesa", "marti", "mesa"], [])
        assert FIND not in html

    def test_of_many_places_found_ones_join_those_that_were_ticked(self, client, many):
        response = client.get(
            self.URL,
            {"metric": many.metric.code, "place": "marti", "cohort": many.cohort, "find": "mesa"},
        )
        html = response.content.decode()

        assert response.status_code == 200  # not yet the table
        assert boxes(html) == (["marti", "east-mesa", "mesa", "region.r"], ["marti"])
        assert "2 places have these words in their name." in html

    def test_without_words_the_button_leads_to_the_table(self, client, many):
        response = client.get(
            self.URL,
            {"metric": many.metric.code, "place": "marti", "cohort": many.cohort, "find": "",
             "by": "ethnicity"},
        )  # fmt: skip

        assert response.status_code == 302

    def test_a_table_has_the_boxes_of_its_places_ticked(self, client, many):
        permalink = f"{many.metric.code}~mesa,region.r~{many.cohort}~ethnicity"

        html = client.get(reverse("equity:table", args=[permalink])).content.decode()

        assert boxes(html) == (["mesa", "region.r"], ["mesa", "region.r"])
