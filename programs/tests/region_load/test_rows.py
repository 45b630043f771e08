"""Each line of the region's tables is a row, once, however often they are loaded."""

import pytest
from django.db import connection

from partners.models import Organization
from programs.models import Program
from programs.region import loader as region_loader
from programs.region.tables import TABLES

pytestmark = pytest.mark.django_db


def test_load_makes_a_row_for_each_line(tables):
    counts = tables.load()

    program = Program.objects.get()
    assert counts["programs"] == (1, 0, 0, 0)
    assert (program.title, program.organization.slug, program.sector.code) == (
        "Nursing",
        "valley-college",
        "HLTH",
    )
    assert (program.source, str(program.as_of)) == ("Source of test", "2026-06-17")
    assert [one.title for one in program.credentials.all()] == ["Associate of Science (A.S.)"]


def test_second_load_finds_everything_the_same(tables):
    first = tables.load()

    second = tables.load()

    assert {name: (0, 0, sum(counts), 0) for name, counts in first.items()} == second


def test_load_brings_a_corrected_line(tables):
    tables.load()
    tables.rows["programs"][0]["title"] = "Registered Nursing"

    counts = tables.load()

    assert counts["programs"] == (0, 1, 0, 0)
    assert Program.objects.get().title == "Registered Nursing"


def test_organization_may_own_itself(tables):
    tables.load()

    college = Organization.objects.get()
    assert college.owner == college


def test_nobody_writes_while_a_load_compares(tables):
    tables.load()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relation::regclass::text FROM pg_locks"
            " WHERE pid = pg_backend_pid() AND mode = 'ShareRowExclusiveLock'"
        )
        locked = {name for (name,) in cursor.fetchall()}
    assert locked >= {table.model._meta.db_table for table in TABLES if table.model}


def test_a_credential_that_a_table_names_later_reaches_the_program(tables):
    named, tables.rows["program_credentials"] = tables.rows["program_credentials"], []
    tables.load()
    tables.rows["program_credentials"] = named

    assert tables.load()["program_credentials"] == (1, 0, 0, 0)


def test_archived_organizations_are_not_public(tables):
    closed = {"operating": "closed", "status": "archived"}
    tables.rows["organizations"][0] |= closed

    tables.load()

    assert Organization.objects.open().count() == 0
    assert Organization.objects.count() == 1


def test_a_reported_zero_is_a_zero(tables):
    tables.load()

    assert Organization.objects.get().award_counts.get().count == 0


def test_an_empty_number_is_not_on_file(tables):
    tables.rows["programs"][0] |= {"units_min": "", "units_max": ""}

    tables.load()

    assert Program.objects.get().units_min is None


def test_history_says_that_the_load_wrote_the_row(tables):
    tables.load()

    event = Program.pgh_event_model.objects.get()
    assert event.pgh_context.metadata["command"] == region_loader.COMMAND
