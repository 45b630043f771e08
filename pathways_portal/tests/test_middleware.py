"""Around every request: input that means nothing is refused in words; public pages can be kept."""

import gzip

import pytest
from django.test import override_settings
from django.urls import reverse

from partners.tests.factories import (
    AdultSchoolFactory,
    OrganizationFactory,
    SchoolFactory,
    TermFactory,
    UserFactory,
)
from programs.tests.factories import ProgramFactory, SectorFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("q=%00", id="NUL"),
        pytest.param("q=%ff%fe", id="broken UTF-8"),
        pytest.param("q=" + "a" * 10_000, id="10,000 characters"),
        pytest.param("q=" + "+".join(["nursing"] * 2_000), id="2,000 words"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_input_that_no_browser_sends_is_refused_with_a_sentence(client, query, prefix):
    response = client.get(f"{prefix}{reverse('programs:list')}?{query}")

    assert response.status_code == 400
    assert "<h1" in response.content.decode()


def test_public_page_is_kept_but_asked_about_again(client):
    first = client.get(reverse("about"))

    again = client.get(reverse("about"), headers={"if-none-match": first["ETag"]})

    assert "public" in first["Cache-Control"]
    assert "must-revalidate" in first["Cache-Control"]
    assert again.status_code == 304


def address_of(page):
    """The address of a page, given its URL name or how to make the row it shows."""
    return reverse(page) if isinstance(page, str) else page().get_absolute_url()


PUBLIC_PAGES = [
    "home",
    "about",
    "programs:list",
    "programs:sector_list",
    "partners:school_list",
    "partners:glossary",
    ProgramFactory,
    SchoolFactory,
    OrganizationFactory,
    AdultSchoolFactory,
    SectorFactory,
    TermFactory,
]


@pytest.mark.parametrize("page", PUBLIC_PAGES)
def test_public_page_sets_no_cookie_and_does_not_depend_on_any(client, page):
    response = client.get(address_of(page))

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "public" in response["Cache-Control"]


@pytest.mark.parametrize("page", [ProgramFactory, SchoolFactory])
def test_page_that_shows_more_to_members_depends_on_the_cookie_of_who_has_one(client, page):
    address = address_of(page)
    client.force_login(UserFactory())

    response = client.get(address)

    assert "Cookie" in response["Vary"]
    assert "private" in response["Cache-Control"]


def test_public_page_is_compressed_and_an_unchanged_one_is_not_sent_again(client):
    compressed = client.get(reverse("about"), headers={"accept-encoding": "gzip"})

    again = client.get(
        reverse("about"),
        headers={"accept-encoding": "gzip", "if-none-match": compressed["ETag"]},
    )

    assert compressed["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.content) == client.get(reverse("about")).content
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["feedback", "account_login"])
def test_page_with_the_token_of_a_form_is_not_compressed(client, name):
    response = client.get(reverse(name), headers={"accept-encoding": "gzip"})

    assert "csrfmiddlewaretoken" in response.content.decode()


def test_page_of_a_signed_in_reader_is_not_compressed(client):
    client.force_login(UserFactory())

    response = client.get(reverse("about"), headers={"accept-encoding": "gzip"})

    assert not response.has_header("Content-Encoding")


def test_page_of_a_signed_in_reader_is_not_kept_by_proxies(client):
    client.force_login(UserFactory())

    response = client.get(reverse("about"))

    assert "private" in response["Cache-Control"]


def test_page_that_does_not_say_it_is_public_needs_an_account(client):
    response = client.get(reverse("account_email"))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@override_settings(ALLOWED_HOSTS=["pathways.example.org"])
def test_unknown_host_is_refused(client):
    assert client.get("/", headers={"host": "evil.example.org"}).status_code == 400
