"""Sentences about what of an address was not used: parameters given twice, pages there are not."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways_portal.common.addresses import page_number, repeated

# What an address can ask once only; facets take several values.
ASKED_ONCE = ("q", "exact", "near", "within", "sort", "page")


def shorten(text, longest=60):
    return text if len(text) <= longest else text[: longest - 1] + "…"


def about_repeats(query, names=ASKED_ONCE):
    """A sentence for each parameter that an address gives twice with different values."""
    for name, value in repeated(query, names):
        yield _(
            "The address gives “%(name)s” more than once; the last one counts: “%(value)s”."
        ) % {
            "name": name,
            "value": shorten(value),
        }


def about_words(typed, *, left_out, has_words):
    """Sentences where not all words were searched, or what was typed has none."""
    if left_out:
        yield (
            ngettext(
                "Only the first words were searched; %(count)s word was left out.",
                "Only the first words were searched; %(count)s words were left out.",
                left_out,
            )
            % {"count": left_out}
        )
    if typed and not has_words:
        yield _("“%(words)s” has no word to search for, so everything is shown.") % {
            "words": shorten(typed)
        }


def about_sort(asked, sorts):
    """A sentence where the list has no such order."""
    if asked and asked not in sorts:
        yield _("The list cannot be sorted by “%(value)s”.") % {"value": shorten(asked)}


def about_choices(unknown):
    """A sentence for each of (label of a filter, value that is no choice of it)."""
    for label, value in unknown:
        yield _("“%(value)s” is not a choice of “%(facet)s”; it was left out.") % {
            "value": shorten(value),
            "facet": label,
        }


def about_names(names):
    """A sentence for each parameter that no filter has."""
    for name in names:
        yield _("There is no filter called “%(name)s”; it was left out.") % {"name": shorten(name)}


def page_of(paginator, asked):
    """(the page nearest to the one asked for, a sentence if it is another one)."""
    last = paginator.num_pages
    number, is_another = page_number(asked, last)
    return paginator.page(number), _about_page(asked, number, last) if is_another else ""


def _about_page(asked, shown, last):
    if shown == last > 1:
        words = _("There is no page “%(page)s”; this is the last one, page %(shown)s.")
    elif last == 1:
        words = _("There is no page “%(page)s”; this is the only one.")
    else:
        words = _("There is no page “%(page)s”; this is the first one.")
    return words % {"page": shorten(str(asked), 20), "shown": shown}
