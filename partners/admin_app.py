"""Puts the portal's own admin site where Django looks for one."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "partners.admin_site.PortalAdminSite"
