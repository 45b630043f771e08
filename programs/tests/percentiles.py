"""Pay for tests of careers, so that no test need spell ten percentiles."""

from pathways_portal.common.money import HOURS_A_YEAR
from pathways_portal.common.pay_row import ANNUAL, HOURLY


def pay(hourly):
    """All percentiles around a median in dollars an hour: half, 80 %, 120 % and twice of it."""
    shares = (0.5, 0.8, 1, 1.2, 2)
    return {
        **{name: hourly * share for name, share in zip(HOURLY, shares, strict=True)},
        **{
            name: round(hourly * share * HOURS_A_YEAR)
            for name, share in zip(ANNUAL, shares, strict=True)
        },
    }


def without_pay():
    """Nothing published of pay."""
    return dict.fromkeys([*HOURLY, *ANNUAL])
