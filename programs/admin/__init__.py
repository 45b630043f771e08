"""Admin pages of what: programs and their parts, agreements, reference tables, labor, search."""

from programs.admin import (
    agreement_notices,
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
    "agreement_notices",
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
