"""Organizations of the region by the names that files give them: SAN DIEGO MESA, IVC, Imperial."""

import difflib
import re

from partners.enums import OrganizationKind
from partners.models import Organization

COLLEGES = (OrganizationKind.COLLEGE, OrganizationKind.CONTINUING_EDUCATION)
# Two names more alike than this are one name and a slip, such as GROSMONT.
ALIKE = 0.9
_SAYS_NOTHING = {"college", "community", "of", "school", "the"}
_SHORT = {"cont": "continuing", "ed": "education", "sd": "san diego"}


def plain_name(name):
    """A name without what files add or leave out: "San Diego Mesa College " -> sandiegomesa."""
    return "".join(_words(name))


def _words(name):
    return [word for word in _all_words(name) if word not in _SAYS_NOTHING]


def _all_words(name):
    words = re.findall(r"[a-z0-9]+", name.casefold())
    return [_SHORT.get(word, word).replace(" ", "") for word in words]


class OrganizationNames:
    """Finds the organization on file that a name means; colleges only, or those of `rows`.

    `by_beginning`: the kinds that are also meant by the first words of their names.
    """

    def __init__(self, rows=None, by_beginning=COLLEGES):
        self.by_beginning = by_beginning
        rows = Organization.objects.filter(kind__in=COLLEGES) if rows is None else rows
        self.rows = {row.pk: row for row in rows}
        self.by_name, self.by_whole_name = {}, {}
        for row in self.rows.values():
            for name in (row.name, row.short_name, *row.aliases):
                if plain_name(name):
                    self.by_name.setdefault(plain_name(name), []).append(row)
                    self.by_whole_name.setdefault("".join(_all_words(name)), row)
        self.by_slug = {row.slug: row for row in self.rows.values()}
        self._found, self._near = {}, {}

    def find(self, name):
        """The one of this name or web name, or the only one whose name begins with its words."""
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def several(self, name):
        """All that are called so, if they are more than one."""
        found = list(dict.fromkeys(self.by_name.get(plain_name(name), ())))
        return found if len(found) > 1 and not self.find(name) else []

    def nearest(self, name):
        """One whose name is nearly this one, for a question to a person; or None."""
        if name not in self._near:
            near = difflib.get_close_matches(plain_name(name), self.by_name, n=1, cutoff=ALIKE)
            found = self.by_name[near[0]][0] if near else None
            self._near[name] = found or self._nearest_whole(name)
        return self._near[name]

    def _nearest_whole(self, name):
        """A slip may be in a word that says nothing otherwise, such as “Grossmont Colege”."""
        whole = "".join(_all_words(name))
        near = difflib.get_close_matches(whole, self.by_whole_name, n=1, cutoff=ALIKE)
        return self.by_whole_name[near[0]] if near else None

    def _find(self, name):
        if name in self.by_slug:
            return self.by_slug[name]
        wanted = plain_name(name)
        if not wanted or wanted in self.by_name:
            named = set(self.by_name.get(wanted, ()))
            return self._exactly(name, named) if len(named) > 1 else next(iter(named), None)
        words = _words(name)
        begins = {
            row.pk
            for row in self.rows.values()
            if row.kind in self.by_beginning and _words(row.name)[: len(words)] == words
        }
        return self.rows[begins.pop()] if len(begins) == 1 else None

    def _exactly(self, name, named):
        """Of several the one whose full name is this, letter by letter."""
        same = [row for row in named if row.name.casefold() == name.strip().casefold()]
        return same[0] if len(same) == 1 else None
