"""A tiny set of made-up data in the tables that `bench_finder` reads, for its tests.

Thirty programs at six institutions of two counties. Every program is published but the last two.
"""

import csv
import json

from django.db import connection

from programs.bench.dataset import Dataset
from programs.bench.loading import Loading
from programs.bench.scratch import MARK

SECTORS = [("HEA", "Health"), ("AGR", "Farming")]
OCCUPATIONS = [
    # code, title, pay an hour, openings a year, education to enter
    ("29-1141", "Registered Nurses", "60.00", "900", "associate"),
    ("45-2092", "Farmworkers", "17.50", "300", "none"),
    ("31-9092", "Medical Assistants", "22.00", "50", "certificate"),
]
INSTITUTIONS = [
    # id, segment, county, district
    ("north-high", "HS", "Bay", "North Unified"),
    ("south-middle", "MS", "Valley", "South Unified"),
    ("north-adult", "AE", "Bay", "North Unified"),
    ("bay-continuing", "NC", "Bay", "Bay Community College District"),
    ("bay-college", "CC", "Bay", "Bay Community College District"),
    ("valley-college", "CC", "Valley", "Valley Community College District"),
]
PROGRAMS = 30
DRAFTS = 2
AWARD_TYPES = ["associate_science", "certificate_of_achievement", "transfer_degree", ""]
MODALITIES = ["in_person", "hybrid", "online", "online_live"]
SCHEDULES = ["day", "evening", "weekend", "self_paced"]


def write(folder, **replaced):
    """Write the tables as CSV; `replaced`: {table: its rows, or None to leave the file out}."""
    for name, rows in (tables() | replaced).items():
        if rows is not None:
            write_table(folder, name, rows)
    return folder


def write_table(folder, name, rows):
    """Write one table, a list of dicts with the same keys."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)


def tables():
    """{table: rows as dicts of text}"""
    occupations = [
        "soc_code",
        "occupation",
        "median_hourly_wage",
        "annual_openings",
        "entry_education",
    ]
    return {
        "sectors": [{"sector_code": code, "sector": name} for code, name in SECTORS],
        "occupations": [dict(zip(occupations, row, strict=True)) for row in OCCUPATIONS],
        "institutions": [_institution(*row) for row in INSTITUTIONS],
        "programs": [program(number) for number in range(PROGRAMS)],
    }


def _institution(name, segment, county, district):
    return {
        "institution_id": name,
        "slug": name,
        "institution": name.replace("-", " ").title(),
        "segment": segment,
        "county": county,
        "region": "Both",
        "district": district,
        "city": f"{county} City",
        "latitude": "32.7" if county == "Bay" else "33.0",
        "longitude": "-117.1" if county == "Bay" else "-115.5",
    }


def program(number, **changed):
    """The row of one program as text; every choice changes from row to row."""
    institution, segment = INSTITUTIONS[number % len(INSTITUTIONS)][:2]
    sector = SECTORS[number % 2][0]
    is_health = sector == "HEA"
    return {
        "program_id": str(number),
        "slug": f"program-{number}",
        "title": f"{'Nursing' if is_health else 'Crop science'} {number}",
        "description": "Learn it by doing.",
        "institution_id": institution,
        "segment": segment,
        "sector_code": sector,
        "cip_code": "51.3801" if is_health else "01.1102",
        "top_code": "1230.10" if is_health else "0103.00",
        "award_type": AWARD_TYPES[number % len(AWARD_TYPES)],
        "units": str(number),
        "hours": "40",
        "cost_cents": str(number * 10_000),
        "modality": MODALITIES[number % 4],
        "schedule": SCHEDULES[number % 4],
        "language": "en" if number % 3 else "es",
        "wbl": "awareness;training" if number % 4 == 0 else "",
        "soc_codes": "29-1141;31-9092" if is_health else "45-2092" if number % 3 else "",
        "status": "draft" if number >= PROGRAMS - DRAFTS else "published",
        "popularity": str(100 - number),
        **changed,
    }


def write_paths(folder, **replaced):
    """Write `tables` and those of paths as CSV; `replaced` as in `write`."""
    write(folder)
    for name, rows in (path_tables() | replaced).items():
        if rows is not None:
            write_table(folder, name, rows)
    return folder


def path_tables():
    """{table: rows} of courses, their place in programs, agreements and links.

    Program n has the courses 2n and 2n+1, at its own institution. Agreements go from a program of
    North High (0, 6, …) to the one of Bay College four numbers on, links as well, so that high
    school leads to college; one more link leads back, one more agreement stays inside a college.
    """
    numbers = range(PROGRAMS)
    high_schools = [number for number in numbers if number % 6 == 0]
    agreements = [
        agreement(number, 2 * one + 1, 2 * (one + 4), status=STATUSES[number % 3])
        for number, one in enumerate(high_schools, start=1)
    ]
    inside = agreement(len(agreements) + 1, 8, 20, kind="course_equivalency")
    links = [(one, one + 4, "feeds_into") for one in high_schools]
    return {
        "courses": [course(number) for number in range(2 * PROGRAMS)],
        "program_courses": [
            {
                "program_id": str(number // 2),
                "course_id": str(number),
                "position": str(1 + number % 2),
                "required": "true",
            }
            for number in range(2 * PROGRAMS)
        ],
        "articulations": [*agreements, inside],
        "program_links": [
            {"from_program_id": str(one), "to_program_id": str(other), "link_type": kind}
            for one, other, kind in [*links, (4, 10, "stacks_to"), (10, 4, "stacks_to")]
        ],
    }


def load(folder, loaders):
    """Load the tables of a folder as they stand, search documents built; returns the `Loading`."""
    loading, dataset = Loading(), Dataset.open(folder)
    for loader in loaders:
        for _stage in loader.load(loading, dataset):
            pass
    loading.documents()
    return loading


def call_it_scratch():
    """Mark the database at hand as a scratch one, until the transaction of the test is undone."""
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"COMMENT ON DATABASE {name} IS %s", [MARK])


STATUSES = ("active", "active", "expired")


def course(number, **changed):
    """The row of one course as text, at the institution of program number // 2."""
    institution, segment = INSTITUTIONS[number // 2 % len(INSTITUTIONS)][:2]
    sector = SECTORS[number // 2 % 2][0]
    return {
        "course_id": str(number),
        "institution_id": institution,
        "segment": segment,
        "sector_code": sector,
        "course_code": f"{sector} {number}",
        "title": f"Course {number}",
        "level": "capstone" if number % 2 else "introductory",
        "units": "3",
        "active": "true",
        **changed,
    }


def agreement(number, from_course, to_course, **changed):
    """The row of one agreement as text, in force until 2030."""
    return {
        "articulation_id": str(number),
        "from_course_id": str(from_course),
        "to_course_id": str(to_course),
        "kind": "articulation",
        "status": "active",
        "start_year": "2020",
        "end_year": "2030",
        "min_grade": "B",
        "units_awarded": "3",
        **changed,
    }


def write_questions(folder, rows):
    """A file of questions, one JSON object a line; returns its path."""
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path
