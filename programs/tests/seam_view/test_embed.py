"""The embedded map: only sites of the settings may hold it in a frame, and no page else of ours."""

import pytest

pytestmark = pytest.mark.django_db

ORIGINS = ["https://www.example.edu", "https://district.example.org"]


def frames(response):
    """(who may frame it by the policy, the older header)"""
    policy = response.headers["Content-Security-Policy"]
    (rule,) = [part for part in policy.split("; ") if part.startswith("frame-ancestors")]
    return rule.removeprefix("frame-ancestors "), response.headers.get("X-Frame-Options")


def embed(client, way, query=""):
    return client.get(f"{way.pathway.get_absolute_url()}embed/?{query}")


def test_nobody_may_frame_it_unless_the_settings_say_so(client, way, settings):
    settings.EMBED_ALLOWED_ORIGINS = []

    assert frames(embed(client, way)) == ("'none'", "DENY")


def test_the_sites_of_the_settings_may_frame_it(client, way, settings):
    settings.EMBED_ALLOWED_ORIGINS = ORIGINS

    assert frames(embed(client, way)) == (" ".join(ORIGINS), None)


def test_the_rest_of_the_policy_stays(client, way, settings):
    settings.EMBED_ALLOWED_ORIGINS = ORIGINS

    policy = embed(client, way).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy


@pytest.mark.parametrize("part", ["", "print/", "quality/"])
def test_no_other_page_may_be_framed(client, way, settings, part):
    settings.EMBED_ALLOWED_ORIGINS = ORIGINS

    response = client.get(f"{way.pathway.get_absolute_url()}{part}")

    assert frames(response) == ("'none'", "DENY")


def test_it_has_no_header_and_footer_and_its_links_leave_the_frame(client, way):
    html = embed(client, way).content.decode()

    assert "site-header" not in html and "site-footer" not in html and "<script" not in html
    assert '<base target="_blank">' in html
    assert "The whole page at Road to Success" in html


@pytest.mark.parametrize(("view", "mark"), [("table", "<table>"), ("text", "seam-outline")])
def test_it_shows_the_view_of_the_address(client, way, view, mark):
    html = embed(client, way, f"view={view}").content.decode()

    assert mark in html and "seam-map" not in html
