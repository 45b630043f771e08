"""What an address of these pages says: which programs, with which notes, and what was taken off.

`?id=welding-ivc&id=nursing-ivc&note.welding-ivc=Ask+about+evenings&removed=art-mesa:1`. Plain
rules: no database. Whatever an address holds, something sensible comes of it.
"""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

ID, NOTE, REMOVED = "id", "note.", "removed"
WEB_NAME = re.compile(r"[A-Za-z0-9_-]{1,200}")
# Side by side on one screen.
MOST_COMPARED = 4
# A list somebody can still look through; its address stays within what servers take.
MOST_SAVED = 20
LONGEST_NOTE = 200


@dataclass(frozen=True)
class Listed:
    """Web names in their order, a note for some, and the last one taken off with its old place."""

    names: tuple = ()
    notes: dict = field(default_factory=dict)
    removed: tuple | None = None  # (web name, place)
    left_over: int = 0

    @classmethod
    def of(cls, query, *, most):
        """From a QueryDict. A name counts once; of more than `most`, the rest is counted."""
        asked = [name for name in query.getlist(ID) if WEB_NAME.fullmatch(name)]
        names = tuple(dict.fromkeys(asked))
        notes = {
            name: text
            for name in names[:most]
            if (text := " ".join(query.get(NOTE + name, "").split())[:LONGEST_NOTE])
        }
        taken, _mark, place = query.get(REMOVED, "").rpartition(":")
        is_right = WEB_NAME.fullmatch(taken) and place.isdecimal() and taken not in names
        return cls(
            names=names[:most],
            notes=notes,
            removed=(taken, min(int(place[:3]), most)) if is_right else None,
            left_over=max(len(names) - most, 0),
        )

    def only(self, names):
        """The same without programs that are none of `names`."""
        kept = tuple(name for name in self.names if name in names)
        return replace(self, names=kept, notes={n: self.notes[n] for n in kept if n in self.notes})

    def without(self, name):
        """The list once `name` is taken off; it remembers what, for the way back."""
        names = tuple(one for one in self.names if one != name)
        notes = {one: text for one, text in self.notes.items() if one != name}
        return Listed(names, notes, removed=(name, self.names.index(name)))

    def restored(self):
        """The list with what was taken off at its place again. Its note is gone with it."""
        name, place = self.removed
        return Listed((*self.names[:place], name, *self.names[place:]), self.notes)

    def with_(self, name):
        return replace(self, names=(*self.names, name), removed=None)

    def query(self, *, notes=True):
        """The query of this list's address."""
        pairs = [(ID, name) for name in self.names]
        if notes:
            pairs += [(NOTE + name, text) for name, text in self.notes.items()]
        if self.removed:
            pairs.append((REMOVED, f"{self.removed[0]}:{self.removed[1]}"))
        return urlencode(pairs)
