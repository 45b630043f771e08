"""Whole web addresses, for those who read them outside the page: machines, e-mails, files."""

from django.conf import settings


def absolute(path):
    """The address of a path of this portal, wherever it is asked from."""
    return settings.SITE_URL.rstrip("/") + path
