"""Loading the region's tables of work-based learning, which the app below reads and writes."""

import pytest

from programs.tests.region_load.small_region import Tables
from wbl.models import Opportunity, ProgramActivity

pytestmark = pytest.mark.django_db

ROWS = {
    "activity_kinds": [
        {"slug": "job-shadow", "stage": "exploration", "order": "1", "name": "Job shadow"}
    ],
    "opportunities": [
        {
            "slug": "a-day-with-us",
            "employer": "valley-college",
            "owner": "valley-college",
            "kind": "job-shadow",
            "title": "A day with us",
            "grades": "11;12",
            "state": "open",
        }
    ],
    "opportunity_sectors": [{"opportunity": "a-day-with-us", "sector": "HLTH"}],
    "program_activities": [
        {
            "program": "nursing-valley",
            "stage": "exploration",
            "kind": "job-shadow",
            "academic_year": "2026-27",
        }
    ],
}


@pytest.fixture
def tables(tmp_path):
    found = Tables(tmp_path)
    found.rows |= {name: [dict(row) for row in rows] for name, rows in ROWS.items()}
    return found


def test_rows_of_an_app_that_stands_above_are_loaded(tables):
    tables.load()

    opportunity = Opportunity.objects.get()
    assert (opportunity.kind.name, opportunity.grades) == ("Job shadow", [11, 12])
    assert [sector.code for sector in opportunity.sectors.all()] == ["HLTH"]
    assert ProgramActivity.objects.get().program.slug == "nursing-valley"


def test_second_load_finds_them_the_same(tables):
    tables.load()

    again = tables.load()

    assert [again[name] for name in ROWS] == [(0, 0, 1, 0)] * len(ROWS)


def test_a_sector_that_a_person_unticked_stays_off(tables):
    tables.load()
    Opportunity.objects.get().sectors.clear()

    assert tables.load()["opportunity_sectors"] == (0, 0, 0, 1)
    assert Opportunity.objects.get().sectors.count() == 0
