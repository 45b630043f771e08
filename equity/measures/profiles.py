"""The four ways of measuring a percentage point gap, and what a group is compared with."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Reference(StrEnum):
    """What a group's rate is compared with, spelled as on the command line."""

    HIGHEST = "hpg"  # the highest group rate of the table
    OVERALL = "overall"  # everyone, this group too
    ALL_BUT_CURRENT = "all but current"  # everyone except this group


@dataclass(frozen=True)
class Profile:
    """One published set of rules for the percentage point gap.

    The margin of error is 1.96 * sqrt(q * (1 - q) / n), but never below `floor`; q is 0.5 where
    `half` is set, else the group's own rate.
    """

    code: str
    reference: Reference
    half: bool
    floor: Fraction


PROFILES = {
    profile.code: profile
    for profile in [
        # Chancellor's Office, percentage point gap minus one, 2022: for student equity plans.
        Profile("ppg1_2022", Reference.ALL_BUT_CURRENT, False, Fraction(2, 100)),
        # Chancellor's Office, percentage point gap, 2017.
        Profile("ppg_overall_2017", Reference.OVERALL, True, Fraction(3, 100)),
        # The reference of 2022 with the margin of 2017, for comparing with older local reports.
        Profile("ppg1_p50_3pt", Reference.ALL_BUT_CURRENT, True, Fraction(3, 100)),
        # Against the leading group, with the margin of 2017.
        Profile("ppg_hpg_p50_3pt", Reference.HIGHEST, True, Fraction(3, 100)),
    ]
}
DEFAULT_PROFILE = PROFILES["ppg1_2022"]
