"""The finder's facets as lines of check boxes, worked out from the answer's counts.

A facet may have thousands of values. They are put in order as numbers; only those that are printed
become lines.
"""

from dataclasses import dataclass, field
from functools import cache

import numpy as np
from django.utils.translation import get_language

from programs.enums import DocumentKind
from programs.search.facets import Facet

# A facet of thousands of values stays a page one can load; words find the rest.
MOST_LINES = 100


@dataclass(frozen=True)
class Line:
    """One value of a facet with its count, as a check box; None where it is not counted."""

    key: str
    label: str
    count: int | None
    is_chosen: bool

    @property
    def printed(self):
        return "" if self.count is None else f"{self.count:,}"


@dataclass(frozen=True)
class Group:
    """A facet as the page shows it: lines in view, behind "more", and how many are not listed.

    `is_short`: there are others, nobody knows how many.
    """

    facet: Facet
    lines: list
    more: list = field(default_factory=list)
    unlisted: int = 0
    is_short: bool = False


def facet_group(answer, facet):
    """The facet as the page shows it; None if there is nothing to choose."""
    counts = answer.counts[facet.name]
    chosen = answer.chosen.get(facet.name, ())
    if not counts and not chosen:
        return None  # no published row carries a value
    if facet.choices:
        lines, unlisted = _choices(answer, facet, counts, chosen), 0
    else:
        lines, unlisted = _things(answer, facet, counts, chosen)
    if not any(line.count or line.is_chosen for line in lines):
        return None  # nothing here can be chosen
    # A short facet shows all it has. "1 more" would take as much room as the line itself.
    first = max(facet.first, sum(line.is_chosen for line in lines))
    if facet.short or len(lines) <= first + 2:
        return Group(facet, lines)
    more = sorted(lines[first:], key=lambda line: line.label)
    return Group(facet, lines[:first], more, unlisted)


def _choices(answer, facet, counts, chosen):
    """Lines of a facet of choices, in the order in which these are declared."""
    return [
        Line(value, label, counts.get(value, 0), value in chosen)
        for value, label in _labels(facet, get_language())
        if value in counts or value in chosen
    ]


@cache
def _labels(facet, _language):
    """(value, words) of a facet of choices, each translated once."""
    return [(value, str(label)) for value, label in facet.choices.choices]


def _things(answer, facet, counts, chosen):
    """(lines, how many more there are): what is chosen, then the most; districts come last."""
    order = _order(answer.columns, facet)
    totals = counts.totals
    is_chosen = np.zeros(len(totals), bool)
    is_chosen[[counts.values_at[value] for value in chosen if value in counts]] = True
    shown = order.named & ((totals > 0) | is_chosen | facet.short)
    shown[order.repeated(totals)] &= is_chosen[order.repeated(totals)]
    at = np.flatnonzero(shown)
    keys = [order.rank[at], -totals[at]]
    if not facet.short:
        keys += [order.is_broad[at], ~is_chosen[at]]
    at = at[np.lexsort(keys)]
    unlisted = 0 if facet.short else max(0, len(at) - MOST_LINES)
    lines = [
        Line(label.key, label.title_in(order.language), count, picked)
        for label, count, picked in zip(
            (order.labels[number] for number in at[: len(at) - unlisted].tolist()),
            totals[at].tolist(),
            is_chosen[at].tolist(),
            strict=False,
        )
    ]
    without_rows = [
        Line(key, label, 0, True)
        for value in chosen
        if value not in counts
        for key, label in [key_and_label(answer, facet, value)]
        if key
    ]
    picked = sum(line.is_chosen for line in lines)
    return [*lines[:picked], *without_rows, *lines[picked:]], unlisted


@dataclass(frozen=True)
class _Order:
    """What is known of a facet's values before they are counted, each by its place in counts.

    `is_broad`: a district or the like, without a page of its own, that repeats what its schools
    count. `beside`: pairs of a district and one of its schools.
    """

    table: object
    language: str
    labels: list
    named: np.ndarray
    rank: np.ndarray
    is_broad: np.ndarray
    beside: tuple

    def repeated(self, totals):
        """Districts and the like all of whose programs are those of one school."""
        broad, school = self.beside
        return broad[totals[broad] == totals[school]]


def _order(columns, facet):
    """Worked out once for each language, until a value or a label changes."""
    table, language = columns.facets[facet.name].table, get_language()
    kept = columns.labels.kept.get((facet.name, language))
    if kept is None or kept.table is not table:
        kept = columns.labels.kept[facet.name, language] = _new_order(
            table, facet, columns.labels, language
        )
    return kept


def _new_order(table, facet, all_labels, language):
    labels = [all_labels.get((facet.kind, value)) for value in table.values]
    titles = [label.title_in(language) if label else "" for label in labels]
    rank = np.empty(len(labels), np.int64)
    rank[sorted(range(len(labels)), key=titles.__getitem__)] = np.arange(len(labels))
    is_organization = facet.kind == DocumentKind.ORGANIZATION
    is_broad = np.array([bool(is_organization and one and not one.page) for one in labels], bool)
    return _Order(
        table,
        language,
        labels,
        np.array([label is not None for label in labels], bool),
        rank,
        is_broad,
        _beside(table, is_broad),
    )


def _beside(table, is_broad):
    """Each district with each school it shares a set with."""
    pairs = {
        (broad, other)
        for values in (table.sets if is_broad.any() else ())
        for places in [[table.values[value] for value in values]]
        for broad in places
        if is_broad[broad]
        for other in places
        if not is_broad[other]
    }
    pairs = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def key_and_label(answer, facet, value):
    """A value as addresses and as readers have it; empty for what has no document any more."""
    if facet.choices:
        return value, str(facet.choices(value).label)
    label = answer.columns.labels.get((facet.kind, value))
    return (label.key, label.title_in(get_language())) if label else ("", "")
