"""How good a pathway is: its own review of each essential element, beside what the portal sees.

The two are never mixed: a review is somebody's judgment with its evidence and day; what the portal
works out is only whether something is on file, and "not on file" is never "there is none".
"""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.enums import Stage
from programs.job_lines import job_list, jobs_of
from programs.models import (
    ArticulationAgreement,
    ProgramLink,
    QualityElement,
    QualityReview,
    Sequence,
)
from programs.seam.choose import programs_of
from programs.seam.page import pathway_called

JOBS_NAMED = 3


@dataclass(frozen=True)
class Element:
    """An essential element with its newest review, None while nobody has reviewed it."""

    element: QualityElement
    review: QualityReview | None


@dataclass(frozen=True)
class Seen:
    """One thing that the portal works out from what is on file: the question, whether, in words.

    `samples`: how many of what the words count are sample data.
    """

    question: str
    is_there: bool
    words: str
    samples: int = 0


@require_safe
@login_not_required
def pathway_quality(request, slug):
    pathway = pathway_called(slug)
    elements = elements_of(pathway)
    context = {
        "pathway": pathway,
        "elements": elements,
        "reviewed": sum(one.review is not None for one in elements),
        "unchecked": sum(not one.element.is_checked for one in elements),
        "seen": seen_of(pathway),
    }
    return TemplateResponse(request, "programs/seam/quality.html", context)


def elements_of(pathway):
    """Every element in its order, each with its newest review of this pathway."""
    newest = {}
    for review in pathway.quality_reviews.order_by("reviewed_on", "pk"):
        newest[review.element_id] = review
    return [
        Element(element, newest.get(element.pk))
        for element in QualityElement.objects.order_by("number")
    ]


def seen_of(pathway):
    """What is on file of a pathway, a fixed number of questions."""
    programs = programs_of(pathway)
    keys = programs.values("pk")
    rows = [
        _counted(
            _("Courses in order?"),
            Sequence.objects.published().filter(program__in=keys),
            lambda n: ngettext("Of %(n)s program.", "Of %(n)s programs.", n),
            each="program",
        ),
        _counted(
            _("Links from program to program?"),
            ProgramLink.objects.open().filter(Q(from_program__in=keys) | Q(to_program__in=keys)),
            lambda n: ngettext("%(n)s link.", "%(n)s links.", n),
        ),
        _counted(
            _("Agreements on credit in force?"),
            # In force: a student who takes the courses this year may count on it.
            ArticulationAgreement.objects.offered_for(academic_year.on(timezone.localdate()))
            .open()
            .filter(
                sending_courses__course__steps__sequence__program__in=keys,
                sending_courses__course__steps__sequence__status=EditingStatus.PUBLISHED,
            ),
            lambda n: ngettext("%(n)s agreement.", "%(n)s agreements.", n),
        ),
    ]
    return [*rows, *_work_based(programs), _priority_job(programs), _verified(pathway)]


def _counted(question, rows, words, each="pk"):
    """How many there are of `each`; sample data where nothing real is among its rows."""
    found = rows.aggregate(
        all=Count(each, distinct=True),
        real=Count(each, distinct=True, filter=Q(is_sample=False)),
    )
    return _seen(question, found["all"], found["real"], words)


def _seen(question, count, real, words):
    said = words(count) % {"n": count} if count else ""
    return Seen(question, bool(count), said, samples=count - real)


def _work_based(programs):
    """A line for each stage of the continuum: how many programs do something of it."""
    found, real = defaultdict(set), defaultdict(set)
    done = programs.filter(activities__isnull=False)
    rows = done.values_list("activities__stage", "pk", "activities__is_sample")
    for stage, program, is_sample in rows.distinct():
        found[stage].add(program)
        if not is_sample:
            real[stage].add(program)
    return [
        _seen(
            _("Work-based learning, %(stage)s?") % {"stage": str(stage.label).lower()},
            len(found[stage]),
            len(real[stage]),
            lambda n: ngettext("In %(n)s program.", "In %(n)s programs.", n),
        )
        for stage in Stage
    ]


def _priority_job(programs):
    said = jobs_named(job_list(jobs_of(programs.filter(is_sample=False))).lines)
    return Seen(_("A priority job at its end?"), bool(said), said)


def jobs_named(lines):
    """The first priority jobs of these lines, and how many more there are; "" for none."""
    named = [line.occupation.local_title for line in lines if _is_priority(line)]
    said, more = ", ".join(named[:JOBS_NAMED]), len(named) - JOBS_NAMED
    if more <= 0:
        return said
    words = ngettext("%(jobs)s, and %(n)s more", "%(jobs)s, and %(n)s more", more)
    return words % {"jobs": said, "n": more}


def _is_priority(line):
    return any(place.verdict.priority for place in line.places)


def _verified(pathway):
    if pathway.verified_on is None:
        return Seen(_("Verified?"), False, _("Not verified yet"))
    words = _("The check is overdue.") if pathway.is_stale else ""
    return Seen(_("Verified?"), not pathway.is_stale, words)
