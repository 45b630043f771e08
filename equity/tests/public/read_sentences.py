"""Sentences: what they count must be what stands in the table beside them.

A sentence of a form that is not known here is a problem: nothing that is said goes unread.
"""

import re

from equity.tests.public.claims import SHOWN, is_share
from equity.tests.public.knowledge import is_as_published
from equity.tests.public.names import GROUPS, PLACES, VERB, YEARS, about, group_of
from equity.tests.public.read_tables import status_counts

_WORDS = {"One": 1, "Two": 2, "Three": 3, "Four": 4, "Five": 5, "Six": 6}
# A sentence names no more groups than these.
NAMES_SHOWN = 4


def read_overview_words(claims, page, here, keys, unknown):
    """Title, sentences, the text alternative and the count of gaps of an overview."""
    named = [key for key in keys if key.group != GROUPS[unknown]]
    shown, _hidden, gaps = status_counts(claims, named)
    _all_shown, hidden, _gaps = status_counts(claims, keys)
    _title(claims, page.one("h1").text, here, keys, shown, gaps)
    counted = re.search(r"(\d+) among the groups shown", page.one("p", "only-gaps").text)
    if counted:
        claims.same(int(counted[1]), len(gaps), f"{here}: gaps among the groups shown")
    said = [paragraph.text for paragraph in page.one("section", id="words").all("p")]
    claims.check(2 <= len(said) <= 4, f"{here}: {len(said)} sentences")
    for text in said:
        _sentence(claims, text, here, keys, (shown, hidden, gaps))

    def key_of(label):
        return here._replace(group=group_of(label))

    read_alternative(claims, page.one("p", id="chart-words").text, "Step . by group", key_of)


def _title(claims, text, here, keys, shown, gaps):
    step = f"Step {here.metric[-1:]}"
    if found := re.fullmatch(rf"(\w+) groups {VERB} less often here", text):
        claims.same(_WORDS.get(found[1]), len(gaps), f"{here}: groups in the title")
    elif found := re.fullmatch(rf"(.+) {VERB} less often here", text):
        claims.same([group_of(found[1])], [key.group for key in gaps], f"{here}: {text}")
    elif found := re.fullmatch(rf"(\S+) of all students {VERB} here", text):
        claims.rate(here, found[1], "title")
        claims.check(not keys or is_as_published(here), f"{here}: {text}")
    elif text == f"{step}, as the source publishes it":
        claims.check(SHOWN not in claims.status[here], f"{here}: {text}")
    elif found := re.fullmatch(rf"(.+) are (\S+%) of those who {VERB} here", text):
        largest = here._replace(group=group_of(found[1]))
        claims.check(is_share(here), f"{here}: {text}")
        claims.rate(largest, found[2], "title")
        for key in shown:
            claims.check(_share(claims, key) <= _share(claims, largest), f"{key}: {text}")
    elif text == f"Who they are who {VERB} here":
        claims.check(is_share(here) and not shown, f"{here}: {text}")
    elif text == f"{step}: no gap larger than chance among the groups shown here" or text == (
        f"{step} among the groups shown here: most students are in groups that are not shown"
    ):
        claims.check(shown and not gaps, f"{here}: {text}")
    elif text == f"{step}: the ranges shown do not tell whether there is a gap":
        claims.check(shown and _none_tells(claims, shown), f"{here}: {text}")
    elif text == f"{step}: groups cannot be shown here":
        claims.check(not shown, f"{here}: {text}")
    else:
        claims.problems.append(f"{here}: an unknown title: {text!r}")


def _none_tells(claims, shown):
    """Whether no group shown is flagged either way."""
    return not {"yes", "no"} & {claims.flag_of(key) for key in shown}


def _share(claims, key):
    """The largest share that a cell may have, as it was read."""
    return max((claim.high for claim in claims.figures[key]["share_n"]), default=0)


