"""At which programs a route to a job ends.

A crosswalk names every program that has to do with a job. A route must not end at one that leaves
its graduates far from it: a first nursing class in high school is a beginning. So it ends only
- at a program that gives an award within one level of the education usual for the job, as in
  `programs.leads_to` (a registered nurse usually needs a bachelor's degree, and may begin with an
  associate degree and a license); an award that is not on file is taken as an associate degree;
- in high school only where a diploma is enough.
Where no program is that near, it ends at the nearest ones there are, and the page says so.
"""

from dataclasses import dataclass, field

from partners.enums import K12
from pathways_portal.common.written_once import written_once
from programs.enums import EntryEducation
from programs.leads_to import Candidate, levels_above
from programs.models import ProgramOccupation
from programs.querysets import public_program


@dataclass(frozen=True)
class Ends:
    """Keys of the programs at which a route ends, and their sectors.

    `is_far`: even they leave more to learn.
    """

    programs: set = field(default_factory=set)
    fields: frozenset = frozenset()
    is_far: bool = False


def _leading_to(occupation):
    """(program, segment, award, sector) of every public program said to lead to an occupation."""
    return (
        ProgramOccupation.objects.filter(public_program("program__"), occupation=occupation)
        .order_by()
        .values_list("program", "program__segment", "program__award", "program__sector")
    )


@written_once
def programs_leading_to(occupation):
    """Those of every segment."""
    return _leading_to(occupation)


@written_once
def programs_after_school_leading_to(occupation):
    """Those after middle and high school, which have half of them."""
    return _leading_to(occupation).exclude(program__segment__in=K12)


def ends_at(occupation):
    """`Ends` of the routes to an `Occupation` with its code."""
    asked = (
        programs_leading_to if diploma_is_enough(occupation) else programs_after_school_leading_to
    )
    return choose(occupation, asked(occupation.pk))


def diploma_is_enough(occupation):
    """Whether a high school diploma is all that is usual for a job."""
    return (occupation.entry_education or EntryEducation.BACHELOR) <= EntryEducation.HIGH_SCHOOL


def choose(occupation, leading):
    """The rule itself, over rows of (program, segment, award, sector)."""
    job = Candidate(
        code=occupation.code.code,
        title=occupation.title,
        entry_education=occupation.entry_education,
        job_zone=occupation.job_zone,
    )
    may_be_school = diploma_is_enough(occupation)
    # A state has thousands of programs for a job, with few awards.
    above = {award: levels_above(job, award) for award in {row[2] for row in leading}}
    away = {
        (program, sector): above[award]
        for program, segment, award, sector in leading
        if may_be_school or segment not in K12
    }
    least = min(away.values(), default=0)
    near = [row for row, levels in away.items() if levels <= max(1, least)]
    return Ends(
        {program for program, _sector in near},
        frozenset(sector for _program, sector in near),
        is_far=least > 1,
    )
