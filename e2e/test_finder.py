"""The finder under a hand: mouse, keyboard, phone, with and without JavaScript."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

# Set in the tab when a test begins; gone when the page was loaded anew.
MARK = "window.sameTab = true"


def found(page):
    """The number in the headline over the results."""
    return int(
        re.search(r"[\d,]+", page.locator("#results-title").inner_text())[0].replace(",", "")
    )


def titles(page):
    return page.locator("#results .card-title").all_inner_texts()


def count_beside(page, checkbox):
    line = page.locator(f"label:has({checkbox}) .count")
    return int(line.inner_text().replace(",", ""))


def swap(page, act):
    """Do something and wait until htmx has put new results in place."""
    with page.expect_response(lambda answer: "/programs/" in answer.url):
        act()
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-settling')")


@pytest.fixture
def finder(page):
    page.goto("/programs/")
    page.evaluate(MARK)
    return page


def test_words_are_searched_without_loading_the_page_anew(finder):
    everything = found(finder)
    finder.get_by_label("What do you want to learn or do?").fill("nursing")

    swap(finder, lambda: finder.get_by_role("main").get_by_role("button", name="Search").click())

    assert finder.url.endswith("/programs/?q=nursing")
    assert 0 < found(finder) < everything
    assert "nursing" in " ".join(titles(finder)).lower()
    assert finder.evaluate("window.sameTab") is True
    expect(finder).to_have_title(re.compile("^nursing"))


def test_a_filter_gives_as_many_as_it_promised_and_keeps_the_focus(finder):
    promised = count_beside(finder, "#f-segment-college")

    swap(finder, lambda: finder.locator("#f-segment-college").check())

    assert found(finder) == promised
    assert finder.url.endswith("/programs/?segment=college")
    expect(finder.locator("#f-segment-college")).to_be_focused()
    expect(finder.locator("#f-segment-college")).to_be_checked()
    expect(finder.locator("#finder-status")).to_have_text(
        finder.locator("#results-title").inner_text()
    )
    assert finder.evaluate("window.sameTab") is True


def test_two_values_of_a_facet_add_up(finder):
    promised = [count_beside(finder, f"#f-segment-{name}") for name in ["college", "ae"]]

    swap(finder, lambda: finder.locator("#f-segment-college").check())
    swap(finder, lambda: finder.locator("#f-segment-ae").check())

    assert found(finder) == sum(promised)


def test_back_and_forward_restore_each_state(finder):
    everything = found(finder)
    swap(finder, lambda: finder.locator("#f-segment-college").check())
    some = found(finder)

    finder.go_back()
    expect(finder.locator("#f-segment-college")).not_to_be_checked()
    assert found(finder) == everything

    finder.go_forward()
    expect(finder.locator("#f-segment-college")).to_be_checked()
    assert found(finder) == some


def test_a_chip_takes_its_filter_away(finder):
    finder.goto("/programs/?segment=college&segment=ae")

    finder.locator("#results a.chip").first.click()

    finder.wait_for_url(re.compile(r"\?segment=(college|ae)#results$"))
    expect(finder.locator("#results a.chip")).to_have_count(1)


def test_clear_all_keeps_the_words(finder):
    finder.goto("/programs/?q=nursing&segment=college&near=92101&within=25")

    finder.get_by_role("link", name="Clear all").click()

    finder.wait_for_url("**/programs/?q=nursing#results")
    expect(finder.locator("#results a.chip")).to_have_count(0)
    expect(finder.locator("#results")).to_be_focused()


def test_sorting_by_name_sorts(finder):
    swap(finder, lambda: finder.get_by_label("Sort:").select_option(label="name"))

    assert "sort=name" in finder.url
    shown = [title.lower() for title in titles(finder)]
    assert shown == sorted(shown)


def test_distance_narrows_and_orders_by_miles(finder):
    finder.get_by_label(re.compile("^Near")).fill("92243")
    swap(finder, lambda: finder.keyboard.press("Enter"))
    near = found(finder)
    promised = count_beside(finder, "input[name=within][value='10']")

    swap(finder, lambda: finder.locator("input[name=within][value='10']").check())

    assert found(finder) == promised < near
    swap(finder, lambda: finder.get_by_label("Sort:").select_option(label="distance"))
    miles = [
        float(text)
        for text in re.findall(r"([\d.]+) mi\b", finder.locator("#results").inner_text())
    ]
    assert miles == sorted(miles)
    assert max(miles) <= 10


def test_pages_hold_every_result_once(finder):
    finder.goto("/programs/?q=business&segment=college")
    total, seen = found(finder), []

    while True:
        seen += finder.locator("#results .card-title a").evaluate_all(
            "links => links.map(a => a.href)"
        )
        following = finder.locator("nav.pages a[rel=next]")
        if not following.count():
            break
        following.click()
        finder.wait_for_url(re.compile(r"page=\d+"))
        finder.wait_for_load_state()

    assert len(seen) == total > 20
    assert len(set(seen)) == total


def test_the_file_holds_the_rows_of_the_page_in_its_order(finder):
    finder.goto("/programs/?q=welding&segment=college")
    with finder.expect_download() as download:
        finder.get_by_role("link", name=re.compile("Download these")).click()

    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert len(rows) == found(finder)
    assert [row["Title"] for row in rows][:20] == titles(finder)
    assert all(row["Source"] for row in rows)


def test_a_misspelled_word_is_mended_and_can_be_kept(finder):
    finder.goto("/programs/?q=nursng")

    expect(finder.locator(".respelled")).to_contain_text("Showing results for nursing")
    finder.get_by_role("link", name="Search for “nursng” instead").click()

    expect(finder.locator(".respelled")).to_have_count(0)
    assert "exact=1" in finder.url


def test_an_empty_result_says_which_filter_to_drop(finder):
    finder.goto("/programs/?q=nursing&segment=ms")

    ways = finder.locator(".ways-out li")
    promised = int(re.search(r"([\d,]+) program", ways.first.inner_text())[1].replace(",", ""))
    ways.first.get_by_role("link").click()

    expect(finder.locator(".ways-out")).to_have_count(0)
    assert found(finder) == promised


# --- Without JavaScript ---


def test_without_javascript_all_of_it_works(new_page):
    page = new_page(javascript=False)
    page.goto("/programs/")
    promised = count_beside(page, "#f-segment-college")

    page.locator("#f-segment-college").check()
    page.get_by_role("button", name="Use these filters").click()
    page.wait_for_url("**segment=college**")
    assert found(page) == promised

    page.get_by_label("What do you want to learn or do?").fill("nursing")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.wait_for_url("**q=nursing**")
    assert 0 < found(page) < promised
    assert "segment=college" in page.url

    page.get_by_label("Sort:").select_option(label="name")
    page.get_by_role("button", name="Sort", exact=True).click()
    page.wait_for_url("**sort=name**")

    page.locator("#results a.chip").first.click()
    expect(page.locator("#f-segment-college")).not_to_be_checked()


def test_without_javascript_the_sheet_opens_and_closes_by_its_address(new_page):
    page = new_page(width=360, javascript=False)
    page.goto("/programs/")
    expect(page.locator("#filters")).to_be_hidden()

    page.locator("a.sheet-open").click()
    expect(page.locator("#filters")).to_be_visible()

    page.locator("a.sheet-close").click()
    expect(page.locator("#filters")).to_be_hidden()


# --- On a phone ---


@pytest.fixture
def phone(new_page):
    page = new_page(width=360, height=740)
    page.goto("/programs/")
    return page


def test_escape_closes_the_sheet_and_gives_the_focus_back(phone):
    phone.locator("a.sheet-open").click()
    expect(phone.get_by_role("dialog")).to_be_visible()

    phone.keyboard.press("Escape")

    expect(phone.locator("#filters")).to_be_hidden()
    expect(phone.locator("a.sheet-open")).to_be_focused()


def test_the_focus_stays_in_the_open_sheet(phone):
    phone.locator("a.sheet-open").click()
    phone.locator("#filters .sheet-foot button").focus()

    inside = []
    for _press in range(3):
        phone.keyboard.press("Tab")
        inside.append(
            phone.evaluate(
                "document.activeElement === document.body || "
                "document.getElementById('filters').contains(document.activeElement)"
            )
        )

    assert inside == [True, True, True]


def test_a_filter_keeps_the_sheet_open_and_its_button_shows_the_number(phone):
    phone.locator("a.sheet-open").click()
    promised = count_beside(phone, "#f-segment-college")

    swap(phone, lambda: phone.locator("#f-segment-college").check())

    expect(phone.get_by_role("dialog")).to_be_visible()
    expect(phone.locator("#f-segment-college")).to_be_focused()
    expect(phone.locator(".sheet-foot button")).to_contain_text(f"{promised:,}")
    phone.locator(".sheet-foot button").click()
    expect(phone.locator("#filters")).to_be_hidden()
    assert found(phone) == promised


# --- By keyboard alone ---


def test_the_first_stop_skips_to_the_content(finder):
    finder.keyboard.press("Tab")
    expect(finder.locator(".skip-link")).to_be_focused()
    expect(finder.locator(".skip-link")).to_be_in_viewport()

    finder.keyboard.press("Enter")

    expect(finder.locator("#main")).to_be_focused()


def test_tab_reaches_search_then_filters_then_results(finder):
    finder.locator("#main").focus()

    stops = []
    for _press in range(100):  # each box of each filter is one
        finder.keyboard.press("Tab")
        stops.append(
            finder.evaluate(
                """() => {
                    const here = document.activeElement;
                    if (here.id === "finder-q") return "search";
                    if (here.closest("#filters")) return "filters";
                    if (here.closest("#results .cards")) return "results";
                    return "";
                }"""
            )
        )
        if stops[-1] == "results":
            break

    order = [stop for stop in dict.fromkeys(stops) if stop]
    assert order == ["search", "filters", "results"]


def test_the_space_bar_ticks_and_the_focus_shows(finder):
    finder.locator("#f-segment-college").focus()
    finder.keyboard.press("Tab")
    finder.keyboard.press("Shift+Tab")

    swap(finder, lambda: finder.keyboard.press("Space"))

    expect(finder.locator("#f-segment-college")).to_be_checked()
    expect(finder.locator("#f-segment-college")).to_be_focused()
    style = finder.locator("#f-segment-college").evaluate(
        "node => getComputedStyle(node).outlineStyle"
    )
    assert style != "none"