def _sentence(claims, text, here, keys, counted):
    shown, hidden, gaps = counted

    def key_of(people):
        return here._replace(group=group_of(people))

    if found := _SHOWN_TOTAL.fullmatch(text) or _SILENT_TOTAL.fullmatch(text):
        said = found.groupdict()
        claims.same((said["place"], about(said["cohort"]).cohort), (here.place, here.cohort), text)
        claims.rate(here, said.get("rate") or said.get("range") or said["words"], "sentence")
        for name, count in (("s", said.get("s")), ("n", said.get("n") or said.get("of"))):
            if count:
                claims.say(here, name, count, "sentence")
    elif found := re.fullmatch(
        r"Of (\d+) groups shown, (\d+) ha(?:s|ve) a gap larger than chance: (.+)\.", text
    ):
        names, _, more = found[3].partition(f" and {len(gaps) - NAMES_SHOWN} more")
        said = {key_of(name) for name in re.split(r", | and ", names)}
        claims.same((int(found[1]), int(found[2])), (len(shown), len(gaps)), f"{here}: {text}")
        claims.check(not more and said <= set(gaps), f"{here}: {text}")
        claims.same(len(said), min(len(gaps), NAMES_SHOWN), f"{here}: {text}")
    elif found := re.fullmatch(r"The only group shown has a gap larger than chance: (.+)\.", text):
        claims.same((len(shown), list(gaps)), (1, [key_of(found[1])]), f"{here}: {text}")
    elif found := _WOULD_CLOSE.fullmatch(text):
        parts = re.split(r", | and ", found["parts"])
        count = {"The gap": 1, "The gaps": len(parts), "One of these gaps": 1}
        said = count.get(found["which"]) or int(found["which"].split()[0])
        claims.same(len(parts), said, f"{here}: {text}")
        for part in parts:
            needed, _, people = part.partition(" more ")
            people = people.removeprefix("of the ")
            claims.check(key_of(people) in gaps, f"{here}: {text}")
            claims.say(key_of(people), "needed", needed, "sentence")
    elif found := re.fullmatch(
        r"(\d+) groups? (?:is|are) not shown, to protect students"
        r"(?:; (\d+)% of all students are in (?:it|them))?\.",
        text,
    ):
        claims.same(int(found[1]), len(hidden), f"{here}: {text}")
        claims.check(found[2] is None or 50 <= int(found[2]) <= 100, f"{here}: {text}")
    elif text == "Every group on file is shown.":
        claims.check(keys and not hidden, f"{here}: {text}")
    elif text == "Its students are too few to be divided.":
        claims.check(not keys, f"{here}: {text}")
    elif found := re.fullmatch(rf"{_HERE}: (?P<n>[\d,]+) students {VERB}\.", text):
        claims.same(
            (found["place"], about(found["cohort"]).cohort), (here.place, here.cohort), text
        )
        claims.say(here, "n", found["n"], "sentence")
    elif found := re.fullmatch(r"(.+) are (\S+%) of them(?:, (.+))?\.", text):
        pairs = [
            (found[1], found[2]),
            *(one.rsplit(" ", 1) for one in (found[3] or "").split(", ")),
        ]
        said = {key_of(people): words for people, words in filter(all, pairs)}
        claims.same(
            set(said), {one for one in keys if SHOWN in claims.status[one]}, f"{here}: {text}"
        )
        for key, words in said.items():
            claims.rate(key, words, "sentence")
    elif text == _A_SHARE:
        claims.check(is_share(here), f"{here}: {text}")
    elif text == _A_SOURCE:
        claims.check(is_as_published(here), f"{here}: {text}")
    elif text == _NO_GAP:
        claims.check(len(shown) > 1 and not gaps, f"{here}: {text}")
    elif found := _OPEN.fullmatch(text):
        tell = [key for key in shown if claims.flag_of(key) in ("yes", "no")]
        claims.check(tell and int(found[1]) < len(shown) and not gaps, f"{here}: {text}")
    elif text == _ALL_OPEN:
        claims.check(shown and _none_tells(claims, shown), f"{here}: {text}")
    elif text == _NO_GAP_OF_ONE:
        claims.check(len(shown) == 1 and not gaps, f"{here}: {text}")
    else:
        claims.problems.append(f"{here}: an unknown sentence: {text!r}")


_WOULD_CLOSE = re.compile(
    r"(?P<which>The gaps?|One of these gaps|\d of these gaps) would close if (?P<parts>.+?)"
    rf"(?: were among those who)? {VERB}\."
)
_NO_GAP = (
    "Between the groups shown, no gap is larger than what year-to-year chance alone usually "
    "produces in groups of their size."
)
_NO_GAP_OF_ONE = (
    "The only group shown has no gap larger than what year-to-year chance alone usually produces "
    "in a group of its size."
)
_ALL_OPEN = "Only ranges are shown here; they do not tell whether there is a gap."
_OPEN = re.compile(
    r"Of (\d+) of them only a range is shown, which does not tell whether (?:it has|they have) a "
    r"gap\."
)
_A_SHARE = "Each figure is a group’s part of all who are counted, not its rate of success."
_A_SOURCE = "The source gives rates only, rounded; they are shown as published and not compared."
_HERE = rf"(?P<place>[^,]+), (?P<cohort>{YEARS}(?:, not complete)?)"
_SHOWN_TOTAL = re.compile(
    rf"{_HERE}: (?:(?P<s>[\d,]+) of (?P<n>[\d,]+) students {VERB}, (?P<rate>\S+%)"
    rf"|(?P<range>.+%) of (?P<of>[\d,]+) students {VERB})\."
)
_SILENT_TOTAL = re.compile(rf"Step \d, {_HERE}, all students: (?P<words>.+)\.")


