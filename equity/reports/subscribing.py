"""Who gets the report: asking, confirming, ending, and coordinators who have it by their role."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from equity.models import Subscription
from equity.querysets import KEEPERS
from partners.models import Membership
from pathways_portal.common.outbox import queue

CONFIRMATION = "report_confirmation"


@transaction.atomic
def ask(*, email, language, organization):
    """Note that somebody wants the report, and put the e-mail that asks for their yes.

    The same for every address: whoever has the report already is told so by e-mail, and nobody
    else learns of it. One such e-mail a day for an address, however often it is asked for.
    """
    subscription, _is_new = Subscription.objects.get_or_create(
        email=email.strip().lower(), defaults={"language": language, "organization": organization}
    )
    if not subscription.runs:
        subscription.language, subscription.organization = language, organization
        subscription.save(update_fields=["language", "organization"])
    queue.put(
        kind=CONFIRMATION,
        recipient=f"subscription:{subscription.pk}",
        address=subscription.email,
        period=timezone.localdate().isoformat(),
        language=subscription.language,
        about={"subscription": subscription.pk},
    )
    return subscription


def confirm(subscription):
    """The owner of the address said yes; a second yes changes nothing."""
    if not subscription.runs:
        subscription.confirmed_at, subscription.ended_at = timezone.now(), None
        subscription.save(update_fields=["confirmed_at", "ended_at"])


def end(subscription):
    """No more e-mails, from now on; those that wait are not sent."""
    if subscription.ended_at is None:
        subscription.ended_at = timezone.now()
        subscription.save(update_fields=["ended_at"])


def change(subscription, *, language, organization):
    subscription.language, subscription.organization = language, organization
    subscription.save(update_fields=["language", "organization"])


def still_runs(subscription):
    """`SubscriptionQuerySet.running` for a row at hand, with no question for most."""
    user = subscription.user
    if not subscription.runs or user is None:
        return subscription.runs
    return user.is_active and user.memberships.filter(role__in=KEEPERS).exists()


def enrol_by_role():
    """Give coordinators and leads their report, about the organization of their first membership.

    Who said no once, or asked for it before, keeps what they have. Returns how many are new.
    """
    theirs = Membership.objects.filter(user=OuterRef("pk"), role__in=KEEPERS)
    known = Subscription.objects.filter(Q(user=OuterRef("pk")) | Q(email=OuterRef("email")))
    users = (
        get_user_model()
        .objects.filter(is_active=True, is_demo=False)
        .filter(Exists(theirs), ~Exists(known))
        .annotate(place=theirs.order_by("pk").values("organization")[:1])
    )
    now, new = timezone.now(), []
    for user in users:
        new.append(
            Subscription(email=user.email, user=user, organization_id=user.place, confirmed_at=now)
        )
    Subscription.objects.bulk_create(new, ignore_conflicts=True, batch_size=1_000)
    return len(new)
