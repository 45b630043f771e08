"""What is done with an agreement as a whole: its moves and its signatures.

Each action locks the agreement, asks `programs.agreement_moves` what stands in the way, and says
all of it at once (`Refused`). Who did it and when is kept by the history that triggers write.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partners import rights
from partners.actions import stated_by
from programs import agreement_moves
from programs.agreement_moves import Facts, Move, Place
from programs.enums import AgreementState
from programs.models import ArticulationAgreement

# What a place in the chain holds before somebody signs.
UNSIGNED = {"signed_on": None, "person": None, "recorded_by": None}


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
    lock(agreement, by)
    today = timezone.localdate()
    said = agreement_moves.hindrances(step, facts_of(agreement), today=today, on=on)
    if said:
        raise Refused(said)
    agreement.state = agreement_moves.goes_to(step, AgreementState(agreement.state))
    agreement.ended_on = on if agreement.state == AgreementState.ENDED else None
    agreement.save(update_fields=["state", "ended_on"])
    if agreement.state == AgreementState.DRAFT:
        agreement.signatures.exclude(signed_on=None).update(**UNSIGNED)


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


def lock(agreement, by):
    """Wait for the agreement as it stands; only who may change it goes on."""
    _wait_for(agreement)
    if not rights.can_change(by, agreement):
        raise PermissionDenied(_("This record belongs to another organization."))


def _wait_for(agreement):
    """Wait for whoever changes the agreement now, and read it as it stands then."""
    ArticulationAgreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    agreement.refresh_from_db()
