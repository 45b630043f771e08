"""The region's tables of what joins programs: links, agreements and who signed them."""

from programs.models import (
    ArticulationAgreement,
    ProgramLink,
    ReceivingCourse,
    SendingCourse,
    Signature,
)
from programs.region.table import PUBLISHED, Table

# After `programs`, `courses` and `people`, whose rows they name, in the order in which they are
# loaded.
PATH_TABLES = (
    Table(
        "program_links",
        ProgramLink,
        ("from_program", "to_program", "destination"),
        (
            "from_program",
            "to_program",
            "destination",
            "kind",
            "basis",
            "units",
            "terms",
            "terms_es",
            "owner",
            "is_sample",
        ),
        refers={
            "from_program": "programs",
            "to_program": "programs",
            "destination": "organizations",
            "owner": "organizations",
        },
        fixed=PUBLISHED,
    ),
    Table(
        "agreements",
        ArticulationAgreement,
        ("slug",),
        (
            "slug",
            "sending",
            "receiving",
            "owner",
            "mechanism",
            "minimum_grade",
            "exam",
            "exam_es",
            "how_to_claim",
            "how_to_claim_es",
            "claim_opens",
            "claim_closes",
            "claim_years",
            "while_enrolled",
            "not_retroactive",
            "transfer_note",
            "transfer_note_es",
            "years_from",
            "years_through",
            "next_review",
            "state",
            "ended_on",
            "is_sample",
        ),
        refers={
            "sending": "organizations",
            "receiving": "organizations",
            "owner": "organizations",
        },
        fixed=PUBLISHED,
    ),
    Table(
        "sending_courses",
        SendingCourse,
        ("agreement", "course"),
        ("agreement", "course"),
        refers={"agreement": "agreements", "course": "courses"},
    ),
    Table(
        "receiving_courses",
        ReceivingCourse,
        ("agreement", "course"),
        ("agreement", "course", "units"),
        refers={"agreement": "agreements", "course": "courses"},
    ),
    Table(
        "signatures",
        Signature,
        ("agreement", "organization", "role"),
        ("agreement", "order", "organization", "role", "person", "signed_on"),
        refers={
            "agreement": "agreements",
            "organization": "organizations",
            "person": "people",
        },
    ),
)
