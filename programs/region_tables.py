"""The region's tables: which file fills which model, and by which columns a row is known.

A column has the name of the model's field; how its text is read follows from the field (see
`region_files`). A column that names a row of another table does so by that table's key, its parts
joined by "/": the code 1230.10 of TOP 2023 is `top/2023/123010`.
"""

from dataclasses import dataclass, field

from django.db import models

from partners.models import (
    County,
    Inventory,
    Organization,
    Person,
    Place,
    Region,
    Role,
    Site,
    Term,
)
from pathways_portal.common.enums import EditingStatus
from programs.models import (
    AwardCount,
    Code,
    CodeSet,
    Credential,
    Crosswalk,
    Occupation,
    Offering,
    Pathway,
    PathwayProgram,
    Program,
    ProgramCode,
    ProgramCredential,
    ProgramOccupation,
    Sector,
    SectorCode,
    Synonym,
)


@dataclass(frozen=True)
class Table:
    """One CSV file and the model it fills.

    `key`: columns by which a row is known, in the file and in the database. `refers`: column ->
    name of the table it names. `fixed`: fields that the file does not hold, with the value that
    each of its rows gets. `together`: the rows of one such record stand and fall together; once a
    person has written one of them all are left alone, and those the table no longer has are taken
    out. `derived`: no file, the rows follow from others (`region_derived`). A table without a model
    fills nothing by itself; derived rows follow from it.
    """

    name: str
    model: type[models.Model] | None
    key: tuple[str, ...]
    columns: tuple[str, ...]
    refers: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, object] = field(default_factory=dict)
    together: str = ""
    derived: bool = False

    @property
    def file(self):
        return f"{self.name}.csv"

    def field(self, name):
        """The model's field that a column fills; None in a table without a model."""
        return self.model._meta.get_field(name) if self.model else None


PUBLISHED = {"status": EditingStatus.PUBLISHED.value}

# In the order in which they are loaded: a table names only rows of tables above it, or of itself.
TABLES = (
    Table("regions", Region, ("slug",), ("slug", "name", "name_es")),
    Table(
        "counties",
        County,
        ("fips",),
        ("fips", "name", "slug", "region"),
        refers={"region": "regions"},
    ),
    Table(
        "places",
        Place,
        ("kind", "name"),
        ("kind", "name", "city", "county", "latitude", "longitude"),
        refers={"county": "counties"},
    ),
    Table(
        "organizations",
        Organization,
        ("slug",),
        (
            "slug",
            "name",
            "short_name",
            "kind",
            "segments",
            "aliases",
            "parent",
            "owner",
            "county",
            "operating",
            "status",
            "cds_code",
            "ipeds_id",
            "mis_code",
            "school_type",
            "grades",
            "is_charter",
            "is_virtual",
            "website",
            "is_sample",
        ),
        refers={"parent": "organizations", "owner": "organizations", "county": "counties"},
    ),
    Table(
        "sites",
        Site,
        ("organization", "name"),
        ("organization", "name", "street", "city", "zip_code", "latitude", "longitude", "is_main"),
        refers={"organization": "organizations"},
    ),
    Table(
        "people",
        Person,
        ("email",),
        ("email", "name", "organization", "owner", "job_title", "is_sample"),
        refers={"organization": "organizations", "owner": "organizations"},
        fixed=PUBLISHED,
    ),
    Table(
        "roles",
        Role,
        ("person", "organization", "kind"),
        ("person", "organization", "kind", "areas"),
        refers={"person": "people", "organization": "organizations"},
    ),
    Table(
        "inventories",
        Inventory,
        ("organization", "kind", "academic_year"),
        ("organization", "kind", "academic_year", "state"),
        refers={"organization": "organizations"},
    ),
    Table(
        "terms",
        Term,
        ("slug",),
        ("slug", "term", "term_es", "definition", "definition_es", "also_called", "owner"),
        refers={"owner": "organizations"},
        fixed=PUBLISHED,
    ),
    Table(
        "code_sets",
        CodeSet,
        ("scheme", "version"),
        ("scheme", "version", "name", "valid_from", "valid_to"),
    ),
    Table(
        "codes",
        Code,
        ("code_set", "code"),
        ("code_set", "code", "title", "title_es", "parent", "is_cte", "is_match"),
        refers={"code_set": "code_sets", "parent": "codes"},
    ),
    Table(
        "crosswalks",
        Crosswalk,
        ("from_code", "to_code"),
        ("from_code", "to_code", "note"),
        refers={"from_code": "codes", "to_code": "codes"},
    ),
    Table("sectors", Sector, ("code",), ("code", "slug", "name", "name_es")),
    Table(
        "sector_codes",
        SectorCode,
        ("code",),
        ("code", "sector"),
        refers={"code": "codes", "sector": "sectors"},
    ),
    Table(
        "pathways",
        Pathway,
        ("slug",),
        ("slug", "title", "title_es", "sector", "code", "owner"),
        refers={"sector": "sectors", "code": "codes", "owner": "organizations"},
        fixed=PUBLISHED,
    ),
    Table("credentials", Credential, ("title",), ("title", "title_es", "kind")),
    Table(
        "programs",
        Program,
        ("slug",),
        (
            "slug",
            "title",
            "title_es",
            "summary",
            "summary_es",
            "organization",
            "owner",
            "segment",
            "sector",
            "is_program_area",
            "award",
            "award_text",
            "units_min",
            "units_max",
            "hours",
            "availability",
            "control_number",
            "is_sample",
        ),
        refers={
            "organization": "organizations",
            "owner": "organizations",
            "sector": "sectors",
        },
        fixed=PUBLISHED,
    ),
    Table(
        "program_codes",
        ProgramCode,
        ("program", "code"),
        ("program", "code"),
        refers={"program": "programs", "code": "codes"},
    ),
    Table(
        "program_credentials",
        ProgramCredential,
        ("program", "credential"),
        ("program", "credential"),
        refers={"program": "programs", "credential": "credentials"},
    ),
    Table(
        "pathway_top",
        None,
        ("top_code",),
        ("top_code", "pathway"),
        refers={"top_code": "codes", "pathway": "pathways"},
    ),
    Table(
        "pathway_programs",
        PathwayProgram,
        ("pathway", "program"),
        ("pathway", "program", "role", "is_sample"),
        refers={"pathway": "pathways", "program": "programs"},
    ),
    Table(
        "offerings",
        Offering,
        ("program", "site", "academic_year", "format"),
        (
            "program",
            "site",
            "academic_year",
            "format",
            "schedules",
            "language",
            "cost",
            "is_sample",
        ),
        refers={"program": "programs", "site": "sites"},
    ),
    Table(
        "occupations",
        Occupation,
        ("code",),
        (
            "code",
            "title",
            "title_es",
            "slug",
            "description",
            "aliases",
            "entry_education",
            "job_zone",
        ),
        refers={"code": "codes"},
    ),
    Table(
        "program_occupations",
        ProgramOccupation,
        ("program", "occupation"),
        ("program", "occupation", "rank", "basis"),
        refers={"program": "programs", "occupation": "occupations"},
        together="program",
        derived=True,
    ),
    Table(
        "awards",
        AwardCount,
        ("organization", "code", "academic_year"),
        ("organization", "code", "academic_year", "count"),
        refers={"organization": "organizations", "code": "codes"},
    ),
    Table("synonyms", Synonym, ("phrase", "means"), ("phrase", "means", "language")),
)
