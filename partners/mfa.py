"""The second factor: whoever can edit needs one."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from partners import rights

# Recovery codes alone are a way back in, not a second factor of their own.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def is_missing(user):
    """Whether this user must set up a second factor before any page that edits.

    Policy: settings.MFA_REQUIRED_FOR_EDITORS. The demo's own accounts are exempt on a laptop.
    """
    if not settings.MFA_REQUIRED_FOR_EDITORS or (settings.DEBUG and user.is_demo):
        return False
    return rights.is_editor(user) and not is_mfa_enabled(user, FACTORS)
