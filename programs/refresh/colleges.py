"""Colleges of the region by the names that state files give them: SAN DIEGO MESA, Imperial."""

import difflib
import re

from partners.enums import OrganizationKind
from partners.models import Organization

KINDS = (OrganizationKind.COLLEGE, OrganizationKind.CONTINUING_EDUCATION)
# Two names more alike than this are one name and a slip, such as GROSMONT.
ALIKE = 0.9
ANOTHER_COLLEGE = "A college of another region."
_SAYS_NOTHING = {"college", "community", "of", "the"}
_SHORT = {"cont": "continuing", "ed": "education", "sd": "san diego"}


def plain_name(name):
    """A name without what files add or leave out: "San Diego Mesa College " -> sandiegomesa."""
    return "".join(_words(name))


def _words(name):
    words = re.findall(r"[a-z0-9]+", name.casefold())
    return [_SHORT.get(word, word).replace(" ", "") for word in words if word not in _SAYS_NOTHING]


class Colleges:
    """Finds the college on file that a name means; none for colleges of other regions."""

    def __init__(self):
        rows = Organization.objects.filter(kind__in=KINDS)
        self.rows = {row.pk: row for row in rows}
        self.by_name = {}
        for row in rows:
            for name in (row.name, row.short_name, *row.aliases):
                if plain_name(name):
                    self.by_name.setdefault(plain_name(name), row)
        self._found, self._near = {}, {}

    def find(self, name):
        """The college of this name, or the one whose name begins with all of its words."""
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def nearest(self, name):
        """A college whose name is nearly this one, for a question to a person; or None."""
        if name not in self._near:
            near = difflib.get_close_matches(plain_name(name), self.by_name, n=1, cutoff=ALIKE)
            self._near[name] = self.by_name[near[0]] if near else None
        return self._near[name]

    def is_elsewhere(self, name):
        """Whether it is a college of another region, and no slip in the name of one of ours."""
        return bool(name) and not self.find(name) and not self.nearest(name)

    def _find(self, name):
        wanted = plain_name(name)
        if not wanted or wanted in self.by_name:
            return self.by_name.get(wanted)
        words = _words(name)
        begins = {row.pk for row in self.rows.values() if _words(row.name)[: len(words)] == words}
        return self.rows[begins.pop()] if len(begins) == 1 else None


def ask_for_college(form):
    """Send a row to review whose field "college" is nearly the name of a college on file."""
    name = form.cleaned_data.get("college")
    if name:
        near = form.source.colleges.nearest(name)
        form.send_to_review(f"Is this {near.name}? Then write the name so.", "college")
