"""The reader's own list under a hand: kept by the browser, or by the address without scripts."""

import json
import re

import pytest
from playwright.sync_api import expect

from pathways_portal.common.enums import EditingStatus
from programs.models import Program
from programs.shortlist.listed import MOST_SAVED

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


# --- What is kept stays kept ----------------------------------------------------------------------

OLD_BROWSER = "delete URLSearchParams.prototype.size"
WITHOUT_STORAGE = """
for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, {
        get() { throw new DOMException("denied", "SecurityError"); },
    });
}
"""


@pytest.fixture
def names(db_access):
    """Web names of one program more than a list holds; the last is "the 21st" below."""
    rows = Program.objects.open_to_students().order_by("slug")
    return list(rows.values_list("slug", flat=True)[: MOST_SAVED + 1])


def keep(page, names, notes):
    """Have the browser keep a list, as an earlier visit left it."""
    page.goto("/about/")
    page.evaluate(
        "list => localStorage.setItem('shortlist', JSON.stringify(list))",
        {"names": names, "notes": notes},
    )


def open_own_list(page):
    page.goto("/programs/saved/")
    page.wait_for_url("**/saved/?id=*")


def shown(page):
    return [row.get_attribute("data-name") for row in page.locator("[data-name]").all()]


def test_a_browser_that_does_not_count_parameters_opens_the_whole_list(page, names):
    page.add_init_script(OLD_BROWSER)
    keep(page, names[:3], {names[1]: "call on Monday"})

    open_own_list(page)

    assert shown(page) == names[:3]
    expect(page.locator("textarea").nth(1)).to_have_value("call on Monday")
    assert kept(page) == {"names": names[:3], "notes": {names[1]: "call on Monday"}}


def test_opening_a_list_beyond_the_limit_loses_nothing_and_what_is_taken_off_makes_room(
    page, names
):
    keep(page, names, {names[-1]: "the last one"})

    open_own_list(page)

    expect(page.get_by_text("one more in the address was left out")).to_be_visible()
    assert shown(page) == names[:MOST_SAVED]
    assert kept(page) == {"names": names, "notes": {names[-1]: "the last one"}}

    page.get_by_role("link", name=re.compile("^Take off the list")).first.click()
    page.wait_for_url("**removed=*")

    assert shown(page) == kept(page)["names"] == names[1:]
    expect(page.locator("textarea").last).to_have_value("the last one")


def test_a_full_list_takes_no_more_and_says_so(page, names):
    keep(page, names[:MOST_SAVED], {})
    page.goto(f"/programs/{names[-1]}/")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("status")).to_contain_text("Not saved: your list holds 20 programs.")
    assert kept(page)["names"] == names[:MOST_SAVED]
    expect(page.get_by_role("button", name="Save")).to_have_attribute("aria-pressed", "false")


def test_a_full_list_takes_no_more_from_an_address_either(page, names):
    keep(page, names[:MOST_SAVED], {})
    page.goto(f"/programs/saved/?id={names[-1]}")
    page.get_by_role("button", name="Add these to mine").click()

    expect(page.get_by_text("Nothing was added")).to_be_visible()
    assert kept(page)["names"] == names[:MOST_SAVED]


def test_a_program_that_is_not_public_for_a_day_is_kept_with_its_note(page, names):
    own, note = names[:3], {names[1]: "call on Monday"}
    keep(page, own, note)
    program = Program.objects.filter(slug=names[1])
    program.update(status=EditingStatus.DRAFT)
    try:
        open_own_list(page)
        expect(page.get_by_text("One program of this list is not here now.")).to_be_visible()
        assert shown(page) == [names[0], names[2]]
        page.locator("textarea").last.fill("another note")
        page.reload()
        assert kept(page) == {"names": own, "notes": {**note, names[2]: "another note"}}
    finally:
        program.update(status=EditingStatus.PUBLISHED)

    open_own_list(page)
    expect(page.locator("textarea").nth(1)).to_have_value("call on Monday")


def test_what_is_not_here_can_be_taken_off(page, names):
    keep(page, ["no-such-program", names[0]], {names[0]: "stays"})
    open_own_list(page)
    page.get_by_role("link", name="Take off what is not here").click()

    expect(page.get_by_text("is not here now")).to_have_count(0)
    assert kept(page) == {"names": [names[0]], "notes": {names[0]: "stays"}}


def test_notes_that_came_with_the_address_of_the_same_list_replace_none(page, names):
    keep(page, names[:1], {names[0]: "mine"})
    page.goto(f"/programs/saved/?id={names[0]}&note.{names[0]}=theirs")

    expect(page.get_by_text("You keep another one in this browser.")).to_be_visible()
    assert kept(page)["notes"] == {names[0]: "mine"}


def test_without_storage_the_page_says_that_only_the_address_holds_the_list(page):
    page.add_init_script(WITHOUT_STORAGE)
    page.goto(HORTICULTURE)
    page.get_by_role("button", name="Save").click()

    expect(page).to_have_url(re.compile(r"/saved/\?id=horticulture-cuyamaca$"))
    expect(page.get_by_text("This browser does not keep lists")).to_be_visible()
    page.locator("textarea").fill("ask about evenings")
    page.get_by_role("button", name="Keep the notes in the address").click()
    expect(page.locator("textarea")).to_have_value("ask about evenings")
    page.get_by_role("link", name=re.compile("^Take off the list")).click()
    page.get_by_role("link", name="Put it back").click()
    expect(page.locator("textarea")).to_have_value("ask about evenings")
