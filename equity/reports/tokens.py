"""Links that let somebody manage a subscription without an account."""

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import override

from equity.models import Subscription
from pathways_portal.common.addresses import absolute
from pathways_portal.common.signed_keys import SignedKeys

_KEYS = SignedKeys("equity.subscription")


_ANY = "any-one"


@lru_cache(maxsize=20)
def _around(name, language):
    """The address before and after its token: looked up once, printed in every e-mail."""
    with override(language):
        return absolute(reverse(f"equity:{name}", args=[_ANY])).split(_ANY)


def _address(name, token, language):
    before, after = _around(name, language)
    return f"{before}{token}{after}"


def confirm_url(subscription):
    """For the button in the e-mail that asks; it holds for three days."""
    token = _KEYS.to_confirm(subscription.pk)
    return _address("subscribe_confirm", token, subscription.language)


def settings_url(subscription):
    return _address("subscription", _KEYS.to_manage(subscription.pk), subscription.language)


def unsubscribe_url(subscription):
    """For the header and the link of each e-mail."""
    return _address("unsubscribe", _KEYS.to_manage(subscription.pk), subscription.language)


def _of(key):
    return Subscription.objects.filter(pk=key).first()


def managed(token):
    """The subscription of a settings or unsubscribe link; None if the link is not ours."""
    return _of(_KEYS.managed(token))


def to_confirm(token):
    """The subscription of a confirmation link; None if it is not ours or too old."""
    return _of(_KEYS.confirmed(token))
