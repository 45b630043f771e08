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
    """Web names in their order, a note for some, and the last one taken off with its old place.

    `over`: names that the page has no room for. They stay in the address, and move up.
    """

    names: tuple = ()
    notes: dict = field(default_factory=dict)
    removed: tuple | None = None  # (web name, place)
    over: tuple = ()

    @classmethod
    def of(cls, query, *, most):
        """From a QueryDict. A name counts once; those after the first `most` are `over`."""
        asked = [name for name in query.getlist(ID) if WEB_NAME.fullmatch(name)]
        names = tuple(dict.fromkeys(asked))
        taken, _mark, place = query.get(REMOVED, "").rpartition(":")
        is_right = WEB_NAME.fullmatch(taken) and place.isdecimal() and taken not in names
        notes = {
            name: text
            for name in (*names, *([taken] if is_right else []))
            if (text := " ".join(query.get(NOTE + name, "").split())[:LONGEST_NOTE])
        }
        return cls(
            names=names[:most],
            notes=notes,
            removed=(taken, min(int(place[:3]), most)) if is_right else None,
            over=names[most:],
        )

    def only(self, names):
        """The same without programs that are none of `names`; what is `over` stays."""
        return replace(self, names=tuple(name for name in self.names if name in names))

    def without(self, *gone):
        """The list once `gone` are taken off. Of a single one it keeps place and note: both come
        back with it."""
        names = tuple(name for name in self.names if name not in gone)
        removed = (gone[0], self.names.index(gone[0])) if len(gone) == 1 else None
        return replace(self, names=names, removed=removed)

    def restored(self):
        """The list with what was taken off at its place again, and its note."""
        name, place = self.removed
        names = (*self.names[:place], name, *self.names[place:])
        return replace(self, names=names, removed=None)

    def with_(self, name):
        return replace(self, names=(*self.names, name), removed=None)

    def query(self, *, notes=True):
        """The query of this list's address."""
        names = (*self.names, *self.over)
        pairs = [(ID, name) for name in names]
        if notes:
            noted = {*names, self.removed and self.removed[0]}
            pairs += [(NOTE + name, text) for name, text in self.notes.items() if name in noted]
        if self.removed:
            pairs.append((REMOVED, f"{self.removed[0]}:{self.removed[1]}"))
        return urlencode(pairs)
