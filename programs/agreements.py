"""Rules of articulation agreements: their life, the years they cover, when credit can be claimed.

Plain rules over what an agreement states (`Terms`), so that pages, forms, the importer and the
model itself ask the same. Two facts are computed and never typed: whether a course taken in a year
is covered, and whether its credit can be claimed on a day.
"""

from datetime import date, timedelta
from typing import Protocol

from pathways_portal.common import academic_year
from programs.enums import AgreementState as State

# From each state to those it may go to. What has ended stays so: a new agreement is a new record.
# Only what was in force can end; what is given up before goes back to review.
MOVES = {
    State.DRAFT: (State.IN_REVIEW,),
    State.IN_REVIEW: (State.SIGNED, State.DRAFT),
    State.SIGNED: (State.ACTIVE, State.IN_REVIEW),
    State.ACTIVE: (State.SUSPENDED, State.ENDED),
    State.SUSPENDED: (State.ACTIVE, State.ENDED),
    State.ENDED: (),
}
# Courses taken while it was in force count even after it has ended. A suspended one promises
# nothing until the two sides have spoken.
ONCE_IN_FORCE = (State.ACTIVE, State.ENDED)


class Terms(Protocol):
    """What the rules read of an agreement. Days of a year are written "MM-DD"."""

    state: str
    years_from: str
    years_through: str | None
    ended_on: date | None
    claim_opens: str
    claim_closes: str
    claim_years: int


def covers(terms: Terms, taken_in):
    """Whether a course taken in the academic year `taken_in` falls under the agreement."""
    if terms.state not in ONCE_IN_FORCE or taken_in < terms.years_from:
        return False
    return taken_in <= last_year(terms)


def last_year(terms: Terms):
    """The last academic year covered; "9999-00" while no end is set."""
    ends = [terms.years_through] if terms.years_through else []
    if terms.state == State.ENDED and terms.ended_on:
        ends.append(academic_year.on(terms.ended_on))
    return min(ends, default="9999-00")


def offered_for(terms: Terms, year):
    """Whether a student who plans a course for `year` may count on it: active, and covered."""
    return terms.state == State.ACTIVE and covers(terms, year)


def claim_window(terms: Terms, taken_in):
    """(first day, last day) on which credit for a course taken in `taken_in` can be claimed.

    Without a first day on file it opens with the academic year; the last day is None where it is
    not on file.
    """
    first = _day(terms.claim_opens or "07-01", taken_in)
    if not terms.claim_closes:
        return first, None
    return first, _day(terms.claim_closes, academic_year.later(taken_in, terms.claim_years))


def claimable(terms: Terms, on: date, taken_in):
    """Whether credit for a course taken in `taken_in` can be claimed on the day `on`."""
    if not covers(terms, taken_in):
        return False
    first, last = claim_window(terms, taken_in)
    return first <= on and (last is None or on <= last)


def is_past_its_end(terms: Terms, today: date):
    """Still marked active, though its last year is over: its coordinator has to end or renew it."""
    return terms.state == State.ACTIVE and last_year(terms) < academic_year.on(today)


def ends_within_a_year(terms: Terms, today: date):
    """Active, and the last day of its last year comes within a year of `today`."""
    first, last = years_that_end_within_a_year(today)
    return terms.state == State.ACTIVE and first <= last_year(terms) <= last


def years_that_end_within_a_year(today: date):
    """(first, last) of the academic years whose last day is today, or at most a year away.

    Mostly both are the current one. On its own last day that of the coming one is a year away.
    """
    return academic_year.on(today), academic_year.on(today + timedelta(days=1))


def _day(month_and_day, year):
    """The day "MM-DD" inside an academic year, which starts in July."""
    month, day = map(int, month_and_day.split("-"))
    first = int(year[:4])
    return date(first if month >= academic_year.FIRST_MONTH else first + 1, month, day)
