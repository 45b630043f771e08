"""A table that is wrong is told by file, line and column, and nothing of it is loaded."""

import pytest

from partners.models import Region
from programs.models import RegionLoad
from programs.region import files as region_files

pytestmark = pytest.mark.django_db


def test_all_or_nothing_when_the_database_refuses_a_row(tables):
    tables.rows["programs"][0] |= {"is_program_area": "yes"}

    with pytest.raises(region_files.BadTables) as error:
        tables.load()

    assert str(error.value) == (
        "programs.csv, line 2 (nursing-valley): A program area has no award or units; "
        "untick it once they are known."
    )
    assert Region.objects.count() == 0
    assert RegionLoad.objects.count() == 0


@pytest.mark.parametrize(
    ("table", "change", "sentence"),
    [
        pytest.param(
            "programs",
            {"sector": "HELTH"},
            "programs.csv, line 2, column “sector”: “HELTH” is not in sectors.csv. "
            "Add it there, or write one that is.",
            id="names a row that is not there",
        ),
        pytest.param(
            "programs",
            {"segment": "cc"},
            "programs.csv, line 2, column “segment”: “cc” is none of: "
            "ms, hs, ae, noncredit, college, university.",
            id="unknown choice",
        ),
        pytest.param(
            "programs",
            {"title": ""},
            "programs.csv, line 2, column “title”: is empty; it must be filled.",
            id="empty",
        ),
        pytest.param(
            "programs",
            {"units_min": "many"},
            "programs.csv, line 2, column “units_min”: “many” is not a number.",
            id="no number",
        ),
        pytest.param(
            "awards",
            {"academic_year": "2023-2024"},
            "awards.csv, line 2, column “academic_year”: “2023-2024”: "
            "Write the academic year like 2025-26.",
            id="validator of the field",
        ),
        pytest.param(
            "organizations",
            {"parent": "nobody"},
            "organizations.csv, line 2, column “parent”: “nobody” is in no line of this file. "
            "Add it, or write one that is.",
            id="names no row of its own table",
        ),
        pytest.param(
            "regions",
            {"source": "hearsay"},
            "regions.csv, line 2, column “source”: “hearsay” is not an id in sources.csv. "
            "Every row says where it comes from.",
            id="no source",
        ),
    ],
)
def test_a_wrong_cell_is_told_by_file_line_and_column(tables, table, change, sentence):
    tables.rows[table][0] |= change

    with pytest.raises(region_files.BadTables) as error:
        tables.load()

    assert error.value.errors == [sentence]
    assert Region.objects.count() == 0


def test_a_line_that_is_there_twice_is_told(tables):
    tables.rows["sectors"] *= 2

    with pytest.raises(region_files.BadTables) as error:
        tables.load()

    assert error.value.errors == [
        "sectors.csv, line 3: “HLTH” is there already, on line 2. Take one of the two out."
    ]


def test_a_sample_offering_of_a_real_program_is_told_by_its_line(tables):
    offering = {"program": "nursing-valley", "academic_year": "2026-27"}
    tables.rows["offerings"] = [
        offering | {"format": "online"},
        offering | {"format": "hybrid", "is_sample": "yes"},
    ]

    with pytest.raises(region_files.BadTables) as error:
        tables.load()

    assert error.value.errors == [
        "offerings.csv, line 3 (nursing-valley//2026-27/hybrid): the database refuses it: "
        "A sample offering belongs to a sample program."
    ]
    assert Region.objects.count() == 0


def test_a_missing_column_is_told(tables):
    tables.write()
    (tables.folder / "regions.csv").write_text("slug,label,source\nvalley,The Valley,test\n")

    with pytest.raises(region_files.BadTables) as error:
        region_files.read_all(tables.folder)

    assert error.value.errors[0] == (
        "regions.csv, line 1: the columns are not right: add name, name_es; take out label."
    )
