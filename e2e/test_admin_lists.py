"""Lists of the admin stand whole beside their filters on a laptop, in both languages."""

import pytest
from page_kinds import in_language

LISTS = [
    "equity/dimension",
    "equity/group",
    "equity/metric",
    "equity/publication",
    "equity/publishedcell",
    "equity/release",
    "equity/segmentmeaning",
    "equity/slice",
    "equity/sourcelabel",
    "outbox/delivery",
    "partners/actionitem",
    "partners/goal",
    "partners/goalcycle",
]
SLIDES = """() => {
    const frame = document.querySelector(".results-frame");
    return frame ? frame.scrollWidth - frame.clientWidth : 0;
}"""
OVER_THE_BUTTON = """() => {
    const button = document.querySelector(".object-tools a")?.getBoundingClientRect();
    const words = document.createRange();
    words.selectNodeContents(document.querySelector("#content > h1"));
    return Boolean(button) && words.getBoundingClientRect().right > button.left;
}"""


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_list_stands_whole_beside_its_filters(tab, as_staff, staff_cookies, name, language):
    tab.context.add_cookies(staff_cookies)

    response = tab.goto(in_language(f"/admin/{name}/", language))

    assert (response.status, tab.evaluate(SLIDES)) == (200, 0)
    assert not tab.evaluate(OVER_THE_BUTTON)
