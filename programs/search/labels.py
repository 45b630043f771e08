"""What documents other than programs are called: districts, sectors, counties, jobs, words."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class Label:
    """What a document other than a program is called, and where its page is."""

    document: int
    kind: str
    object_id: int
    key: str
    page: str
    title: str
    title_es: str
    sort_name: str
    standing: int

    def title_in(self, language):
        """In that language; English where no Spanish is on file."""
        return (language == "es" and self.title_es) or self.title


class Labels(Mapping):
    """{(kind, object id): label}. Never changed in place, so what is worked out of it is kept."""

    def __init__(self, labels=()):
        self._labels = dict(labels)
        # Whoever works something out of the labels keeps it here, by a name of its own.
        self.kept = {}

    def __getitem__(self, key):
        return self._labels[key]

    def __iter__(self):
        return iter(self._labels)

    def __len__(self):
        return len(self._labels)

    def patched(self, changed):
        """Labels with these instead: {(kind, object id): label, or None where it is gone}."""
        labels = self._labels | {key: label for key, label in changed.items() if label}
        for key, label in changed.items():
            if label is None:
                labels.pop(key, None)
        return Labels(labels)

    @cached_property
    def by_key(self):
        """{(kind, key in addresses): label}"""
        return {(label.kind, label.key): label for label in self._labels.values()}

    @cached_property
    def in_order(self):
        """All labels; equally good matches are offered in this order, the shortest title first."""
        return sorted(self._labels.values(), key=lambda one: (len(one.title), one.title))

    @cached_property
    def documents(self):
        """The document of each label, as `in_order`."""
        return np.array([label.document for label in self.in_order], np.int64)

    @cached_property
    def named(self):
        """{title in small letters without accents: positions in the order}"""
        found = defaultdict(list)
        for at, label in enumerate(self.in_order):
            found[label.sort_name].append(at)
        return dict(found)
