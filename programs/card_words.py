"""What a result card says of a program, in words.

In Python, not in a template: twenty cards with a dozen conditions each took more time than all
else of the finder's page. `program` is a `programs.card_row.CardRow`.
"""

from functools import lru_cache

from django.utils.dateformat import format as format_date
from django.utils.formats import get_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from pathways_portal.common.sources import printed, without_remarks
from programs.enums import DEGREES, Award
from programs.search.facets import BY_NAME
from programs.unit_words import plain, units_in_words

# Facets whose values come from the offerings of a program, in the order of a card.
OFFERED = [BY_NAME[name] for name in ("cost", "schedule", "format", "language")]


def facts(program):
    """What it gives and takes: award, units, hours, and awards given in its program code."""
    return [fact for fact in (award(program), units(program), *_numbers(program)) if fact]


def award(program):
    """The award as people group it, or in the words of its approval; empty if not on file."""
    if program.is_program_area:
        return _("Program area: ask the college")
    return Award(program.award).label if program.award else program.award_text


def units(program):
    """The units with what they count; empty if not on file."""
    fewest, most = program.units_min, program.units_max
    if fewest is None:
        return ""
    words = {"units": plain(fewest), "least": plain(fewest), "most": plain(most)}
    if program.award in DEGREES:
        if fewest == most:
            return _("%(units)s units in the major") % words
        return _("%(least)s to %(most)s units in the major") % words
    if fewest == most:
        return units_in_words(fewest)
    return _("%(least)s to %(most)s units") % words


def _numbers(program):
    if program.hours:
        yield ngettext("%(hours)s hour", "%(hours)s hours", program.hours) % {
            "hours": program.hours
        }
    if program.awards_given:
        yield ngettext(
            "%(printed)s award in its program code in %(year)s",
            "%(printed)s awards in its program code in %(year)s",
            program.awards_given,
        ) % {"printed": f"{program.awards_given:,}", "year": program.awards_year}


def asked(chosen):
    """What of a choice shows on cards, as pairs of a facet's name and its values."""
    return tuple((facet.name, chosen[facet.name]) for facet in OFFERED if facet.name in chosen)


def offered(document, chosen):
    """What its offerings hold, a line for each facet; what the reader asked for is strong.

    `document`: its columns as a dict. `chosen`: {facet name: values}.
    """
    language = get_language()
    return [
        _values(facet, tuple(values), chosen.get(facet.name, ()), language)
        for facet in OFFERED
        if (values := document[facet.column])
    ]


@lru_cache(maxsize=1000)
def _values(facet, values, asked, _language):
    words = format_html_join(
        ", ",
        "{}",
        (
            [format_html("<strong>{}</strong>", label) if value in asked else label]
            for value, label in facet.choices.choices
            if value in values
        ),
    )
    if facet.name != "language":
        return words
    return format_html("{} {}", pgettext("before a language", "Taught in"), words)


def stated(program):
    """Who says so, and as of when; remarks about the source are left to its page."""
    if not program.source:
        return _("Source not on file")
    source = printed(without_remarks(program.source))
    return format_html("{}, {}", source, _day(program.as_of)) if program.as_of else source


def checked(program):
    """When a person last confirmed it."""
    if not program.verified_on:
        return _("not verified yet")
    return _("verified %(day)s") % {"day": _day(program.verified_on)}


def _day(day):
    return _day_in(day, get_language())


@lru_cache(maxsize=1000)
def _day_in(day, _language):
    return format_date(day, get_format("j M Y"))  # months of Spanish have no capital letter
