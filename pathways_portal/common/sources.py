"""How a source is printed: our own sentences in the reader's language, all others as they stand.

Sources are rows' values, so they come in English. Those that this portal worded itself are
translated when they are printed; the name of somebody else's table is not ours to translate.
"""

import re

from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

REPORTED_HERE = _("What schools have reported to this portal")
# Every source in fixtures/sources.csv that is our own wording.
OWN = frozenset(
    {
        REPORTED_HERE,
        _("Made up to show how the portal works"),
        _("SYNTHETIC: made up by a program to show how the portal works"),
        _(
            "Made up to show how the portal works: sample targets, baselines and days; no "
            "workgroup has adopted them"
        ),
        _(
            "Made up to show how the portal works: about SYNTHETIC figures of this portal; no "
            "workgroup has adopted it"
        ),
        _(
            "Made up to show how the portal works: sample order of real courses; the college's own "
            "order is not on file"
        ),
        _("This portal: what has been reported to it so far"),
        _("This portal: the people who run it, and what they keep themselves"),
        _("Wording of this portal, from general knowledge of public documents"),
        _(
            "Compiled for this portal from general knowledge of public documents; not checked "
            "against a source"
        ),
        _(
            "Compiled: name and state college code of the Chancellor's Office; address and point "
            "of the California Department of Education directory"
        ),
        _("Compiled: names follow the sectors of the California Strong Workforce Program"),
        _("Compiled: names of awards in California Community Colleges regulations"),
        _(
            "Compiled: names of the California CTE Model Curriculum Standards 2013; the state's "
            "numbers are not on file"
        ),
        _(
            "Compiled: kinds of work-based learning after the continuum of the California "
            "Department of Education; wording of this portal"
        ),
        _(
            "Compiled: the ten names follow the “21st Century Skills” of New World of Work; "
            "descriptions and groups of this portal"
        ),
        _(
            "Compiled: names of the essential elements of a high-quality college and career "
            "pathway in public documents of the California Department of Education"
        ),
        _("Compiled: our own assignment of TOP codes to state pathways, not an official crosswalk"),
        _("Compiled: our own assignment of codes to regional sectors, not an official crosswalk"),
        _(
            "Derived: CIP 2020 to SOC 2018 crosswalk of the federal statistical offices, put in "
            "order by this portal's own rule"
        ),
        _(
            "Derived: the mean of the points of the public schools in that city (California "
            "Department of Education directory)"
        ),
        _(
            "This portal’s rule, after the Centers of Excellence, Priority Jobs and Programs, as "
            "quoted in the Comprehensive Local Needs Assessment 2025-26 of the San Diego "
            "Community College District"
        ),
        # What the living wage measures, in the words of this portal.
        _("Living wage of one adult, as used for priority jobs"),
        # What the state's tables are, in our words: they stand on nearly every card.
        _("State award counts by program code (Data Mart), Chancellor's Office"),
        _("State college program inventory (COCI), Chancellor's Office"),
        _("Program codes in the Chancellor's Office Curriculum Inventory (COCI) export"),
    }
)
# Our own beginning of a sentence that then names the tables of others.
OWN_BEGINNING = _("Estimate of this portal from:")
# Where the name of a source ends and remarks about it begin.
_REMARK = re.compile(r"[;:] ")


def without_remarks(source):
    """A source by its name alone, for cards; our own sentences are never cut."""
    return source if source in OWN else _REMARK.split(source, maxsplit=1)[0]


def printed(source):
    """A source as a page prints it: translated if it is ours, else marked as English."""
    text = str(source)
    if text.startswith(OWN_BEGINNING):
        rest = text.removeprefix(OWN_BEGINNING).strip()
        return format_html("{} {}", gettext(OWN_BEGINNING), _as_english(rest))
    translated = in_words(text)
    return translated if translated != text else _as_english(text)


def in_words(source):
    """A source as plain text, for files: in the reader's language if it is ours."""
    text = str(source)
    if text.startswith(OWN_BEGINNING):
        return f"{gettext(OWN_BEGINNING)} {text.removeprefix(OWN_BEGINNING).strip()}"
    return gettext(text) if text in OWN else text


def one_of_each(rows, *, by_address=False):
    """The first row of each source and day, in the order of the rows, to print it once.

    `by_address`: also one of each address, where rows name pages of their own.
    """
    found = {}
    for row in rows:
        key = row.source, row.as_of, row.source_url if by_address else ""
        found.setdefault(key, row)
    return list(found.values())


def _as_english(text):
    return text if get_language() == "en" else format_html('<span lang="en">{}</span>', text)
