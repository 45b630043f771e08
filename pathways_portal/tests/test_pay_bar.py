"""The pay bar: one scale for all, marks by attributes, and everything it shows in words."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from django.template import engines
from django.utils import translation

from pathways_portal.common.money import HOURS_A_YEAR, dollars
from pathways_portal.common.pay_marks import PAY_EDGE, PAY_TOP, along, pay_marks
from pathways_portal.common.pay_row import PricedAs


@dataclass(frozen=True)
class Survey:
    """An OccupationFigure in what a pay bar reads."""

    annual_p10: int | None = 60_000
    annual_p25: int | None = 80_000
    annual_p50: int | None = 100_000
    annual_p75: int | None = 120_000
    annual_p90: int | None = 150_000
    hourly_p10: Decimal | None = None
    hourly_p25: Decimal | None = None
    hourly_p50: Decimal | None = None
    hourly_p75: Decimal | None = None
    hourly_p90: Decimal | None = None
    top_coded: tuple = ()
    priced_as: object = None

    @property
    def hourly_median(self):
        if self.hourly_p50 is not None:
            return self.hourly_p50
        return None if self.annual_p50 is None else self.annual_p50 / HOURS_A_YEAR


@dataclass(frozen=True)
class Benchmark:
    hourly: Decimal = Decimal("26.01")


NOTHING = Survey(None, None, None, None, None)


def show(survey, benchmark=None):
    template = engines["django"].from_string("{% pay_bar survey benchmark %}")
    return " ".join(template.render({"survey": survey, "benchmark": benchmark}).split())


def percent(text):
    return float(text.rstrip("%"))


def test_marks_stand_on_one_scale_for_all():
    one, other = pay_marks(Survey(), None), pay_marks(Survey(annual_p50=110_000), None)

    assert percent(one["median"]) == 50  # half of $200,000
    assert percent(other["median"]) - 50 == pytest.approx((100 - 2 * PAY_EDGE) * 10_000 / PAY_TOP)


def test_the_bar_is_the_middle_half():
    start, length = pay_marks(Survey(), None)["middle"]

    assert start == along(80_000, PAY_TOP)
    assert percent(start) + percent(length) == pytest.approx(percent(along(120_000, PAY_TOP)))


def test_the_tick_is_full_time_work_at_the_living_wage():
    assert pay_marks(Survey(), Benchmark())["tick"] == along(26.01 * HOURS_A_YEAR, PAY_TOP)
    assert pay_marks(Survey(), None)["tick"] is None


def test_what_lies_beyond_the_scale_stops_at_its_end_and_says_so():
    marks = pay_marks(Survey(annual_p50=350_000, annual_p75=400_000, annual_p90=500_000), None)

    assert percent(marks["median"]) == 100 - PAY_EDGE
    assert marks["is_beyond"]
    assert "pay-beyond" in show(Survey(annual_p50=350_000, annual_p75=400_000, annual_p90=500_000))
    assert "$350,000 a year" in show(
        Survey(annual_p50=350_000, annual_p75=400_000, annual_p90=500_000)
    )


def test_a_top_coded_quarter_runs_to_the_end():
    marks = pay_marks(Survey(annual_p75=None, annual_p90=None, top_coded=(75, 90)), None)

    start, length = marks["middle"]
    assert percent(start) + percent(length) == pytest.approx(100 - PAY_EDGE)


def test_a_bar_needs_both_ends():
    assert pay_marks(Survey(annual_p75=None), None)["middle"] is None


def test_above_the_living_wage_the_words_stand_in_the_picture():
    html = show(Survey(), Benchmark())

    assert (
        'role="img" aria-label="Half earn more than $100,000 a year; the middle half earn from '
        "$80,000 a year to $120,000 a year. The median reaches the living wage of one adult, "
        '$26.01 an hour, full time $54,101 a year."'
    ) in html
    assert '<strong class="num">$100,000 a year</strong>' in html
    assert ">living wage</text>" in html
    assert "below the living wage" not in re.sub(r'aria-label="[^"]*"', "", html)


def test_below_the_living_wage_is_in_words_not_in_color_alone():
    low = Survey(20_000, 30_000, 40_000, 45_000, 50_000)

    html = show(low, Benchmark())

    assert '<span class="pay-below">below the living wage</span>' in html
    assert "The median is below the living wage of one adult" in html


def test_pay_exactly_at_the_living_wage_reaches_it():
    assert "below" not in show(replace(NOTHING, hourly_p50=Decimal("26.01")), Benchmark())


def test_without_a_benchmark_there_is_no_tick_and_the_words_say_why():
    html = show(Survey())

    assert "pay-tick" not in html
    assert "no living wage on file here" in html


@pytest.mark.parametrize("survey", [None, NOTHING])
def test_what_is_not_published_has_no_picture(survey):
    html = show(survey, Benchmark())

    assert "<svg" not in html
    assert "not published" in html


def test_a_median_above_the_highest_figure_is_in_words():
    html = show(replace(NOTHING, top_coded=(50, 75, 90)), Benchmark())

    assert "more than the highest figure published" in html
    assert "<svg" not in html


def test_pay_by_the_hour_only_is_printed_by_the_hour():
    html = show(replace(NOTHING, hourly_p50=Decimal("30")), Benchmark())

    assert "$30.00 an hour" in html
    assert f'cx="{along(30 * HOURS_A_YEAR, PAY_TOP)}"' in html


def test_a_broader_code_is_named():
    broader = PricedAs("29-2010", "Laboratory workers", "Personal de laboratorio")

    assert "as published for 29-2010 Laboratory workers" in show(Survey(priced_as=broader))
    with translation.override("es"):
        assert "29-2010 Personal de laboratorio" in show(Survey(priced_as=broader))


def test_it_is_drawn_with_attributes_only():
    assert "style" not in show(Survey(), Benchmark())


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("amount", "printed"),
    [(139_520, "$139,520"), (Decimal("26.01"), "$26.01"), (Decimal("26"), "$26.00"), (None, "")],
)
def test_dollars_are_written_as_here_in_both_languages(language, amount, printed):
    with translation.override(language):
        assert dollars(amount) == printed
