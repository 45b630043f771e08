"""Admin pages of who: organizations, people, rights, reports, words and places."""

from partners.admin import accounts, deliveries, goals, library, organizations, people, reports

__all__ = ["accounts", "deliveries", "goals", "library", "organizations", "people", "reports"]
