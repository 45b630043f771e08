"""Puts the portal's own admin site where Django looks for one."""

from django.contrib.admin.apps import AdminConfig

# Pages that packages bring. They know nothing of memberships, give rights past them, or print
# what nobody should read, such as the key of a second factor.
CLOSED = ("account.EmailAddress", "auth.Group", "mfa.Authenticator")


class PortalAdminConfig(AdminConfig):
    default_site = "partners.admin_site.PortalAdminSite"

    def ready(self):
        """Find the pages of all apps, then take the closed ones away."""
        super().ready()
        from django.apps import apps
        from django.contrib import admin

        admin.site.unregister([apps.get_model(label) for label in CLOSED])
