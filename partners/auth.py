"""Who may sign in."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings


class PortalBackend(AuthenticationBackend):
    """Sign-in by e-mail; the demo's own accounts are refused outside DEBUG."""

    def authenticate(self, request, **credentials):
        """The user, or None. Tells the sign-in page of a closed account, not of a demo's one."""
        user = super().authenticate(request, **credentials)
        if user is None:
            # allauth lets an account it finds here pass as far as "this account is inactive",
            # and signs in one that is active.
            refused = self.unstash_authenticated_user()
            if refused is not None and not refused.is_active:
                self._stash_user(refused)
        return user

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and (settings.DEBUG or not user.is_demo)

    def get_user(self, user_id):
        user = super().get_user(user_id)
        return user if user and self.user_can_authenticate(user) else None
