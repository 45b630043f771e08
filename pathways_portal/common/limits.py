"""How often one visitor, and everyone together, may send a form that writes or e-mails something.

Only a keyed hash of the visitor's address is kept, in the cache, for an hour.
"""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils.crypto import salted_hmac

HOUR = 60 * 60


def sender_address(request):
    """The address that a form comes from, by the rule that sign-in has: the proxy's word only
    where settings trust a proxy; "" where nobody tells, as behind a socket without one.
    """
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:
        return ""


def too_many(request, *, form, most_from_one, most_from_all):
    """Count this sending of `form`; say whether its sender, or everyone, has sent too many."""
    sender = salted_hmac(form, sender_address(request)).hexdigest()
    return over(f"{form}:{sender}", most_from_one) or over(f"{form}:all", most_from_all)


def over(key, most):
    """Count one more of `key` this hour; say whether that is more than `most`."""
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > most
    except ValueError:  # it expired between the two lines
        cache.set(key, 1, HOUR)
        return False
