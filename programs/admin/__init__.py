"""Admin pages of what: programs with their parts, and the region's reference tables."""

from programs.admin import programs, reference

__all__ = ["programs", "reference"]
