"""Every page of a crawl, read as its kind: what it is about, its tables, pictures and sentences."""

import re
from urllib.parse import parse_qs, urlsplit

from equity.tests.public import read_charts as charts
from equity.tests.public import read_tables as tables
from equity.tests.public import read_titles as titles
from equity.tests.public.claims import SHOWN, is_share
from equity.tests.public.knowledge import is_as_published
from equity.tests.public.mail import read_lines
from equity.tests.public.names import METRICS, PATHWAYS, PLACES, UNKNOWN, about, group_of
from equity.tests.public.read_sentences import read_alternative, read_overview_words
from equity.tests.public.read_series import read_entering, read_trend
from equity.tests.public.tree import tree

NOT_PREPARED = "This table was not prepared"


def read_page(claims, address, html):
    """Read one page into `claims`."""
    page, comments = tree(html)
    path = urlsplit(address).path
    claims.check(not comments, f"{address}: comments {comments}")
    _head(claims, address, page)
    kind, read = next(((kind, read) for kind, read in _KINDS if re.search(kind, path)), ("", None))
    if read and NOT_PREPARED not in page.one("h1").text:
        claims.pages[read.__name__.removeprefix("read").strip("_")] += 1
        read(claims, address, page)


def _head(claims, address, page):
    """Title, description and link preview say no number that the page does not."""
    visible = set(re.findall(r"\d[\d,.]*\d|\d", page.one("body").text))
    metas = [m.get("content") for m in page.all("meta") if m.get("name") == "description"]
    metas += [m.get("content") for m in page.all("meta") if m.get("property").startswith("og:")]
    said = " ".join([page.one("title").text, *(m for m in metas if "://" not in m)])
    more = set(re.findall(r"\d[\d,.]*\d|\d", said)) - visible
    claims.check(not more, f"{address}: {more} in the head alone")


# --- The overview -------------------------------------------------------------------------------


def _overview(claims, address, page):
    table = page.one("table")
    caption = table.one("caption").text
    here = about(caption)

    def key_of(label):
        return here._replace(group=group_of(label))

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
        charts.read_data(claims, script, key_of, page.one("h1").text)
    lede = page.one("p", "lede").text
    claims.same(about(lede), here, address)
    if found := re.search(r"· ([\d,]+) students?", lede):
        claims.say(here, "n", found[1], "lede")
    if not only:
        read_overview_words(claims, page, here, keys, UNKNOWN)


def _table(claims, address, page):
    table = page.one("table")
    lede = page.one("p", "lede").text
    # What is the same in all rows is named above and takes no column.
    above = {"Measure": page.one("h1").text.partition(", by ")[0], "Place": lede, "Cohort": lede}
    names = tables.headers(table)
    columns = [one for one in names if one not in above]
    pathway = about(lede).pathway
    rows = {}
    for _row, cells in tables.body(table):
        label = next(cell for cell in cells if cell.tag == "th")
        own = {c.get("data-label"): c for c in cells if c.get("data-label") in above}
        claims.check(set(own) == set(above) & set(names), f"{address}: {set(own)}")
        said = [own[name].text if name in own else words for name, words in above.items()]
        figures = [c for c in cells if c.tag == "td" and c not in own.values()]
        key = about(" · ".join(said), group_of(label.text), pathway=pathway)
        claims.check(all(key), f"{address}: {key}")
        words = tables.read_row(claims, key, columns[1:], figures, "table")
        if key.group != "all":
            rows.setdefault(key._replace(group=""), []).append((label.text, words))
    for found in rows.values():
        tables.silent_last(claims, found, "sort" not in address, address)


# --- Compare, gains -------------------------------------------------------------------------------


def _compare(claims, address, page):
    lede = page.one("p", "lede").text
    here = about(lede, group_of(lede.split(" · ")[1]))

    def key_of(label):
        return here._replace(place=label)

    rows = []
    for _row, (label, *cells) in tables.body(page.one("table")):
        columns = tables.headers(page.one("table"))[1:]
        words = tables.read_row(claims, key_of(label.text), columns, cells, "comparison")
        rows.append((label.text, words))
    tables.silent_last(claims, rows, True, address)
    charts.read_dots(claims, page.one("figure", "dots"), key_of, "comparison")
    for line in page.one("figure", "dots").all("p", "dot-without"):
        tables.says_nothing(claims, here, line.one("span", "not-shown"), "comparison")
    for script in page.all("script", id="equity-data"):
        charts.read_data(claims, script, key_of, page.one("h1").text)
    start = f"Step {here.metric[-1:]}, .+, by place"
    read_alternative(claims, page.one("p", id="chart-words").text, start, key_of)
    said = [(key_of(label), words) for label, words in rows]
    titles.read_comparison(claims, page.one("h1").text, here, said)


def _gains(claims, address, page):
    here = about(page.one("p", "lede").text)
    first = None
    for table in page.all("table"):
        found = _gaps_of(claims, address, here, table)
        if table is page.one("table") and "not complete" not in table.text:
            first = next(iter(found), None)
    if "sort=" not in address:
        titles.read_gains(claims, page.one("h1").text, here, first)


