"""What a claim depends on that no address tells: the grade, an exam, being enrolled.

The visitor says what was taken and when. Whatever else an agreement asks for is said before the
units, so that they are never read as a promise.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.credit.claims import Standing
from programs.credit.words import joined
from programs.enums import ON_TRANSCRIPT, Mechanism

# Less than two months: whoever reads it later has to hurry.
WARNING_DAYS = 60
AFTER_THE_COURSE = gettext_lazy(
    "You took the course, so what is left is to claim it. If you missed a step, ask the "
    "college’s counseling office whether it can still be done."
)


def only_if(terms, *, planned=(), courses=1, is_planned=False):
    """ "Only if your grade is B or better and you pass the exam".

    `terms` is an agreement, `courses` how many it asks for, `planned` [(Course, year)] of them that
    are still to be taken. `is_planned`: they are, whichever year.
    """
    clauses = [_taking(planned)] if planned else []
    if terms.mechanism in ON_TRANSCRIPT:
        clauses.append(_enrolled(terms, is_planned=is_planned or bool(planned)))
    if terms.minimum_grade:
        clauses.append(_grade(terms, courses))
    elif terms.mechanism == Mechanism.GRADE:
        clauses.append(_("you reach the grade it asks for, which is not on file"))
    if terms.mechanism == Mechanism.EXAM:
        clauses.append(_("you pass the exam"))
    if terms.mechanism == Mechanism.PRIOR:
        clauses.append(_("the college’s faculty accept what you show"))
    return _("Only if %(conditions)s") % {"conditions": joined(clauses)}


def _taking(planned):
    courses = [
        _("%(course)s in %(year)s") % {"course": course.number, "year": year}
        for course, year in planned
    ]
    return _("you take %(courses)s") % {"courses": joined(courses)}


def _enrolled(terms, *, is_planned):
    college = {"college": terms.receiving.label}
    if is_planned:
        return _("you enroll at %(college)s for it before it begins") % college
    return _("you were enrolled at %(college)s for it") % college


def _grade(terms, courses):
    grade = {"grade": terms.get_minimum_grade_display()}
    if courses > 1:
        return _("your grade is %(grade)s in each course") % grade
    return _("your grade is %(grade)s") % grade


def on_transcript(verdict):
    """Where the units of a college class stand."""
    if verdict.is_to_pass:
        return _("Its units stand on the college’s transcript once you have passed.")
    return _("Its units are on the college’s transcript already.")


def time_left(verdict):
    """A warning where a claim is open and its last day is near; empty elsewhere."""
    left = verdict.days_left
    if verdict.standing != Standing.OPEN or left is None or left > WARNING_DAYS:
        return ""
    if not left:
        return _("Today is the last day")
    return ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}


class Steps(NamedTuple):
    """How the steps of an agreement are introduced to whoever reads them at one moment."""

    holds: Callable  # of a verdict
    title: str
    begins: str


# By whether the course is still to come, under way or over; the first that holds counts.
STEPS = (
    Steps(
        lambda verdict: verdict.is_planned and verdict.offer.terms.mechanism in ON_TRANSCRIPT,
        gettext_lazy("Before you take it"),
        gettext_lazy("It is done before the class begins; afterwards nothing is left to claim."),
    ),
    Steps(
        lambda verdict: verdict.is_planned,
        gettext_lazy("Before you take it, and after"),
        gettext_lazy("The steps begin before the course is over, so read them before you take it."),
    ),
    Steps(
        lambda verdict: verdict.is_to_pass,
        gettext_lazy("While you take it, and after"),
        gettext_lazy("Ask today about a step that comes before the end of the course."),
    ),
    Steps(lambda verdict: verdict.is_open, gettext_lazy("How to claim it now"), AFTER_THE_COURSE),
    Steps(lambda verdict: True, gettext_lazy("How to claim it"), AFTER_THE_COURSE),
)


def steps_of(verdict):
    """The title of its steps, and what to know of them first."""
    return next(steps for steps in STEPS if steps.holds(verdict))
