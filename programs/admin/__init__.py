"""Admin pages of what: programs and their parts, reference tables, labor market, search."""

from programs.admin import (
    courses,
    early_credit,
    labor,
    parts,
    programs,
    reference,
    search,
    sequences,
)

__all__ = [
    "courses",
    "early_credit",
    "labor",
    "parts",
    "programs",
    "reference",
    "search",
    "sequences",
]
