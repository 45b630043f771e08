"""The tables of links, agreements, credit, help and work that are counted; see `data_counts`."""

from django.utils.translation import gettext_lazy as _

from pathways_portal.data_course_tables import NOTHING
from programs.models import (
    ArticulationAgreement,
    EarlyCreditOption,
    ExamCredit,
    PathwaySkill,
    PathwaySupport,
    ProgramLink,
    ProgramSkill,
    ProgramSupport,
    QualityElement,
    QualityReview,
    ReceivingCourse,
    SendingCourse,
    Signature,
    Skill,
    Support,
)
from wbl.models import ActivityKind, Opportunity, ProgramActivity

PATH_TABLES = [
    (ProgramLink, _("Links between programs"), NOTHING, ["units", "terms", "verified_on"]),
    (
        ArticulationAgreement,
        _("Articulation agreements"),
        NOTHING,
        [
            "minimum_grade",
            "exam",
            "how_to_claim",
            "claim_closes",
            "while_enrolled",
            "transfer_note",
            "years_through",
            "next_review",
            "document_url",
            "verified_on",
        ],
    ),
    (SendingCourse, _("Courses that agreements start from"), NOTHING, []),
    (ReceivingCourse, _("College courses that agreements give"), NOTHING, ["units"]),
    (Signature, _("Signatures of agreements"), NOTHING, ["person", "signed_on"]),
    (
        EarlyCreditOption,
        _("Ways to earn college credit early"),
        NOTHING,
        ["deadline", "cost", "transfer_note", "verified_on"],
    ),
    (ExamCredit, _("Credit for exams"), NOTHING, ["exam_es", "units", "areas"]),
    (QualityElement, _("Essential elements"), NOTHING, ["name_es"]),
    (QualityReview, _("Quality reviews of pathways"), NOTHING, ["evidence_url"]),
    (
        Support,
        _("Supports"),
        NOTHING,
        ["name_es", "description", "description_es", "eligibility", "verified_on"],
    ),
    (ProgramSupport, _("Supports of programs"), NOTHING, []),
    (PathwaySupport, _("Supports of pathways"), NOTHING, []),
    (Skill, _("Skills"), NOTHING, ["name_es", "description", "description_es"]),
    (ProgramSkill, _("Skills of programs"), NOTHING, []),
    (PathwaySkill, _("Skills of pathways"), NOTHING, []),
    (ActivityKind, _("Kinds of work-based learning"), NOTHING, ["name_es", "description_es"]),
    (
        Opportunity,
        _("Work-based learning opportunities"),
        NOTHING,
        [
            "site",
            "seats",
            "hours",
            "is_paid",
            "min_age",
            "grades",
            "starts_on",
            "apply_by",
            "apply_url",
            "verified_on",
        ],
    ),
    (ProgramActivity, _("Work-based learning of programs"), NOTHING, ["kind", "hours", "partner"]),
]
