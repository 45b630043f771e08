"""Pay as plain values: all that a pay bar is drawn from, so that equal pay is drawn once."""

from dataclasses import dataclass
from decimal import Decimal

from pathways_portal.common.bilingual import Local
from pathways_portal.common.money import HOURS_A_YEAR

# Percentiles of pay that the federal survey publishes, lowest first, and the columns of its rows.
PERCENTILES = (10, 25, 50, 75, 90)
ANNUAL = tuple(f"annual_p{percentile}" for percentile in PERCENTILES)
HOURLY = tuple(f"hourly_p{percentile}" for percentile in PERCENTILES)
NAMES = (*ANNUAL, *HOURLY)


def hourly_median(row):
    """The median in dollars an hour; from the annual one where only that is published; or None."""
    if row.hourly_p50 is not None:
        return row.hourly_p50
    return None if row.annual_p50 is None else row.annual_p50 / HOURS_A_YEAR


@dataclass(frozen=True)
class PricedAs:
    """The broader code under which the pay of an occupation is published."""

    code: str
    title: str
    title_es: str

    local_title = Local("title")


@dataclass(frozen=True)
class PayRow:
    """What a survey row says of pay in one area, in dollars. Any may be missing."""

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
    top_coded: tuple = ()
    priced_as: PricedAs | None = None

    @classmethod
    def of(cls, survey):
        """From a row of figures, or another PayRow."""
        broader = survey.priced_as
        return cls(
            *(getattr(survey, name) for name in NAMES),
            tuple(survey.top_coded),
            broader and PricedAs(broader.code, broader.title, broader.title_es),
        )

    @property
    def hourly_median(self):
        return hourly_median(self)


@dataclass(frozen=True)
class LivingWage:
    """The benchmark that pay is held against."""

    hourly: Decimal
