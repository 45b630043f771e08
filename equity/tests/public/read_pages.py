"""Every page of a crawl, read as its kind: what it is about, its tables, pictures and sentences."""

import re
from urllib.parse import parse_qs, urlsplit

from equity.tests.public import read_charts as charts
from equity.tests.public import read_tables as tables
from equity.tests.public.mail import read_lines
from equity.tests.public.names import GROUPS, METRICS, PATHWAYS, PLACES, about, cohort_of
from equity.tests.public.read_sentences import read_overview_words, read_title
from equity.tests.public.tree import tree

_UNKNOWN = "Group 4"
NOT_PREPARED = "This table was not prepared"


def read_page(claims, address, html):
    """Read one page into `claims`."""
    page, comments = tree(html)
    path = urlsplit(address).path
    claims.check(not comments, f"{address}: comments {comments}")
    _head(claims, address, page)
    kind, read = next(((kind, read) for kind, read in _KINDS if re.search(kind, path)), ("", None))
    if read and NOT_PREPARED not in page.one("h1").text:
        claims.pages[read.__name__.strip("_")] += 1
        read(claims, address, page)


def _head(claims, address, page):
    """Title, description and link preview say no number that the page does not."""
    visible = set(re.findall(r"\d[\d,.]*\d|\d", page.one("body").text))
    metas = [m.get("content") for m in page.all("meta") if m.get("name") == "description"]
    metas += [m.get("content") for m in page.all("meta") if m.get("property").startswith("og:")]
    said = " ".join([page.one("title").text, *(m for m in metas if "://" not in m)])
    more = set(re.findall(r"\d[\d,.]*\d|\d", said)) - visible
    claims.check(not more, f"{address}: {more} in the head alone")


def _asked(address, page, name):
    """What a form has chosen, by its value; what the address says where it has no list."""
    for option in page.one("select", id=f"equity-{name}").all("option"):
        if "selected" in option.attributes:
            return option.get("value"), option.text
    value = parse_qs(urlsplit(address).query).get(name, [""])[0]
    return value, value


def _pathway(address, page):
    value, _words = _asked(address, page, "pathway")
    return next((one for one in PATHWAYS if one.lower().replace(" ", "-") == value), "all")


def _group_of(label):
    return GROUPS[label.removesuffix(" small group, wide margin").strip()]


# --- The overview -------------------------------------------------------------------------------


def _overview(claims, address, page):
    table = page.one("table")
    caption = table.one("caption").text
    here = about(caption)

    def key_of(label):
        return here._replace(group=_group_of(label))

    columns, keys, rows = tables.headers(table)[1:], [], []
    for _row, (label, *cells) in tables.body(table):
        key = key_of(label.without("fact-note"))
        words = tables.read_row(claims, key, columns, cells, "table")
        if key.group != "all":
            keys.append(key)
            rows.append((label.without("fact-note"), words))
    asked = parse_qs(urlsplit(address).query)
    tables.silent_last(claims, rows, "sort" not in asked, address)
    only = asked.get("only") == ["gaps"]
    if only:
        claims.check(
            all(claims.flag_of(key) == "yes" for key in keys), f"{address}: more than gaps"
        )
    charts.read_dots(claims, page.one("figure", "dots"), key_of, "dot plot")
    for line in page.one("figure", "dots").all("p", "dot-without"):
        labels, words = line.all("span")[:2]
        for label in labels.text.split(","):
            claims.rate(key_of(label.strip()), words.text, "dot plot")
            tables.says_nothing(claims, here, line.one("span", "not-shown"), "dot plot")
    for script in page.all("script", id="equity-data"):
        charts.read_data(claims, script, key_of)
    lede = page.one("p", "lede").text
    claims.same(about(lede), here, address)
    if found := re.search(r"· ([\d,]+) students?", lede):
        claims.say(here, "n", found[1], "lede")
    if not only:
        read_overview_words(claims, page, here, keys, key_of, _UNKNOWN)


