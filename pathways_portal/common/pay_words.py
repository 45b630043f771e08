"""What a figure of pay says in words, for pay bars, charts and screen readers. No database."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pathways_portal.common.money import HOURS_A_YEAR, dollars

MEDIAN = 50


@dataclass(frozen=True)
class PayWords:
    """`median` is empty where it is not published; `reaches` is None where nothing can be said."""

    median: str = ""
    is_beyond: bool = False
    reaches: bool | None = None
    has_benchmark: bool = False
    sentence: str = ""


def amount(survey, percentile):
    """A percentile as it is published: "$139,520 a year", or an hour where only that is."""
    annual, hourly = (getattr(survey, f"{unit}_p{percentile}") for unit in ("annual", "hourly"))
    if annual is not None:
        return _("%(pay)s a year") % {"pay": dollars(annual)}
    if hourly is not None:
        return _("%(pay)s an hour") % {"pay": dollars(hourly)}
    return ""


def pay_words(survey, benchmark):
    """The words for one occupation in one area. Either may be None."""
    has_benchmark = benchmark is not None
    if survey is None:
        return PayWords(has_benchmark=has_benchmark, sentence=str(_("Pay is not published.")))
    median = amount(survey, MEDIAN)
    if not median:
        is_beyond = MEDIAN in survey.top_coded
        sentence = (
            _("Half earn more than the highest figure published.")
            if is_beyond
            else _("Pay is not published.")
        )
        return PayWords(is_beyond=is_beyond, has_benchmark=has_benchmark, sentence=sentence)
    sentences = [_spread(survey, median)]
    reaches = None
    if has_benchmark:
        reaches = survey.hourly_median >= benchmark.hourly
        sentences.append(_against(benchmark, reaches))
    return PayWords(median, False, reaches, has_benchmark, " ".join(sentences))


def _spread(survey, median):
    low, high = amount(survey, 25), amount(survey, 75)
    if low and high:
        return _(
            "Half earn more than %(median)s; the middle half earn from %(low)s to %(high)s."
        ) % {"median": median, "low": low, "high": high}
    return _("Half earn more than %(median)s.") % {"median": median}


def _against(benchmark, reaches):
    values = {
        "hourly": dollars(benchmark.hourly),
        "annual": dollars(round(benchmark.hourly * HOURS_A_YEAR)),
    }
    if reaches:
        return (
            _(
                "The median reaches the living wage of one adult, %(hourly)s an hour, full time "
                "%(annual)s a year."
            )
            % values
        )
    return (
        _(
            "The median is below the living wage of one adult, %(hourly)s an hour, full time "
            "%(annual)s a year."
        )
        % values
    )
