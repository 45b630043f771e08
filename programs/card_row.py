"""A program as its search document tells of it: what a result card is drawn from. No database.

The values come from `programs.search.card_content`; what is not on file there is missing here.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language

from pathways_portal.common.addresses import page_of
from pathways_portal.common.bilingual import Local
from pathways_portal.common.pay_row import ANNUAL, HOURLY, LivingWage, PayRow, PricedAs
from programs.enums import Availability, JobFlag


@dataclass(frozen=True)
class Projection:
    openings: int | None
    is_estimate: bool


@dataclass(frozen=True)
class CardJob:
    """The figures of the job that graduates enter first, in the county of the program.

    `sources`: where pay and openings come from, as (name, day or None).
    """

    county: str
    benchmark: LivingWage | None
    survey: PayRow | None
    projection: Projection | None
    sources: tuple

    @property
    def openings(self):
        return self.projection and self.projection.openings


class CardRow:
    """One row of the search table, with names as a Program has them."""

    local_title = Local("title")

    def __init__(self, row):
        """`row`: the columns of the document as a dict, `card` among them."""
        card = row["card"]
        units = [Decimal(text) for text in card.get("units", ())]
        self.title, self.title_es = row["title"], row["title_es"]
        self.segment, self.award = row["segment"], row["award"]
        self.city = row["city"]
        self.awards_given, self.awards_year = row["awards"], row["awards_year"]
        self.address = page_of("programs:detail", row["key"])
        self.organization = card["organization"]
        self.award_text = card.get("award_text", "")
        self.is_program_area = card.get("is_program_area", False)
        self.units_min, self.units_max = units or (None, None)
        self.hours = card.get("hours")
        self.availability = Availability(card["availability"])
        self.is_approved_only = self.availability == Availability.APPROVED
        self.is_sample = card.get("is_sample", False)
        self.source = card.get("source", "")
        self.as_of = _day(card.get("as_of"))
        self.verified_on = _day(card.get("verified_on"))
        self.review_due_on = _day(card.get("review_due_on"))
        self.job = _job(card["job"]) if "job" in card else None
        self.job_flags = [JobFlag(flag) for flag in row["job_flags"]]
        self._leads_to = card.get("leads_to", ("", ""))
        self.leads_to_more = card.get("leads_to_more", 0)

    @property
    def leads_to(self):
        """The job that graduates enter first, in the reader's language; empty if none is known."""
        english, spanish = self._leads_to
        return (get_language() == "es" and spanish) or english

    @property
    def is_stale(self):
        """Confirmed once, and past its review date."""
        return bool(self.review_due_on and self.review_due_on < timezone.localdate())


def _job(values):
    survey, projection = values.get("survey"), values.get("projection")
    wage = values.get("living_wage")
    return CardJob(
        county=values["county"],
        benchmark=LivingWage(Decimal(wage)) if wage else None,
        survey=_pay(survey) if survey else None,
        projection=(
            Projection(projection["openings"], projection["is_estimate"]) if projection else None
        ),
        sources=tuple((row["source"], _day(row["as_of"])) for row in (survey, projection) if row),
    )


def _pay(values):
    pay, broader = values["pay"], values["priced_as"]
    return PayRow(
        *(pay.get(name) for name in ANNUAL),
        *(Decimal(pay[name]) if name in pay else None for name in HOURLY),
        top_coded=tuple(values["top_coded"]),
        priced_as=PricedAs(*broader) if broader else None,
    )


def _day(text):
    return date.fromisoformat(text) if text else None
