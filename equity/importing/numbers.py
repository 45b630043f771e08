"""The counts of a file: whole numbers, or the mark of a source that gives none."""

import re
from decimal import Decimal

import numpy as np
from django.utils.translation import gettext as _

from equity.enums import MetricKind, SourceStatus

EMPTY = -1
MARKS = {
    "c": SourceStatus.SUPPRESSED,
    "x": SourceStatus.NOT_AVAILABLE,
    "z": SourceStatus.NOT_APPLICABLE,
}
_MARKED = {mark: -2 - place for place, mark in enumerate(MARKS)}
_MARK_OF = {number: MARKS[mark] for mark, number in _MARKED.items()}
_BAD = -9
MOST_STUDENTS = 100_000_000
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_PERCENT = re.compile(r"\d{1,3}(\.\d{1,2})?", re.ASCII)


class Numbers:
    """`n`, `s`: -1 where there is none. `rate_pct`: Decimal or None by row. `status`: the mark.

    `good`: rows whose numbers are right; the others are among the problems.
    """

    def __init__(self, table, meaning, problems):
        self._lines, self._problems = table.lines, problems
        kinds = [MetricKind(metric.kind) for metric in meaning.metrics]
        kind = np.array([*(list(MetricKind).index(one) for one in kinds), -1])[meaning.metric]
        is_rate, is_share, is_published = (
            kind == list(MetricKind).index(one)
            for one in (MetricKind.RATE, MetricKind.COMPOSITION, MetricKind.PUBLISHED_RATE)
        )
        below = self._column(table, "denominator", _whole)
        above = self._column(table, "numerator", _whole)
        self._percents, percent = _understood(table, "rate_pct", _percent, self._problems)
        self.good = (below != _BAD) & (above != _BAD) & (percent != _BAD) & (kind != -1)

        self._say(
            is_share & (below != EMPTY),
            _("a composition has its count as the numerator; leave the denominator empty."),
        )
        self._say(
            is_share & (above == EMPTY),
            _("the numerator is missing. Write a whole number, or c, x or z."),
        )
        self._say(
            ~is_share & (kind != -1) & (below == EMPTY),
            _("the denominator is missing. Write a whole number, or c, x or z."),
        )
        self._say(
            is_rate & (above == EMPTY),
            _("the numerator is missing. Write a whole number, or c, x or z."),
        )
        self._say(
            is_published & (above != EMPTY),
            _("a rate as published has rate_pct; leave the numerator empty."),
        )
        self._say(
            is_published & (below >= 0) & (percent == EMPTY),
            _("rate_pct is missing. Write the percent as published, or c, x or z."),
        )
        self._say(
            ~is_published & (kind != -1) & (percent != EMPTY),
            _("rate_pct is only for metrics that are rates as published. Leave it empty."),
        )
        self._say(
            (above > below) & (below >= 0) & ~is_share,
            _("the numerator is larger than the denominator."),
        )
        second = np.where(is_published, percent, above)
        differ = (below < EMPTY) & (second != below) & ~(is_published & (second == EMPTY))
        self._say(
            ~is_share & differ,
            _("where the denominator is c, x or z, write the same for the other number."),
        )

        self.n = np.where(is_share, above, below)
        self.s = np.where(is_rate, above, EMPTY)
        self._percent = np.where(is_published, percent, EMPTY)
        marked = np.minimum(self.n, np.minimum(self.s, self._percent))
        self.status = np.where(marked < EMPTY, marked, 0)
        self.has_second = is_rate

    def _column(self, table, name, understand):
        values, rows = _understood(table, name, understand, self._problems)
        del values
        return rows

    def _say(self, where, sentence):
        where = where & self.good
        self._problems.add(self._lines[where], sentence)
        self.good &= ~where

    def rate_pct(self, row):
        """The percent of a row as the source printed it, or None."""
        place = self._percent[row]
        return self._percents[place] if place >= 0 else None

    def mark(self, row):
        return _MARK_OF.get(int(self.status[row]), SourceStatus.OK)


def _understood(table, name, understand, problems):
    """([values], of each row the number, a mark below zero, or for percents a place in values)."""
    texts, rows = table.column(name)
    values, numbers, said = [], np.full(len(texts), _BAD, dtype=np.int64), {}
    for place, text in enumerate(texts):
        mark = _MARKED.get(text.lower())
        if not text:
            numbers[place] = EMPTY
        elif mark is not None:
            numbers[place] = mark
        else:
            try:
                found = understand(name, text)
            except ValueError as error:
                said[place] = str(error)
                continue
            if isinstance(found, Decimal):
                values.append(found)
                found = len(values) - 1
            numbers[place] = found
    problems.add_by_text(table.lines, rows, said)
    return values, numbers[rows]


def _whole(name, text):
    if _WHOLE.fullmatch(text) and int(text) <= MOST_STUDENTS:
        return int(text)
    said = {"column": name, "text": text[:60]}
    if text.startswith(("<", "≤")) or text in ("*", "**", "--", "—", "†"):
        raise ValueError(_("%(column)s “%(text)s”: write c for a suppressed count.") % said)
    raise ValueError(
        _("%(column)s “%(text)s” is not a whole number. Write one, or c, x or z.") % said
    )


def _percent(name, text):
    if _PERCENT.fullmatch(text) and Decimal(text) <= 100:
        return Decimal(text)
    raise ValueError(
        _("%(column)s “%(text)s” is not a percent from 0 to 100. Write it like 84.5.")
        % {"column": name, "text": text[:60]}
    )
