"""What the region's tables of links, agreements, credit, help and work must hold, counted."""

from collections import Counter, defaultdict

from partners.enums import OrganizationKind
from programs.agreement_sides import RECEIVING, SENDING, owners
from programs.enums import AgreementState, ExamKind, SkillKind
from programs.region.files import Region

# Tables whose every English text has its Spanish beside it.
BILINGUAL = (
    "program_links",
    "agreements",
    "exam_credits",
    "early_credit_options",
    "quality_elements",
    "quality_reviews",
    "supports",
    "activity_kinds",
    "opportunities",
)
# What is worked out nowhere but here, and so has to say that it is made up.
MADE_UP = (
    "program_links",
    "agreements",
    "quality_reviews",
    "program_supports",
    "pathway_supports",
    "program_skills",
    "pathway_skills",
    "opportunities",
    "program_activities",
)


def path_counts(region: Region):
    """(what, found, expected) for each count that the sources or the rules fix."""
    rows = region.rows
    exams = Counter(row.values["kind"] for row in rows["exam_credits"])
    lists = Counter(row.values["kind"] for row in rows["skills"])
    states = Counter(row.values["state"] for row in rows["agreements"])
    without_spanish = sum(_lacks_spanish(row.values) for name in BILINGUAL for row in rows[name])
    not_sample = sum(not row.values["is_sample"] for name in MADE_UP for row in rows[name])
    return [
        ("links between programs", len(rows["program_links"]), 131),
        ("agreements", len(rows["agreements"]), 35),
        ("of these active", states[AgreementState.ACTIVE], 29),
        ("AP exams", exams[ExamKind.AP], 36),
        ("ways of early credit", len(rows["early_credit_options"]), 5),
        ("essential elements", len(rows["quality_elements"]), 12),
        ("of these with a checked name", sum(map(_is_checked, rows["quality_elements"])), 8),
        ("employability skills", lists[SkillKind.EMPLOYABILITY], 10),
        ("supports", len(rows["supports"]), 16),
        ("kinds of work-based learning", len(rows["activity_kinds"]), 18),
        ("opportunities", len(rows["opportunities"]), 48),
        ("made-up rows that do not say so", not_sample, 0),
        ("texts of paths without Spanish", without_spanish, 0),
        *_of_agreements(rows),
    ]


def _of_agreements(rows):
    """What no agreement may have: a side, a course or a signer that is not its own."""
    organizations = {row.key: row for row in rows["organizations"]}
    owner_of = {row.key: _ref(row, "organization") for row in rows["courses"]}
    agreements = {row.key: row for row in rows["agreements"]}
    sides = defaultdict(set)
    astray = 0
    for table, side in (("sending_courses", SENDING), ("receiving_courses", RECEIVING)):
        for row in rows[table]:
            agreement = agreements[_ref(row, "agreement")]
            organization = _ref(agreement, side)
            its_own = owners(side, organization, _ref(organizations[organization], "parent"))
            astray += owner_of[_ref(row, "course")] not in its_own
            sides[agreement.key].add(side)
    signed_elsewhere = sum(
        _ref(row, "organization")
        not in {_ref(agreements[_ref(row, "agreement")], side) for side in (SENDING, RECEIVING)}
        for row in rows["signatures"]
    )
    to_no_college = sum(
        organizations[_ref(row, "receiving")].values["kind"] != OrganizationKind.COLLEGE
        for row in agreements.values()
    )
    return [
        ("agreements without a course on each side", sum(len(sides[k]) < 2 for k in agreements), 0),
        ("courses of agreements that neither side owns", astray, 0),
        ("signatures for neither side", signed_elsewhere, 0),
        ("agreements with no college", to_no_college, 0),
    ]


def _ref(row, name):
    """The key of the row that a column names; None where it names none."""
    return row.references.get(f"{name}_id", (None, None))[1]


def _is_checked(row):
    return row.values["is_checked"]


def _lacks_spanish(values):
    """Whether a row has an English text whose Spanish is empty."""
    return any(values[name] and not values.get(f"{name}_es", True) for name in values)
