"""Titles that are findings: their rates are figures of the table below, the rest is checked by it.

A title of a form that is not known here is a problem.
"""

import re
from fractions import Fraction

from equity.tests.public import site
from equity.tests.public.claims import HIDDEN, RANGE, SHOWN, is_share
from equity.tests.public.names import VERB, group_of

_FORM = "an unknown title"
_ENDS, _PLACES = r"(?P<low>\S+%)(?: to (?P<high>\S+%))?", r"at (?P<places>\d+) places?"
_RATES = rf"{_ENDS} of (?P<people>.+) {VERB}, {_PLACES}"
_SHARES = rf"(?P<people>.+) are {_ENDS} of those who {VERB}, {_PLACES}"


def _exact(words):
    """A rate or a share in percent, None for other words."""
    return Fraction(words[:-1]) if re.fullmatch(r"[\d.]+%", words) else None


def read_comparison(claims, title, here, said):
    """From the lowest to the highest rate of all places. `said`: [(its Key, words of its rate)]."""
    rates = [(_exact(words), key) for key, words in said if _exact(words) is not None]
    count = len(rates) or sum(bool(re.search(r"\d", words)) for _key, words in said)
    if found := re.fullmatch(_SHARES if is_share(here) else _RATES, title):
        low, high, people, places = (found[name] for name in ("low", "high", "people", "places"))
        for words, choose in ((low, min), (high or low, max)):
            claims.check(rates, f"{here}: {title}")
            if rates:
                claims.rate(choose(rates)[1], words, "title")
    elif found := re.fullmatch(r"Step (\d) at (\d+) places?: (.+)", title):
        step, places, people = found.groups()
        claims.check(not rates and step == here.metric[-1:], f"{here}: {title}")
    elif title == f"Step {here.metric[-1:]}: no place can be shown here":
        claims.check(not count, f"{here}: {title}")
        return
    else:
        claims.problems.append(f"{here}: {_FORM}: {title!r}")
        return
    claims.same(int(places), count, f"{here}: places in the title")
    claims.same(group_of(people), here.group, f"{here}: {title}")


def read_trend(claims, title, here, cohorts):
    """The rates of the last and the first cohort of which all students are shown."""
    known = [c for c in cohorts if SHOWN in claims.status[here._replace(cohort=c)]]
    if found := re.fullmatch(
        rf"(\S+) of all students {VERB}, (?:(up|down) from (\S+)|as before)", title
    ):
        last, way, first = found.groups()
        claims.check(len(known) > 1, f"{here}: {title}")
        claims.rate(here._replace(cohort=known[0]), first or last, "title")
        claims.rate(here._replace(cohort=known[-1]), last, "title")
        change = _exact(last) - _exact(first or last)
        claims.check(change >= 0 if way == "up" else change <= 0, f"{here}: {title}")
    elif title == f"Step {here.metric[-1:]}, cohort by cohort: {here.place}":
        claims.check(len(known) < 2 or is_share(here), f"{here}: {title}")
    else:
        claims.problems.append(f"{here}: {_FORM}: {title!r}")


def read_entering(claims, title, place, parts, rows, unknown):
    """Whose share shrinks most from the first part to the last. `rows`: [(label, words of each
    part)]; `parts`: [(Key, count)]."""
    ends = [
        (_exact(words[0]) - _exact(words[-1]), group_of(label))
        for label, words in rows
        if len(parts) > 1 and label != unknown and all(map(_exact, (words[0], words[-1])))
    ]
    rounded = Fraction(1, 10)
    largest = max(ends, default=(None, ""))[0]
    if found := re.fullmatch(
        r"(.+) are (\S+%) of those who start and (\S+%) of those who get to the end", title
    ):
        group = group_of(found[1])
        for (key, count), words in ((parts[0], found[2]), (parts[-1], found[3])):
            claims.say(key._replace(group=group), f"share_{count}", words, "title")
        lost = _exact(found[2]) - _exact(found[3])
        claims.check(lost >= max(largest, 1) - rounded, f"{place}: {title}")
    elif title == "No group shown loses ground between entering and completing":
        claims.check(largest is not None and largest < 1 + rounded, f"{place}: {title}")
    elif title == "Who enters, who completes: groups cannot be shown here":
        claims.check(len(parts) > 1 and not ends, f"{place}: {title}")
    elif re.fullmatch(rf"Who completes: {place}, by by \w+", title):
        claims.same(len(parts), 1, f"{place}: {title}")
    else:
        claims.problems.append(f"{place}: {_FORM}: {title!r}")


