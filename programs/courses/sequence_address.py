"""Which sequence of a program an address asks for, and the addresses of its other ones.

`?year=2025-26&pace=part_time`; what is not on file is passed over with a sentence.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.translation import gettext as _

from pathways_portal.common import academic_year
from programs.address_words import about_repeats, shorten
from programs.courses import pick
from programs.enums import Pace

YEAR, PACE = "year", "pace"
# The part of the page that links within it lead to.
ANCHOR = "#courses"


@dataclass(frozen=True)
class Switch:
    """A catalog year or pace to choose; `address` is "" for the one that is shown."""

    words: str
    address: str


def coming_year():
    """The academic year after the one that runs: the last that students plan for."""
    return academic_year.on(timezone.localdate() + relativedelta(years=1))


class SequenceAddress:
    """What the query of an address asks for, among the pairs (catalog year, pace) on file.

    `shown` is the pair that answers it, `sentences` what of it was not followed and what there is.
    """

    def __init__(self, query, pairs, path):
        self._pairs = list(pairs)
        self._path = path
        self._coming = coming_year()
        self._years = list(dict.fromkeys(year for year, _pace in self._pairs))
        paces = {pace for _year, pace in self._pairs}
        self.paces_on_file = [pace for pace in Pace if pace in paces]
        typed_year, typed_pace = (query.get(name, "").strip() for name in (YEAR, PACE))
        year, pace = _spelled(typed_year), typed_pace
        self.shown = pick.nearest(self._pairs, year=year, pace=pace, coming=self._coming)
        self.sentences = [
            *about_repeats(query, [YEAR, PACE]),
            *self._about_year(typed_year, year),
            *self._about_pace(typed_pace),
            *self._about_both(year, pace),
        ]

    def _about_year(self, typed, year):
        if typed and year not in self._years:
            yield _("The catalog year “%(year)s” is not on file here. On file: %(years)s.") % {
                "year": shorten(typed),
                "years": _(", ").join(self._years),
            }

    def _about_pace(self, typed):
        if typed and typed not in self.paces_on_file:
            words = in_sentence(typed) if typed in Pace else shorten(typed)
            yield _("The pace “%(pace)s” is not on file here. On file: %(paces)s.") % {
                "pace": words,
                "paces": _(", ").join(map(in_sentence, self.paces_on_file)),
            }

    def _about_both(self, year, pace):
        if year in self._years and pace in self.paces_on_file and (year, pace) != self.shown:
            yield _("For the catalog year %(year)s only the order for %(pace)s is on file.") % {
                "year": year,
                "pace": in_sentence(self.shown[1]),
            }

    @property
    def years(self):
        """`Switch`es between the catalog years; none where there is one only."""
        return self._switches(self._years, YEAR)

    @property
    def paces(self):
        return self._switches(self.paces_on_file, PACE)

    def _switches(self, values, name):
        return [self._switch(name, value) for value in values] if len(values) > 1 else []

    def _switch(self, name, value):
        """To a value, the other one kept where that is on file; else its words say the other."""
        here = dict(zip((YEAR, PACE), self.shown, strict=True))
        if here[name] == value:
            return Switch(_printed(name, value), "")
        kept = here | {name: value}
        there = dict(zip((YEAR, PACE), self._nearest_with(name, kept), strict=True))
        words = _printed(name, value)
        other = PACE if name == YEAR else YEAR
        if there != kept:
            words = _("%(one)s (%(other)s)") % {
                "one": words,
                "other": _printed(other, there[other]).lower(),
            }
        return Switch(words, f"{self._path}?{urlencode(there)}{ANCHOR}")

    def _nearest_with(self, name, kept):
        pairs = [pair for pair in self._pairs if kept[name] in pair]
        return pick.nearest(pairs, year=kept[YEAR], pace=kept[PACE], coming=self._coming)


def in_sentence(pace):
    """A pace inside a sentence."""
    return {Pace.FULL_TIME: _("full time"), Pace.PART_TIME: _("part time")}[pace]


def _printed(name, value):
    return str(Pace(value).label) if name == PACE else value


def _spelled(year):
    """The year in the one spelling we store; as typed, where it is no academic year."""
    try:
        return academic_year.parse(year)
    except ValueError:
        return year
