"""Who gets the report: asking, confirming, ending, and coordinators who have it by their role."""

from collections import defaultdict

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from equity.models import Subscription
from equity.querysets import KEEPERS
from partners.models import Membership
from pathways_portal.common.outbox import queue

CONFIRMATION = "report_confirmation"
# An e-mail with more parts would be read by nobody, and grow past what mail programs show.
MOST_PLACES = 5


@transaction.atomic
def ask(*, email, language, organizations=(), with_region=True):
    """Note that somebody wants the report, and put the e-mail that asks for their yes.

    The same for every address: whoever has the report already is told so by e-mail, and nobody
    else learns of it. One such e-mail a day for an address, however often it is asked for.
    """
    subscription, _is_new = Subscription.objects.get_or_create(email=email.strip().lower())
    if not subscription.runs:
        change(
            subscription, language=language, organizations=organizations, with_region=with_region
        )
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


@transaction.atomic
def change(subscription, *, language, organizations, with_region):
    """What it is about; without an organization it is about the region."""
    subscription.language = language
    subscription.with_region = with_region or not organizations
    subscription.save(update_fields=["language", "with_region"])
    subscription.organizations.set(organizations)


@transaction.atomic
def enrol_by_role():
    """Give coordinators and leads their report, about the organizations they keep and the region.

    Who said no once, or asked for it before, keeps what they have. Returns how many are new.
    """
    theirs = Membership.objects.filter(user=OuterRef("pk"), role__in=KEEPERS)
    known = Subscription.objects.filter(Q(user=OuterRef("pk")) | Q(email=OuterRef("email")))
    users = (
        get_user_model()
        .objects.filter(is_active=True, is_demo=False)
        .filter(Exists(theirs), ~Exists(known))
    )
    now = timezone.now()
    Subscription.objects.bulk_create(
        (Subscription(email=one.email, user=one, confirmed_at=now) for one in users),
        ignore_conflicts=True,
        batch_size=1_000,
    )
    new = Subscription.objects.filter(user__isnull=False, confirmed_at=now)
    keys = dict(new.values_list("user_id", "pk"))
    kept = Membership.objects.filter(user__in=keys, role__in=KEEPERS).order_by("user", "pk")
    places = defaultdict(list)
    for user, organization in kept.values_list("user_id", "organization_id"):
        places[user].append(organization)
    through = Subscription.organizations.through
    through.objects.bulk_create(
        (
            through(subscription_id=keys[user], organization_id=organization)
            for user, organizations in places.items()
            for organization in organizations[:MOST_PLACES]
        ),
        batch_size=1_000,
    )
    return len(keys)
