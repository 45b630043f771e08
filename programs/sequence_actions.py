"""Writes to sequences that touch several rows: a catalog year's order becomes the next one's."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partners import actions, rights
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs import course_order
from programs.models import Sequence


@transaction.atomic
def copy_to_next_year(sequence, *, by):
    """Make a draft of a sequence for the catalog year after its own, and return it.

    Its choices and courses come along; it is verified by nobody, and its source is who copied it,
    since last year's catalog says nothing about the next. Raises PermissionDenied when `by` may
    not edit the sequence, ValidationError with a sentence when the next year has one already.
    """
    course_order.wait_for_turn()
    sequence = (
        Sequence.objects.select_for_update(of=("self",))
        .select_related("program")
        .get(pk=sequence.pk)
    )
    copy = _draft_of(sequence, by=by)
    if not (rights.can_change(by, sequence) and rights.can_add(by, copy)):
        raise PermissionDenied(_("This record belongs to another organization."))
    _refuse_if_there(copy)
    copy.save()
    choices = {None: None}
    for choice in sequence.choice_groups.order_by("pk"):
        on_file = choice.pk
        choices[on_file] = _saved_in(copy, choice)
    for step in sequence.steps.order_by("place", "order", "pk"):
        step.choice = choices[step.choice_id]
        _saved_in(copy, step)
    return copy


def _draft_of(sequence, *, by):
    stated_by = actions.stated_by(sequence, by=by)
    before = sequence.source.partition(actions.BEFORE)[2] or sequence.source
    return Sequence(
        program=sequence.program,
        catalog_year=academic_year.later(sequence.catalog_year, 1),
        pace=sequence.pace,
        status=EditingStatus.DRAFT,
        owner=sequence.owner,
        review_every=sequence.review_every,
        is_sample=sequence.is_sample,
        source=(f"{stated_by}{actions.BEFORE}{before}" if before else stated_by)[:300],
        as_of=timezone.localdate(),
    )


def _refuse_if_there(copy):
    same = {"program": copy.program, "catalog_year": copy.catalog_year, "pace": copy.pace}
    if Sequence.objects.filter(**same).exists():
        raise ValidationError(
            _(
                "“%(program)s” has a sequence for %(year)s (%(pace)s) already, so nothing was "
                "copied. Open that one, or delete it first."
            )
            % {
                "program": copy.program,
                "year": copy.catalog_year,
                "pace": copy.get_pace_display(),
            }
        )


def _saved_in(copy, part):
    """The part as a new row of the copy, stated by who states the copy."""
    part.pk, part._state.adding = None, True
    part.sequence = copy
    part.source, part.source_url = copy.source.partition(actions.BEFORE)[0], ""
    part.as_of = copy.as_of
    part.save()
    return part
