"""The region's tables of work-based learning.

Their models stand above this app and are named, not imported; see `Table.fills`.
"""

from programs.region.table import PUBLISHED, Table

# After `organizations`, `sectors` and `programs`, whose rows they name, in the order in which they
# are loaded.
WBL_TABLES = (
    Table(
        "activity_kinds",
        "wbl.ActivityKind",
        ("slug",),
        ("slug", "stage", "order", "name", "name_es", "description", "description_es"),
    ),
    Table(
        "opportunities",
        "wbl.Opportunity",
        ("slug",),
        (
            "slug",
            "employer",
            "owner",
            "kind",
            "title",
            "title_es",
            "description",
            "description_es",
            "county",
            "seats",
            "hours",
            "is_paid",
            "min_age",
            "grades",
            "starts_on",
            "ends_on",
            "apply_by",
            "state",
            "is_sample",
        ),
        refers={
            "employer": "organizations",
            "owner": "organizations",
            "kind": "activity_kinds",
            "county": "counties",
        },
        fixed=PUBLISHED,
    ),
    Table(
        "opportunity_sectors",
        "wbl.OpportunitySector",
        ("opportunity", "sector"),
        ("opportunity", "sector"),
        refers={"opportunity": "opportunities", "sector": "sectors"},
    ),
    Table(
        "program_activities",
        "wbl.ProgramActivity",
        ("program", "stage", "kind", "partner", "academic_year"),
        ("program", "stage", "kind", "hours", "partner", "academic_year", "is_sample"),
        refers={"program": "programs", "kind": "activity_kinds", "partner": "organizations"},
    ),
)
