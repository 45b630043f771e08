"""Columns that a seam view does not print, left out of the questions that read hundreds of rows.

A row of forty columns takes far longer to become an object than one of fifteen.
"""

_PROVENANCE = (
    "source",
    "source_url",
    "as_of",
    "owner",
    "verified_on",
    "verified_by",
    "review_every",
    "loaded_fingerprint",
)
_ORGANIZATION = (
    *_PROVENANCE,
    "segments",
    "aliases",
    "cds_code",
    "ipeds_id",
    "mis_code",
    "school_type",
    "grades",
    "is_charter",
    "is_virtual",
    "phone",
    "email",
)
_PROGRAM = (
    *_PROVENANCE,
    "title_es_reviewed_on",
    "summary",
    "summary_es",
    "summary_es_reviewed_on",
    "award_text",
    "available_from",
    "available_to",
    "control_number",
    "website",
)
_COURSE = (*_PROVENANCE, "title_es_reviewed_on", "code")
_AGREEMENT = (
    *_PROVENANCE,
    "exam_es_reviewed_on",
    "how_to_claim",
    "how_to_claim_es",
    "how_to_claim_es_reviewed_on",
    "transfer_note",
    "transfer_note_es",
    "transfer_note_es_reviewed_on",
    "next_review",
    "document_url",
)


def _under(path, names):
    return [f"{path}{name}" for name in names]


def provenance(path=""):
    """What to `defer` of any row of the record: who said it, and who checked it when."""
    return _under(path, _PROVENANCE)


def organization(path=""):
    return _under(path, _ORGANIZATION)


def program(path=""):
    """Of a program and of who offers it."""
    return [*_under(path, _PROGRAM), *organization(f"{path}organization__")]


def course(path=""):
    return _under(path, _COURSE)


def agreement(path=""):
    return _under(path, _AGREEMENT)
