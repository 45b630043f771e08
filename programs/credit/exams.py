"""What a score in a national exam (AP, IB, CLEP) is worth: plain rules over rows of a table."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class ExamRule:
    """From `least_score` on the exam is worth `units` (None: not on file) at `college`.

    `college` None is every community college of the state; `row` is the record it is read from.
    """

    exam: str
    college: object
    least_score: int
    units: Decimal | None
    row: object = None


@dataclass(frozen=True)
class ExamWorth:
    """What a score is worth under the rules of one college, or of the state (`college` None).

    `rule` is the one that counts. Where the score is too low it is None, and `least` says how high
    it had to be. `row` is the record of one of the rules.
    """

    exam: str
    score: int
    college: object
    rule: ExamRule | None
    least: int
    row: object = None


def worth(rules, scores):
    """[ExamWorth] of `scores` ({exam: score}), one for each exam and each college with own rules.

    Of several scores of an exam the highest one reached counts. A college's own rules stand in
    place of the state's there, also where they ask for more.
    """
    groups = {}
    for rule in rules:
        if rule.exam in scores:
            groups.setdefault((rule.exam, rule.college), []).append(rule)
    found = []
    for (exam, college), several in groups.items():
        reached = [rule for rule in several if rule.least_score <= scores[exam]]
        best = max(reached, key=lambda rule: rule.least_score, default=None)
        least = min(rule.least_score for rule in several)
        row = several[0].row
        found.append(ExamWorth(exam, scores[exam], college, best, least, row))
    return found


def worth_at(college, found):
    """Those of `found` that hold at a college: its own, and the state's where it has none."""
    own = {one.exam for one in found if one.college == college}
    return [
        one
        for one in found
        if one.college == college or (one.college is None and one.exam not in own)
    ]


def units_of(found):
    """The units of all scores that are worth something; what is not on file adds nothing."""
    rules = [one.rule for one in found if one.rule is not None]
    return sum((rule.units for rule in rules if rule.units is not None), Decimal())
