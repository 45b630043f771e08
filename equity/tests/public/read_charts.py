"""Pictures and the data of interactive charts: places on a scale are figures too."""

import json
import re
from fractions import Fraction

from equity.tests.public.claims import RANGE, SHOWN
from equity.tests.public.names import GROUPS

# Places are written with two decimals of a percent.
HALF = Fraction(1, 200)


class Scale:
    """A scale of percent; how exactly a place tells a rate depends on how far it runs."""

    def __init__(self, low, high):
        self.low, self.high = Fraction(low), Fraction(high)

    @classmethod
    def of_axis(cls, figure):
        ticks = figure.one(css="dot-axis").all("text")
        percent = [Fraction(tick.text.rstrip("%")) for tick in ticks]
        return cls(percent[0], percent[-1])

    def read(self, place, *, falls=False):
        """The (smallest, largest) rate, a fraction of one, that stands at a place."""
        at = Fraction(place.rstrip("%"))
        if falls:
            at = 100 - at
        ends = [(at - HALF) / 100, (at + HALF) / 100]
        return [(self.low + (self.high - self.low) * end) / 100 for end in ends]


def read_dots(claims, figure, key_of, source):
    """A dot plot. `key_of` gives the Key of a lane's name."""
    lanes = [li for li in figure.all("li") if li.all("svg", "dot-lane")]
    if not lanes:
        return
    scale = Scale.of_axis(figure)
    for lane in lanes:
        name = lane.one("span", "dot-name")
        key = key_of(name.without("dot-note"))
        if found := re.match(r"([\d,]+) students?", name.one("span", "dot-note").text):
            claims.say(key, "n", found[1], source)
        _words(claims, key, lane.one("span", "dot-words"), source)
        _marks(claims, key, lane.one("svg", "dot-lane"), scale)


def _words(claims, key, words, source):
    rate, _, others = words.one("span", "dot-note").text.partition(" · others ")
    claims.rate(key, rate, source)
    if others:
        claims.say(key, "others", others, source)
    verdict(claims, key, words.one("span", "dot-verdict").text, source)


def verdict(claims, key, words, source):
    """ "gap: −14.2 points", "gap", "no gap", "no gap larger than chance", "above the others",
    "not enough students", or "not compared"."""
    if found := re.fullmatch(r"gap: (\S+) points", words):
        claims.say(key, "gap", found[1], source)
        claims.word(key, "gap", "yes", source)
    elif words == "gap":
        claims.word(key, "gap", "yes", source)
    elif words in ("no gap", "no gap larger than chance", "above the others"):
        claims.word(key, "gap", "no", source)
    elif words == "not enough students":
        claims.word(key, "gap", "open", source)
    else:
        claims.check(words in ("", "not compared"), f"{key}: {words!r}")


def _marks(claims, key, svg, scale):
    for mark in svg.all("circle", "dot-open"):
        claims.between(key, "rate", *scale.read(mark.get("cx")), "SVG")
    for mark in svg.all("svg", "dot-at"):
        if mark.all("path", "dot-gap"):
            claims.between(key, "rate", *scale.read(mark.get("x")), "SVG")
            claims.word(key, "gap", "yes", "SVG")
    for line in svg.all("line", "dot-others"):
        claims.between(key, "others", *scale.read(line.get("x1")), "SVG")
    for line in svg.all("line", "dot-bar"):
        for name, place in (("lower", line.get("x1")), ("upper", line.get("x2"))):
            if place not in ("0.00%", "100.00%"):  # cut off at the end of the scale
                claims.between(key, name, *scale.read(place), "SVG")
    for line in svg.all("line", "dot-range"):
        claims.is_(key, RANGE, "SVG")
        ends = [int(sum(scale.read(line.get(x))) * 50 + Fraction(1, 2)) for x in ("x1", "x2")]
        left, right = (bool(svg.all("path", "dot-head")) and x for x in _open_ends(svg, line))
        low, high = ("" if left else ends[0]), ("" if right else ends[1])
        text = f"{low}% to {high}%"
        if left:
            text = f"at most {high}%"
        elif right:
            text = f"at least {low}%"
        claims.word(key, "range", text, "SVG")


def _open_ends(svg, line):
    """Whether the arrow stands at the left, at the right."""
    head = next((one for one in svg.all("svg", "dot-at") if one.all("path", "dot-head")), None)
    at = head.get("x") if head else ""
    return at == line.get("x1"), at == line.get("x2")


_KNOWN = {"group", "words", "verdict", "gap", "low", "high"}
_KNOWN |= {"rate", "others", "others_words", "margin"}


