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


@pytest.fixture
def nursing_at_bay():
    """A region with figures on all pathways together, and a place with some on one alone."""
    region, metric = RegionFactory(slug="coast"), MetricFactory(code="award", stage="completes")
    nursing = PathwayFactory(slug="nursing", title="Nursing")
    publication = PublicationFactory(metric=metric, cohort="2022-23")
    a_table(publication=publication, region=region)
    bay = OrganizationFactory(slug="bay", name="Bay High")
    a_table(publication=publication, organization=bay, pathway=nursing)
    return publication, nursing


PAGES = ["", "trend/", "entering/", "gains/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_pathway_that_the_region_does_not_have_leads_to_the_first_place_that_has_it(
    client, nursing_at_bay, page
):
    html = text_of(client, f"/equity/{page}")
    option = '<option value="first.nursing">Nursing</option>'
    assert f'<optgroup label="Only at other places">{option}</optgroup>' in html

    answer = client.get(f"/equity/{page}?place=region.coast&pathway=first.nursing&by=")
    assert answer.url == f"/equity/{page}?place=bay&pathway=nursing"
    assert "Nursing" in text_of(client, answer.url).partition("</h1>")[2].partition("</p>")[0]
    assert '<optgroup label="Solo en otros lugares">' in text_of(client, f"/es/equity/{page}")


@pytest.mark.parametrize("page", [*PAGES, "compare/"])
def test_a_pathway_that_nobody_has_is_not_found_wherever_it_is_asked_for(
    client, nursing_at_bay, page
):
    PathwayFactory(slug="law", title="Law")  # on file, and without figures
    a_table(publication=nursing_at_bay[0], organization=OrganizationFactory(slug="mesa"))
    for slug in ("none", "law", "", "first.nursing", "%2F"):
        html = text_of(client, f"/equity/{page}?pathway=first.{slug}", 404)
        assert 'name="pathway"' in html


@pytest.mark.parametrize("page", [*PAGES, "compare/"])
def test_a_pathway_that_only_a_closed_place_has_is_offered_nowhere(client, nursing_at_bay, page):
    publication, _nursing = nursing_at_bay
    a_table(publication=publication, organization=OrganizationFactory(slug="mesa"))
    Organization.objects.filter(slug="bay").update(status="draft")

    assert "Nursing" not in text_of(client, f"/equity/{page}")
    text_of(client, f"/equity/{page}?pathway=first.nursing", 404)


def test_a_place_that_has_the_pathway_after_all_stays(client, nursing_at_bay):
    publication, nursing = nursing_at_bay
    mesa = OrganizationFactory(slug="mesa", name="Mesa High")
    a_table(publication=publication, organization=mesa, pathway=nursing)

    assert client.get("/equity/?place=mesa&pathway=first.nursing").url == (
        "/equity/?place=mesa&pathway=nursing"
    )


def test_of_several_places_one_with_the_measure_that_is_asked_for_is_the_first(
    client, nursing_at_bay
):
    _publication, nursing = nursing_at_bay
    mesa = OrganizationFactory(slug="mesa", name="Mesa High")
    a_table(metric=MetricFactory(code="units"), organization=mesa, pathway=nursing)

    answer = client.get("/equity/?place=region.coast&pathway=first.nursing&metric=units")
    assert answer.url == "/equity/?place=mesa&pathway=nursing&metric=units"


def test_the_trend_leads_to_a_place_with_a_trend_of_the_pathway(client, nursing_at_bay):
    _publication, nursing = nursing_at_bay
    cape = OrganizationFactory(slug="a-cape", name="A Cape")  # before the other, by name
    late = MetricFactory(code="late", follow_up_years=90)
    a_table(metric=late, organization=cape, pathway=nursing)

    assert "place=bay" in client.get("/equity/trend/?pathway=first.nursing").url
    assert "place=a-cape" in client.get("/equity/?pathway=first.nursing&metric=late").url


@pytest.mark.parametrize("page", ["trend/", "entering/"])
def test_where_no_place_shows_groups_of_the_pathway_the_overview_has_its_figures(
    client, nursing_at_bay, page
):
    publication, _nursing = nursing_at_bay
    law = PathwayFactory(slug="law", title="Law")
    bay = Organization.objects.get(slug="bay")
    a_table([], publication=publication, organization=bay, pathway=law)

    asked = f"/equity/{page}?place=region.coast&pathway=first.law&by=ethnicity"
    assert 'value="first.law"' in text_of(client, f"/equity/{page}")
    answer = client.get(asked)
    assert answer.url == "/equity/?place=bay&pathway=law&by=ethnicity"
    assert "Law" in text_of(client, answer.url)


def test_words_of_a_place_that_is_sought_come_before_the_pathway(client, nursing_at_bay):
    answer = client.get("/equity/?find=bay+high&pathway=first.nursing")

    assert answer.url == "/equity/?place=bay&pathway=first.nursing"
    text_of(client, "/equity/?place=nowhere&pathway=first.nursing", 404)


def test_a_page_of_one_place_or_pathway_leads_to_no_other(client, nursing_at_bay):
    _publication, nursing = nursing_at_bay
    mesa = OrganizationFactory(slug="mesa", name="Mesa High")
    a_table(organization=mesa)

    assert "optgroup" not in text_of(client, "/equity/institutions/mesa/")
    text_of(client, "/equity/institutions/mesa/?pathway=first.nursing", 404)
    text_of(client, "/equity/pathways/nursing/?pathway=first.nursing")


def test_a_comparison_leads_to_the_organizations_on_a_pathway_whatever_the_measure(
    client, nursing_at_bay
):
    units = PublicationFactory(metric=MetricFactory(code="units"), cohort="2022-23")
    for name in ("Alder", "Mesa"):
        a_table(publication=units, organization=OrganizationFactory(name=name))
    of_region = PathwayFactory(slug="law", title="Law")
    a_table(publication=units, region=RegionFactory(), pathway=of_region)

    html = text_of(client, "/equity/compare/?metric=units")
    option = '<option value="first.nursing">Nursing</option>'
    assert f'<optgroup label="Only with other measures">{option}</optgroup>' in html

    answer = client.get("/equity/compare/?metric=units&pathway=first.nursing")
    assert answer.url == "/equity/compare/?pathway=nursing"
    assert "Bay High" in text_of(client, answer.url)
    # Of a measure that organizations have on the pathway, it stays.
    answer = client.get("/equity/compare/?metric=award&pathway=first.nursing")
    assert answer.url == "/equity/compare/?metric=award&pathway=nursing"
    text_of(client, "/equity/compare/?pathway=first.law", 404)
