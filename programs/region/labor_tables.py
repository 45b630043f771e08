"""The region's tables of the labor market: figures, benchmarks, rules, skills."""

from pathways_portal.common.pay_row import ANNUAL, HOURLY
from programs.models import (
    Area,
    OccupationFigure,
    OccupationRelated,
    OccupationSkill,
    PriorityRule,
    Skill,
    WageBenchmark,
)
from programs.region.table import Table

# After `occupations`, whose rows they name, in the order in which they are loaded.
LABOR_TABLES = (
    Table(
        "areas",
        Area,
        ("slug",),
        ("slug", "name", "name_es", "kind", "county", "survey_code"),
        refers={"county": "counties"},
    ),
    Table(
        "figures",
        OccupationFigure,
        ("occupation", "area", "kind", "year"),
        (
            "occupation",
            "area",
            "kind",
            "year",
            "through_year",
            "priced_as",
            "jobs",
            "jobs_through",
            *HOURLY,
            *ANNUAL,
            "top_coded",
            "growth",
            "openings",
        ),
        refers={"occupation": "occupations", "area": "areas", "priced_as": "codes"},
    ),
    Table(
        "wage_benchmarks",
        WageBenchmark,
        ("county", "household", "year"),
        ("county", "household", "year", "measure", "hourly", "annual"),
        refers={"county": "counties"},
    ),
    Table(
        "priority_rules",
        PriorityRule,
        ("county", "year"),
        (
            "county",
            "year",
            "benchmark",
            "min_openings",
            "education_min",
            "education_max",
            "trainings",
            "counts_licensed",
            "max_experience",
            "leaves_out_general",
            "agency_jobs",
        ),
        refers={"county": "counties", "benchmark": "wage_benchmarks"},
    ),
    Table(
        "skills",
        Skill,
        ("kind", "name"),
        ("kind", "slug", "group", "name", "name_es", "description", "description_es"),
    ),
    Table(
        "occupation_skills",
        OccupationSkill,
        ("occupation", "skill"),
        ("occupation", "skill", "importance"),
        refers={"occupation": "occupations", "skill": "skills"},
    ),
    Table(
        "related_occupations",
        OccupationRelated,
        ("occupation", "related_to"),
        ("occupation", "related_to", "rank"),
        refers={"occupation": "occupations", "related_to": "occupations"},
    ),
)
