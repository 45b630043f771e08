"""A table of groups: its totals, and what each group is compared with."""

from collections.abc import Sequence
from typing import NamedTuple

from equity.measures.profiles import Reference

# Fewer students than this never lead a table on a page: a group of 11 at 100% would make everyone
# else fall behind. Our own choice.
FEWEST_TO_LEAD = 30


class Counts(NamedTuple):
    """A group's students: `n` could reach the outcome, `s` of them reached it."""

    n: int
    s: int


def totals(table: Sequence[Counts], everyone: Counts | None = None):
    """N and S: the groups of the table added up, "Unknown" too.

    `everyone` is given for an overlapping dimension, whose groups count a student more than once:
    then it is the total, and each group is measured as a yes/no dimension of its own.
    """
    if everyone is not None:
        return everyone
    return sum(n for n, _ in table), sum(s for _, s in table)


def references(table, kind, *, everyone=None, may_lead=None):
    """What each group is compared with, as (students who reached it, students); None for nothing.

    Groups without students take no part. `may_lead` says of each group whether it can be the
    highest; by default each can. An overlapping dimension has no highest group.
    """
    whole_n, whole_s = totals(table, everyone)
    if kind == Reference.ALL_BUT_CURRENT:
        return [(whole_s - s, whole_n - n) if 0 < n < whole_n else None for n, s in table]
    if kind == Reference.OVERALL:
        common = (whole_s, whole_n)
    elif kind == Reference.HIGHEST:
        common = None if everyone is not None else _highest(table, may_lead)
    else:
        raise ValueError(f"“{kind}” is no reference. Choose one of: {', '.join(Reference)}.")
    return [common if n else None for n, _ in table]


def _highest(table, may_lead):
    found = None
    for place, (n, s) in enumerate(table):
        if not n or (may_lead is not None and not may_lead[place]):
            continue
        if found is None or s * found[1] > found[0] * n:
            found = (s, n)
    return found


def may_lead(n, *, is_unknown):
    """Whether a page may take a shown group of `n` students as the highest."""
    return n >= FEWEST_TO_LEAD and not is_unknown
