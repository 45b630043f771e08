"""Jobs and pay of a seam view: at each exit, at the end of the way, and of the whole pathway."""

from dataclasses import dataclass

from pathways_portal.common.money import dollars
from programs.job_lines import JobList, job_list
from programs.seam.boxes import Role


@dataclass(frozen=True)
class Aim:
    """The job at the end of what is drawn, else the commonest one; `here` is a `JobInArea`."""

    occupation: object
    here: object

    @property
    def pay_words(self):
        """ "$62,400", the median of a year; empty where it is not on file."""
        survey = self.here and self.here.survey
        return dollars(survey.annual_p50) if survey else ""

    @property
    def openings(self):
        """Openings a year; None where they are not on file."""
        return self.here and self.here.openings


def jobs_and_aim(listed, seam, choice):
    """(the `JobList` of jobs of a pathway, the `Aim` that the page's head shows or None).

    `listed`: `jobs_of` its real programs. Gives each exit of the seam its pay, in the county of who
    gives the award.
    """
    known = {one.pk for one in listed}
    leaving = {box.job.pk: box.job for box in seam.exits if box.job.pk not in known}
    chosen = [place.county for place in (choice.college, choice.begin) if place]
    near = {*chosen, *(box.county for box in seam.exits)} - {None}
    lines = job_list([*listed, *leaving.values()], near).lines
    by_job = {line.occupation.pk: line for line in lines}
    for box in seam.exits:
        box.pay = in_county(by_job[box.job.pk], box.county)
    jobs = JobList(lines[: len(listed)])
    end = next((box for box in seam.boxes if box.role == Role.DESTINATION and box.job), None)
    job = end.job if end else next(iter(listed), None)
    if job is None:
        return jobs, None
    return jobs, Aim(job, with_both(by_job[job.pk], end.county if end else next(iter(chosen), 0)))


def in_county(line, county):
    """The `JobInArea` of a county (primary key); None where it is no area of the labor market."""
    return next((place for place in line.places if place.area.county_id == county), None)


def with_both(line, county):
    """Where pay and openings of a job are both on file: the county, else the one with most of the
    job's workers. Where they are nowhere, the county with what it has; None without any county."""
    own = in_county(line, county)
    places = [place for place in (own, *line.places) if place]
    both = (place for place in places if Aim(None, place).pay_words and place.openings is not None)
    return next(both, next(iter(places), None))