def _table(claims, address, page):
    table = page.one("table")
    names = tables.headers(table)
    pathway = about(page.one("p", "lede").text).pathway
    rows = {}
    for _row, cells in tables.body(table):
        label = next(cell for cell in cells if cell.tag == "th")
        metric, place, cohort, *figures = [cell for cell in cells if cell.tag == "td"]
        key = about(
            f"{metric.text} · {place.text} · {cohort.text}",
            _group_of(label.text),
            pathway=pathway,
        )
        words = tables.read_row(claims, key, names[4:], figures, "table")
        if key.group != "all":
            rows.setdefault(key._replace(group=""), []).append((label.text, words))
    for found in rows.values():
        tables.silent_last(claims, found, "sort" not in address, address)


# --- Compare, trend, entering, gains -------------------------------------------------------------


def _compare(claims, address, page):
    lede = page.one("p", "lede").text
    group = next(GROUPS[one] for one in lede.split(" · ") if one in GROUPS)
    here = about(lede, group)

    def key_of(label):
        return here._replace(place=label)

    shown = 0
    rows = []
    for _row, (label, *cells) in tables.body(page.one("table")):
        columns = tables.headers(page.one("table"))[1:]
        words = tables.read_row(claims, key_of(label.text), columns, cells, "comparison")
        rows.append((label.text, words))
        shown += bool(re.search(r"\d", words))
    tables.silent_last(claims, rows, True, address)
    charts.read_dots(claims, page.one("figure", "dots"), key_of, "comparison")
    for line in page.one("figure", "dots").all("p", "dot-without"):
        tables.says_nothing(claims, here, line.one("span", "not-shown"), "comparison")
    counted = re.search(r"at (\d+) places?:", page.one("h1").text)
    if page.all("table"):
        claims.same(counted and int(counted[1]), shown, f"{address}: places in the title")


def _trend(claims, address, page):
    here = about(page.one("p", "lede").text)
    table = page.one("table")
    cohorts = [cohort_of(words) for words in tables.headers(table)[1:]]

    def key_of(label, cohort):
        return here._replace(group=_group_of(label), cohort=cohort)

    for _row, (label, *cells) in tables.body(table):
        for cohort, cell in zip(cohorts, cells, strict=True):
            key = key_of(label.text, cohort)
            claims.rate(key, cell.text, "trend table")
            if cell.all("a", "why"):
                tables.says_nothing(claims, key, cell, "trend table")
    if found := re.search(r"from (\d+)% to (\d+)%", page.one("ul", "dot-key").text):
        figure = page.one("figure", "panels")
        charts.read_panels(claims, figure, key_of, cohorts, found[1], found[2])
    read_title(claims, page.one("h1").text, here, cohorts)


def _entering(claims, address, page):
    place = next(one for one in PLACES if f": {one}, by " in page.one("h1").text)
    pathway = _pathway(address, page)
    table = page.one("table")
    parts, metric = [], "Step 1"
    for cell in table.one("thead").all("th")[1:]:
        name, cohort = cell.without("fact-note"), cell.one("span", "fact-note").text
        metric = name if name in METRICS else metric
        key = about(f"{metric} · {place} · {cohort}", pathway=pathway)
        parts.append((key, "n" if name not in METRICS else "s"))
    for part, (key, count) in zip(page.one("p", "lede").text.split("|"), parts, strict=True):
        if found := re.search(r"· ([\d,]+)(?: ·|\s*$)", part):
            claims.say(key, count, found[1], "lede")
    for _row, (label, *cells) in tables.body(table):
        for (key, count), cell in zip(parts, cells, strict=True):
            if re.fullmatch(r"[\d.]+%", cell.text):
                own = key._replace(group=_group_of(label.text))
                claims.say(own, f"share_{count}", cell.text, "shares")
            else:
                claims.check(not re.search(r"\d", cell.text), f"{key}: {cell.text!r}")
    charts.read_pairs(claims, page.one("figure", "pairs"), _group_of, parts)


