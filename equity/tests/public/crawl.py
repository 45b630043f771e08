"""A reader with much time: asks for every page and download that leads on from the first one."""

import csv
import io
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

FIRST = "/equity/"
WITHIN = ("/equity/",)
# A site of a few places; more addresses than this would be a loop.
MOST = 3_000
# Orders of one and the same table; one page of each kind is asked for.
ORDERS = ("sort", "only")


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


def crawl(client, orders=False):
    """{address: body as text} of all that can be reached; workbooks as the text of their cells."""
    found, waiting = {}, [FIRST]
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
            for link in _onward(address, found[address]):
                if orders or not any(f"{name}=" in link for name in ORDERS):
                    waiting.append(link)
    return found


def _text(response):
    body = response.getvalue() if response.streaming else response.content
    if "spreadsheetml" not in response["Content-Type"]:
        return body.decode()
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(body), read_only=True).active
    return "\n".join(",".join(map(str, row)) for row in sheet.iter_rows(values_only=True))


def _onward(address, html):
    page = _Reader(html)
    asked = [*page.links]
    # The form of the overview asks for every table there is; those of other pages for them again.
    for action, fields, chosen in page.forms if urlsplit(address).path == FIRST else ():
        for name, values in fields.items():
            asked += [f"{action}?{urlencode({**chosen, name: value})}" for value in values]
    for link in asked:
        whole = urlsplit(urljoin(address, unescape(link)))
        if not whole.netloc and whole.path.startswith(WITHIN):
            yield whole.path + (f"?{whole.query}" if whole.query else "")


def facts(found):
    """{(place, pathway, metric, cohort, dimension, group): row} of all files of a crawl.

    Asserts that one cell says the same in every file.
    """
    seen = {}
    for address, text in found.items():
        if not urlsplit(address).path.endswith((".csv", ".xlsx")):
            continue
        for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))):
            key = tuple(
                row[name] for name in ("place", "pathway", "metric", "cohort", "dimension", "group")
            )
            said = {name: row[name] for name in ("denominator", "numerator", "rate_text")}
            said["status"] = row["rate_status"]
            assert seen.setdefault(key, said) == said, key
    return seen


def numbers(text):
    """Every number that stands in a text, tags and attributes included."""
    return re.findall(r"\d[\d,.]*", text)
