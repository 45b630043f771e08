"""Whether the page that is sent says what a slow, obvious count says: its total, and each facet."""

import re
from dataclasses import dataclass, field
from html import unescape

from programs.enums import DocumentKind
from programs.search.facets import BY_NAME

_TOTAL = re.compile(r'id="results-title"[^>]*>([\d,]+) program')
_LINE = re.compile(
    r'<input type="checkbox" id="[^"]*" name="([^"]*)" value="([^"]*)"([^>]*)>'
    r'.*?<span class="count">([\d,]+)</span></label>',
    re.DOTALL,
)
_UNLISTED = re.compile(
    r'<details id="more-(\w+)">(?:(?!</details>).)*?([\d,]+) more (?:is|are) not'
)


@dataclass
class Printed:
    """What a page of the finder prints: its total, {facet: {value: count}}, values not listed."""

    total: int
    counts: dict = field(default_factory=dict)
    chosen: set = field(default_factory=set)
    unlisted: dict = field(default_factory=dict)

    @classmethod
    def read(cls, html):
        page = cls(_number(found[1]) if (found := _TOTAL.search(html)) else 0)
        for name, key, more, count in _LINE.findall(html):
            page.counts.setdefault(name, {})[unescape(key)] = _number(count)
            if " checked" in more:
                page.chosen.add((name, unescape(key)))
        page.unlisted = {
            name: _number(count) for name, count in _UNLISTED.findall(html.replace("\n", " "))
        }
        return page


@dataclass
class Slow:
    """The slow count in the words of the page: {facet: {key: count}}.

    `broad`: {facet: {district: the schools it stands beside}}; a district that repeats one of its
    schools is not printed.
    """

    total: int
    counts: dict
    broad: dict


def differences(page, slow):
    """(how many counts were compared, sentences about those that differ)."""
    found = [("the total", page.total, slow.total)]
    wrong = []
    for name, facet in BY_NAME.items():
        printed, counts = page.counts.get(name, {}), slow.counts[name]
        found += [(f"{name} {key}", count, counts.get(key, 0)) for key, count in printed.items()]
        missing = {key: count for key, count in counts.items() if count and key not in printed}
        repeated = {
            key
            for key, schools in slow.broad.get(name, {}).items()
            if any(counts.get(school) == counts.get(key) for school in schools)
        }
        hidden = {key: count for key, count in missing.items() if key not in repeated}
        found.append((f"{name}: values not listed", page.unlisted.get(name, 0), len(hidden)))
        if hidden and facet.short:
            wrong.append(f"{name}: {', '.join(sorted(hidden))} missing")
        wrong += _out_of_order(name, page, hidden, slow)
    wrong += [f"{what}: page {ours}, slow count {theirs}" for what, ours, theirs in found
              if ours != theirs]  # fmt: skip
    return len(found), wrong


def _out_of_order(name, page, hidden, slow):
    """Values left out of a long list have no more than those in it; districts come last."""
    broad = slow.broad.get(name, {})
    listed = [
        count
        for key, count in page.counts.get(name, {}).items()
        if key not in broad and (name, key) not in page.chosen
    ]
    least = min(listed, default=0)
    for key, count in hidden.items():
        if key not in broad and count > least:
            yield f"{name} {key}: {count} not listed, and {least} is"


def keys_of(columns):
    """{(facet, value): key in addresses} for the values of a slow count."""
    found = {}
    for name, facet in BY_NAME.items():
        for kind, value in columns.labels if facet.kind else ():
            if kind == facet.kind:
                found[name, value] = columns.labels[kind, value].key
    return found


def districts(columns, programs):
    """{district's key: keys of the pages it stands beside} as the programs have them."""
    labels = columns.labels
    found = {}
    for line in {tuple(sorted(values["organization"])) for values in programs.values()}:
        known = [labels[DocumentKind.ORGANIZATION, pk] for pk in line]
        for label in known:
            if not label.page:
                found.setdefault(label.key, set()).update(
                    other.key for other in known if other.page
                )
    return found


def in_words_of_the_page(total, counts, keys, broad):
    named = {
        name: {keys.get((name, value), value): count for value, count in values.items()}
        for name, values in counts.items()
    }
    return Slow(total, named, {"organization": broad})


def _number(text):
    return int(text.replace(",", ""))
