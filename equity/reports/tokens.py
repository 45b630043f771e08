"""Links that let somebody manage a subscription without an account: signed, never stored."""

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.urls import reverse
from django.utils.translation import override

from equity.models import Subscription
from pathways_portal.common.addresses import absolute

CONFIRM_WITHIN = 3 * 24 * 60 * 60  # seconds
_MANAGE = Signer(salt="equity.subscription.manage", sep=".")
_CONFIRM = TimestampSigner(salt="equity.subscription.confirm", sep=".")


def _address(name, token, language):
    with override(language):
        return absolute(reverse(f"equity:{name}", args=[token]))


def confirm_url(subscription):
    token = _CONFIRM.sign(subscription.pk)
    return _address("subscribe_confirm", token, subscription.language)


def settings_url(subscription):
    return _address("subscription", _MANAGE.sign(subscription.pk), subscription.language)


def unsubscribe_url(subscription):
    """For the header and the link of each e-mail; holds as long as the portal's secret does."""
    return _address("unsubscribe", _MANAGE.sign(subscription.pk), subscription.language)


def _of(signer, token, **limits):
    try:
        key = int(signer.unsign(token, **limits))
    except (BadSignature, ValueError):
        return None
    return Subscription.objects.select_related("organization", "user").filter(pk=key).first()


def managed(token):
    """The subscription of a settings or unsubscribe link; None if the link is not ours."""
    return _of(_MANAGE, token)


def to_confirm(token):
    """The subscription of a confirmation link; None if it is not ours or too old."""
    return _of(_CONFIRM, token, max_age=CONFIRM_WITHIN)
