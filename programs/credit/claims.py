"""What college credit a student can claim, and what is refused and why: plain rules.

Years and windows are those of `programs.agreements`; here they are asked for courses that somebody
took or plans. Nothing reads the database, so that each rule can be worked by hand beside it.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import chain, product
from typing import Protocol

from pathways_portal.common import academic_year
from programs import agreements
from programs.enums import ON_TRANSCRIPT, AgreementState


class Standing(Enum):
    """How a claim stands on a day, in the order in which the credit can be had."""

    ON_TRANSCRIPT = "on_transcript"  # the college course itself was taken: nothing to claim
    OPEN = "open"
    LATER = "later"  # the first day to claim is still to come
    PLANNED = "planned"  # a course of it is still to be taken


class Reason(Enum):
    """Why an agreement gives nothing."""

    NOT_IN_FORCE = "not_in_force"  # in review or signed, not yet active
    SUSPENDED = "suspended"
    NOT_RETROACTIVE = "not_retroactive"  # taken before the first year, and it says so
    BEFORE_FIRST = "before_first"  # taken before the first year
    AFTER_LAST = "after_last"  # taken after the last year
    NOT_OFFERED = "not_offered"  # planned for a year in which nobody may count on it
    MISSING = "missing"  # other courses are needed too
    CLOSED = "closed"  # the last day to claim is over


class CreditTerms(agreements.Terms, Protocol):
    """What the rules read of an agreement beyond its years and days."""

    mechanism: str
    not_retroactive: bool


@dataclass(frozen=True)
class Taken:
    """The academic year of a course, and whether it is still to be taken."""

    year: str
    is_planned: bool = False


@dataclass(frozen=True)
class Offer:
    """An agreement: all `sending` courses together earn all `receiving` ones at `college`.

    Courses are named by anything that can be compared. `receiving` is (course, units), where units
    that are not on file are None. `key` orders offers that are otherwise equal.
    """

    key: object
    terms: CreditTerms
    college: object
    sending: tuple
    receiving: tuple[tuple[object, Decimal | None], ...]


@dataclass(frozen=True)
class Verdict:
    """What one offer means on a day: a `standing`, or a `reason` why it gives nothing.

    `opens` and `closes` are the window (None: not on file). `course` is the one that the reason is
    about, `year` its year, or the year of the last course taken; `missing` are those still needed.
    `is_to_pass`: the year of the last course is not over, so that it may still have to be passed.
    `days_left`: from that day to the last one; None where that is not on file. `taken` is what it
    was judged by: [(course, Taken)]. `unused`: what the same offer means for other years in which
    one of these courses was taken; a course counts once.
    """

    offer: Offer
    standing: Standing | None = None
    reason: Reason | None = None
    opens: date | None = None
    closes: date | None = None
    course: object = None
    year: str = ""
    missing: tuple = ()
    is_to_pass: bool = False
    days_left: int | None = None
    taken: tuple[tuple[object, Taken], ...] = ()
    unused: tuple["Verdict", ...] = ()

    @property
    def is_planned(self):
        return self.standing == Standing.PLANNED

    @property
    def is_open(self):
        """Whether nothing is waited for: neither a day nor that the course is passed."""
        return not self.is_to_pass and self.standing in (Standing.OPEN, Standing.ON_TRANSCRIPT)


@dataclass(frozen=True)
class Claim:
    """A college course to be had once, on the best terms.

    `others` would give it too: (verdict, units) of each, the next best first.
    """

    course: object
    units: Decimal | None
    verdict: Verdict
    others: tuple[tuple[Verdict, Decimal | None], ...] = ()


@dataclass
class CollegeCredit:
    """All that one college gives. Units not on file add nothing, and `unknown` counts them."""

    college: object
    claims: list[Claim] = field(default_factory=list)

    def _sum(self, claims):
        return sum((claim.units for claim in claims if claim.units is not None), Decimal())

    @property
    def units(self):
        """Units of all claims, also those of courses still to be taken."""
        return self._sum(self.claims)

    @property
    def earned_units(self):
        """Units of claims whose courses have been taken."""
        return self._sum(one for one in self.claims if not one.verdict.is_planned)

    @property
    def unknown(self):
        return sum(claim.units is None for claim in self.claims)


def judge(offer, taken, on):
    """The `Verdict` on an offer for `taken` ({course: Taken}) on the day `on`.

    None where it says nothing: no course of it was taken, or it is a draft.
    """
    terms = offer.terms
    mine = {course: taken[course] for course in offer.sending if course in taken}
    if not mine or terms.state == AgreementState.DRAFT:
        return None
    return replace(_verdict(offer, mine, on), taken=tuple(mine.items()))


def _verdict(offer, mine, on):
    terms = offer.terms
    if terms.state in (AgreementState.IN_REVIEW, AgreementState.SIGNED):
        return Verdict(offer, reason=Reason.NOT_IN_FORCE)
    if terms.state == AgreementState.SUSPENDED:
        return Verdict(offer, reason=Reason.SUSPENDED)
    for course, one in mine.items():
        reason = _year_refused(terms, one)
        if reason:
            return Verdict(offer, reason=reason, course=course, year=one.year)
    missing = tuple(course for course in offer.sending if course not in mine)
    if missing:
        return Verdict(offer, reason=Reason.MISSING, missing=missing)
    return _on_the_day(offer, mine.values(), on)


def _year_refused(terms, one):
    """Why a course of that year does not count; None where it does."""
    if agreements.covers(terms, one.year):
        offered = not one.is_planned or agreements.offered_for(terms, one.year)
        return None if offered else Reason.NOT_OFFERED
    if one.is_planned:
        return Reason.NOT_OFFERED
    if one.year >= terms.years_from:
        return Reason.AFTER_LAST
    return Reason.NOT_RETROACTIVE if terms.not_retroactive else Reason.BEFORE_FIRST


def _on_the_day(offer, mine, on):
    """All courses count: where the claim stands. The window is that of the last course taken."""
    year = max(one.year for one in mine)
    is_planned = any(one.is_planned for one in mine)
    is_to_pass = year >= academic_year.on(on)
    if offer.terms.mechanism in ON_TRANSCRIPT:
        standing = Standing.PLANNED if is_planned else Standing.ON_TRANSCRIPT
        return Verdict(offer, standing, year=year, is_to_pass=is_to_pass)
    opens, closes = agreements.claim_window(offer.terms, year)
    window = {
        "opens": opens,
        "closes": closes,
        "year": year,
        "is_to_pass": is_to_pass,
        "days_left": None if closes is None else (closes - on).days,
    }
    if closes is not None and closes < on:
        return Verdict(offer, reason=Reason.CLOSED, **window)
    if is_planned:
        return Verdict(offer, Standing.PLANNED, **window)
    return Verdict(offer, Standing.OPEN if opens <= on else Standing.LATER, **window)


def credit(offers, taken, on):
    """([CollegeCredit], [Verdict that refuses]) of `offers` for `taken` on the day `on`.

    `taken` is {course: [Taken]}: one for each year in which it was taken or is planned. Colleges
    with most units first, courses still to be taken breaking ties only; equal ones in the order of
    the offers. A receiving course counts once at a college, on the best terms.
    """
    verdicts = [verdict for offer in offers for verdict in _in_best_years(offer, taken, on)]
    ways = {}
    for verdict in verdicts:
        if verdict.standing is None:
            continue
        at_college = ways.setdefault(verdict.offer.college, {})
        for course, units in verdict.offer.receiving:
            at_college.setdefault(course, []).append((verdict, units))
    colleges = []
    for college, courses in ways.items():
        claims = [_claim(course, several) for course, several in courses.items()]
        claims.sort(key=lambda claim: _best_first((claim.verdict, claim.units)))
        colleges.append(CollegeCredit(college, claims))
    colleges = [college for college in colleges if college.claims]
    colleges.sort(key=lambda one: (one.earned_units, one.units), reverse=True)
    return colleges, [verdict for verdict in verdicts if verdict.reason]


def _in_best_years(offer, taken, on):
    """The `Verdict` on an offer in the years that serve best, the others among its `unused`.

    Where it gives nothing in any of them, each refusal that says something of its own.
    """
    mine = {course: taken[course] for course in offer.sending if course in taken}
    tried = [
        judge(offer, dict(zip(mine, years, strict=True)), on) for years in product(*mine.values())
    ]
    found = [verdict for verdict in tried if verdict]
    given = sorted((one for one in found if one.standing), key=lambda one: _best_first((one, None)))
    if not given:
        said = {}
        for one in found:
            said.setdefault((one.reason, one.course, one.year), one)
        return list(said.values())
    best = given[0]
    return [replace(best, unused=tuple(one for one in found if one is not best))]


def _claim(course, ways):
    """The `Claim` on the best of the ways to a course."""
    (best, units), *others = sorted(ways, key=_best_first)
    return Claim(course, units, best, tuple(others))


def _best_first(way):
    """What can be had first, then most units, then the order of keys.

    Of one offer in several years: the course that is over, then the one with most time left.
    """
    verdict, units = way
    now = verdict.standing in (Standing.ON_TRANSCRIPT, Standing.OPEN)
    day = date.min if now or verdict.opens is None else verdict.opens
    return (
        verdict.is_planned,
        day,
        units is None,
        -(units or 0),
        verdict.offer.key,
        verdict.is_to_pass,
        -(verdict.closes or date.max).toordinal(),
    )


def named(offers):
    """Every sending course that an offer names, drafts left out."""
    kept = (offer for offer in offers if offer.terms.state != AgreementState.DRAFT)
    return {*chain.from_iterable(offer.sending for offer in kept)}
