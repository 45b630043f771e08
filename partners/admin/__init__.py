"""Admin pages of who: organizations, people, rights, reports, words and places."""

from partners.admin import accounts, library, organizations, people, reports

__all__ = ["accounts", "library", "organizations", "people", "reports"]
