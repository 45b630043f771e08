"""Groups whose outcome is shown as a band: its ends in percent, and what may be said of the gap."""

from dataclasses import dataclass

from equity.measures.ppg import ppg
from equity.measures.profiles import DEFAULT_PROFILE, Reference
from equity.measures.tables import Counts


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
    def says_something(self):
        """Whether it leaves any rate out; else the rate is simply not shown."""
        return self.at_least is not None or self.at_most is not None


def di_of_band(band, everyone, profile=DEFAULT_PROFILE):
    """Whether a banded group has disproportionate impact; None where its band does not decide it.

    `everyone` is the total's (n, s), which is public: comparing with everyone, or with everyone
    else, needs nothing more. Against the highest group nothing is decided here.

    Each whole number of the band is tried: the margin is widest in the middle and at both ends, so
    the ends alone do not speak for what lies between.
    """
    if profile.reference == Reference.HIGHEST:
        return None
    answers = set()
    for s in range(band.low, band.high + 1):
        rest = Counts(everyone.n - band.n, everyone.s - s)
        if not 0 <= rest.s <= rest.n:
            continue  # the total rules this number out, and every reader sees that
        answers.add(ppg([Counts(band.n, s)], profile, everyone=everyone)[0].di)
        if len(answers) > 1:
            return None
    return answers.pop() if answers else None
