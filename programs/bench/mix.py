"""The questions of a measurement: made from the region's own words, or read from a file."""

import json
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from programs.bench.dataset import facet_values
from programs.enums import DocumentKind
from programs.models import SearchWord
from programs.search.answer import PAGE_SIZE
from programs.search.facets import BY_NAME, FACETS

# How many of each kind a mix has that is made here.
EACH = 20
# Facets as other question files name them.
OTHER_NAMES = {"institution": "organization", "modality": "format"}


class MixError(Exception):
    """A sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Asked:
    """One question: its kind and its parameters in the order of the address."""

    kind: str
    pairs: tuple

    @property
    def address(self):
        return f"{reverse('programs:list')}?{urlencode(self.pairs)}"

    @property
    def chosen(self):
        """{facet name: values}"""
        chosen = defaultdict(list)
        for name, value in self.pairs:
            if name in BY_NAME:
                chosen[name].append(value)
        return dict(chosen)

    @property
    def has_filters_only(self):
        return not any(name in {"q", "near"} for name, _value in self.pairs)


@dataclass
class Mix:
    """Questions in order. `left_out`: filters that the portal does not have, and how many."""

    questions: list
    left_out: Counter = field(default_factory=Counter)


def read_lines(path):
    """The file's questions as they stand: one JSON object a line."""
    try:
        with open(path, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise MixError(f"{path} cannot be read as questions: {error}") from error


def over_dataset(path, sectors):
    """Questions about made-up data, in the portal's words. `sectors`: {code: our web name}."""
    mix = Mix([])
    for row in read_lines(path):
        pairs = [("q", row["q"])] if row.get("q") else []
        for name, values in row.get("filters", {}).items():
            found = facet_values(name, values, sectors)
            if found is None:
                mix.left_out[name] += 1
                continue
            facet, ours = found
            if not ours:
                mix.left_out[f"{name}: {', '.join(values)}"] += 1
            pairs += [(facet, value) for value in ours]
        if row.get("page", 1) > 1:
            pairs.append(("page", row["page"]))
        mix.questions.append(Asked(row["kind"], tuple(pairs)))
    return mix


def near_schools(organizations):
    """Questions by distance, of which a file of words and filters has none."""
    return [
        Asked("near", (("near", organization.name), ("within", (10, 25, 50)[number % 3])))
        for number, organization in enumerate(organizations)
    ]


def over_region(path, values):
    """Questions of another data set; their filters become as many values of ours."""
    questions = []
    for row in read_lines(path):
        pairs = [("q", row["q"])] if row.get("q") else []
        for name, sent in row.get("filters", {}).items():
            name = OTHER_NAMES.get(name, name)
            ours = values.get(name, [])
            for value in sent[: len(ours)]:
                pairs.append((name, ours[sum(map(ord, str(value))) % len(ours)]))
        pairs.append(("page", row.get("page", 1)))
        questions.append(Asked(row["kind"], tuple(pairs)))
    return Mix(questions)


def made_from(columns, values, seed):
    """The same kinds of questions, from the words and values of this region."""
    dice = random.Random(seed)  # noqa: S311 - a mix, not a secret
    words = list(SearchWord.objects.order_by("-documents", "word").values_list("word", "documents"))
    long_words = [(word, n) for word, n in words if len(word) >= 6]
    common = [word for word, _n in long_words[:150]]
    rare = [word for word, n in long_words if n <= 2] or common
    last = 1 + len(columns) // PAGE_SIZE
    questions = [Asked("landing", ())] * 4
    for _ in range(EACH):
        word, other = dice.choice(common), dice.choice(common)
        at = dice.randrange(1, len(word) - 1)
        questions += [
            Asked("common", (("q", word),)),
            Asked("multi", (("q", f"{word} {other}"),)),
            Asked("prefix", (("q", word[: dice.randint(2, len(word) - 1)]),)),
            Asked("typo", (("q", word[:at] + word[at + 1 :]),)),
            Asked("rare", (("q", dice.choice(rare)),)),
            Asked("one_filter", _filters(dice, values, 1)),
            Asked("filters", _filters(dice, values, 3)),
            Asked("text_filters", (("q", word), *_filters(dice, values, 2))),
            Asked("near", (("near", "92243"), ("within", dice.choice([10, 25, 50])))),
            Asked("deep", (("page", dice.randint(last // 2, last)),)),
        ]
    return Mix(questions)


def _filters(dice, values, how_many):
    names = [name for name in values if values[name]]
    pairs = []
    for name in dice.sample(names, min(how_many, len(names))):
        most = values[name][:10]
        chosen = dice.sample(most, dice.randint(1, min(3, len(most))))
        pairs += [(name, value) for value in chosen]
    return tuple(pairs)


def common_values(columns):
    """{facet: keys as in addresses, the most common first}"""
    rows = columns.best_first
    found = {}
    for facet in FACETS:
        counts = columns.facets[facet.name].counts(rows)
        values = sorted((v for v in counts if counts[v]), key=lambda v: (-counts[v], str(v)))
        if facet.kind:
            labels = [columns.labels.get((DocumentKind(facet.kind), value)) for value in values]
            found[facet.name] = [label.key for label in labels if label]
        else:
            found[facet.name] = values
    return found
