"""Every kind of page fits a phone, in both languages, with longer words too, and prints.

WCAG 2.2, 1.4.10 Reflow: nothing scrolls sideways at 320 CSS pixels. A wide table may scroll in a
frame of its own; the page may not.
"""

import pytest
from page_kinds import ADMIN, PUBLIC, in_language
from playwright.sync_api import expect

NARROW = [320, 360]
# Spanish is about a third longer than English, other languages longer still: every word is drawn
# out by its own letters until the text is 1.4 times as long.
LONGER = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const grow = (word) => word + word.slice(0, Math.round(word.length * 0.4));
    while (texts.nextNode()) {
        const node = texts.currentNode;
        if (node.parentElement.closest("script, noscript, style")) continue;
        node.data = node.data.replace(/[\\p{L}\\p{N}]+/gu, grow);
    }
}"""
# What sticks out, for the message; the rule itself is that the page cannot be scrolled sideways.
STICKS_OUT = """() => {
    const root = document.scrollingElement, width = root.clientWidth;
    if (root.scrollWidth <= width) return [];
    const outside = [...document.body.querySelectorAll("*")].filter((node) => {
        const box = node.getBoundingClientRect();
        return box.width && box.right > width + 0.5
            && !node.closest(".table-scroll, .history-scroll, .results, .hidden-visually, svg");
    });
    return [`${root.scrollWidth} > ${width}`, ...outside.slice(0, 4).map((node) =>
        `${node.localName}.${node.className} ${node.textContent.trim().slice(0, 40)}`)];
}"""


def check(page, address, status=200):
    """What makes the page of an address scroll sideways, at each narrow width, as [what, …]."""
    page.set_viewport_size({"width": NARROW[0], "height": 740})
    response = page.goto(address)
    wrong = [] if response.status == status else [(address, response.status)]
    for text in ["as it is", "longer"]:
        if text == "longer":
            page.evaluate(LONGER)
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": 740})
            if sticks_out := page.evaluate(STICKS_OUT):
                wrong.append((address, width, text, sticks_out))
    return wrong


@pytest.mark.parametrize("kind", PUBLIC)
def test_page_fits_a_phone(tab, paths, kind):
    status = PUBLIC[kind].status
    addresses = [paths[kind], in_language(paths[kind], "es")]

    assert [wrong for address in addresses for wrong in check(tab, address, status)] == []


@pytest.mark.parametrize("kind", ADMIN)
def test_page_of_staff_fits_a_phone(tab, paths, as_staff, staff_cookies, kind):
    tab.context.add_cookies(staff_cookies)
    addresses = [paths[kind], in_language(paths[kind], "es")]

    assert [wrong for address in addresses for wrong in check(tab, address)] == []


def test_open_filters_fit_a_phone(new_page):
    page = new_page(width=320, height=740)
    for address in ["/programs/#filters", "/es/programs/#filters"]:
        page.goto(address)
        page.evaluate(LONGER)
        inside = page.locator("#filters").evaluate("node => node.scrollWidth - node.clientWidth")
        assert (address, inside) == (address, 0)


# Two more entries than the menu has, as if pages were added.
MORE_ENTRIES = """() => {
    for (const list of document.querySelectorAll(".site-nav:not(.site-tools) ul")) {
        for (const word of ["Caminos", "Carreras"]) {
            const entry = list.firstElementChild.cloneNode(true);
            entry.firstElementChild.textContent = word;
            list.prepend(entry);
        }
    }
}"""
# What is wrong with the header: a second row of entries, parts that cover each other or stick out.
HEADER = """() => {
    const seen = (node) => node && node.getClientRects().length > 0;
    const box = (node) => node.getBoundingClientRect();
    const header = document.querySelector(".site-header"), wrong = [];
    const entries = [...header.querySelectorAll(".site-bar li")].filter(seen);
    if (entries.length && box(entries.at(-1)).top >= box(entries[0]).bottom) wrong.push("two rows");
    const button = header.querySelector(".site-menu summary");
    if (Boolean(entries.length) === seen(button)) wrong.push("bar and button");
    const parts = [...header.querySelector(".wrap").children].filter(seen);
    parts.forEach((part, at) => {
        const {left, right} = box(part);
        if (right > innerWidth || left < 0) wrong.push(`${part.className} sticks out`);
        for (const other of parts.slice(at + 1)) {
            const a = box(part), b = box(other);
            if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
                wrong.push(`${part.className} covers ${other.className}`);
            }
        }
    });
    return wrong;
}"""


def header_faults(page, address):
    """What is wrong with the header at any width, with the words as they are and drawn out."""
    wrong = []
    page.goto(address)
    page.evaluate(MORE_ENTRIES)
    for text in ["as it is", "longer"]:
        if text == "longer":
            page.evaluate(LONGER)
        for width in [320, 360, 768, 960, 1024, 1280, 1440]:
            page.set_viewport_size({"width": width, "height": 740})
            page.evaluate(
                "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))"
            )
            wrong += [(address, width, text, fault) for fault in page.evaluate(HEADER)]
    return wrong


def test_header_has_room_for_longer_words_and_more_entries(tab):
    assert header_faults(tab, "/about/") + header_faults(tab, "/es/about/") == []


def test_header_has_room_for_who_is_signed_in(tab, as_staff, staff_cookies):
    tab.context.add_cookies(staff_cookies)

    assert header_faults(tab, "/about/") + header_faults(tab, "/es/about/") == []


@pytest.mark.parametrize(("language", "width"), [("en", 960), ("en", 1280), ("es", 1280)])
def test_entries_of_the_menu_stand_open_on_a_wide_screen(new_page, language, width):
    """In both languages: no button in between. The longer Spanish needs the wider screen."""
    page = new_page(width=width)
    page.goto(in_language("/about/", language))

    expect(page.locator(".site-bar")).to_be_visible()
    expect(page.locator(".site-menu")).to_be_hidden()


PRINTED = ["finder", "program", "school, not reported", "sector", "what is on file", "home"]


@pytest.mark.parametrize("kind", PRINTED)
def test_paper_holds_the_content_and_no_navigation(tab, paths, kind):
    tab.goto(paths[kind])
    tab.emulate_media(media="print")

    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    expect(tab.locator("main .print-only, footer .print-only").first).to_be_visible()
    for hidden in [".site-nav", ".site-search", ".skip-link", ".crumbs", ".pages", ".sheet"]:
        for part in tab.locator(hidden).all():
            expect(part).to_be_hidden()
    for form in tab.locator("form[method=get]").all():
        expect(form).to_be_hidden()


def test_paper_shows_the_results_and_where_they_are_from(tab, paths):
    tab.goto(paths["finder, narrowed"])
    tab.emulate_media(media="print")

    cards = tab.locator("#results .card")
    assert cards.count() > 5
    for card in cards.all():
        expect(card).to_be_visible()
        expect(card.locator(".source")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 700])  # a screen, and a sheet of paper
def test_paper_states_the_question_and_holds_no_control(new_page, paths, width):
    page = new_page(width=width)
    page.goto(paths["finder, narrowed"] + "#filters")
    page.emulate_media(media="print")

    expect(page.locator(".state-in-words")).to_contain_text("“nursing”")
    expect(page.locator(".state-in-words")).to_contain_text("Within 100 miles of 92101")
    for control in page.locator("main :is(select, button, input, .btn, .chip, .clear)").all():
        expect(control).to_be_hidden()


def test_paper_prints_whole_addresses_only(tab, paths):
    tab.emulate_media(media="print")
    for kind in ["finder", "schools", "sectors", "program", "what is on file"]:
        tab.goto(paths[kind])
        printed = tab.evaluate("""() => [...document.querySelectorAll("main a")]
            .map((link) => getComputedStyle(link, "::after").content)
            .filter((content) => content.includes("/"))""")

        assert [words for words in printed if "http" not in words] == [], kind
        if kind == "finder":
            assert len(printed) == 20


def test_dark_screen_prints_black_on_white(new_page, paths):
    page = new_page(dark=True)
    page.goto(paths["program"])
    page.emulate_media(media="print", color_scheme="dark")

    colors = page.evaluate(
        "() => [document.body, document.querySelector('h1')].map((n) => getComputedStyle(n).color)"
    )
    assert colors == ["rgb(0, 0, 0)", "rgb(0, 0, 0)"]
