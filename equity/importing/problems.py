"""What is wrong with a file, line by line."""

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_PRINTED = 200


class Refused(Exception):
    """The file is not taken and nothing of it is kept. `sentences` say why, first lines first."""

    def __init__(self, sentences):
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class _Several:
    lines: np.ndarray
    say: object  # the sentence, or a function of the place in `lines`


class Problems:
    """Gathers problems in any order, millions if need be, and prints the first 200 by line."""

    def __init__(self):
        self._found = []
        self.count = 0

    def add(self, lines, say):
        """`lines`: the line of each problem. `say`: a sentence for all, or place -> sentence."""
        lines = np.asarray(lines, dtype=np.int64)
        if len(lines):
            self._found.append(_Several(lines, say))
            self.count += len(lines)

    def add_by_text(self, lines, rows, said):
        """`rows`: the place of each row's text in its column; `said`: that place -> sentence."""
        if said:
            bad = np.flatnonzero(np.isin(rows, list(said)))
            self.add(lines[bad], lambda at: said[int(rows[bad[at]])])

    def sentences(self):
        """The first 200, each with its line, then how many more there are."""
        if not self.count:
            return []
        lines = np.concatenate([several.lines for several in self._found])
        owner = np.repeat(
            np.arange(len(self._found)), [len(several.lines) for several in self._found]
        )
        place = np.concatenate([np.arange(len(several.lines)) for several in self._found])
        first = np.argsort(lines, kind="stable")[:MOST_PRINTED]
        said = []
        for at in first:
            say = self._found[owner[at]].say
            sentence = say(place[at]) if callable(say) else say
            said.append(
                _("Line %(line)s: %(sentence)s") % {"line": lines[at], "sentence": sentence}
            )
        more = self.count - len(first)
        if more:
            said.append(ngettext("and %s more.", "and %s more.", more) % f"{more:,}")
        return said

    def refuse(self):
        """Raise `Refused` if there are any."""
        if self.count:
            raise Refused(self.sentences())
