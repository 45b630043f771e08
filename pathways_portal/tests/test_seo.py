"""For machines: only public pages in the site map, in both languages; a current security.txt."""

from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from equity.tests.tables import a_table
from partners.enums import Operating
from partners.tests.factories import (
    DistrictFactory,
    OrganizationFactory,
    SchoolFactory,
    TermFactory,
)
from pathways_portal.common.enums import EditingStatus
from pathways_portal.seo import InEachLanguage, Sectors
from programs.enums import Availability
from programs.tests.factories import (
    OccupationFactory,
    PathwayFactory,
    ProgramFactory,
    SectorFactory,
    SupplyLinkFactory,
)

pytestmark = pytest.mark.django_db
ROOT = "https://pathways.example.org"
SPACE = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


@pytest.fixture(autouse=True)
def site_url(settings):
    settings.SITE_URL = ROOT


def addresses(client, section):
    tree = ElementTree.fromstring(client.get(f"/sitemap-{section}.xml").content)  # noqa: S314 - ours
    return {node.text.removeprefix(ROOT) for node in tree.findall("map:url/map:loc", SPACE)}


def test_site_map_names_open_programs_in_both_languages(client):
    program = ProgramFactory(slug="welding")
    ProgramFactory(slug="old", availability=Availability.INACTIVE)
    ProgramFactory(slug="made-up", is_sample=True)
    ProgramFactory(slug="draft", status=EditingStatus.DRAFT)

    assert addresses(client, "programs") == {
        program.get_absolute_url(),
        f"/es{program.get_absolute_url()}",
    }


def test_site_map_names_each_other_language(client):
    SectorFactory(slug="health")

    tree = ElementTree.fromstring(client.get("/sitemap-sectors.xml").content)  # noqa: S314 - ours
    links = tree.find("map:url", SPACE).findall("xhtml:link", SPACE)

    assert {(link.get("hreflang"), link.get("href")) for link in links} == {
        ("en", f"{ROOT}/sectors/health/"),
        ("es", f"{ROOT}/es/sectors/health/"),
        ("x-default", f"{ROOT}/sectors/health/"),
    }


def test_site_map_leaves_closed_organizations_and_districts_out(client):
    college = OrganizationFactory()
    SchoolFactory(operating=Operating.CLOSED, parent=None)
    DistrictFactory()

    assert addresses(client, "organizations") == {
        college.get_absolute_url(),
        f"/es{college.get_absolute_url()}",
    }


def test_site_map_names_published_terms_only(client):
    TermFactory(slug="one")
    TermFactory(slug="two", status=EditingStatus.DRAFT)

    assert addresses(client, "glossary") == {"/glossary/one/", "/es/glossary/one/"}


def test_every_address_in_the_site_map_answers(client):
    for path in addresses(client, "pages"):
        assert client.get(path).status_code == 200, path


def test_site_map_names_the_gaps_of_what_colleges_train_for(client):
    SupplyLinkFactory(occupation__code__code="29-1141")
    OccupationFactory(code__code="15-1111")
    PathwayFactory(slug="patient-care")
    PathwayFactory(slug="draft", status=EditingStatus.DRAFT)

    assert addresses(client, "gaps") == {"/gaps/labor/29-1141/", "/es/gaps/labor/29-1141/"}
    assert addresses(client, "pathway-gaps") == {
        "/gaps/labor/pathways/patient-care/",
        "/es/gaps/labor/pathways/patient-care/",
    }


@pytest.mark.parametrize("synthetic", [True, False])
def test_site_map_leaves_pages_of_made_up_figures_out(client, synthetic):
    school, pathway = OrganizationFactory(), PathwayFactory()
    a_table(organization=school, synthetic=synthetic)
    a_table(organization=school, pathway=pathway, synthetic=synthetic)

    assert ("/equity/entering/" in addresses(client, "pages")) is not synthetic
    assert "/about/data/" in addresses(client, "pages")
    for section, slug in (
        ("equity-institutions", school.slug),
        ("equity-pathways", pathway.slug),
    ):
        found = addresses(client, section)
        assert any(slug in one for one in found) is not synthetic, section


def test_index_names_every_section(client):
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - ours
    parts = [node.text for node in tree.findall("map:sitemap/map:loc", SPACE)]

    assert len(parts) == 16
    assert f"{ROOT}/sitemap-programs.xml?p=1" in parts


def test_unknown_section_is_not_found(client):
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_robots_keep_out_of_the_admin_and_find_the_site_map(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/" in text
    assert "Disallow: /es/accounts/" in text
    assert "Disallow: /es/equity/entering/table." in text  # as all downloads
    assert f"Sitemap: {ROOT}/sitemap.xml" in text


def test_security_txt_has_a_contact_and_expires_within_a_year(client, settings):
    settings.CONTACT_EMAIL = "office@example.org"

    lines = dict(
        line.split(": ", 1)
        for line in client.get("/.well-known/security.txt").content.decode().splitlines()
    )

    assert lines["Contact"] == "mailto:office@example.org"
    left = datetime.fromisoformat(lines["Expires"]) - timezone.now()
    assert 30 < left.days < 366


def test_security_txt_names_the_form_where_no_mailbox_is_set(client, settings):
    settings.CONTACT_EMAIL = ""

    assert f"Contact: {ROOT}/feedback/" in client.get("/.well-known/security.txt").content.decode()


def test_favicon_leads_to_the_icon(client):
    assert client.get("/favicon.ico").headers["Location"].endswith("favicon.svg")


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7])
def test_each_page_of_the_site_map_holds_its_part_of_all_rows_in_all_languages(size):
    rows = list("abcd")
    everything = [(row, language) for row in rows for language in ("en", "es")]
    found = InEachLanguage(rows, ["en", "es"])

    pages = [found[start : start + size] for start in range(0, len(found), size)]

    assert len(found) == len(everything)
    assert [pair for page in pages for pair in page] == everything


def test_a_page_of_the_site_map_reads_its_own_rows_only(client, monkeypatch):
    monkeypatch.setattr(Sectors, "limit", 4)
    for letter in "abcde":
        SectorFactory(slug=letter)

    with CaptureQueriesContext(connection) as queries:
        response = client.get("/sitemap-sectors.xml?p=2")

    assert response.content.decode().count("<url>") == 4
    assert [query["sql"] for query in queries if "LIMIT 2 OFFSET 2" in query["sql"]]
    assert len(queries) == 2  # how many there are, and these
