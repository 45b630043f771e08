"""The interactive chart: asked for, after the table, from our own files; it saves its picture."""

import pytest
from page_kinds import in_language

CHARTS = ("equity", "equity, compared", "equity, who enters", "equity, trend")


@pytest.mark.parametrize("kind", CHARTS)
def test_the_chart_comes_when_asked_and_saves_a_picture(tab, paths, kind):
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(paths[kind])
    assert not [url for url in asked if "plotly" in url]

    tab.locator(".plot-open button").click()
    tab.locator("#plot .main-svg").first.wait_for()

    table, plot = tab.locator("table").first.bounding_box(), tab.locator("#plot").bounding_box()
    assert plot["y"] > table["y"]
    with tab.expect_download() as download:
        tab.locator("#plot .modebar-btn").first.click()
    assert download.value.suggested_filename == "equity.png"


def test_the_chart_takes_the_focus_and_speaks_the_language_of_the_page(tab, paths):
    tab.goto(in_language(paths["equity"], "es"))

    tab.locator(".plot-open button").press("Enter")
    tab.locator("#plot .main-svg").first.wait_for()

    assert tab.evaluate("document.activeElement.id") == "plot"
    tools = tab.locator("#plot .modebar-btn").evaluate_all("all => all.map(b => b.dataset.title)")
    # All there are: none of them sends the chart to anybody.
    assert tools == [
        "Guardar como imagen",
        "Ampliar una parte",
        "Mover",
        "Acercar",
        "Alejar",
        "Mostrar todo",
        "Como estaba",
    ]


@pytest.mark.parametrize("kind", CHARTS)
@pytest.mark.parametrize("width", [360, 1280])
def test_no_words_of_the_chart_run_out_of_it_or_over_each_other(tab, paths, kind, width):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(in_language(paths[kind], "es"))
    tab.locator(".plot-open button").click()
    tab.locator("#plot .main-svg").first.wait_for()

    plot = tab.locator("#plot").bounding_box()
    title = tab.locator("#plot .gtitle").bounding_box()
    assert title["x"] + title["width"] <= plot["x"] + plot["width"]
    ticks = [one.bounding_box() for one in tab.locator("#plot .xtick").all()]
    lowest = max(one["y"] + one["height"] for one in ticks)
    legend = tab.locator("#plot .legend")
    if legend.count():
        box = legend.bounding_box()
        assert lowest <= box["y"] and box["x"] + box["width"] <= plot["x"] + plot["width"] + 1
    assert title["y"] + title["height"] <= min(one["y"] for one in ticks)


def test_a_trend_has_a_panel_for_each_group_in_the_colors_of_the_page(tab, paths):
    tab.goto(paths["equity, trend"])
    tab.locator(".plot-open button").click()
    tab.locator("#plot .main-svg").first.wait_for()

    names = tab.locator(".panel-name").evaluate_all("all => all.map(p => p.firstChild.data.trim())")
    above = tab.locator("#plot .annotation-text").evaluate_all(
        "all => all.map(text => text.dataset.unformatted.replaceAll('<br>', ' '))"
    )
    assert above == names
    colors = """name => getComputedStyle(document.querySelector(name)).stroke"""
    wanted = {tab.evaluate(colors, ".trend-line"), tab.evaluate(colors, ".trend-all")}
    drawn = tab.locator("#plot .js-line").evaluate_all("all => all.map(p => p.style.stroke)")
    assert set(drawn) == wanted


@pytest.mark.parametrize("kind", [*CHARTS, "equity, gains"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_table_slides_sideways_on_a_phone(tab, paths, kind, language):
    tab.set_viewport_size({"width": 360, "height": 800})
    tab.goto(in_language(paths[kind], language))

    sliding = tab.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter((one) => one.scrollWidth > one.clientWidth + 1)
            .filter((one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX))
            .map((one) => one.className)"""
    )
    assert sliding == []
