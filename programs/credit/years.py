"""What an offer gives in several academic years, as if all its courses were taken in each."""

from pathways_portal.common import academic_year
from programs.credit.claims import Standing, Taken, judge

# Whoever finishes school this year may have taken a course in any of the years before.
YEARS_BACK = 4


def years_before(year):
    """The academic years before `year` of which somebody at school may have courses, oldest
    first."""
    return [academic_year.later(year, -back) for back in range(YEARS_BACK, 0, -1)]


def planned_in(offer, years, today):
    """The `Verdict` of each of these years in which a course still to be taken earns the credit."""
    return _standing(offer, years, today, Standing.PLANNED)


def claimed_of(offer, years, today):
    """The `Verdict` of each of these past years of which the credit can be claimed today."""
    return _standing(offer, years, today, Standing.OPEN)


def _standing(offer, years, today, standing):
    is_planned = standing == Standing.PLANNED
    judged = [
        judge(offer, dict.fromkeys(offer.sending, Taken(year, is_planned)), today) for year in years
    ]
    return [one for one in judged if one and one.standing == standing]
