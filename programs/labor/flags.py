"""Whether an occupation is high wage, high demand and a priority job in a county. Plain rules.

Source of the rule: Centers of Excellence, Priority Jobs and Programs, as the row of `PriorityRule`
names it: middle-skill; median pay of at least the living wage of one adult; at least so many
openings a year; usually less than five years of experience; no occupation that gathers what fits
nowhere else. What counts as middle-skill is worded by us (`is_middle_skill`). Openings are compared
as they are on file and shown: whole, estimates rounded when they were made (docs/adr/0008).

Every answer has three values: True, False, and None where a figure or a rule it needs is not on
file, so that "not known" is never shown as "no".
"""

from dataclasses import dataclass
from decimal import Decimal

from programs.enums import Experience, JobFlag

_EXPERIENCE = list(Experience.values)


@dataclass(frozen=True)
class Limits:
    """A county's rule: the benchmark in dollars an hour, and the limits of `PriorityRule`."""

    benchmark: Decimal
    min_openings: int
    education_min: int
    education_max: int
    trainings: tuple
    counts_licensed: bool
    max_experience: str
    leaves_out_general: bool


@dataclass(frozen=True)
class Job:
    """An occupation as the rule reads it; None where not on file.

    `license_by_associate`: it needs a license, and an associate degree on file names it.
    `pay_is_beyond`: the median is above the highest figure published, and so above any benchmark.
    """

    education: int | None
    training: str | None
    experience: str | None
    is_general: bool
    license_by_associate: bool
    pay: Decimal | None
    openings: int | None
    pay_is_beyond: bool = False


@dataclass(frozen=True)
class Verdict:
    """What a job meets in a county, a value for each part of the rule."""

    high_wage: bool | None = None
    high_demand: bool | None = None
    middle_skill: bool | None = None
    priority: bool | None = None

    @property
    def flags(self):
        """Values of `JobFlag` that are met, in their order."""
        return [flag.value for flag in JobFlag if getattr(self, flag.value)]


def judge(job, limits):
    """The verdict on a job by a county's limits; without limits nothing is known."""
    if limits is None:
        return Verdict()
    high_wage = _is_high_wage(job, limits)
    high_demand = None if job.openings is None else job.openings >= limits.min_openings
    middle = is_middle_skill(job, limits)
    parts = [high_wage, high_demand, middle, experience_fits(job, limits)]
    if limits.leaves_out_general:
        parts.append(not job.is_general)
    return Verdict(high_wage, high_demand, middle, _all(parts))


def _is_high_wage(job, limits):
    if job.pay_is_beyond:
        return True
    return None if job.pay is None else job.pay >= limits.benchmark


def is_middle_skill(job, limits):
    """More than high school and less than a bachelor's degree, or as good as that.

    As good as that: below it but learned in an apprenticeship or in more than a year at work;
    above it but opened by a license that an associate degree leads to (registered nurses).
    """
    if job.education is None:
        return None
    if job.education < limits.education_min:
        if job.training is None and limits.trainings:
            return None
        return job.training in limits.trainings
    if job.education > limits.education_max:
        return limits.counts_licensed and job.license_by_associate
    return True


def experience_fits(job, limits):
    """Whether no more experience is usual before entry than the limits allow."""
    if job.experience is None:
        return None
    return _EXPERIENCE.index(job.experience) <= _EXPERIENCE.index(limits.max_experience)


def _all(parts):
    """True if all are, False if one is not, else None: one part that fails decides."""
    if False in parts:
        return False
    return None if None in parts else True
