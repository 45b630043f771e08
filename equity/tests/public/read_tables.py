"""Tables of pages, row by row."""

import re

from equity.tests.public.claims import HIDDEN, N_ALONE, NONE, NOT_REPORTED, RANGE, SHOWN
from equity.tests.public.names import cohort_of

_COLUMNS = {
    "Students": "n",
    "Rate": "rate",
    "Rate or share": "rate",
    "Share": "rate",
    "Everyone else": "others",
    "Everyone else there": "others",
    "Gap, points": "gap",
    "More students to close it": "needed",
}
INDEXES = {"Proportionality index": "index_prop", "80% index": "index_80"}
SILENT = (HIDDEN, NOT_REPORTED, "")
# What may stand in the source of a row that shows nothing: no number, no mark of its own.
_PLAIN = {"class", "scope", "colspan", "href", "role", "data-label"}
_CLASSES = re.compile(
    r"(num|words|middle|not-shown|hidden-visually|why|no-wrap|row-total|soft|)( |$)"
)


def headers(table):
    return [cell.text for cell in table.one("thead").all("th")]


def body(table):
    """[(row, its cells)], without those that only name what the row is about."""
    return [(row, row.all("th") + row.all("td")) for row in table.one("tbody").all("tr")]


def read_row(claims, key, columns, cells, source):
    """Cells of figures under the names of their columns. Returns the words of the rate."""
    if len(cells) == 1 and len(columns) > 1:
        claims.check(cells[0].get("colspan") == str(len(columns)), f"{key}: a cell is missing")
        words = cells[0].text
        claims.rate(key, words, source)
        says_nothing(claims, key, cells[0], source)
        return words
    words = ""
    for column, cell in zip(columns, cells, strict=False):
        name, text = _COLUMNS[column], cell.without("fact-note")
        if name == "rate":
            words = cell.text
            claims.rate(key, words, source)
            if words.startswith(HIDDEN):
                if "Students" in columns:
                    claims.is_(key, N_ALONE, source)
                says_nothing(claims, key, cell, source)
        elif cell.get("colspan") or text == "gap":
            _range_words(claims, key, cell.text, source)
            break
        elif text != "–":
            claims.say(key, name, text, source)
            if name == "gap":
                flagged = bool(cell.all("strong"))
                claims.word(key, "gap", "yes" if flagged else "not flagged", source)
        if "at the threshold" in cell.text:
            claims.say(key, "clear", "0", source)
    return words


def _range_words(claims, key, text, source):
    """What stands in place of the gap of a range."""
    allowed = ("gap", "gap , only a range is shown", "only a range is shown", "not enough students")
    claims.check(text.replace("gap,", "gap ,") in allowed, f"{key}: {text!r} beside a range")
    if text.startswith("gap"):
        claims.word(key, "gap", "yes", source)
    elif text == "only a range is shown":
        claims.word(key, "gap", "not flagged", source)


def says_nothing(claims, key, element, source):
    """Words alone, and no attribute but those that every such cell has."""
    text = element.text
    claims.check(not re.search(r"\d", text), f"{source} {key}: {text!r} where nothing is shown")
    for one in element:
        strange = set(one.attributes) - _PLAIN
        claims.check(not strange, f"{source} {key}: {strange} where nothing is shown")
        claims.check(
            all(_CLASSES.match(name) for name in one.get("class").split()),
            f"{source} {key}: class {one.get('class')!r} where nothing is shown",
        )
        label = one.get("data-label")
        claims.check(
            not label or label in _COLUMNS or label in INDEXES or cohort_of(label),
            f"{source} {key}: {label!r}",
        )
        href = one.get("href")
        claims.check(not href or href.endswith("/methods/#not-shown"), f"{key}: {href}")


def said_once(claims, what, cells, width):
    """The cells of a row; one that stands for all says that nothing is shown, and of nothing else
    is it said once."""
    if len(cells) > 1 or width == 1:
        return cells
    claims.same(cells[0].get("colspan"), str(width), f"{what}: a cell is missing")
    claims.check(cells[0].text.startswith(HIDDEN), f"{what}: {cells[0].text!r} of a whole row")
    return cells * width


def silent_rows_last(claims, rows, what):
    """`rows`: [(label, [words of each column])]: those that say nothing at all stand last, by
    name, whatever the order."""
    quiet = [not any(re.search(r"\d", one) for one in words) for _label, words in rows]
    claims.check(quiet == sorted(quiet), f"{what}: what is hidden is not last")
    last = [label for (label, _words), one in zip(rows, quiet, strict=True) if one]
    claims.check(last == sorted(last), f"{what}: what is hidden is not by name")


def silent_last(claims, rows, sorted_by_name, what):
    """`rows`: [(label, words)]. What shows nothing stands last, by name; all by name if asked."""
    quiet = [words.startswith(SILENT[:2]) or words.startswith(NONE) for _label, words in rows]
    claims.check(quiet == sorted(quiet), f"{what}: what is hidden is not last")
    last = [label for (label, _words), one in zip(rows, quiet, strict=True) if one]
    first = [label for (label, _words), one in zip(rows, quiet, strict=True) if not one]
    claims.check(last == sorted(last), f"{what}: what is hidden is not by name")
    claims.check(not sorted_by_name or first == sorted(first), f"{what}: not by name")


def status_counts(claims, keys):
    """(groups that show a rate or a range, hidden ones, gaps) among these cells, as read."""
    shown = [key for key in keys if {SHOWN, RANGE} & set(claims.status[key])]
    hidden = [key for key in keys if {HIDDEN, N_ALONE} & set(claims.status[key])]
    return shown, hidden, [key for key in shown if claims.flag_of(key) == "yes"]
