"""A tiny set of made-up data in the tables that `bench_finder` reads, for its tests.

Thirty programs at six institutions of two counties. Every program is published but the last two.
"""

import csv
import json

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


def write_questions(folder, rows):
    """A file of questions, one JSON object a line; returns its path."""
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path
