"""axe finds nothing on any kind of page: both languages, desk and phone width, light and dark.

Rules: WCAG 2.0, 2.1 and 2.2, levels A and AA, and axe's best practices, target size included.
The look follows the reader's scheme by colors alone, so in the dark the rules about color run.
"""

from collections import Counter
from pathlib import Path

import axe_playwright_python
import pytest
from page_kinds import ADMIN, PUBLIC, in_language

from pathways_portal import feedback

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {
    "runOnly": {"type": "tag", "values": TAGS},
    # axe leaves it out unless asked.
    "rules": {"target-size": {"enabled": True}},
}
COLORS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# Colors are measured when they have changed, not on their way. Nothing is fetched: the rules that
# read whole style sheets are not among ours.
RUN = """async (options) => {
    document.getAnimations().forEach((animation) => animation.finish());
    const found = await axe.run(
        document, {...options, resultTypes: ["violations"], preload: false});
    return {
        url: found.url,
        rules: found.passes.length + found.inapplicable.length + found.incomplete.length
            + found.violations.length,
        findings: found.violations.flatMap((rule) => rule.nodes.map((node) =>
            `${rule.id}: ${node.target.join(" ")} ${node.html.slice(0, 160)}`)),
    };
}"""
WIDTHS = {1280: 900, 360: 740}
LANGUAGES = ["en", "es"]


@pytest.fixture(scope="module")
def tally(request):
    """Counts pages and findings; prints them when all are done."""
    counts = Counter()
    yield counts
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print(
            f"\naxe: {counts['pages']} kinds of page x 2 languages x 2 widths x 2 schemes: "
            f"{counts['runs']} runs, {counts['findings']} findings"
        )


@pytest.fixture
def check(tally):
    """check(page) runs axe on what the tab shows, at both widths, light and dark."""

    def check(page, widths=tuple(WIDTHS)):
        found = []
        page.evaluate(AXE)
        for width in widths:
            page.set_viewport_size({"width": width, "height": WIDTHS[width]})
            for scheme, rules in [("light", ALL_RULES), ("dark", COLORS)]:
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                result = page.evaluate(RUN, rules)
                assert result["rules"] >= (60 if rules is ALL_RULES else 2)
                found += [f"{result['url']} {width} {scheme} {one}" for one in result["findings"]]
                tally["runs"] += 1
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": widths[0], "height": WIDTHS[widths[0]]})
        tally["findings"] += len(found)
        return found

    return check


@pytest.mark.parametrize("kind", PUBLIC)
def test_page(tab, paths, check, tally, kind):
    found = []
    for language in LANGUAGES:
        response = tab.goto(in_language(paths[kind], language))
        assert response.status == PUBLIC[kind].status
        found += check(tab)
    tally["pages"] += 1

    assert found == []


@pytest.mark.parametrize("kind", ADMIN)
def test_page_of_staff(tab, paths, check, tally, as_staff, staff_cookies, kind):
    found = []
    tab.context.add_cookies(staff_cookies)
    for language in LANGUAGES:
        address = in_language(paths[kind], language)
        response = tab.goto(address)
        assert response.status == 200
        assert tab.url.endswith(address)
        found += check(tab)
    tally["pages"] += 1

    assert found == []


def test_finder_with_its_filters_open_on_a_phone(tab, paths, check, tally):
    found = []
    tab.set_viewport_size({"width": 360, "height": WIDTHS[360]})
    for language in LANGUAGES:
        tab.goto(in_language(paths["finder"], language))
        tab.locator("a.sheet-open").click()
        tab.get_by_role("dialog").locator("details summary").first.click()
        found += check(tab, widths=[360])
    tally["pages"] += 1

    assert found == []


def test_finder_after_htmx_swapped_its_results(tab, paths, check, tally):
    found = []
    for language in LANGUAGES:
        tab.goto(in_language(paths["finder"], language))
        tab.locator("#f-segment-college").check()
        tab.wait_for_url("**segment=college**")
        found += check(tab)
    tally["pages"] += 1

    assert found == []


def send_empty(page, path):
    """Send the form of a page without the browser's own checks."""
    page.goto(path)
    page.locator("main form[method=post]").last.evaluate("form => { form.noValidate = true }")
    with page.expect_navigation():
        page.locator("main form[method=post] [type=submit]").last.click()


@pytest.mark.parametrize("kind", ["feedback", "sign in", "sign up", "reset password"])
def test_form_with_errors(tab, paths, check, tally, kind):
    found = []
    for language in LANGUAGES:
        send_empty(tab, in_language(paths[kind], language))
        found += check(tab)
    tally["pages"] += 1

    assert found == []


def test_too_many_reports(tab, paths, check, tally, monkeypatch):
    monkeypatch.setattr(feedback, "MOST_FROM_ONE", 0)
    found = []
    for language in LANGUAGES:
        tab.goto(in_language(paths["feedback"], language))
        tab.locator("textarea").fill("The hours are wrong.")
        with tab.expect_navigation() as answer:
            tab.locator("main form[method=post] [type=submit]").last.click()
        assert answer.value.status == 429
        found += check(tab)
    tally["pages"] += 1

    assert found == []


def test_form_whose_token_is_lost(tab, paths, check, tally):
    found = []
    for language in LANGUAGES:
        tab.goto(in_language(paths["feedback"], language))
        tab.locator("textarea").fill("The hours are wrong.")
        tab.context.clear_cookies()
        with tab.expect_navigation() as answer:
            tab.locator("main form[method=post] [type=submit]").last.click()
        assert answer.value.status == 403
        found += check(tab)
    tally["pages"] += 1

    assert found == []


def test_admin_form_with_errors(tab, paths, check, tally, as_staff, staff_cookies):
    found = []
    tab.context.add_cookies(staff_cookies)
    for language in LANGUAGES:
        tab.goto(in_language(paths["admin form, new"], language))
        tab.locator("#program_form").evaluate("form => { form.noValidate = true }")
        with tab.expect_navigation():
            tab.locator("input[name=_save]").click()
        found += check(tab)
    tally["pages"] += 1

    assert found == []
