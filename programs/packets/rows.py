"""What a packet reads, each for all programs of an organization at once."""

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q

from partners.querysets import public_organization
from pathways_portal.common.enums import EditingStatus
from programs.courses import pick
from programs.courses.rows import public_course
from programs.models import (
    ArticulationAgreement,
    PathwayProgram,
    ProgramLink,
    Sequence,
    SequenceStep,
)
from programs.querysets import counted_place


def programs_of(organization):
    """Its programs that students can enter, by title; samples are marked by those who print."""
    return (
        organization.programs.open_to_students()
        .select_related("sector")
        .order_by("title", "award", "pk")
    )


def orders_of(programs, *, coming):
    """{program: its newest published `Sequence` in force by the `coming` year} of those on file.

    The one that the page of a program shows first, with its `steps_here`: `SequenceStep`s in order,
    each saying whether its course is public (`is_public`).
    """
    found = Sequence.objects.published().filter(program__in=programs).order_by("pk")
    orders = pick.usual_of_each(found, coming=coming)
    by_pk = {order.pk: order for order in orders.values()}
    for order in by_pk.values():
        order.steps_here = []
    steps = (
        SequenceStep.objects.filter(sequence__in=by_pk)
        .annotate(
            is_public=ExpressionWrapper(public_course("course__"), output_field=BooleanField())
        )
        .select_related("course", "choice")
        .order_by("place", "order", "course__number", "pk")
    )
    for step in steps:
        by_pk[step.sequence_id].steps_here.append(step)
    return orders


def links_from(programs):
    """Public links out of these programs, with where they lead."""
    return (
        ProgramLink.objects.open()
        .filter(from_program__in=programs)
        .select_related("to_program__organization", "destination")
        .order_by("from_program", "kind", "to_program__title", "destination__name", "pk")
    )


# --- Of a college ---------------------------------------------------------------------------------


def places_of(programs):
    """Places of these programs on published pathways; made-up ones of real programs left out."""
    return (
        PathwayProgram.objects.filter(
            counted_place(), program__in=programs, pathway__status=EditingStatus.PUBLISHED
        )
        .select_related("pathway")
        .order_by("pathway__title", "pk")
    )


def senders_to(college, years):
    """Who has active public agreements with a college that cover one of these academic years.

    Rows of `name`, `count` and `samples`, how many of them are made up; the most first.
    """
    covering = ArticulationAgreement.objects.none()
    for year in years:
        covering |= ArticulationAgreement.objects.offered_for(year)
    return (
        covering.filter(
            public_organization("sending__"), receiving=college, status=EditingStatus.PUBLISHED
        )
        .values("sending", name=F("sending__name"))
        .annotate(count=Count("pk"), samples=Count("pk", filter=Q(is_sample=True)))
        .order_by("-count", "name", "sending")
    )
