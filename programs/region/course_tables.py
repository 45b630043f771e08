"""The region's tables of courses: who owns them, their numbers, and the order they are taken in."""

from programs.models import (
    ChoiceGroup,
    Course,
    CourseAlias,
    CourseOffering,
    Prerequisite,
    Sequence,
    SequenceStep,
)
from programs.region.table import PUBLISHED, Table

# After `organizations`, `codes` and `programs`, whose rows they name, in the order in which they
# are loaded.
COURSE_TABLES = (
    Table(
        "courses",
        Course,
        ("slug",),
        (
            "slug",
            "organization",
            "owner",
            "number",
            "title",
            "title_es",
            "level",
            "credit",
            "units_min",
            "units_max",
            "code",
            "is_sample",
        ),
        refers={"organization": "organizations", "owner": "organizations", "code": "codes"},
        fixed=PUBLISHED,
    ),
    Table(
        "course_aliases",
        CourseAlias,
        ("course", "scheme", "number"),
        ("course", "scheme", "number", "title"),
        refers={"course": "courses"},
    ),
    Table(
        "course_offerings",
        CourseOffering,
        ("course", "organization", "academic_year"),
        ("course", "organization", "academic_year", "grade", "is_sample"),
        refers={"course": "courses", "organization": "organizations"},
    ),
    Table(
        "prerequisites",
        Prerequisite,
        ("course", "required"),
        ("course", "required", "kind", "alternative"),
        refers={"course": "courses", "required": "courses"},
    ),
    Table(
        "sequences",
        Sequence,
        ("program", "catalog_year", "pace"),
        ("program", "catalog_year", "pace", "owner", "is_sample"),
        refers={"program": "programs", "owner": "organizations"},
        fixed=PUBLISHED,
    ),
    Table(
        "choice_groups",
        ChoiceGroup,
        ("sequence", "title"),
        ("sequence", "title", "title_es", "required"),
        refers={"sequence": "sequences"},
    ),
    Table(
        "sequence_steps",
        SequenceStep,
        ("sequence", "course"),
        ("sequence", "place", "order", "course", "choice", "kind", "is_work_based"),
        refers={"sequence": "sequences", "course": "courses", "choice": "choice_groups"},
    ),
)
