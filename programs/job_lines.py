"""Occupations with pay and openings in each county, as lists of jobs print them."""

from dataclasses import dataclass

from programs.labor import Local, labor_of
from programs.models import Occupation


@dataclass
class JobLine:
    """An occupation with its figures by county, the county with the most jobs first."""

    occupation: Occupation
    places: list[Local]

    @property
    def first(self):
        """Where most of these jobs are; None without counties on file."""
        return self.places[0] if self.places else None

    @property
    def flags(self):
        """(flag, place) of every flag that is met somewhere, the first place that meets it."""
        found = {}
        for place in self.places:
            for flag in place.verdict.flags:
                found.setdefault(flag, place)
        return list(found.items())


def job_lines(occupations):
    """A line for each occupation, in their order. Six queries, whatever the number."""
    occupations = list(occupations)
    market = labor_of([one.pk for one in occupations], counties_only=True)
    lines = []
    for one in occupations:
        places = [market.at(one.pk, area) for area in market.counties]
        places.sort(key=lambda place: -((place.survey and place.survey.jobs) or 0))
        lines.append(JobLine(one, places))
    return lines
