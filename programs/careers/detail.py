"""What the page of one occupation prints: every figure beside its source row."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy

from pathways_portal.common.sources import one_of_each
from programs import jsonld
from programs.careers.chart import finding, wage_chart
from programs.careers.leading_programs import programs_to
from programs.careers.rule import benchmarks_by_county, parts_of
from programs.enums import AreaKind, Interest
from programs.labor.estimates import surveys_behind
from programs.labor.market import JobInArea, job_of, labor_of
from programs.models import OccupationRelated, OccupationSkill
from programs.search.places import LONGEST_PLACE

SKILLS_SHOWN = 8
# O*NET's five job zones, by their own names.
JOB_ZONES = {
    1: gettext_lazy("Little or no preparation needed"),
    2: gettext_lazy("Some preparation needed"),
    3: gettext_lazy("Medium preparation needed"),
    4: gettext_lazy("Considerable preparation needed"),
    5: gettext_lazy("Extensive preparation needed"),
}
# Ratings of importance run from 1 to 5; a bar from 0 would make the least important look like some.
LEAST, MOST = 1, 5
ONET_EDITION = re.compile(r"O\*NET (\d+\.\d+)")


@dataclass(frozen=True)
class Estimate:
    """How the openings of a county were worked out: three published numbers."""

    place: JobInArea
    state: JobInArea
    county_jobs: int
    state_jobs: int

    @property
    def state_openings(self):
        return self.state.openings


@dataclass(frozen=True)
class CountyFigures:
    """An occupation in one county: its figures, and each part of the county's rule."""

    place: JobInArea
    parts: list

    @property
    def flags(self):
        return self.place.verdict.flags


class CareerPage:
    """The page of one occupation. Templates print its attributes."""

    def __init__(self, occupation, *, near=""):
        self.occupation = occupation
        self.soc = occupation.code.code
        self.near = near[:LONGEST_PLACE].strip()
        self.related = list(
            OccupationRelated.objects.filter(occupation=occupation, related_to__code__is_match=True)
            .select_related("related_to__code")
            .order_by("rank", "pk")
        )
        self.market = labor_of([occupation.pk, *(row.related_to_id for row in self.related)])
        self.benchmarks = benchmarks_by_county()

    # --- Places ---------------------------------------------------------------------------------

    @cached_property
    def places(self):
        """`JobInArea` of every area, counties first, of those the one with most of its jobs."""
        found = self.market.everywhere(self.occupation.pk)
        return sorted(
            found,
            key=lambda place: (
                place.area.kind != AreaKind.COUNTY,
                -(place.survey.jobs or 0)
                if place.area.kind == AreaKind.COUNTY and place.survey
                else 0,
            ),
        )

    @cached_property
    def counties(self):
        return [
            CountyFigures(place, parts_of(place, self._job(place)))
            for place in self.places
            if place.area.kind == AreaKind.COUNTY
        ]

    def _job(self, place):
        return job_of(
            self.occupation,
            pay=place.pay,
            pay_is_beyond=bool(place.survey and place.survey.median_is_beyond),
            openings=place.openings,
            has_associate=self.occupation.pk in self.market.licensed,
        )

    @cached_property
    def state_of(self):
        """{county area: `JobInArea` of its state}"""
        states = {p.area.survey_code: p for p in self.places if p.area.kind == AreaKind.STATE}
        return {
            one.place.area.pk: states.get(one.place.area.county.fips[:2]) for one in self.counties
        }

    # --- Pay ------------------------------------------------------------------------------------

    @cached_property
    def paid(self):
        """Places whose pay the survey covers: all but regions, which it does not know."""
        return [p for p in self.places if p.survey or p.area.kind != AreaKind.REGION]

    @cached_property
    def best_paid_place(self):
        """The first place with a published median: what the heading speaks of."""
        return next((place for place in self.paid if place.pay is not None), None)

    @cached_property
    def finding(self):
        return finding(self.best_paid_place)

    @cached_property
    def chart(self):
        return wage_chart(self.paid)

    @cached_property
    def priced_as(self):
        """Broader codes that its pay was published under, each once."""
        return codes_of(place.survey for place in self.paid)

    @cached_property
    def has_top_coded(self):
        return any(place.survey and place.survey.top_coded for place in self.paid)

    @cached_property
    def wage_sources(self):
        return one_of_each(filter(None, (place.survey for place in self.paid)))

    @cached_property
    def older_benchmarks(self):
        """Benchmarks that were in force before, or are for other households, newest first."""
        current = {one.place.benchmark for one in self.counties}
        return [
            row
            for one in self.counties
            for row in self.benchmarks.get(one.place.area.county_id, [])
            if row not in current
        ]

    # --- Openings -------------------------------------------------------------------------------

    @cached_property
    def projected(self):
        """Places of the projections; a region only where it has one, since few are published."""
        return [p for p in self.places if p.projection or p.area.kind != AreaKind.REGION]

    @cached_property
    def projected_as(self):
        """Broader codes that its openings were published under, each once."""
        return codes_of(place.projection for place in self.projected)

    @cached_property
    def estimates(self):
        """An `Estimate` of each county whose three numbers are all on file still."""
        found = []
        for one in self.counties:
            state, projection = self.state_of[one.place.area.pk], one.place.projection
            if not projection or not projection.is_estimate or not state:
                continue
            local, jobs = surveys_behind(one.place.survey, state.survey)
            numbers = (state.openings, local and local.jobs, jobs and jobs.jobs)
            if None not in numbers:
                found.append(Estimate(one.place, state, *numbers[1:]))
        return found

    @cached_property
    def openings_sources(self):
        return one_of_each(filter(None, (place.projection for place in self.projected)))

    @cached_property
    def growth(self):
        """`JobInArea` of the state of the first county: whose growth the head of the page shows."""
        states = [self.state_of[one.place.area.pk] for one in self.counties]
        return next((state for state in states if state and state.projection), None)

    # --- What it takes --------------------------------------------------------------------------

    @cached_property
    def job_zone(self):
        return JOB_ZONES.get(self.occupation.job_zone, "")

    @cached_property
    def interests(self):
        return [Interest(letter).label for letter in self.occupation.interests]

    @cached_property
    def skills(self):
        """Skills, the most important first, each with `percent` of the way from 1 to 5."""
        rows = list(
            OccupationSkill.objects.filter(occupation=self.occupation)
            .select_related("skill")
            .order_by("-importance", "skill__name", "pk")[:SKILLS_SHOWN]
        )
        for row in rows:
            row.percent = f"{100 * float((row.importance - LEAST) / (MOST - LEAST)):.0f}%"
        return rows

    @cached_property
    def onet_edition(self):
        """The edition of O*NET that the description is from; empty where it is not from there."""
        found = ONET_EDITION.search(self.occupation.source)
        return found[1] if found else ""

    # --- Where it leads and where it comes from -------------------------------------------------

    @cached_property
    def related_jobs(self):
        """[(occupation, its `JobInArea` where most of this one's jobs are)]"""
        area = self.places[0].area if self.counties else None
        return [
            (row.related_to, self.market.at(row.related_to_id, area) if area else None)
            for row in self.related
        ]

    @cached_property
    def programs(self):
        return programs_to(self.soc, self.near)

    @cached_property
    def jsonld(self):
        return jsonld.script(jsonld.occupation(self.occupation, self.best_paid_place, self.skills))


def codes_of(figures):
    """The broader codes these figures were published under, each once, in their order."""
    return list(dict.fromkeys(row.priced_as for row in figures if row and row.priced_as))
