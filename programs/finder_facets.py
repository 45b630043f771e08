"""The finder's facets as lines of check boxes, worked out from the answer's counts."""

from dataclasses import dataclass, field

from programs.cards import label_title
from programs.enums import DocumentKind
from programs.search.facets import Facet

# A facet of thousands of values stays a page one can load; words find the rest.
MOST_LINES = 100


@dataclass(frozen=True)
class Line:
    """One value of a facet with its count, as a check box."""

    key: str
    label: str
    count: int
    is_chosen: bool
    is_broad: bool = False

    @property
    def printed(self):
        return f"{self.count:,}"


@dataclass(frozen=True)
class Group:
    """A facet as the page shows it: lines in view, behind "more", and how many are not listed."""

    facet: Facet
    lines: list
    more: list = field(default_factory=list)
    unlisted: int = 0


def facet_group(answer, facet):
    """The facet as the page shows it; None if there is nothing to choose."""
    counts = answer.counts[facet.name]
    chosen = answer.chosen.get(facet.name, ())
    if not counts and not chosen:
        return None  # no published row carries a value
    if facet.short and facet.choices:
        values = [value for value in facet.choices.values if value in counts]
    else:
        values = sorted(counts, key=lambda value: -counts[value])
    values += [value for value in chosen if value not in counts]
    repeated = _repeated(answer, facet, counts)
    lines = []
    for value in values:
        if value in repeated and value not in chosen:
            continue
        is_chosen, count = value in chosen, counts.get(value, 0)
        if count or is_chosen or facet.short:
            key, label = key_and_label(answer, facet, value)
            if key:
                lines.append(Line(key, label, count, is_chosen, _is_broad(answer, facet, value)))
    if not any(line.count or line.is_chosen for line in lines):
        return None  # nothing here can be chosen
    if facet.short:
        if not facet.choices:
            lines.sort(key=lambda line: (-line.count, line.label))
        return Group(facet, lines)
    lines.sort(key=lambda line: (not line.is_chosen, line.is_broad, -line.count, line.label))
    first = max(facet.first, sum(line.is_chosen for line in lines))
    if len(lines) <= first + 2:  # "1 more" would take as much room as the line itself
        return Group(facet, lines)
    more = sorted(lines[first:MOST_LINES], key=lambda line: line.label)
    return Group(facet, lines[:first], more, max(0, len(lines) - MOST_LINES))


def _is_broad(answer, facet, value):
    """A district or the like: no page of its own, and it repeats what its schools count."""
    return bool(
        facet.kind == DocumentKind.ORGANIZATION
        and (label := answer.columns.labels.get((facet.kind, value)))
        and not label.page
    )


def _repeated(answer, facet, counts):
    """Districts and the like all of whose programs are those of one listed school."""
    broad = [value for value, count in counts.items() if count and _is_broad(answer, facet, value)]
    if not broad:
        return set()
    listed = {}
    for values in answer.columns.facets[facet.name].sets:
        for value in values:
            listed.setdefault(value, set()).update(values)
    return {
        value
        for value in broad
        if any(
            other != value
            and counts.get(other) == counts[value]
            and not _is_broad(answer, facet, other)
            for other in listed.get(value, ())
        )
    }


def key_and_label(answer, facet, value):
    """A value as addresses and as readers have it; empty for what has no document any more."""
    if facet.choices:
        return value, str(facet.choices(value).label)
    label = answer.columns.labels.get((facet.kind, value))
    return (label.key, label_title(label)) if label else ("", "")
