"""Groups whose outcome is shown as a band: its ends in percent, and what may be said of the gap."""

from dataclasses import dataclass

from equity.measures.ppg import has_impact
from equity.measures.profiles import DEFAULT_PROFILE, Reference


@dataclass(frozen=True)
class Band:
    """The whole numbers, `low` to `high`, that a reader may hold for the s of `n` students."""

    n: int
    low: int
    high: int

    def __post_init__(self):
        if not 0 <= self.low <= self.high <= self.n or not self.n:
            raise ValueError(f"{self.low} to {self.high} of {self.n} students is no band.")

    @property
    def at_least(self):
        """The lower end in percent, rounded down; None where the band starts at nobody."""
        return 100 * self.low // self.n if self.low else None

    @property
    def at_most(self):
        """The upper end in percent, rounded up; None where the band ends at everybody."""
        return -(-100 * self.high // self.n) if self.high < self.n else None

    @property
    def told(self):
        """(fewest, most) that the words allow: wider than what was rounded outward to print it."""
        low = 0 if self.at_least is None else -(-self.at_least * self.n // 100)
        high = self.n if self.at_most is None else self.at_most * self.n // 100
        return low, high

    @property
    def says_something(self):
        """Whether it leaves any rate out; else the rate is simply not shown."""
        return self.at_least is not None or self.at_most is not None


def di_of_band(band, everyone, profile=DEFAULT_PROFILE):
    """Whether a banded group has disproportionate impact; None where its band does not decide it.

    `everyone` is the total's (n, s), which is public: comparing with everyone, or with everyone
    else, needs nothing more. Against the highest group nothing is decided here.

    Each whole number that the band's words allow is tried, or the flag would say more of it than
    they do. The margin is widest in the middle and at both ends, so the ends alone do not speak for
    what lies between.
    """
    if profile.reference == Reference.HIGHEST:
        return None
    answers = set()
    low, high = band.told
    for s in range(low, high + 1):
        rest = (everyone.s - s, everyone.n - band.n)
        if not 0 <= rest[0] <= rest[1]:
            continue  # the total rules this number out, and every reader sees that
        reference = rest if profile.reference == Reference.ALL_BUT_CURRENT else everyone[::-1]
        answers.add(bool(reference[1]) and has_impact(band.n, s, reference, profile))
        if len(answers) > 1:
            return None
    return answers.pop() if answers else None
