"""The filtered occupations as CSV: each figure with its source, its years and what it is."""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from pathways_portal.common.choices import yes_no
from pathways_portal.common.pay_row import ANNUAL, HOURLY, PERCENTILES
from programs.careers.rows import Here, Row
from programs.enums import EstimateMethod, Interest, JobFlag
from programs.labor.market import JobInArea, labor_of
from programs.models import Occupation, Sector


@dataclass(frozen=True)
class Line:
    """Everything that one line of the file is read from."""

    row: Row
    occupation: Occupation
    here: Here | None
    local: JobInArea | None
    state: JobInArea | None
    sectors: dict
    site: str

    @property
    def survey(self):
        return self.local and self.local.survey

    @property
    def projection(self):
        return self.local and self.local.projection

    @property
    def growth(self):
        return self.state and self.state.projection


def _of(part, name):
    """A cell: attribute `name` of a part of the line; empty where the part is not on file."""

    def value(line):
        found = getattr(line, part)
        return None if found is None else getattr(found, name)

    return value


def _flag(flag):
    return lambda line: yes_no(getattr(line.row.verdict, flag.value))


def _benchmark(name):
    return lambda line: line.here and line.here.benchmark and getattr(line.here.benchmark, name)


def _rule(name):
    return lambda line: line.here and line.here.rule and getattr(line.here.rule, name)


def _method(line):
    method = line.projection and line.projection.method
    return EstimateMethod(method).label if method else None


# Heading, and what stands below it.
COLUMNS = [
    (gettext_lazy("SOC code"), lambda line: line.row.code),
    (gettext_lazy("Title"), lambda line: line.row.title),
    (gettext_lazy("Title in Spanish"), lambda line: line.row.title_es),
    (gettext_lazy("Area"), lambda line: line.here and line.here.area.local_name),
    (gettext_lazy("Jobs"), _of("survey", "jobs")),
    *[
        (format_lazy(gettext_lazy("Pay an hour, percentile {number}"), number=n), _of("survey", f))
        for n, f in zip(PERCENTILES, HOURLY, strict=True)
    ],
    *[
        (format_lazy(gettext_lazy("Pay a year, percentile {number}"), number=n), _of("survey", f))
        for n, f in zip(PERCENTILES, ANNUAL, strict=True)
    ],
    (gettext_lazy("Percentiles above the highest pay published"), _of("survey", "top_coded")),
    (
        gettext_lazy("Pay published for the broader code"),
        lambda line: line.survey and line.survey.priced_as and line.survey.priced_as.code,
    ),
    (gettext_lazy("Year of jobs and pay"), _of("survey", "period")),
    (gettext_lazy("Source of jobs and pay"), _of("survey", "source")),
    (gettext_lazy("Living wage an hour"), _benchmark("hourly")),
    (gettext_lazy("Year of the living wage"), _benchmark("year")),
    (gettext_lazy("Source of the living wage"), _benchmark("source")),
    (gettext_lazy("Openings a year"), _of("projection", "openings")),
    (
        gettext_lazy("Openings are an estimate"),
        lambda line: line.projection and yes_no(line.projection.is_estimate),
    ),
    (gettext_lazy("How they were estimated"), _method),
    (gettext_lazy("Years of the openings"), _of("projection", "period")),
    (gettext_lazy("Source of the openings"), _of("projection", "source")),
    (gettext_lazy("Growth in percent"), _of("growth", "growth")),
    (gettext_lazy("Area of the growth"), lambda line: line.growth and line.state.area.local_name),
    (gettext_lazy("Years of the growth"), _of("growth", "period")),
    (gettext_lazy("Source of the growth"), _of("growth", "source")),
    *[(flag.label, _flag(flag)) for flag in JobFlag],
    (gettext_lazy("Year of the rule"), _rule("year")),
    (gettext_lazy("Source of the rule"), _rule("source")),
    (
        gettext_lazy("Education to enter"),
        lambda line: line.occupation.get_entry_education_display(),
    ),
    (
        gettext_lazy("Experience to enter"),
        lambda line: line.occupation.get_experience_display(),
    ),
    (gettext_lazy("Training at work"), lambda line: line.occupation.get_training_display()),
    (gettext_lazy("Programs here that lead there"), lambda line: line.row.programs),
    (gettext_lazy("Sample programs beside them"), lambda line: line.row.samples),
    (
        gettext_lazy("Sectors of the programs"),
        lambda line: [line.sectors[slug] for slug in line.row.sectors],
    ),
    (
        gettext_lazy("Interests"),
        lambda line: [Interest(letter).label for letter in line.row.interests],
    ),
    (gettext_lazy("Source of the occupation"), lambda line: line.occupation.source),
    (gettext_lazy("As of"), lambda line: line.occupation.as_of),
    (
        gettext_lazy("Page"),
        lambda line: urljoin(line.site, line.occupation.get_absolute_url()),
    ),
]


def header():
    return [heading for heading, _value in COLUMNS]


def career_rows(answer, *, site):
    """Yield the cells of each row of an answer, in its order; `site` makes addresses whole."""
    market, here = labor_of(answer.ids), answer.here
    sectors = {sector.slug: sector.local_name for sector in Sector.objects.all()}
    occupations = Occupation.objects.filter(pk__in=answer.ids).select_related("code").in_bulk()
    for row in answer.rows:
        line = Line(
            row=row,
            occupation=occupations[row.pk],
            here=here,
            local=market.at(row.pk, here.area) if here else None,
            state=market.at(row.pk, here.state) if here and here.state else None,
            sectors=sectors,
            site=site,
        )
        yield [value(line) for _heading, value in COLUMNS]
