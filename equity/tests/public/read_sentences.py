"""Sentences and titles: what they count must be what stands in the table beside them."""

import re

from equity.tests.public.names import GROUPS, PLACES, YEARS, about
from equity.tests.public.read_tables import status_counts

_WORDS = {"One": 1, "Two": 2, "Three": 3, "Four": 4, "Five": 5, "Six": 6}


def read_overview_words(claims, page, here, keys, key_of, unknown):
    """Title, sentences, the text alternative and the count of gaps of an overview."""
    named = [key for key in keys if key.group != GROUPS[unknown]]
    shown, _hidden, gaps = status_counts(claims, named)
    _all_shown, hidden, _gaps = status_counts(claims, keys)
    title = page.one("h1").text
    if found := re.match(r"(\w+) groups ", title):
        claims.same(_WORDS.get(found[1]), len(gaps), f"{here}: groups in the title")
    elif found := re.match(r"Students in “(.+)” ", title):
        claims.same([key_of(found[1])], gaps, f"{here}: the group of the title")
    counted = re.search(r"(\d+) among the groups shown", page.one("p", "only-gaps").text)
    if counted:
        claims.same(int(counted[1]), len(gaps), f"{here}: gaps among the groups shown")
    for paragraph in page.one("section", id="words").all("p"):
        _sentence(claims, paragraph.text, here, key_of, (shown, hidden, gaps))
    _alternative(claims, page.one("p", id="chart-words").text, key_of)


def _sentence(claims, text, here, key_of, counted):
    shown, hidden, gaps = counted
    if found := re.search(rf"({YEARS}).*: ([\d,]+) of ([\d,]+) students reached it, (.+)\.$", text):
        claims.say(here, "s", found[2], "sentence")
        claims.say(here, "n", found[3], "sentence")
        claims.rate(here, found[4], "sentence")
    elif found := re.search(rf"({YEARS}).*: (.+%) of ([\d,]+) students\.$", text):
        claims.say(here, "n", found[3], "sentence")
        claims.rate(here, found[2], "sentence")
    elif found := re.search(rf"({YEARS}).*, all students: (.+)\.$", text):
        claims.rate(here, found[2], "sentence")
    elif found := re.match(r"Of (\d+) groups shown, (\d+) ha(?:s|ve) a gap[^:]*: (.+)\.$", text):
        names = {key_of(name).group for name in re.split(r", | and ", found[3])}
        said = int(found[1]), int(found[2]), names
        claims.same(said, (len(shown), len(gaps), {key.group for key in gaps}), f"{here}: {text}")
    elif text.startswith("More students who would have to reach it"):
        for needed, group in re.findall(r"([\d,]+) in “([^”]+)”", text):
            claims.say(key_of(group), "needed", needed, "sentence")
    elif found := re.match(r"(\d+) groups? (?:is|are) not shown", text):
        claims.same(int(found[1]), len(hidden), f"{here}: {text}")


def _alternative(claims, text, key_of):
    """ "Step 1 by group: Group 1: 39.6%, everyone else 53.9%; Group 2: at most 39%." """
    for part in text.rstrip(".").partition(" by group: ")[2].split("; "):
        if not part:
            continue
        group, _, said = part.partition(": ")
        rate, _, others = said.partition(", everyone else ")
        claims.rate(key_of(group), rate, "text alternative")
        if others:
            claims.say(key_of(group), "others", others, "text alternative")


def read_title(claims, title, here, cohorts):
    """The title of a trend names the rates of the first and the last cohort shown."""
    known = [c for c in cohorts if "shown" in claims.status[here._replace(cohort=c)]]
    if found := re.search(r": from (\S+) (?:up|down) to (\S+) of all students", title):
        claims.rate(here._replace(cohort=known[0]), found[1], "title")
        claims.rate(here._replace(cohort=known[-1]), found[2], "title")


# --- Reports ------------------------------------------------------------------------------------


def read_report(claims, lines, place, source):
    """The lines of a monthly report, page or e-mail: gaps, their direction, what got better."""
    place = "Example Region" if place == "The region" else place
    claims.check(place in PLACES, f"{source}: about {place!r}")
    key = step = None
    for line in lines:
        line = line.strip()
        if found := re.match(r"(?:\d+\. )?(Group \d+) · (Step \d+)$", line):
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