def _gaps_of(claims, address, here, table):
    """{Key: students} of its rows, most students first where no other order is asked for."""
    found, bars = {}, []
    for row, (label, *cells) in tables.body(table):
        metric, rate, others, needed = cells[:4]
        key = about(
            f"{metric.one('a').text} · {metric.one('span', 'fact-note').text} · {here.place}",
            group_of(label.text),
            pathway=here.pathway,
        )
        claims.rate(key, rate.text, "gains")
        claims.say(key, "others", others.text, "gains")
        claims.say(key, "needed", needed.text, "gains")
        claims.word(key, "gap", "yes", "gains")
        found[key] = int(needed.text.replace(",", ""))
        bars.append(row.one("rect", "gain-fill").get("width"))
    seen = list(found.values())
    widest = max(seen, default=1)
    claims.same(bars, [f"{100 * one / widest:.1f}%" for one in seen], f"{address}: bars")
    if "sort=" not in address:
        claims.check(seen == sorted(seen, reverse=True), f"{address}: {seen}")
    return found


# --- Pages of a pathway, of an organization -------------------------------------------------------


def _headlines(claims, address, page):
    title, lede = page.one("h1").text, page.one("p", "lede").text
    # "Pathway 1 at College 2": the place stands in the lede too.
    named = re.split(r" (?:at|in) ", title.partition(":")[0])[0]
    here = about(f"{named} · {lede}")
    lines = []
    for line in page.all("p", "headline-line"):
        item = next(li for li in page.all("li") if line in li.children)
        cohort, _, rest = item.one("p", "soft").text.partition(" · ")
        key = about(f"{line.one('a').text} · {cohort}", place=here.place, pathway=here.pathway)
        figure = line.one("span", "headline-rate").text
        if is_share(key) and (counted := re.fullmatch(r"([\d,]+) students?", figure)):
            claims.say(key, "n", counted[1], "headline")
            claims.is_(key, SHOWN, "headline")
        else:
            claims.rate(key, figure, "headline")
        if found := re.match(r"([\d,]+) students?", rest):
            claims.say(key, "n", found[1], "headline")
        gaps, is_divided = item.one("ul", "gap-lines").all("li"), True
        for gap in gaps:
            own = key._replace(group=group_of(gap.one("a").text))
            charts.verdict(claims, own, gap.one("span", "dot-verdict").text, "headline")
        for words in item.all("p", "small")[1:]:
            if "shares" in words.get("class").split():
                titles.read_headline_shares(claims, key, words)
            else:
                is_divided = titles.read_headline_words(claims, key, words.text)
        is_complete = "not complete" not in cohort
        if is_complete and not is_share(key) and not is_as_published(key):
            lines.append((bool(gaps), is_divided))
    titles.read_headline_title(claims, title, here, lines)


def _record(claims, address, page):
    """The outcome on the page of a program, a pathway or an organization, on paper too."""
    panel = page.one("section", id="outcome")
    note = panel.one("span", "fact-note").text
    if not (found := re.match(r"(?:of ([\d,]+) students?, )?([^,]+)(?:, (.+))?$", note)):
        claims.check(not re.search(r"\d", note), f"{address}: {note}")
        return
    name = page.one("h1").text
    link = next(a.text for a in panel.all("a") if a.text in METRICS)
    place = next((one for one in PLACES if one in name), "Example Region")
    # One school's figure names the school above it.
    place = next((one.text for one in panel.all("strong") if one.text in PLACES), place)
    pathway = next((one for one in PATHWAYS if one in name), "all")
    pathway = found[3] if found[3] in PATHWAYS else pathway
    claims.check(found[3] in (None, "the region", pathway), f"{address}: {note}")
    key = about(f"{link} · {found[2]}", place=place, pathway=pathway)
    figure = panel.one("p", "figure-value").text
    if is_share(key) and (counted := re.fullmatch(r"([\d,]+)\s+students?", figure)):
        claims.say(key, "n", counted[1], "outcome")
        claims.is_(key, SHOWN, "outcome")
        for words in panel.all("p", "shares"):
            titles.read_headline_shares(claims, key, words)
        return
    claims.say(key, "n", found[1], "outcome")
    claims.rate(key, figure, "outcome")


def _report(claims, address, page):
    place = page.one("h1").text.partition(": report of ")[0]
    read_lines(claims, page.one("main"), place, "report page")


_KINDS = [
    (r"^(/es)?/equity/$", _overview),
    (r"/equity/explore/t/[^/]+/$", _table),
    (r"/equity/compare/$", _compare),
    (r"/equity/trend/$", read_trend),
    (r"/equity/entering/$", read_entering),
    (r"/equity/gains/$", _gains),
    (r"/equity/(pathways|institutions)/[^/?]+/", _headlines),
    (r"/equity/reports/\d{4}-\d\d/$", _report),
    (r"^/(pathways|colleges|programs)/", _record),
]