def read_alternative(claims, text, start, key_of):
    """ "Step 1 by group: Group 1: 39.6%, everyone else 53.9%; Group 2: at most 39%." """
    if text in ("", "No group of this table can be shown.", "No place of this page can be shown."):
        return
    found = re.fullmatch(rf"{start}: (.+)\.", text)
    claims.check(found, f"an unknown text alternative: {text!r}")
    for part in found[1].split("; ") if found else ():
        name, _, said = part.partition(": ")
        rate, _, others = said.partition(", everyone else ")
        claims.rate(key_of(name), rate, "text alternative")
        if others:
            claims.say(key_of(name), "others", others, "text alternative")


# --- Reports ------------------------------------------------------------------------------------


def place_of(line):
    """The place that a heading names, as files write it; "" for any other line."""
    name = line.strip("= ")
    return "Example Region" if name == "The region" else name if name in PLACES else ""


def read_report(claims, lines, place, source):
    """The lines of a monthly report, page or e-mail: gaps, their direction, what got better.

    An e-mail about several places has a heading over what it says of each.
    """
    place = place_of(place)
    claims.check(place or any(map(place_of, lines)), f"{source}: about no place")
    key = step = None
    for line in lines:
        line = line.strip()
        if another := place_of(line):
            place, key, step = another, None, None
        elif found := re.match(r"(?:\d+\. )?(Group \d+) · (Step \d+)$", line):
            step = found
        elif step and (found := re.match(r"Cohort (.+?) · (.+) · [^·]+$", line)):
            pathway = "all" if found[2] == "all pathways together" else found[2]
            words = f"{step[2]} · {found[1]} · {place}"
            key = about(words, GROUPS[step[1]], pathway=pathway)
        elif found := _FIGURES.search(line):
            s, n, rate, others, needed = found.groups()
            for name, text in (("s", s), ("n", n), ("others", others), ("needed", needed)):
                claims.say(key, name, text, source)
            claims.rate(key, rate, source)
            claims.word(key, "gap", "yes", source)
            _direction(claims, key, line, source)
        elif key:
            _direction(claims, key, line, source)
            _widest(claims, key, line, source)
        if found := _BETTER.match(line):
            _better(claims, found, place, source)


_FIGURES = re.compile(
    r"([\d,]+) of ([\d,]+) \((\S+%)\) against (\S+%) of everyone else; "
    r"([\d,]+) more students? would close it\."
)
_BETTER = re.compile(
    r"(Group \d+) · (Step \d+): (\S+%) in (.+?), after (\S+%) in (.+?)\. The gap to everyone else "
    r"went from ([\d.]+) to ([\d.]+) points\."
)


def _direction(claims, key, line, source):
    before = None
    if found := re.search(r"The gap has \w+: ([\d.]+) points in (.+?), ([\d.]+) now\.", line):
        before, cohort, now = found.groups()
    elif found := re.search(r"In (.+?) there was no gap; now it is ([\d.]+) points", line):
        cohort, now = found.groups()
    elif found := re.search(r"The gap is the same as in (.+?): ([\d.]+) points", line):
        cohort, before = found.groups()
        now = before
    else:
        return
    claims.say(key, "gap", f"-{now}", source)
    if before:
        earlier = about(cohort).cohort
        claims.say(key._replace(cohort=earlier), "gap", f"-{before}", source)


def _widest(claims, key, line, source):
    found = re.search(r"the loss is largest at “(Step \d+)”: ([\d,]+) students?", line)
    if found:
        other = about(found[1]).metric
        # The newest cohort of another measure: of which year it is the report does not say.
        claims.check(other != key.metric, f"{source}: {line}")
        if len({one.cohort for one in claims.status if one.metric == other}) == 1:
            claims.say(key._replace(metric=other), "needed", found[2], source)


def _better(claims, found, place, source):
    group, metric, rate, cohort, old, before, gap_before, gap_now = found.groups()
    known = [
        key
        for key in claims.status
        if (key.place, key.metric, key.group) == (place, about(metric).metric, GROUPS[group])
    ]
    # The sentence names no pathway: whichever it is, its figures are on the pages.
    for pathway in sorted({key.pathway for key in known}):
        now = about(f"{metric} · {cohort} · {place}", GROUPS[group], pathway=pathway)
        then = now._replace(cohort=about(before).cohort)
        if claims.has(now, "rate", rate) and claims.has(then, "rate", old):
            claims.say(now, "rate", rate, source)
            claims.say(then, "rate", old, source)
            for one, points in ((then, gap_before), (now, gap_now)):
                if points != "0.0":  # what lies above everyone else is told as no gap
                    claims.say(one, "gap", f"-{points}", source)
            return
    claims.problems.append(f"{source}: no page says {found[0]!r}")
