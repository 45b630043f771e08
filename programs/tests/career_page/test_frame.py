"""Addresses of the page of an occupation, and what stands around its panels."""

import json

import pytest

from partners.enums import Segment
from partners.tests.factories import PlaceFactory
from partners.tests.reading import words
from programs.models import Area
from programs.tests.career_page.read_page import lead, page, panel
from programs.tests.factories import (
    OccupationFactory,
    OccupationRelatedFactory,
    OccupationSkillFactory,
    SurveyFactory,
    WageBenchmarkFactory,
)

pytestmark = pytest.mark.django_db


# --- Addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["29-1141.00", "291141", "29 1141", "29.1141", "registered-nurses"]
)
@pytest.mark.parametrize("language", ["", "/es"])
def test_other_spellings_lead_to_the_page(client, nurse, language, written):
    response = client.get(f"{language}/careers/{written}/")

    assert (response.status_code, response["Location"]) == (301, f"{language}/careers/29-1141/")


@pytest.mark.parametrize(
    "path", ["29-9999", "99-9999", "29-11", "nowhere", "29-1141x", "..", "%27"]
)
def test_an_unknown_code_is_not_found_and_offers_a_search(client, nurse, path):
    response = client.get(f"/careers/{path}/")

    assert response.status_code == 404
    assert 'role="search"' in response.content.decode()


def test_no_match_is_not_found(client):
    OccupationFactory(code__code="99-9999", code__is_match=False)

    assert client.get("/careers/99-9999/").status_code == 404


# --- The frame ------------------------------------------------------------------------------------


def test_a_reader_can_say_that_something_is_wrong_and_the_report_names_the_occupation(
    client, nurse
):
    assert "Is something wrong here?" in panel(page(client), "record")
    assert "Registered Nurses (29-1141)" in page(client, "/feedback/?about=/careers/29-1141/")


def test_onet_is_credited_in_the_words_of_its_license(client, nurse):
    text = words(page(client).partition("<footer")[2])

    assert (
        "This page includes information from the O*NET 29.3 Database by the U.S. Department of "
        "Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 "
        "license. O*NET® is a trademark of USDOL/ETA. Road to Success has modified all or some "
        "of this information. USDOL/ETA has not approved, endorsed, or tested these modifications."
    ) in text


def test_an_occupation_that_is_not_from_onet_does_not_credit_it(client, bay):
    OccupationFactory(code__code="25-2055", title="Teachers")

    assert "O*NET®" not in page(client, "/careers/25-2055/")


def test_machines_get_the_occupation_in_their_own_words(client, nurse):
    OccupationSkillFactory(occupation=nurse, skill__name="Speaking")

    script = page(client).partition('application/ld+json">')[2].partition("</script>")[0]

    data = json.loads(script)
    assert data["@type"] == "Occupation"
    assert data["occupationalCategory"]["codeValue"] == "29-1141"
    assert data["occupationLocation"] == {"@type": "AdministrativeArea", "name": "Bay County"}
    assert data["estimatedSalary"][0] | {"name": ""} == {
        "@type": "MonetaryAmountDistribution",
        "name": "",
        "currency": "USD",
        "duration": "P1Y",
        "percentile10": 62_400,
        "percentile25": 99_840,
        "median": 124_800,
        "percentile75": 149_760,
        "percentile90": 249_600,
    }
    assert data["skills"] == ["Speaking"]


def test_machines_get_no_pay_where_none_is_published(client, bay):
    OccupationFactory(code__code="25-2055", title="Teachers")

    text = page(client, "/careers/25-2055/")

    script = text.partition('application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(script).keys().isdisjoint({"estimatedSalary", "occupationLocation"})


def test_the_page_names_its_address_in_both_languages(client, nurse, settings):
    settings.SITE_URL = "https://pathways.example.org"

    text = page(client, "/es/careers/29-1141/?near=92243")

    root = "https://pathways.example.org"
    assert f'<link rel="canonical" href="{root}/es/careers/29-1141/">' in text
    assert f'hreflang="en" href="{root}/careers/29-1141/"' in text


def test_the_spanish_page_has_the_spanish_title_and_marks_english(client, nurse, bay):
    Area.objects.filter(pk=bay.pk).update(name_es="Condado de la Bahía")

    text = page(client, "/es/careers/29-1141/")

    assert "<h1>Enfermeras registradas</h1>" in text
    assert '<p class="lede" lang="en">Assess patient health problems. <span' in text
    assert "(solo en inglés en nuestros registros)" in text
    assert "Condado de la Bahía" in text
    assert '<p lang="en">This page includes information from the' in text


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, nurse, bay, count, django_assert_max_num_queries):
    PlaceFactory(name="92243")
    for n in range(count):
        lead(nurse, segment=Segment.values[n])
        OccupationSkillFactory(occupation=nurse)
        other = OccupationRelatedFactory(occupation=nurse).related_to
        SurveyFactory(occupation=other, area=bay)
        WageBenchmarkFactory(county=bay.county, year=2000 + n)

    with django_assert_max_num_queries(21):  # eight of them for the gap
        text = page(client, "/careers/29-1141/?near=92243")

    assert panel(text, "programs").count("<h3>") == count
