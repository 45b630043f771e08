"""The reader's own list under a hand: kept by the browser, or by the address without scripts."""

import json
import re

import pytest
from playwright.sync_api import expect

HORTICULTURE = "/programs/horticulture-cuyamaca/"
SHARED = "/programs/saved/?id=horticulture-cuyamaca&id=esl-civics-imperial-valley"


def kept(page):
    return json.loads(page.evaluate("localStorage.getItem('shortlist')") or '{"names": []}')


@pytest.fixture
def with_two(page):
    """A browser that keeps the first two programs of a search."""
    page.goto("/programs/?q=nursing")
    for number in (0, 1):
        page.locator("#finder [data-save]").nth(number).click()
    return page


def test_cards_of_the_finder_are_saved_without_leaving_it(with_two):
    assert with_two.url.endswith("/programs/?q=nursing")
    assert len(kept(with_two)["names"]) == 2
    expect(with_two.locator("#finder [aria-pressed=true]")).to_have_count(2)


def test_a_saved_card_is_taken_off_by_the_same_button(with_two):
    with_two.locator("#finder [data-save]").first.click()

    assert len(kept(with_two)["names"]) == 1


def test_the_button_of_a_program_answers_to_the_space_bar(page):
    page.goto(HORTICULTURE)
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Space")

    assert kept(page)["names"] == ["horticulture-cuyamaca"]
    expect(page.get_by_role("button", name="Saved")).to_have_attribute("aria-pressed", "true")


def test_notes_are_kept_by_the_browser_and_not_by_the_address(with_two):
    with_two.goto("/programs/saved/")
    with_two.wait_for_url("**/saved/?id=*")
    with_two.locator("textarea").first.fill("call on Monday")
    with_two.reload()

    expect(with_two.locator("textarea").first).to_have_value("call on Monday")
    assert "Monday" not in with_two.url
    with_two.get_by_label("with my notes").check()
    assert "call+on+Monday" in with_two.locator("#share-url").input_value()


def test_taken_off_and_put_back_with_its_note(with_two):
    with_two.goto("/programs/saved/")
    with_two.wait_for_url("**/saved/?id=*")
    with_two.locator("textarea").first.fill("call on Monday")
    with_two.get_by_role("link", name=re.compile("^Take off")).first.click()
    expect(with_two.locator("textarea")).to_have_count(1)
    assert len(kept(with_two)["names"]) == 1

    with_two.get_by_role("link", name="Put it back").click()

    expect(with_two.locator("textarea").first).to_have_value("call on Monday")
    assert len(kept(with_two)["names"]) == 2


def test_a_list_that_came_with_an_address_replaces_nothing_by_itself(with_two):
    own = kept(with_two)["names"]
    with_two.goto(SHARED)

    expect(with_two.get_by_text("You keep another one in this browser.")).to_be_visible()
    assert kept(with_two)["names"] == own
    with_two.get_by_role("button", name="Add these to mine").click()
    expect(with_two.locator("textarea")).to_have_count(4)
    assert len(kept(with_two)["names"]) == 4


def test_without_scripts_the_address_keeps_list_and_notes(new_page):
    page = new_page(javascript=False)
    page.goto(HORTICULTURE)
    page.get_by_role("link", name="Save").click()
    page.locator("textarea").fill("ask about evenings")
    page.get_by_role("button", name="Keep the notes in the address").click()

    assert "ask+about+evenings" in page.url
    expect(page.locator("textarea")).to_have_value("ask about evenings")
