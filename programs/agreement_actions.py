"""What is done with an agreement as a whole: its moves, its signatures, its renewal.

Each action locks the agreement, asks `programs.agreement_moves` what stands in the way, and says
all of it at once (`Refused`). Who did it and when is kept by the history that triggers write.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partners import rights
from partners.actions import stated_by
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs import agreement_moves, agreements
from programs.agreement_moves import Facts, Move, Place
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

# What a place in the chain holds before somebody signs.
_UNSIGNED = {"signed_on": None, "person": None, "recorded_by": None}


class Refused(Exception):
    """A step that cannot be taken; `sentences` say why, each with how to mend it."""

    def __init__(self, sentences):
        self.sentences = list(sentences)
        super().__init__(" ".join(self.sentences))


def facts_of(agreement):
    """What the rules of the moves read of an agreement. Three queries."""
    places = agreement.signatures.select_related("organization").order_by("order", "pk")
    return Facts(
        terms=agreement,
        sending_courses=agreement.sending_courses.count(),
        receiving_courses=agreement.receiving_courses.count(),
        places=[_place(agreement, row) for row in places],
    )


def _place(agreement, signature):
    return Place(
        order=signature.order,
        words=str(signature),
        side=side_of(agreement, signature),
        is_signed=signature.signed_on is not None,
    )


def side_of(agreement, signature):
    """ "sending" or "receiving": the party for which a place in the chain signs; or ""."""
    sides = {agreement.sending_id: "sending", agreement.receiving_id: "receiving"}
    return sides.get(signature.organization_id, "")


@transaction.atomic
def move(agreement, step, *, by, on=None):
    """Take a step in the agreement's life; it is saved in its new state.

    `step` is a `Move`, `on` the day on which it ends. Sent back to a draft, its signatures are
    taken away, for they stand under words that may change now. Raises PermissionDenied for whoever
    may not change it, and `Refused`.
    """
    _lock(agreement, by)
    today = timezone.localdate()
    said = agreement_moves.hindrances(step, facts_of(agreement), today=today, on=on)
    if said:
        raise Refused(said)
    agreement.state = agreement_moves.goes_to(step, AgreementState(agreement.state))
    agreement.ended_on = on if agreement.state == AgreementState.ENDED else None
    agreement.save(update_fields=["state", "ended_on"])
    if agreement.state == AgreementState.DRAFT:
        agreement.signatures.exclude(signed_on=None).update(**_UNSIGNED)


def send_to_review(agreement, *, by):
    move(agreement, Move.SEND, by=by)


def send_back(agreement, *, by):
    move(agreement, Move.SEND_BACK, by=by)


def mark_signed(agreement, *, by):
    move(agreement, Move.MARK_SIGNED, by=by)


def activate(agreement, *, by):
    move(agreement, Move.ACTIVATE, by=by)


def suspend(agreement, *, by):
    move(agreement, Move.SUSPEND, by=by)


def resume(agreement, *, by):
    move(agreement, Move.RESUME, by=by)


def end(agreement, *, by, on):
    move(agreement, Move.END, by=by, on=on)


@transaction.atomic
def sign(signature, *, by, on=None, person=None):
    """Record that a place in the chain is signed: the day (today), and who, if that is known.

    It is kept on whose word that stands: the side's own where `by` speaks for it, else that of the
    agreement's keeper. Each side signs at its own places; the keeper also writes down what the
    other says. Raises PermissionDenied for everybody else, and `Refused`.
    """
    agreement, on = signature.agreement, on or timezone.localdate()
    _wait_for(agreement)
    signature.refresh_from_db(fields=["organization", "signed_on", "person"])
    of_own_side = rights.speaks_for(by, signature.organization_id)
    if not of_own_side and not rights.can_change(by, agreement):
        raise PermissionDenied(_("You sign only for your own organization."))
    said = agreement_moves.hindrances_to_sign(
        facts_of(agreement), _place(agreement, signature), today=timezone.localdate(), on=on
    )
    if person is not None and person.organization_id not in signers_of(signature):
        said.append(
            _("%(person)s is not of %(side)s or its district. Choose somebody of that side.")
            % {"person": person.name, "side": signature.organization}
        )
    if said:
        raise Refused(said)
    signature.signed_on, signature.person = on, person
    signature.recorded_by = signature.organization if of_own_side else agreement.owner
    signature.source_url = ""
    signature.source = signature.organization.name if of_own_side else stated_by(agreement, by=by)
    signature.as_of = timezone.localdate()
    signature.save()


def signers_of(signature):
    """Keys of the organizations whose people may sign at a place: the side, and its district."""
    side = signature.organization
    return {side.pk, side.parent_id} - {None}


def own_places(agreement, user):
    """The open places where the user signs for their own side, in order: [(place, hindrances)].

    Of these only one without hindrances can be signed today; none while it is not in review.
    """
    if agreement.state != AgreementState.IN_REVIEW:
        return []
    places = agreement.signatures.filter(signed_on=None).select_related("organization")
    mine = [
        place
        for place in places.order_by("order", "pk")
        if rights.speaks_for(user, place.organization_id)
    ]
    facts, today = facts_of(agreement), timezone.localdate()
    return [
        (
            place,
            agreement_moves.hindrances_to_sign(
                facts, _place(agreement, place), today=today, on=today
            ),
        )
        for place in mine
    ]


@transaction.atomic
def renew(agreement, *, by):
    """Copy an agreement as a draft for as many years as it had, and return the copy.

    The copy starts with the year after the last one, or with the current year if that is later.
    It has the same courses and places in the chain, none of them signed; it is not published and
    not verified. Raises PermissionDenied for whoever may not add it, and `Refused`, also where
    those years have been agreed on already.
    """
    _lock(agreement, by)
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
        (agreement.signatures, _UNSIGNED),
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


def _lock(agreement, by):
    """Wait for the agreement as it stands; only who may change it goes on."""
    _wait_for(agreement)
    if not rights.can_change(by, agreement):
        raise PermissionDenied(_("This record belongs to another organization."))


def _wait_for(agreement):
    """Wait for whoever changes the agreement now, and read it as it stands then."""
    ArticulationAgreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    agreement.refresh_from_db()
