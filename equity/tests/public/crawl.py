"""A reader with much time: asks for every page and download that leads on from the first one."""

import csv
import io
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

FIRST = "/equity/"
BUILDER = "/equity/explore/"
START = (FIRST, BUILDER, "/equity/reports/")
WITHIN = ("/equity/",)
# Records beyond the equity pages that show an outcome of their own.
RECORDS = r"/(pathways|colleges|programs)/[a-z]+-\d+/(print/)?"
# Forms that are asked for all they can be asked for; those of other pages for the same again.
ASKS = re.compile(r"/equity/|/equity/(pathways|institutions)/[a-z0-9-]+/")
SPANISH_EVERY = 13
# A site of a few places; more addresses than this would be a loop.
MOST = 3_000
# Orders of one and the same table: `in_orders` asks for them.
ORDERS = ("sort", "only")
# Pages whose columns put their rows in order.
HAS_COLUMNS = re.compile(rf"{FIRST}((entering|trend)/[?]by=|gains/([?]|$))")
IN_ORDERS = (
    *("sort=students", "sort=rate", "sort=gap", "sort=needed", "only=gaps"),
    *("sort=-students", "sort=-rate", "sort=-gap", "sort=-needed", "sort=-group"),
)


class _Reader(HTMLParser):
    """Links of a page, and what its forms can be asked: [(address, {name: [values]}, chosen)]."""

    def __init__(self, html):
        super().__init__()
        self.links, self.forms = [], []
        self._select = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "form" and given.get("method", "get").lower() == "get":
            self.forms.append((given.get("action") or "", {}, {}))
        elif tag == "select" and self.forms:
            self._select = given.get("name")
        elif tag == "option" and self._select and self.forms:
            _action, fields, chosen = self.forms[-1]
            fields.setdefault(self._select, []).append(given.get("value", ""))
            if "selected" in given:
                chosen[self._select] = given.get("value", "")
        elif tag == "input" and self.forms and given.get("type") == "checkbox":
            _action, fields, _chosen = self.forms[-1]
            fields.setdefault(given.get("name"), []).append(given.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None


def crawl(client, start=START):
    """{address: body as text} of all that can be reached; workbooks as the text of their cells.

    `start`: where from, and nothing beyond if it is not the first page.
    """
    found, waiting = {}, [*start]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = client.get(address)
        # A form lets ask for what was not prepared; that is answered by a page that says so.
        assert response.status_code in (200, 302, 404), (address, response.status_code)
        if response.status_code == 302:
            found[address] = ""
            waiting.append(urljoin(address, response["Location"]))
            continue
        found[address] = _text(response)
        assert len(found) < MOST, "the crawl does not end"
        if response["Content-Type"].startswith("text/html"):
            for link in _onward(address, found[address]) if FIRST in start else ():
                if not any(f"{name}=" in link for name in ORDERS):
                    waiting.append(link)
    return found


def _everything_at_once(fields):
    """Tables of all measures, places and cohorts, by each dimension on each pathway."""
    many = [(name, value) for name in ("metric", "place", "cohort") for value in fields[name]]
    return [
        f"{BUILDER}?{urlencode([*many, ('by', by), ('pathway', pathway)])}"
        for by in fields["by"]
        for pathway in fields["pathway"]
    ]


def in_orders(client, found):
    """The same of tables of every place, in every order and by the filter: pages and files."""
    tables = [one for one in sorted(found) if "/explore/t/step_2~" in one and one.endswith(".csv")]
    pages = [one for one in sorted(found) if one.startswith(f"{FIRST}?by=")]
    columns = [one for one in sorted(found) if HAS_COLUMNS.match(one)]
    sorts = [one for page in columns[:: max(1, len(columns) // 12)] for one in _sorts(found[page])]
    chosen = [*pages[:: max(1, len(pages) // 12)], *(f"{one}?" for one in tables[::4])]
    asked = [f"{one}&{order}" for one in chosen for order in IN_ORDERS]
    return crawl(client, [*asked, *sorts])


def _sorts(html):
    """The same page in every order that its columns lead to, and its files so."""
    orders = [one for one in _Reader(html).links if "sort=" in one]
    files = [re.sub("/(entering|gains)/[?]", r"/\1/table.csv?", one) for one in orders]
    return [*orders, *(one for one in files if ".csv" in one)]


def _text(response):
    body = response.getvalue() if response.streaming else response.content
    if "spreadsheetml" not in response["Content-Type"]:
        return body.decode()
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(body), read_only=True).active
    lines = io.StringIO()
    csv.writer(lines).writerows(sheet.iter_rows(values_only=True))
    return lines.getvalue()


def _onward(address, html):
    page = _Reader(html)
    asked = [*page.links]
    for action, fields, chosen in page.forms if ASKS.fullmatch(urlsplit(address).path) else ():
        for name, values in fields.items():
            asked += [f"{action}?{urlencode({**chosen, name: value})}" for value in values]
    if urlsplit(address).path == BUILDER:
        asked += _everything_at_once(page.forms[-1][1])
    for link in asked:
        whole = urlsplit(urljoin(address, unescape(link)))
        if not whole.netloc and (
            whole.path.startswith(WITHIN) or re.fullmatch(RECORDS, whole.path)
        ):
            # Empty values and the only segment there is change nothing; nor does their order.
            query = sorted(one for one in parse_qsl(whole.query) if one[0] != "segment")
            yield whole.path + (f"?{urlencode(query)}" if query else "")


def in_spanish(client, found):
    """{English address: the same page in Spanish} of some pages of every kind."""
    pages = [one for one, text in sorted(found.items()) if "<html" in text]
    answers = {one: client.get(f"/es{one}") for one in pages[::SPANISH_EVERY]}
    return {one: _text(answer) for one, answer in answers.items()}