def _gains(claims, address, page):
    here = about(page.one("p", "lede").text)
    widest, seen = None, []
    for row, (label, *cells) in tables.body(page.one("table")):
        metric, rate, others, needed = cells[:4]
        key = about(
            f"{metric.one('a').text} · {metric.one('span', 'fact-note').text} · {here.place}",
            _group_of(label.text),
            pathway=here.pathway,
        )
        claims.rate(key, rate.text, "gains")
        claims.say(key, "others", others.text, "gains")
        claims.say(key, "needed", needed.text, "gains")
        claims.word(key, "gap", "yes", "gains")
        count = int(needed.text.replace(",", ""))
        widest = widest or count
        bar = row.one("rect", "gain-fill").get("width")
        claims.same(bar, f"{100 * count / widest:.1f}%", f"{address}: bar")
        seen.append(count)
    claims.check(seen == sorted(seen, reverse=True), f"{address}: {seen}")


# --- Pages of a pathway, of an organization -------------------------------------------------------


def _headlines(claims, address, page):
    title, lede = page.one("h1").text, page.one("p", "lede").text
    here = about(f"{title.partition(':')[0]} · {lede}")
    compared = with_gaps = 0
    for line in page.all("p", "headline-line"):
        item = next(li for li in page.all("li") if line in li.children)
        cohort, _, rest = item.one("p", "soft").text.partition(" · ")
        key = about(f"{line.one('a').text} · {cohort}", place=here.place, pathway=here.pathway)
        claims.rate(key, line.one("span", "headline-rate").text, "headline")
        if found := re.match(r"([\d,]+) students?", rest):
            claims.say(key, "n", found[1], "headline")
        compared += 1
        gaps = item.one("ul", "gap-names").all("li")
        with_gaps += bool(gaps)
        for gap in gaps:
            own = key._replace(group=_group_of(gap.one("a").text))
            charts.verdict(claims, own, gap.one("span", "dot-verdict").text, "headline")
    if found := re.search(r"in (\d+) of (\d+) measures?", title):
        said = int(found[1]), int(found[2])
        claims.same(said, (with_gaps, compared), f"{address}: measures in the title")


def _record(claims, address, page):
    """The outcome on the page of a program, a pathway or an organization, on paper too."""
    panel = page.one("section", id="outcome")
    note = panel.one("span", "fact-note").text
    if not (found := re.match(r"of ([\d,]+) students?, ([^,]+)(?:, (.+))?$", note)):
        claims.check(not re.search(r"\d", note), f"{address}: {note}")
        return
    name = page.one("h1").text
    link = next(a.text for a in panel.all("a") if a.text in METRICS)
    place = next((one for one in PLACES if one in name), "Example Region")
    pathway = next((one for one in PATHWAYS if one in name), "all")
    claims.check(found[3] in (None, "the region"), f"{address}: {note}")
    key = about(f"{link} · {found[2]}", place=place, pathway=pathway)
    claims.say(key, "n", found[1], "outcome")
    claims.rate(key, panel.one("p", "figure-value").text, "outcome")


def _report(claims, address, page):
    place = page.one("h1").text.partition(": report of ")[0]
    read_lines(claims, page.one("main"), place, "report page")


_KINDS = [
    (r"^(/es)?/equity/$", _overview),
    (r"/equity/explore/t/[^/]+/$", _table),
    (r"/equity/compare/$", _compare),
    (r"/equity/trend/$", _trend),
    (r"/equity/entering/$", _entering),
    (r"/equity/gains/$", _gains),
    (r"/equity/(pathways|institutions)/", _headlines),
    (r"/equity/reports/\d{4}-\d\d/$", _report),
    (r"^/(pathways|colleges|programs)/", _record),
]
