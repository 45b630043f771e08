"""Admin pages of what: programs with their parts, the region's reference tables, the search."""

from programs.admin import parts, programs, reference, search

__all__ = ["parts", "programs", "reference", "search"]
