"""Admin pages of what: programs and their parts, agreements, reference tables, labor, search."""

from programs.admin import (
    agreements,
    courses,
    early_credit,
    help,
    labor,
    links,
    parts,
    pathway_parts,
    programs,
    reference,
    search,
    sequences,
)

__all__ = [
    "agreements",
    "courses",
    "help",
    "labor",
    "links",
    "early_credit",
    "parts",
    "pathway_parts",
    "programs",
    "reference",
    "search",
    "sequences",
]
