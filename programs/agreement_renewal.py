"""Renewing an agreement: a draft for the years to come, with the same courses, unsigned."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partners import rights
from partners.actions import stated_by
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs import agreements
from programs.agreement_actions import UNSIGNED, Refused, lock
from programs.agreement_slugs import free_agreement_slug
from programs.enums import AgreementState
from programs.models import ArticulationAgreement

# What a renewal does not take along: the life of the old one, and who has confirmed it.
_NOT_COPIED = {
    "id",
    "slug",
    "state",
    "ended_on",
    "status",
    "verified_on",
    "verified_by",
    "next_review",
    "document_url",
    "loaded_fingerprint",
    "source",
    "source_url",
    "as_of",
}


@transaction.atomic
def renew(agreement, *, by):
    """Copy an agreement as a draft for as many years as it had, and return the copy.

    The copy starts with the year after the last one, or with the current year if that is later.
    It has the same courses and places in the chain, none of them signed; it is not published and
    not verified. Raises PermissionDenied for whoever may not add it, and `Refused`, also where
    those years have been agreed on already.
    """
    lock(agreement, by)
    if not may_renew(agreement):
        raise Refused(
            [
                _(
                    "It holds until further notice, so there is nothing to renew. If the next "
                    "years are to have other terms, end it first; then it can be copied."
                )
            ]
        )
    copy = _draft_like(agreement, by=by)
    if not rights.can_add(by, copy):
        raise PermissionDenied(_("This record belongs to another organization."))
    _refuse_if_renewed(agreement, copy)
    sent = [row.course for row in agreement.sending_courses.select_related("course")]
    copy.slug = free_agreement_slug(copy, sent)
    copy.save()
    _copy_parts(agreement, copy)
    return copy


def _draft_like(agreement, *, by):
    """Its terms for the next years, not saved yet."""
    kept = {
        column.attname: getattr(agreement, column.attname)
        for column in agreement._meta.concrete_fields
        if column.name not in _NOT_COPIED
    }
    copy = ArticulationAgreement(**kept, status=EditingStatus.DRAFT)
    copy.source, copy.as_of = stated_by(agreement, by=by), timezone.localdate()
    copy.years_from, copy.years_through = next_years(agreement)
    return copy


def _copy_parts(agreement, copy):
    """Its courses and places in the chain, none of them signed."""
    for parts, cleared in (
        (agreement.sending_courses, {}),
        (agreement.receiving_courses, {}),
        (agreement.signatures, UNSIGNED),
    ):
        for part in parts.order_by("pk"):
            part.pk, part.agreement = None, copy
            part._state.adding = True
            for name, value in cleared.items():
                setattr(part, name, value)
            part.save()


def may_renew(agreement):
    """Whether it has a last year, or has ended, so that there are next ones."""
    return agreement.years_through is not None or agreement.state == AgreementState.ENDED


def next_years(agreement):
    """(first, last) year of a renewal: as many years as now, from the year after the last one.

    The last is None where it held until further notice.
    """
    now = academic_year.on(timezone.localdate())
    first = max(academic_year.later(agreements.last_year(agreement), 1), now)
    if agreement.years_through is None:
        return first, None
    length = int(agreement.years_through[:4]) - int(agreement.years_from[:4])
    return first, academic_year.later(first, length)


def _refuse_if_renewed(agreement, copy):
    """Say which agreement on the same courses, by the same way, has years of the copy already."""
    others = ArticulationAgreement.objects.exclude(pk=agreement.pk).filter(
        Q(years_through__isnull=True) | Q(years_through__gte=copy.years_from),
        sending=copy.sending_id,
        receiving=copy.receiving_id,
        mechanism=copy.mechanism,
    )
    if copy.years_through is not None:
        others = others.filter(years_from__lte=copy.years_through)
    others = others.exclude(state=AgreementState.ENDED).order_by("years_from", "pk")
    for other in others.select_related("sending", "receiving"):
        if _courses(other) == _courses(agreement):
            told = {
                "agreement": other,
                "first": other.years_from,
                "state": other.get_state_display(),
            }
            words = _(
                "The next years are on file already: “%(agreement)s” from %(first)s on "
                "(%(state)s), about the same courses. Change that one, or delete it first."
            )
            raise Refused([words % told])


def _courses(agreement):
    """What an agreement joins: the keys of its courses on both sides."""
    return [
        set(side.values_list("course", flat=True))
        for side in (agreement.sending_courses, agreement.receiving_courses)
    ]
