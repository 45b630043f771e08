"""Pages of several cohorts or stages: the trend, and who enters and who completes."""

import re
from fractions import Fraction

from equity.tests.public import read_charts as charts
from equity.tests.public import read_tables as tables
from equity.tests.public import read_titles as titles
from equity.tests.public.claims import SHOWN
from equity.tests.public.names import (
    METRICS,
    PATHWAYS,
    PLACES,
    UNKNOWN,
    about,
    cohort_of,
    group_of,
)

UNKNOWN_GROUP = group_of(UNKNOWN)


def read_trend(claims, address, page):
    """Rates of each cohort, as a table, small panels, a chart of the reader's own, a title."""
    here = about(page.one("p", "lede").text)
    table = page.one("table")
    cohorts = [cohort_of(words) for words in tables.headers(table)[1:]]

    def key_of(label, cohort):
        return here._replace(group=group_of(label), cohort=cohort)

    rows = []
    for _row, (label, *cells) in tables.body(table):
        cells = tables.said_once(claims, address, cells, len(cohorts))
        for cohort, cell in zip(cohorts, cells, strict=True):
            key = key_of(label.text, cohort)
            claims.rate(key, cell.text, "trend table")
            if cell.all("a", "why"):
                tables.says_nothing(claims, key, cell, "trend table")
        if label.text != "All students":
            rows.append((label.text, [cell.text for cell in cells]))
    tables.silent_rows_last(claims, rows, address)
    if found := re.search(r"from (\d+)% to (\d+)%", page.one("ul", "dot-key").text):
        figure = page.one("figure", "panels")
        charts.read_panels(claims, figure, key_of, cohorts, found[1], found[2])
    titles.read_trend(claims, page.one("h1").text, here, cohorts)
    _trend_alternative(claims, page.one("p", id="trend-words").text, key_of, cohorts)

    def say(label, at, ends, words):
        if words:
            key = key_of(label, cohorts[at])
            claims.rate(key, words, "chart data")
            if ends:
                claims.between(key, "rate", *ends, "chart data")

    for script in page.all("script", id="equity-data"):
        title = page.one("h1").text
        charts.read_columns(claims, script, "lines", tables.headers(table)[1:], say, title)


def _trend_alternative(claims, text, key_of, cohorts):
    """ "Step 1 by group and cohort: Group 1: from 39.6% in 2021-22 to 53.9% in 2022-23; Group 2:
    shown only for 2021-22: 40%": of each group the first and the last cohort that has a rate."""
    found = re.fullmatch(r"Step \d by group and cohort: (.+)\.", text)
    claims.check(found or not text, f"an unknown text alternative: {text!r}")
    for part in found[1].split("; ") if found else ():
        both = re.fullmatch(r"(.+): from (\S+%) in (.+) to (\S+%) in (.+)", part)
        one = both or re.fullmatch(r"(.+): shown only for (.+): (\S+%)", part)
        claims.check(one, f"an unknown text alternative: {part!r}")
        if both:
            ends = [(both[3], both[2]), (both[5], both[4])]
        else:
            ends = [(one[2], one[3])] if one else []
        for words, rate in ends:
            key = key_of(one[1], cohort_of(words))
            claims.check(key.cohort in cohorts, f"a cohort that is not in the table: {part!r}")
            claims.rate(key, rate, "text alternative")


