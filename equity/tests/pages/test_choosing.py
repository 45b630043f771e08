"""Choosing another place in a form: what it does not have gives way, and the page says so."""

import re
from html import unescape

import pytest

from equity.models import Slice
from equity.tests.factories import MetricFactory, PublicationFactory, SliceFactory
from equity.tests.tables import a_table, shown, without_numbers
from partners.models import Organization
from partners.tests.factories import OrganizationFactory, RegionFactory
from pathways_portal.common.addresses import absolute
from programs.tests.factories import PathwayFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_places():
    """Two places, each with a measure and a cohort of its own."""
    mesa, bay = (OrganizationFactory(name=name, slug=name.lower()) for name in ("Mesa", "Bay"))
    a_table(metric=MetricFactory(code="units", name="Nine units"), organization=mesa)
    metric = MetricFactory(code="award", name="An award")
    a_table(metric=metric, organization=bay, cohort="2021-22")


def text_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return unescape(response.content.decode())


@pytest.mark.parametrize("page", ["", "trend/"])
def test_what_the_place_does_not_have_gives_way_in_a_sentence(client, two_places, page):
    html = text_of(client, f"/equity/{page}?place=bay&metric=units&cohort=&by=ethnicity")

    said = "There is no table of Bay as asked (Measure: Nine units), so its usual one is shown."
    assert said in html
    # All states of the page have one address for search engines.
    assert f'<link rel="canonical" href="{absolute(f"/equity/{page}")}">' in html


def test_a_cohort_of_another_place_gives_way_too(client, two_places):
    html = text_of(client, "/equity/?place=bay&cohort=2022-23")

    assert "as asked (Cohort: 2022-23), so its usual one is shown." in html


def test_links_of_the_page_ask_for_what_is_shown(client, two_places):
    html = text_of(client, "/equity/?place=bay&metric=units")

    assert re.search(r"\?place=bay&metric=[^\"]*&by=ethnicity&sort=rate\"", html)
    assert "metric=units" not in html.partition("<main")[2].partition("</main>")[0]


def test_what_is_on_no_list_is_not_found_and_the_form_stays(client, two_places):
    html = text_of(client, "/equity/?place=bay&metric=none", 404)

    assert "Choose again" in html
    assert '<option value="bay" selected>Bay</option>' in html


def test_what_is_not_there_is_named_in_words(client, two_places):
    html = text_of(client, "/equity/?place=bay&pathway=none", 404)

    assert "Bay has no figures on a pathway called “none”." in html


def test_the_trend_offers_places_with_something_to_show(client, two_places):
    a_table(cells=[], organization=OrganizationFactory(name="Only the total", slug="total"))

    html = text_of(client, "/equity/trend/")

    assert re.findall(r'<option value="(bay|mesa|total)"', html) == ["bay", "mesa"]


def test_links_lead_to_what_there_is(client):
    a_table(cells=[], organization=OrganizationFactory(slug="total"))

    for page in ("/equity/?place=total", "/equity/institutions/total/"):
        html = text_of(client, page)
        assert "/equity/trend/?" not in html and "/equity/entering/?" not in html
        assert "Another cohort" not in html


@pytest.mark.parametrize("page", ["", "trend/", "entering/", "gains/"])
def test_figures_on_a_pathway_that_is_not_published_are_no_pages(client, page):
    pathway = PathwayFactory(status="draft")
    a_table(pathway=pathway, organization=OrganizationFactory(slug="bay"))

    assert client.get(f"/equity/{page}?place=bay").status_code == 404


def test_where_a_measure_gives_way_all_gains_are_named(client, two_places):
    bay = Organization.objects.get(slug="bay")
    for code in ("one", "two"):
        rows = [shown("Asian", 210, 60, others="0.4", di=True, needed=24)]
        a_table(rows, metric=MetricFactory(code=code, name=code.title()), organization=bay)

    html = text_of(client, "/equity/gains/?place=bay&metric=units")

    everything = text_of(client, "/equity/gains/?place=bay")
    names = re.compile(r'<th role="rowheader" scope="row">(.*?)</th>', re.S)
    assert names.findall(html) == names.findall(everything)
    assert len(names.findall(html)) == 3  # of three measures, not of the usual one alone
    assert "as asked (Measure: Nine units), so its usual one is shown." in html


