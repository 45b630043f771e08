"""The measures against their formulas, written down slowly: one Fraction after the other."""

import random
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil

import pytest

from equity.measures import PROFILES, Counts, Reference, index80, ppg, propindex

Z = Fraction("1.96")
# The slow root has more digits than any comparison below can need.
SLOW_DIGITS = 120


def tables():
    """Random tables, and such that lie on a line that decides."""
    chance = random.Random(2022)
    for _ in range(400):
        sizes = [chance.choice([0, 1, 2, 11, 30, 42, 97, 500, 5000]) for _ in range(7)]
        yield [Counts(n, chance.choice([0, n, chance.randint(0, n)])) for n in sizes]
    for _ in range(300):  # rates near each other, where impact begins
        n = chance.randint(1, 4000)
        s = chance.randint(0, n)
        yield [Counts(n, s), Counts(3 * n, min(3 * n, 3 * s + chance.randint(0, n)))]
    for n in [25, 100, 2500, 5000, 10_000, 1_000_000]:  # gaps of exactly 2 and 3 points, and beside
        for points in [2, 3]:
            for beside in [-1, 0, 1]:
                middle = n // 2
                yield [
                    Counts(n, middle - n * points // 200 + beside),
                    Counts(n, middle + n * points // 200),
                ]
                yield [Counts(n, middle - n * points // 100 + beside), Counts(n, middle)]
    # 2401 students: 1.96 * sqrt(0.25 / 2401) is 0.02 exactly, root and floor at once.
    yield [Counts(4 * 2401, 2401), Counts(4 * 2401, 2401 + 192)]
    yield [Counts(2401, 1200), Counts(2401, 1249)]
    yield [Counts(42, 6), Counts(28, 5)]
    yield [Counts(5000, 2350), Counts(5000, 2650)]
    yield [Counts(10**9, 4 * 10**8), Counts(10**9, 5 * 10**8), Counts(7, 3)]


TABLES = list(tables())


def reference_of(table, place, kind):
    here = table[place]
    rest = [group for other, group in enumerate(table) if other != place]
    if kind == Reference.HIGHEST:
        return max(Fraction(group.s, group.n) for group in table if group.n)
    if kind == Reference.OVERALL:
        rest = table
    n = sum(group.n for group in rest)
    return Fraction(sum(group.s for group in rest), n) if here.n and n else None


def squared_root_part(n, s, profile):
    rate = Fraction(s, n)
    q = Fraction(1, 2) if profile.half or rate in (0, 1) else rate
    return Z**2 * q * (1 - q) / n


def slow_margin(n, s, profile):
    """The margin with many digits, and whether it is a rational number and which."""
    square = squared_root_part(n, s, profile)
    with localcontext() as context:
        context.prec = SLOW_DIGITS
        root = (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
        exact = Fraction(root)
        if exact**2 != square:
            exact = None
        floor = Decimal(profile.floor.numerator) / profile.floor.denominator
        if root <= floor:
            return floor, profile.floor
        return root, exact


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_gaps_follow_their_formula(profile):
    for table in TABLES:
        for place, row in enumerate(ppg(table, profile)):
            n, s = table[place]
            if not n:
                assert row.rate is None
                continue
            rate, reference = Fraction(s, n), reference_of(table, place, profile.reference)
            error, exact = slow_margin(n, s, profile)
            assert (row.rate, row.reference) == (rate, reference)
            assert abs(row.margin - error) < Decimal("1e-40")
            if reference is None:
                assert (row.gap, row.di) == (None, False)
                continue
            assert row.gap == rate - reference
            with_root = Fraction(error) if exact is None else exact
            di = rate + with_root <= reference
            assert row.di == di, (table, place)
            # Without a root: gap² against E², where the gap is below zero.
            squares = max(squared_root_part(n, s, profile), profile.floor**2)
            assert di == (rate < reference and row.gap**2 >= squares)
            assert row.needed_clear == (
                max(0, ceil((reference - rate - with_root) * n)) if di else 0
            )
            assert row.needed_parity == (ceil((reference - rate) * n) if rate < reference else 0)


@pytest.mark.parametrize("kind", Reference, ids=str)
def test_four_fifths_index_follows_its_formula(kind):
    for table in TABLES:
        for place, row in enumerate(index80(table, kind)):
            n, s = table[place]
            reference = reference_of(table, place, kind) if n else None
            if not reference:
                assert (row.index, row.di, row.needed_parity) == (None, False, 0)
                continue
            rate = Fraction(s, n)
            di = rate / reference < Fraction(8, 10)
            assert (row.rate, row.reference, row.index) == (rate, reference, rate / reference)
            assert row.di == di
            assert row.needed_clear == (ceil((Fraction(8, 10) * reference - rate) * n) if di else 0)
            assert row.needed_parity == (ceil((reference - rate) * n) if rate < reference else 0)


def test_proportionality_index_follows_its_formula():
    for table in TABLES:
        whole_n, whole_s = sum(group.n for group in table), sum(group.s for group in table)
        for place, row in enumerate(propindex(table)):
            n, s = table[place]
            if not n or not whole_s:
                assert (row.index, row.di, row.needed_clear, row.needed_parity) == (
                    (None, False, 0, 0)
                )
                continue
            share, limit = Fraction(n, whole_n), Fraction(8, 10)
            value = Fraction(s, whole_s) / share
            di = value < limit
            assert (row.index, row.di) == (value, di)
            clear = (limit * whole_s * share - s) / (1 - limit * share)
            assert row.needed_clear == (ceil(clear) if di else 0)
            parity = ceil((whole_s * share - s) / (1 - share)) if value < 1 else 0
            assert row.needed_parity == parity


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_students_needed_are_the_fewest_that_will_do(profile):
    """So many more, the reference standing still, and the gap is gone; not with one fewer."""
    for table in TABLES[:200]:
        for row in ppg(table, profile):
            if row.needed_parity:
                assert Fraction(row.s + row.needed_parity, row.n) >= row.reference
                assert Fraction(row.s + row.needed_parity - 1, row.n) < row.reference
            if row.needed_clear:
                limit = row.reference - Fraction(row.margin)
                assert Fraction(row.s + row.needed_clear, row.n) >= limit
                assert Fraction(row.s + row.needed_clear - 1, row.n) < limit