# What names of the site and dates have in figures.
_NAMES = re.compile(
    r"(Step|College|Pathway|Group|Release) \d+|\d{4}-\d\d|\d{1,2} [A-Z][a-z]+ \d{4}"
)
_SAYS_OF_ITSELF = {"title", "mark", "about", "sources", "labels", "rows"}


def _of_itself(claims, data, title):
    """What a saved picture says of itself: the title of its page, and no other figure."""
    claims.same(" ".join(data["title"].split()), title, "chart data")
    words = " ".join([data["about"], *data["sources"]])
    claims.check(not re.search(r"\d", _NAMES.sub("", words)), f"chart data: {words!r}")


def read_data(claims, script, key_of, title):
    """The values that Plotly draws; `title` is that of the page."""
    data = json.loads("".join(script.children))
    _of_itself(claims, data, title)
    for row in data["rows"]:
        key = key_of(row["group"])
        claims.rate(key, row["words"], "chart data")
        verdict(claims, key, row["verdict"], "chart data")
        for name in ("rate", "others", "margin"):
            if name in row:
                value, half = Fraction(str(row[name])), HALF
                claims.between(key, name, (value - half) / 100, (value + half) / 100, "chart data")
        if "rate" in row:
            claims.is_(key, SHOWN, "chart data")
        if "others_words" in row:
            claims.say(key, "others", row["others_words"], "chart data")
        claims.check(set(row) <= _KNOWN, f"{key}: {row} in the chart's data")
    for row in data["without"]:
        claims.check(set(row) == {"group", "words"}, f"{row} in the chart's data")
        claims.rate(key_of(row["group"]), row["words"], "chart data")
    claims.check(set(data) == _SAYS_OF_ITSELF | {"without"}, f"chart data: {set(data)}")


def read_columns(claims, script, kind, columns, say, title):
    """The values of a chart with a mark for each column. `say(group, at, value, words)` reads one:
    `value` is a pair of fractions of one, or None. `title` is that of the page."""
    data = json.loads("".join(script.children))
    _of_itself(claims, data, title)
    known = _SAYS_OF_ITSELF | {"kind", "columns", "everyone"}
    claims.check(set(data) == known, f"chart data: {set(data)}")
    claims.check(data["everyone"] in ("", "All students"), f"chart data: {data['everyone']!r}")
    claims.same((data["kind"], data["columns"]), (kind, columns), "chart data")
    for row in data["rows"]:
        claims.check(set(row) == {"group", "values", "words"}, f"{row} in the chart's data")
        for at, (value, words) in enumerate(zip(row["values"], row["words"], strict=True)):
            ends = None
            if value is not None:
                exact = Fraction(str(value))
                ends = (exact - HALF) / 100, (exact + HALF) / 100
            claims.same(
                value is not None, bool(re.fullmatch(r"[\d.]+%", words)), f"chart data: {words!r}"
            )
            say(row["group"], at, ends, words)


def read_panels(claims, figure, key_of, cohorts, low, high):
    """Small multiples: a spot for each cohort that has a rate."""
    scale = Scale(low, high)
    count = len(cohorts)
    columns = [0.5] if count == 1 else [0.06 + 0.88 * at / (count - 1) for at in range(count)]
    at = {f"{100 * column:.2f}%": cohort for column, cohort in zip(columns, cohorts, strict=True)}
    for panel in figure.all("li"):
        if not panel.all("svg", "trend"):
            continue
        name = panel.one("p", "panel-name")
        label = next(one for one in GROUPS if name.text.startswith(one + " "))
        claims.rate(key_of(label, cohorts[-1]), name.one("strong").text, "trend chart")
        for spot in panel.all("circle", "trend-spot"):
            key = key_of(label, at[spot.get("cx")])
            claims.between(key, "rate", *scale.read(spot.get("cy"), falls=True), "SVG")
        for line in panel.all("line", "trend-all"):
            for end in "12":
                key = key_of("All students", at[line.get(f"x{end}")])
                claims.between(key, "rate", *scale.read(line.get(f"y{end}"), falls=True), "SVG")


def read_pairs(claims, figure, group_of, parts):
    """Paired marks: one of each part, told apart by its form. `parts`: [(metric key, count)]."""
    lanes = [li for li in figure.all("li") if li.all("svg", "dot-lane")]
    if not lanes:
        return
    scale = Scale.of_axis(figure)
    for lane in lanes:
        group = group_of(lane.one("span", "dot-name").text)
        svg = lane.one("svg", "dot-lane")
        found = {}
        for mark in svg.all("circle", "dot-open"):
            found[1] = mark.get("cx")
        for mark in svg.all("svg", "dot-at"):
            found[0 if mark.all("path", "dot-others") else 2] = mark.get("x")
        for at, place in found.items():
            key, count = parts[at]
            claims.between(key._replace(group=group), f"share_{count}", *scale.read(place), "SVG")