def read_gains(claims, title, here, first):
    """What would close the largest gap. `first`: the Key of the first row, None without rows."""
    if found := re.fullmatch(
        rf"The largest gap would close if ([\d,]+) more (?:of the )?(.+?)"
        rf"(?: were among those who)? {VERB}",
        title,
    ):
        claims.same(first and first.group, group_of(found[2]), f"{here}: {title}")
        if first:
            claims.say(first, "needed", found[1], "title")
    elif title in (
        f"No gap larger than chance is shown: {here.place}",
        f"No gap larger than chance is shown in complete cohorts: {here.place}",
        f"No gap is worked out of these figures: {here.place}",
        f"{here.place}: these figures are being corrected",
    ):
        claims.check(first is None, f"{here}: {title}")
    else:
        claims.problems.append(f"{here}: {_FORM}: {title!r}")


def read_headline_title(claims, title, here, lines):
    """In how many measures there is a gap. `lines`: [(has gaps, is divided)] of each measure."""
    with_gaps = sum(has for has, _divided in lines)
    name, _, finding = title.partition(": ")
    if found := re.search(r"in (\d+) of (\d+) measures?", finding):
        said = int(found[1]), int(found[2])
        claims.same(said, (with_gaps, len(lines)), f"{here}: measures in the title")
        claims.check(with_gaps, f"{here}: {title}")
    elif finding in ("no gap larger than chance is shown", "groups cannot be shown here"):
        claims.check(not with_gaps and any(one for _has, one in lines), f"{here}: {title}")
    elif finding == "these figures are being corrected":
        claims.check(not with_gaps, f"{here}: {title}")
    elif finding in ("how all students do", "no figure can be shown here"):
        claims.check(lines and not any(one for _has, one in lines), f"{here}: {title}")
    else:
        claims.check(
            finding in ("who is counted", "no outcomes on file yet") and not lines,
            f"{here}: {_FORM}: {title!r}",
        )
    claims.check(not re.search(r"\d", name.replace(here.place, "").replace(here.pathway, "")), name)


def read_headline_shares(claims, key, paragraph):
    """Each group's share in one line, and how many groups of the same dimension are not shown."""
    groups = []
    for span in paragraph.all("span"):
        if found := re.match(r"(\d+) groups? not shown", span.text):
            hidden = [one for one in groups[0][1] if HIDDEN in claims.status[one]]
            claims.same(int(found[1]), len(hidden), f"{key}: groups not shown")
        elif words := span.one("strong").text:
            own = key._replace(group=group_of(span.text.removesuffix(words).strip()))
            claims.rate(own, words, "headline")
            numbers = next(ns for ns in site.NUMBERS.values() if int(own.group[1:]) in ns)
            groups.append((own, [key._replace(group=f"g{number}") for number in numbers]))
    claims.check(len({str(alike) for _own, alike in groups}) == 1, f"{key}: shares of {groups}")


def read_headline_words(claims, key, text):
    """What stands under a measure without gaps."""
    groups = [
        one for one in [*claims.status] if one._replace(group="all") == key and one.group != "all"
    ]
    words = text.removesuffix(" Why?")
    if words == "Too few students to be divided into groups.":
        claims.check(not groups, f"{key}: {text}")
        return False
    if words == "Groups cannot be shown here.":
        said = {word for one in groups for word in claims.status[one]}
        # Shares stand there by some dimensions alone.
        nothing = groups and not {SHOWN, RANGE} & said
        claims.check(is_share(key) or nothing, f"{key}: {text}")
    elif words == "No gap larger than chance is shown.":
        claims.check(groups, f"{key}: {text}")
        for one in groups:
            if {SHOWN, RANGE} & set(claims.status[one]):
                claims.check(claims.flag_of(one) != "yes", f"{one}: {text}")
    else:
        claims.problems.append(f"{key}: an unknown line: {text!r}")
    return True
