"""What an address asks of the Credit Finder: school, courses with their years, exams with scores.

The address is the only place where any of it is kept. Whatever in it means nothing is left out with
a sentence, and the rest stays.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from pathways_portal.common import academic_year
from programs.address_words import about_names, about_repeats, shorten
from programs.enums import ExamKind
from programs.filters import TRACKING

TOOK, PLAN = "took", "plan"
# More courses than a student takes that a college could count.
MOST_COURSES = 20
MOST_EXAMS = 12
# Courses older than that are for the college's evaluator; nobody plans further ahead.
YEARS_BACK, YEARS_AHEAD = 30, 3
# What a score can be, by how an exam is named in addresses: published by those who give the exams.
SCORES = {
    ExamKind.AP: (1, 5),
    ExamKind.IB: (1, 7),
    ExamKind.CLEP: (20, 80),
}
LONGEST_WORDS = 100
ASKED_ONCE = ("school", "q", "find", "add", "when", "exam_add", "score")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,200}")


@dataclass(frozen=True)
class Entry:
    """A course as it stands in an address: its web name, its year, whether it is still planned."""

    slug: str
    year: str
    is_planned: bool

    @property
    def pair(self):
        """(parameter, value) that says it."""
        return PLAN if self.is_planned else TOOK, f"{self.slug}:{self.year}"


class CreditQuestion:
    """An address, read. `said` are the sentences about what was read otherwise or left out.

    `is_addition`: the form sent a course or an exam by parameters of its own, because a form cannot
    write a course and its year into one; `query` is then the address that says the same in full.
    Where something was said it is no addition: the sentence would be lost with the address it is
    about.
    """

    def __init__(self, data, *, this_year):
        self.this_year = this_year
        self.said = []
        self.school = self._text(data, "school")
        self.words = self._text(data, "q")
        self.find = self._text(data, "find")
        self.added = {name: self._text(data, name) for name in ("add", "when", "exam_add", "score")}
        self._is_added = False
        self.entries = self._entries(data)
        self.scores = self._scores(data)
        known = {*ASKED_ONCE, TOOK, PLAN, "exam"}
        self.said += about_names(
            name for name in data if name not in known and not TRACKING.match(name)
        )
        self.said += about_repeats(data, ASKED_ONCE)
        self.is_addition = self._is_added and not self.said

    @staticmethod
    def _text(data, name):
        text = "".join(letter for letter in data.get(name, "") if letter.isprintable())
        return " ".join(text[:LONGEST_WORDS].split())

    # --- Courses ----------------------------------------------------------------------------------

    def _entries(self, data):
        sent = [(name, value) for name in (TOOK, PLAN) for value in data.getlist(name) if value]
        added = self._added_course()
        entries = {}
        for name, value in [*sent, *added]:
            entry = self._entry(name, value)
            if entry is None:
                continue
            # In several years it may stand: the best one counts. In one year it was taken, or not.
            before = entries.setdefault((entry.slug, entry.year), entry)
            if before != entry:
                entries[entry.slug, entry.year] = replace(entry, is_planned=False)
                self.said.append(
                    _("“%(course)s” stands there as taken and as planned; it is read as taken.")
                    % {"course": entry.slug}
                )
        if len(entries) > MOST_COURSES:
            self.said.append(
                _("Only the first %(n)s courses are read. Take some away to add others.")
                % {"n": MOST_COURSES}
            )
        self._is_added |= bool(added) and self.added["add"] in {slug for slug, _year in entries}
        return list(entries.values())[:MOST_COURSES]

    def _added_course(self):
        """What the form adds, as (parameter, value); nothing and a sentence where a part lacks."""
        course, when = self.added["add"], self.added["when"]
        if course and when:
            name, _colon, year = when.partition(":")
            if name in (TOOK, PLAN):
                return [(name, f"{course}:{year}")]
        if course:
            self.said.append(_("Choose the year of the course too, then add it."))
        elif when:
            self.said.append(_("Choose a course, then add it."))
        return []

    def _entry(self, name, value):
        slug, _colon, year = value.rpartition(":")
        if not _NAME.fullmatch(slug):
            return self._left_out(
                value, _("write a course and its academic year, like auto-1:2025-26")
            )
        try:
            year = academic_year.parse(year)
        except ValueError:
            return self._left_out(value, _("its academic year is written like 2025-26"))
        first, last = (
            academic_year.later(self.this_year, -YEARS_BACK),
            academic_year.later(self.this_year, YEARS_AHEAD),
        )
        if not first <= year <= last:
            return self._left_out(
                value,
                _("choose a year from %(first)s to %(last)s") % {"first": first, "last": last},
            )
        is_planned = name == PLAN
        if is_planned and year < self.this_year:
            is_planned = False
            self.said.append(
                _("%(year)s is over, so “%(course)s” is read as taken.")
                % {"year": year, "course": slug}
            )
        elif not is_planned and year > self.this_year:
            is_planned = True
            self.said.append(
                _("%(year)s has not begun, so “%(course)s” is read as planned.")
                % {"year": year, "course": slug}
            )
        return Entry(slug, year, is_planned)

    # --- Exams ------------------------------------------------------------------------------------

    def _scores(self, data):
        sent = [value for value in data.getlist("exam") if value]
        exam, score = self.added["exam_add"], self.added["score"]
        if exam and score:
            sent.append(f"{exam}:{score}")
        elif exam:
            self.said.append(_("Write your score in the exam too, then add it."))
        elif score:
            self.said.append(_("Choose an exam, then add it."))
        scores = {}
        for value in sent:
            key, _colon, score_sent = value.rpartition(":")
            if not _NAME.fullmatch(key) or not re.fullmatch(r"[0-9]{1,3}", score_sent):
                self._left_out(value, _("write an exam and its score, like ap-biology:4"))
                continue
            number, kind = int(score_sent), key.partition("-")[0]
            least, most = SCORES.get(kind, (number, number))
            if least <= number <= most:
                scores[key] = number
            else:
                self._left_out(
                    value,
                    _("a score of this kind of exam (%(kind)s) is from %(least)s to %(most)s")
                    % {"kind": kind.upper(), "least": least, "most": most},
                )
        if len(scores) > MOST_EXAMS:
            self.said.append(
                _("Only the first %(n)s exams are read. Take some away to add others.")
                % {"n": MOST_EXAMS}
            )
        self._is_added |= bool(exam and score) and exam in scores
        return dict(list(scores.items())[:MOST_EXAMS])

    def _left_out(self, value, how):
        self.said.append(
            _("“%(value)s” was left out: %(how)s.") % {"value": shorten(value), "how": how}
        )

    # --- Addresses --------------------------------------------------------------------------------

    @cached_property
    def pairs(self):
        """The parameters that say all of it, in one spelling."""
        pairs = [("school", self.school)] if self.school else []
        pairs += [entry.pair for entry in self.entries]
        return pairs + [("exam", f"{key}:{score}") for key, score in self.scores.items()]

    @property
    def query(self):
        return self._query(self.pairs)

    def query_without(self, pair):
        """The same address without one course or exam."""
        return self._query(one for one in self.pairs if one != pair)

    @staticmethod
    def _query(pairs):
        return urlencode(list(pairs), safe=":")

    # --- What the form offers ---------------------------------------------------------------------

    @property
    def years_taken(self):
        """Years to choose for a course that was taken, the newest first."""
        return [academic_year.later(self.this_year, -back) for back in range(8)]

    @property
    def years_planned(self):
        return [academic_year.later(self.this_year, ahead) for ahead in range(YEARS_AHEAD + 1)]