def test_it_opens_with_the_first_measure_that_shows_groups(client):
    place = OrganizationFactory()
    a_table([without_numbers("Asian")], metric=MetricFactory(order=1), organization=place)
    metric = MetricFactory(order=2, name="An award")
    a_table([shown("Asian", 210, 118, others="0.4")], metric=metric, organization=place)

    html = text_of(client, "/equity/")

    assert "An award" in html.partition("</h1>")[2].partition("</p>")[0]


def test_a_pathway_opens_with_the_first_place_that_shows_groups(client):
    pathway = PathwayFactory()
    metric = MetricFactory()
    made = a_table(
        [without_numbers("Asian")], metric=metric, pathway=pathway,
        organization=OrganizationFactory(name="Alder"),
    )  # fmt: skip
    a_table(
        [shown("Asian", 210, 118, others="0.4")], pathway=pathway,
        publication=made.metric.publications.get(), organization=OrganizationFactory(name="Bay"),
    )  # fmt: skip

    html = text_of(client, f"/equity/pathways/{pathway.slug}/")

    assert "Bay" in html.partition("</h1>")[2].partition("</p>")[0]


def test_what_is_not_there_on_the_page_of_a_pathway_or_of_a_place_can_be_chosen_again(client):
    pathway = PathwayFactory(title="Welding")
    publication = PublicationFactory()
    bay, cove, mesa = (OrganizationFactory(slug=slug) for slug in ("bay", "cove", "mesa"))
    for place, on in ((bay, pathway), (bay, None), (cove, pathway), (mesa, None)):
        a_table(publication=publication, pathway=on, organization=place)

    of_pathway = text_of(client, f"/equity/pathways/{pathway.slug}/?place=mesa", 404)
    of_place = text_of(client, "/equity/institutions/bay/?pathway=none", 404)

    assert re.findall(r'<option value="(bay|cove|mesa)"', of_pathway) == ["bay", "cove"]
    assert f'<option value="{pathway.slug}"' in of_place


def test_what_a_draft_brought_is_on_no_list(client, two_places):
    """A draft of a measure and cohort that stand may have slices that nothing was published of."""
    made = Slice.objects.get(metric__code="award")
    bay, empty = made.organization, OrganizationFactory(name="Held back", slug="held")
    pathway = PathwayFactory(title="Held back")
    for of in (
        {"organization": empty},
        {"organization": bay, "segment": "ae"},
        {"organization": bay, "pathway": pathway},
    ):
        SliceFactory(metric=made.metric, cohort=made.cohort, **of)
    region = RegionFactory(name="Held")
    SliceFactory(metric=made.metric, cohort=made.cohort, organization=None, region=region)

    for page in ("", "trend/", "gains/", "compare/", "explore/"):
        assert "Held" not in text_of(client, f"/equity/{page}"), page
    for asked in ("place=held", f"place=region.{region.slug}", "place=bay&segment=ae"):
        text_of(client, f"/equity/?{asked}", 404)
    text_of(client, f"/equity/?place=bay&pathway={pathway.slug}", 404)


@pytest.mark.parametrize("page", ["", "trend/", "entering/", "gains/"])
def test_a_pathway_that_the_region_does_not_have_leads_to_the_first_place_that_has_it(client, page):
    region, metric = RegionFactory(slug="coast"), MetricFactory(stage="completes")
    nursing = PathwayFactory(slug="nursing", title="Nursing")
    publication = PublicationFactory(metric=metric, cohort="2022-23")
    a_table(publication=publication, region=region)
    bay = OrganizationFactory(slug="bay")
    a_table(publication=publication, organization=bay, pathway=nursing)

    html = text_of(client, f"/equity/{page}")
    assert '<option value="first.nursing">Nursing (elsewhere)</option>' in html

    answer = client.get(f"/equity/{page}?place=region.coast&pathway=first.nursing")
    assert answer.url == f"/equity/{page}?place=bay&pathway=nursing"
    assert "Nursing" in text_of(client, answer.url).partition("</h1>")[2].partition("</p>")[0]
    text_of(client, f"/equity/{page}?place=region.coast&pathway=first.none", 404)
    spanish = text_of(client, f"/es/equity/{page}")
    assert "(en otro lugar)</option>" in spanish
