"""The frame of every page: menu, languages, notices, error pages, gallery."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import translation

from partners.models import User
from pathways_portal.context import FOOT, MENU, Frame
from pathways_portal.gallery import gallery


def _request(path):
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    request.resolver_match = resolve(request.path)
    return request


def _page(path, template="layouts/base.html"):
    return render_to_string(template, {}, request=_request(path))


def test_frame_has_every_entry_of_menu_and_footer():
    frame = Frame(_request("/about/"))

    assert len(frame.nav) == len(MENU)
    assert len(frame.footer) == len(FOOT)


def test_frame_marks_the_page_and_what_is_below_it():
    here = {link["url"]: link["current"] for link in Frame(_request("/programs/")).nav}
    below = {link["url"]: link["current"] for link in Frame(_request("/programs/nursing/")).nav}

    assert (here["/programs/"], here["/schools/"]) == ("page", "")
    assert (below["/programs/"], below["/schools/"]) == ("true", "")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("page", "entry"),
    [
        ("programs:agreements", "programs:early_credit"),
        ("programs:credit_finder", "programs:early_credit"),
        ("programs:alignment_gaps", "programs:gaps"),
        ("programs:place_gaps", "programs:gaps"),
        ("wbl:opportunities", "wbl:continuum"),
        ("programs:compare", "programs:list"),
    ],
)
def test_frame_marks_the_entry_that_a_page_belongs_to(page, entry, language):
    with translation.override(language):
        nav = Frame(_request(reverse(page))).nav

        marked = {link["url"]: link["current"] for link in nav if link["current"]}
        assert marked == {reverse(entry): "true"}


def test_frame_marks_only_the_deepest_entry_of_the_footer():
    footer = Frame(_request("/about/data/")).footer

    marked = {link["url"]: link["current"] for link in footer if link["current"]}
    assert marked == {"/about/data/": "page"}


def test_frame_offers_the_same_page_and_query_in_the_other_language():
    [other] = Frame(_request("/programs/?q=nursing&page=2")).languages

    assert other == {"url": "/es/programs/?q=nursing&page=2", "code": "es", "name": "Español"}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "path", ["/", "/about/data/", "/programs/", '/programs/?q=<a "b">&page=2', "/programs/a/"]
)
def test_frame_drawn_once_is_the_frame_drawn_anew(path, language, settings):
    other = "/es/careers/" if language == "es" else "/careers/"
    with translation.override(language):
        assert "Road to Success" in Frame(_request(other)).header  # another page comes first
        frame = Frame(_request(f"/es{path}" if language == "es" else path))
        once = frame.header, frame.foot
        settings.DEBUG = True
        anew = frame.header, frame.foot

    assert once == anew
    assert "\ue000" not in "".join(once)


def test_frame_of_whoever_is_signed_in_is_their_own():
    request = _request("/programs/")
    request.COOKIES["sessionid"] = "any"
    request.user = User(email="coordinator@district.example")

    assert "coordinator@district.example" in Frame(request).header
    assert "coordinator@district.example" not in Frame(_request("/programs/")).header
    assert "For coordinators: sign in" in Frame(_request("/programs/")).foot


def test_frame_of_an_unknown_page_offers_the_front_page():
    request = RequestFactory().get("/nowhere/")

    assert Frame(request).languages[0]["url"] == "/es/"
    assert Frame(request).alternates == []


def test_frame_canonical_address_has_no_query(settings):
    settings.SITE_URL = "https://pathways.example.org"

    assert Frame(_request("/programs/?q=x")).canonical == "https://pathways.example.org/programs/"


def test_frame_alternates_name_both_languages_and_a_default(settings):
    settings.SITE_URL = "https://pathways.example.org"

    assert Frame(_request("/about/")).alternates == [
        {"code": "en", "url": "https://pathways.example.org/about/"},
        {"code": "es", "url": "https://pathways.example.org/es/about/"},
        {"code": "x-default", "url": "https://pathways.example.org/about/"},
    ]


@pytest.mark.parametrize(
    ("language", "by", "on", "due"),
    [
        pytest.param("es", "", "", True, id="nobody read it"),
        pytest.param("es", "A. Reader", "", True, id="a name without a date"),
        pytest.param("es", "A. Reader", "2026-10-12", False, id="read"),
        pytest.param("en", "", "", False, id="English"),
    ],
)
def test_frame_spanish_notice(settings, language, by, on, due):
    settings.SPANISH_REVIEWED_BY, settings.SPANISH_REVIEWED_ON = by, on

    with translation.override(language):
        assert Frame(_request(reverse("about"))).spanish_notice is due


def test_base_prints_the_spanish_notice_on_spanish_pages_only():
    with translation.override("es"):
        spanish = _page("/es/about/")

    assert "Traducción sin revisar por una persona" in spanish
    assert "Traducción sin revisar" not in _page("/about/")


def test_base_has_language_skip_link_landmarks_and_labeled_search():
    html = _page("/about/")

    assert '<html lang="en">' in html
    assert '<a class="skip-link" href="#main">' in html
    assert '<main id="main"' in html
    assert '<label class="hidden-visually" for="site-search">' in html
    assert html.count('href="/es/about/" lang="es" hreflang="es"') == 2  # menu and phone menu


TEMPLATES = [
    "layouts/base.html",
    "400.html",
    "403.html",
    "404.html",
    "429.html",
    "500.html",
    "503.html",
]


@pytest.mark.parametrize("template", TEMPLATES)
def test_page_has_no_inline_script_or_style(template):
    html = _page("/about/", template)

    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", html)


@pytest.mark.parametrize("template", TEMPLATES[1:])
def test_error_page_has_search_and_words_in_both_languages(template):
    html = _page("/about/", template)

    assert html.count("<h1>") == 1
    assert 'name="q"' in html
    assert 'lang="es"' in html
    assert 'href="/es/"' in html


@pytest.mark.parametrize("template", ["400.html", "500.html", "503.html"])
def test_error_page_stands_without_request_and_database(template):
    assert "Road to Success" in render_to_string(template)


def test_error_page_prints_a_reason_escaped():
    assert "&lt;b&gt;" in render_to_string("400.html", {"reason": "<b>"})


def test_gallery_is_closed_to_the_public_without_debug(settings):
    settings.DEBUG = False

    with pytest.raises(Http404):
        gallery(_request("/_components/"))


@pytest.mark.parametrize(
    ("account", "is_open"),
    [
        pytest.param(User(is_superuser=True), True, id="staff"),
        pytest.param(User(is_superuser=True, is_active=False), False, id="closed account"),
        pytest.param(User(is_staff=True), False, id="flag of Django's that gives no right here"),
    ],
)
def test_gallery_is_the_staffs_without_debug(settings, account, is_open):
    settings.DEBUG = False
    request = _request("/_components/")
    request.user = account

    try:
        answer = gallery(request).status_code
    except Http404:
        answer = 404

    assert answer == (200 if is_open else 404)


@pytest.mark.parametrize("language", ["en", "es"])
def test_gallery_shows_every_component(settings, language):
    settings.DEBUG = True

    with translation.override(language):
        html = gallery(_request(reverse("gallery"))).render().content.decode()

    for css in ["mark", "badge-sample", "status", "card-split", "notice-care", "empty", "fact"]:
        assert css in html
    for css in ["source", "bars", "path-grid", "error-summary", "pages", "chip", "sheet"]:
        assert css in html
