"""Occupations with pay and openings in each county, as lists of jobs print them."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q

from pathways_portal.common.prepared import PlannedSql
from programs.gaps.labor import OccupationGap, gaps
from programs.labor.market import JobInArea, labor_of
from programs.models import Occupation, ProgramOccupation

JOBS_SHOWN = 12


@dataclass
class JobLine:
    """An occupation with its figures by county: the reader's own, then by how many jobs it has.

    `count`: programs that lead there, 0 where it is not said. `gap`: of the whole region; None
    where no program code on file trains for it.
    """

    occupation: Occupation
    places: list[JobInArea]
    count: int = 0
    gap: OccupationGap | None = None

    @property
    def flagged(self):
        """The first place where it meets anything of the rule, or None."""
        return next((place for place in self.places if place.verdict.flags), None)


@dataclass
class JobList:
    """Lines, and every place of theirs for the sentence that names the sources."""

    lines: list[JobLine]

    @property
    def places(self):
        return [place for line in self.lines for place in line.places]

    def __bool__(self):
        return bool(self.lines)


def job_list(occupations, near=(), home=None):
    """A line for each occupation, in their order; `count` is taken from the row where it has one.

    A fixed number of queries, whatever the number of occupations. `near`: primary keys of counties
    whose figures are wanted, where there are many (`labor_of`). `home`: that of the county that
    stands first.
    """
    occupations = list(occupations)
    ids = [one.pk for one in occupations]
    market = labor_of(ids, counties_only=True, near=near)
    by_occupation = {one.pk: gap for gap in gaps(None, ids) for one in gap.occupations}
    lines = []
    for one in occupations:
        places = [market.at(one.pk, area) for area in market.counties]
        places.sort(
            key=lambda place: (
                place.area.county_id != home,
                -((place.survey and place.survey.jobs) or 0),
            )
        )
        count = getattr(one, "count", 0)
        lines.append(JobLine(one, places, count, by_occupation.get(one.pk)))
    return JobList(lines)


def jobs_of(programs, shown=JOBS_SHOWN):
    """Occupations these programs lead to: `first` says how often as the first job, `count` in all.

    The commonest first jobs come first.
    """
    counted = (
        ProgramOccupation.objects.filter(program__in=programs)
        .values("occupation")
        .annotate(count=Count("pk"), first=Count("pk", filter=Q(rank=1)))
        .order_by("-first", "-count", "occupation__title", "occupation")[:shown]
    )
    return _with_counts((row["occupation"], row["count"], row["first"]) for row in counted)


def jobs_of_programs(keys):
    """The same of programs by their primary keys, of which a pathway may have thousands."""
    asked = {"programs": keys, "shown": JOBS_SHOWN}
    return _with_counts(_JOBS.rows(connection, **asked)) if keys else []


_JOBS = PlannedSql(
    "jobs_of_programs",
    """
    SELECT counted.*
    FROM (
        SELECT occupation_id AS id, count(*) AS count, count(*) FILTER (WHERE rank = 1) AS first
        FROM programs_programoccupation
        WHERE program_id = ANY(%(programs)s)
        GROUP BY occupation_id
    ) AS counted
    JOIN programs_occupation AS occupation ON occupation.id = counted.id
    ORDER BY counted.first DESC, counted.count DESC, occupation.title, counted.id
    LIMIT %(shown)s
    """,
)


def _with_counts(counted):
    counts = {pk: (count, first) for pk, count, first in counted}
    rows = Occupation.objects.select_related("code").in_bulk(counts)
    for pk, (count, first) in counts.items():
        rows[pk].count, rows[pk].first = count, first
    return [rows[pk] for pk in counts]
