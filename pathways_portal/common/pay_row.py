"""Pay as plain values: all that a pay bar is drawn from, so that equal pay is drawn once."""

from dataclasses import dataclass
from decimal import Decimal

PERCENTILES = (10, 25, 50, 75, 90)


@dataclass(frozen=True)
class PayRow:
    """What a survey row says of pay in one area. Any may be missing."""

    annual_p10: int | None
    annual_p25: int | None
    annual_p50: int | None
    annual_p75: int | None
    annual_p90: int | None
    hourly_p10: Decimal | None
    hourly_p25: Decimal | None
    hourly_p50: Decimal | None
    hourly_p75: Decimal | None
    hourly_p90: Decimal | None
    hourly_median: Decimal | None
    top_coded: tuple = ()

    @classmethod
    def of(cls, survey):
        """From a row of figures."""
        names = [f"{unit}_p{n}" for unit in ("annual", "hourly") for n in PERCENTILES]
        values = [getattr(survey, name) for name in names]
        return cls(*values, survey.hourly_median, tuple(survey.top_coded))


@dataclass(frozen=True)
class LivingWage:
    """The benchmark that pay is held against."""

    hourly: Decimal
