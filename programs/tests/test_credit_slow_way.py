"""The rules of credit compared with a slow and obvious way over small random cases."""

import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from programs.credit.claims import Taken, credit
from programs.enums import AgreementState as State
from programs.enums import Mechanism
from programs.tests.claim_terms import AUTO, DAY, MATH, WELD, now, offer

YEARS = [f"{year}-{year - 1999:02d}" for year in range(2022, 2030)]


def days_of(year):
    """Every day from 1 July to 30 June."""
    day, last = date(int(year[:4]), 7, 1), date(int(year[:4]) + 1, 6, 30)
    while day <= last:
        yield day
        day += timedelta(days=1)


def is_open(terms, year, on):
    """Walks over the days from the first of the course's year to the last on which to claim."""
    started = False
    for number in range(12):
        this = f"{int(year[:4]) + number}-{(int(year[:4]) + number + 1) % 100:02d}"
        for day in days_of(this):
            started = started or f"{day:%m-%d}" == (terms.claim_opens or "07-01")
            if day == on:
                return started
            if terms.claim_closes == f"{day:%m-%d}" and number == terms.claim_years:
                return False
    return False  # a day before the course was taken


def slowly(offers, taken, on):
    """{(college, course): (units, whether now)} of what was taken, by trying everything."""
    found = {}
    for each in offers:
        terms = each.terms
        if terms.state not in (State.ACTIVE, State.ENDED):
            continue
        covered = [year for year in YEARS if terms.years_from <= year]
        if terms.years_through:
            covered = [year for year in covered if year <= terms.years_through]
        if terms.ended_on:
            covered = [year for year in covered if min(days_of(year)) <= terms.ended_on]
        for several in product(*(taken.get(course, []) for course in each.sending)):
            if any(one.is_planned or one.year not in covered for one in several):
                continue
            last = max(one.year for one in several)
            if terms.mechanism in ("ccap", "dual") or is_open(terms, last, on):
                for course, units in each.receiving:
                    kept = found.get((each.college, course))
                    found[each.college, course] = units if kept is None else max(units, kept)
    return found


def a_case(rng):
    courses, days = [AUTO, WELD, MATH], ["", "03-01", "06-30", "07-01", "09-30", "12-15"]
    offers = []
    for key in range(rng.randint(1, 4)):
        state = rng.choice(list(State))
        offers.append(
            offer(
                key=key,
                college=rng.choice("XY"),
                sending=tuple(rng.sample(courses, rng.choice([1, 1, 2]))),
                receiving=tuple(
                    (name, Decimal(rng.randint(1, 4)))
                    for name in rng.sample("PQR", rng.choice([1, 1, 2]))
                ),
                state=state,
                mechanism=rng.choice(list(Mechanism)),
                years_from=rng.choice(YEARS[:4]),
                years_through=rng.choice([None, *YEARS[4:]]),
                ended_on=rng.choice([date(2025, 6, 30), date(2025, 7, 1), date(2026, 10, 1)])
                if state == State.ENDED
                else None,
                claim_opens=rng.choice(days),
                claim_closes=rng.choice(days),
                claim_years=rng.randint(0, 2),
            )
        )
    taken = {
        course: [
            Taken(year, is_planned=rng.random() < 0.15)
            for year in rng.sample(YEARS[1:6], rng.choice([1, 1, 2, 3]))
        ]
        for course in rng.sample(courses, rng.randint(1, 3))
    }
    near = [date(2026, month, day) for month, day in product((6, 7, 9, 10), (1, 30))]
    return offers, taken, rng.choice([*near, date(2027, 3, 1), date(2027, 2, 28), DAY])


def opens_before_it_closes(terms):
    """A window that closes before it opens is no window; the slow way does not know what it is."""
    if not terms.claim_closes:
        return True

    def place(day):
        return (int(day[:2]) - 7) % 12, day

    return terms.claim_years > 0 or place(terms.claim_opens or "07-01") <= place(terms.claim_closes)


@pytest.mark.parametrize("seed", range(40))
def test_the_slow_way_finds_the_same(seed):
    rng = random.Random(seed)
    for _case in range(25):
        offers, taken, on = a_case(rng)
        offers = [each for each in offers if opens_before_it_closes(each.terms)]

        colleges, _refused = credit(offers, taken, on)

        quickly = {
            (college.college, claim.course): claim.units
            for college in colleges
            for claim in college.claims
            if now(claim)
        }
        assert quickly == slowly(offers, taken, on), (seed, offers, taken, on)
