"""What a row says beside what is on file: equal, or a question to a person; never written over."""

from datetime import date
from decimal import Decimal

from django.db.models import Model
from django.utils.translation import gettext as _

from pathways_portal.common.choices import yes_no
from pathways_portal.common.row_import import Outcome
from programs.imports.cells import letters

EMPTY = (None, "", [])


def end(row, outcome, reason):
    """Let a row end so."""
    row.outcome, row.reason = outcome, reason


def end_on_file(row, differences):
    """Let a row end that is about something on file: [(what, on file, here)] that differ."""
    if not differences:
        end(row, Outcome.ACCEPTED, _("On file already."))
        return
    said = "; ".join(
        _("%(what)s on file %(there)s, here %(here)s")
        % {"what": what, "there": in_words(there) or _("nothing"), "here": in_words(here)}
        for what, there, here in differences
    )
    sentence = _(
        "On file already, but differently: %s. Nothing was changed; decide which is right."
    )
    end(row, Outcome.REVIEW, sentence % said)


def differing(labels, there, here, *, choices):
    """[(what, on file, here)] of the values that a row gives and that are not those on file.

    `labels`: {name: what it is called}. `choices`: {name: TextChoices}. Empty cells say nothing.
    Of several on file, such as codes, a row may name some. Titles differ by more than signs.
    """
    found = []
    for name, label in labels.items():
        on_file, said = there[name], here[name]
        if said in EMPTY:
            continue
        if isinstance(on_file, list):
            same = set(said if isinstance(said, list) else [said]) <= set(on_file)
        elif name == "title":
            same = letters(on_file) == letters(said)
        else:
            same = on_file == said
        if not same:
            kind = choices.get(name)
            shown = [kind(one).label if kind and one else one for one in (on_file, said)]
            found.append((label, *shown))
    return found


def in_words(value):
    """What was understood of a cell, as a person reads it; a pair of numbers is a range."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], Decimal):
        low, high = map(in_words, value)
        return low if low == high else f"{low}–{high}"
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(in_words(one) for one in value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Model) and hasattr(value, "name"):
        return value.name
    return str(value)