def read_entering(claims, address, page):
    """Shares of who could enter, who entered, who completed."""
    lede = [part.strip() for part in page.one("p", "lede").text.split("·")]
    place = next(one for one in lede if one in PLACES)
    pathway = next((one for one in lede if one in PATHWAYS), "all")
    table = page.one("table")
    names, parts = _parts(claims, table, place, pathway)
    ends = names if len(parts) == 1 else [names[0], names[-1]]
    claims.same(lede[0], " → ".join(ends), address)

    def say(label, at, ends, words, source="chart data"):
        key, count = parts[at]
        own = key._replace(group=group_of(label))
        if re.fullmatch(r"[\d.]+%", words):
            claims.say(own, f"share_{count}", words, source)
        else:
            claims.check(not re.search(r"\d", words), f"{own}: {words!r}")
        if ends:
            claims.between(own, f"share_{count}", *ends, source)

    rows, width = [], len(tables.headers(table)) - 1
    for _row, (label, *cells) in tables.body(table):
        cells = tables.said_once(claims, address, cells, width)
        rows.append((label.text, [cell.text for cell in cells[: len(names)]]))
        _indexes(claims, parts, group_of(label.text), cells[len(names) :])
    tables.silent_rows_last(claims, rows, address)
    said = [(*row, "shares") for row in rows]
    said += [*_drawn(page.one("figure", "pairs")), *_alternative(claims, page, address, names)]
    for label, words, source in said:
        claims.same(len(words), len(parts), f"{address}: {words}")
        for at, one in enumerate(words):
            say(label, at, None, one, source)
    for line in page.all("p", "dot-without"):
        claims.check(not re.search(r"\d+%", line.text), f"{address}: {line.text}")
    for script in page.all("script", id="equity-data"):
        charts.read_columns(claims, script, "pairs", names, say, page.one("h1").text)
    charts.read_pairs(claims, page.one("figure", "pairs"), group_of, parts)
    titles.read_entering(claims, page.one("h1").text, place, parts, rows, UNKNOWN)


def _indexes(claims, parts, group, cells):
    """The indexes of the step between the first two parts, where the table has them."""
    for name, cell in zip(tables.INDEXES.values(), cells, strict=False):
        key = parts[1][0]._replace(group=group)
        words = cell.without("fact-note")
        if re.fullmatch(r"[\d.]+", words):
            claims.say(key, name, words, "shares")
            claims.is_(key, SHOWN, "shares")
            is_low = Fraction(words) < Fraction(4, 5)
            said = "below 0.80" in cell.text
            claims.check(not said or Fraction(words) <= Fraction(4, 5), f"{key}: {cell.text}")
            claims.check(said or not is_low or group == UNKNOWN_GROUP, f"{key}: {cell.text}")
        else:
            claims.check(not re.search(r"\d", cell.text), f"{key}: {cell.text}")
        if cell.all("a", "why"):
            tables.says_nothing(claims, key, cell, "shares")


def _parts(claims, table, place, pathway):
    """The names of the parts and, of each, [(Key of all its students, which count)]."""
    names, parts, metric = [], [], "Step 1"
    for cell in table.one("thead").all("th")[1:]:
        if cell.text in tables.INDEXES:
            continue
        name, note = cell.without("fact-note"), cell.one("span", "fact-note").text
        metric = name if name in METRICS else metric
        found = re.fullmatch(r"(.+?)(?: · ([\d,]+) students?)?", note)
        key = about(f"{metric} · {place} · {found[1]}", pathway=pathway)
        names.append(name)
        parts.append((key, "s" if name in METRICS else "n"))
        if found[2]:
            claims.say(*parts[-1], found[2], "shares")
    return names, parts


def _drawn(figure):
    """What stands beside each lane: "39.6% → 41.0% → 38.2%"."""
    for lane in figure.all("li"):
        if label := lane.one("span", "dot-name").text:
            yield label, lane.one("span", "dot-note").text.split(" → "), "dot plot"


def _alternative(claims, page, address, names):
    """ "Shares by group (Could enter, Step 1): Group 1: 39.6%, 41.0%; Group 2: …" """
    text = page.one("p", id="chart-words").text
    found = re.fullmatch(rf"Shares by group \({', '.join(names)}\): (.+)\.", text)
    claims.check(found or not page.all("figure", "pairs"), f"{address}: {text!r}")
    for part in found[1].split("; ") if found else ():
        label, _, words = part.partition(": ")
        yield label, words.split(", "), "text alternative"
