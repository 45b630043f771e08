"""What a reader collects: of each cell, every figure and every word that stands anywhere.

A figure is kept as the smallest and the largest exact value that would be printed so. What is said
of one cell in two places must fit together, wherever it was read.
"""

import re
from collections import Counter, defaultdict
from fractions import Fraction
from typing import NamedTuple

from equity.tests.public import site

HIDDEN, NONE, NOT_REPORTED = "Not shown", "No students", "Not reported"
SHOWN, RANGE, N_ALONE = "shown", "range", "n alone"
COUNTS = ("n", "s", "needed", "clear")


class Key(NamedTuple):
    """A cell, by the words of downloads; `group` is "all" for everyone."""

    place: str
    pathway: str
    metric: str
    cohort: str
    group: str = "all"


class Claim(NamedTuple):
    """That a figure lies between two values, and where that was read."""

    low: Fraction
    high: Fraction
    source: str


def figure(text, places=0):
    """ "1,234", "39.6%", "−14.2", "+2.0" as (exact value as printed, half of its last decimal).

    `places`: how many decimals it was rounded to; a workbook leaves out noughts at the end.
    """
    found = re.fullmatch(r"([+−-]?)([\d,]+)(?:\.(\d+))?%?", text.strip())
    if not found:
        raise ValueError(f"No figure: {text!r}")
    sign, whole, decimals = found[1], found[2].replace(",", ""), found[3] or ""
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    places = max(places, len(decimals))
    half = Fraction(1, 2 * 10**places) if places else Fraction(0)
    return (-value if sign in ("−", "-") else value), half


def is_share(key):
    """Whether the rates of a cell's metric are shares of one total."""
    return key.metric == f"step_{site.COMPOSITION}"


class Claims:
    """All that was read of one crawl. `problems`: what may not be."""

    def __init__(self):
        self.figures = defaultdict(lambda: defaultdict(list))
        self.status = defaultdict(lambda: defaultdict(set))
        self.words = defaultdict(lambda: defaultdict(set))
        self.problems, self.by_source, self.pages = [], Counter(), Counter()

    def say(self, key, name, text, source):
        """A figure as it is printed; points and percent are kept as fractions of one."""
        places = 0 if name in COUNTS else 2 if name.startswith("index") else 1
        value, half = figure(text, places)
        if places == 0:
            self.between(key, name, value, value, source)
        elif places == 2:
            self.between(key, name, value - half, value + half, source)
        else:
            self.between(key, name, (value - half) / 100, (value + half) / 100, source)

    def between(self, key, name, low, high, source):
        if name == "rate" and is_share(key):
            name = "share_n"
        self.figures[key][name].append(Claim(Fraction(low), Fraction(high), source))
        self.by_source[source] += 1

    def is_(self, key, status, source):
        """What stands in the place of figures, or that there are some."""
        self.status[key][status].add(source)
        self.by_source[source] += 1

    def word(self, key, name, word, source):
        """Words about a cell: the flag ("yes", "no", "open"), a range ("at most 39%")."""
        self.words[key][name, word].add(source)
        self.by_source[source] += 1

    def check(self, is_so, what):
        if not is_so:
            self.problems.append(what)

    def same(self, one, other, what):
        self.check(one == other, f"{what}: {one!r} and {other!r}")

    def rate(self, key, text, source):
        """What stands in a column of rates: a rate, a range, or words."""
        text = text.partition(", to protect")[0].strip()
        if re.fullmatch(r"[\d.,]+%", text):
            self.say(key, "rate", text, source)
            self.is_(key, SHOWN, source)
        elif re.match(r"at (most|least) \d+%$|\d+% to \d+%$", text):
            self.word(key, "range", text, source)
            self.is_(key, RANGE, source)
        elif text in (HIDDEN, NONE, NOT_REPORTED):
            self.is_(key, text, source)
        else:
            self.problems.append(f"{source} {key}: no rate: {text!r}")

    def shown(self, key, *names):
        """The first of these figures as a whole number, or None."""
        for name in names:
            for claim in self.figures.get(key, {}).get(name, ()):
                if claim.low == claim.high:
                    return int(claim.low)
        return None

    def has(self, key, name, text):
        """Whether a figure of a cell, as read elsewhere, may be printed so."""
        value, half = figure(text, 1)
        low, high = (value - half) / 100, (value + half) / 100
        claims = self.figures.get(key, {}).get(name, ())
        return any(claim.low <= high and low <= claim.high for claim in claims)

    def settle(self):
        """One status of each cell; contradictions are problems. Returns {Key: status}."""
        found = {}
        for key in {*self.status, *self.figures, *self.words}:
            said = set(self.status[key])
            # A page that prints the number of students beside "Not shown".
            if HIDDEN in said and self.shown(key, "n"):
                said = {N_ALONE if one in (HIDDEN, N_ALONE) else one for one in said}
            self.check(len(said) == 1, f"{key} is {sorted(said)}: {dict(self.status[key])}")
            found[key] = next(iter(said), "")
            for name, claims in self.figures[key].items():
                low, high = max(claims, key=lambda c: c.low), min(claims, key=lambda c: c.high)
                self.check(low.low <= high.high, f"{key} {name}: {low} against {high}")
            for name in {name for name, _word in self.words[key]}:
                words = {word for one, word in self.words[key] if one == name}
                # A table says "no gap" and "open" alike by leaving the flag out.
                self.check(len(words - {"not flagged"}) <= 1, f"{key} {name}: {words}")
                self.check(not {"yes", "not flagged"} <= words, f"{key} {name}: {words}")
        return found

    def range_of(self, key):
        words = [word for name, word in self.words[key] if name == "range"]
        return words[0] if words else ""

    def flag_of(self, key):
        words = {word for name, word in self.words[key] if name == "gap"}
        return next(iter(words - {"not flagged"}), "")
