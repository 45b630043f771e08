"""Admin pages of what: programs and their parts, reference tables, labor market, search."""

from programs.admin import labor, parts, programs, reference, search

__all__ = ["labor", "parts", "programs", "reference", "search"]
