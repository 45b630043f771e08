"""The words of a table turned into rows on file: for each row its slice and its group."""

import re

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _

from equity.importing import names
from equity.importing.names import Unknown
from pathways_portal.common import academic_year

OLDEST_YEARS = 15
UNKNOWN = -1


class Meaning:
    """What each row is about, as numbers that are -1 where the row's words are not known.

    `slice` and `group` of each row; `keys`: the slices, each (place, segment, pathway id, metric,
    cohort); `metric` and `dimension` of each row as places in `metrics` and `dimensions`.
    """

    def __init__(self, table, problems):
        self._table, self._problems = table, problems
        references = names.References()
        segments, segment = self._each("segment", _segment)
        cohorts, cohort = self._each("cohort", _cohort(timezone.localdate()))
        pathways, pathway = self._each("pathway", names.Pathways().find)
        self.metrics, self.metric = self._each("metric", references.metric)
        self.dimensions, self.dimension = self._each("dimension", references.dimension)
        places, place = self._places(segments, segment)
        _groups, self.group = self._groups(references)
        self.keys, self.slice = _combined(
            [places, segments, pathways, self.metrics, cohorts],
            [place, segment, pathway, self.metric, cohort],
        )

    def _each(self, column, understand):
        """([what each text means], place of each row's meaning), each text being asked once."""
        texts, rows = self._table.column(column)
        return self._understood(texts, rows, understand)

    def _understood(self, asked, rows, understand):
        found, meaning, said = {}, np.full(len(asked), UNKNOWN), {}
        for place, one in enumerate(asked):
            try:
                understood = understand(one)
            except Unknown as unknown:
                said[place] = str(unknown)
            else:
                meaning[place] = found.setdefault(understood, len(found))
        self._problems.add_by_text(self._table.lines, rows, said)
        return list(found), meaning[rows]

    def _places(self, segments, segment):
        texts, rows = self._table.column("organization")
        pairs, pair = np.unique(np.stack([rows, segment]), axis=1, return_inverse=True)
        on_file = names.Places()

        def find(asked):
            text, of = asked
            return on_file.find(texts[text], None if of == UNKNOWN else segments[of])

        return self._understood([tuple(one) for one in pairs.T], pair.ravel(), find)

    def _groups(self, references):
        texts, rows = self._table.column("group")
        pairs, pair = np.unique(np.stack([rows, self.dimension]), axis=1, return_inverse=True)

        def find(asked):
            text, of = asked
            # Of an unknown dimension no group is known; that is said once, of the dimension.
            return UNKNOWN if of == UNKNOWN else references.group(self.dimensions[of], texts[text])

        ids, group = self._understood([tuple(one) for one in pairs.T], pair.ravel(), find)
        numbers = np.array([*ids, UNKNOWN])
        return ids, numbers[group]


def _combined(meanings, rows):
    """([tuple of meanings], place of each row's tuple); -1 where any part is not known."""
    stacked = np.stack(rows)
    known = (stacked != UNKNOWN).all(axis=0)
    found, place = np.unique(stacked[:, known], axis=1, return_inverse=True)
    keys = [
        tuple(meaning[at] for meaning, at in zip(meanings, one, strict=True)) for one in found.T
    ]
    combined = np.full(len(known), UNKNOWN)
    combined[known] = place.ravel()
    return keys, combined


def _segment(text):
    found = names.SEGMENTS.get(text.lower())
    if found is None:
        raise Unknown(
            _("unknown segment “%(segment)s”. Write one of: %(known)s.")
            % {"segment": text[:60], "known": ", ".join(["ms", "hs", "ae", "noncredit", "cc"])}
        )
    return found


def _cohort(today):
    """A rule for cohorts: spelled as we store them, and of the last 15 years."""
    latest = academic_year.on(today)
    oldest = academic_year.later(latest, -OLDEST_YEARS)

    def understand(text):
        if not re.fullmatch(academic_year.PATTERN, text) or _as_stored(text) != text:
            raise Unknown(_("“%s” is not an academic year. Write it like 2022-23.") % text[:60])
        if text > latest:
            raise Unknown(_("the cohort %s is in the future.") % text)
        if text < oldest:
            raise Unknown(_("the cohort %s is older than 15 years.") % text)
        return text

    return understand


def _as_stored(text):
    try:
        return academic_year.parse(text)
    except ValueError:
        return None
