"""Terms of an agreement and what one course earns under them, without a database."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from programs.credit.claims import Claim, Offer, Standing, Taken, judge
from programs.enums import AgreementState as State
from programs.enums import Mechanism

AUTO, WELD, MATH = "Auto 1", "Welding 1", "Math"
THREE = (("AUTO 100", Decimal(3)),)
DAY = date(2026, 11, 26)


@dataclass(frozen=True)
class Terms:
    """In force from 2024-25 through 2027-28; credit by exam, claimed by 30 June of the year."""

    state: str = State.ACTIVE
    mechanism: str = Mechanism.EXAM
    years_from: str = "2024-25"
    years_through: str | None = "2027-28"
    ended_on: date | None = None
    claim_opens: str = ""
    claim_closes: str = "06-30"
    claim_years: int = 0
    not_retroactive: bool = True


def offer(*, key="a", college="Harbor", sending=(AUTO,), receiving=THREE, **terms):
    return Offer(key, Terms(**terms), college, sending, receiving)


def one(on=DAY, took="2026-27", *, is_planned=False, **terms):
    """(standing or reason, opens, closes) of one course under one agreement."""
    verdict = judge(offer(**terms), {AUTO: Taken(took, is_planned)}, on)
    return verdict.standing or verdict.reason, verdict.opens, verdict.closes


def now(claim: Claim):
    """Whether it can be claimed today or stands on the transcript already."""
    return claim.verdict.standing in (Standing.ON_TRANSCRIPT, Standing.OPEN)
