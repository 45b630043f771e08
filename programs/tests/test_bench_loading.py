"""Bulk loads of the benchmark: what COPY writes, and what a bare table keeps and gets back."""

import pytest
from django.db import IntegrityError, connection, transaction

from programs.bench.bare import laid_bare
from programs.bench.copying import copy_in
from programs.bench.scratch import ScratchError
from programs.models import Offering, Sector, SectorCode
from programs.tests import bench_data
from programs.tests.factories import CodeFactory, ProgramFactory, SectorFactory

pytestmark = pytest.mark.django_db


def ask(question, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(question, parameters)
        return cursor.fetchall()


def guards(table):
    """Constraints, indexes and triggers of a table, as PostgreSQL writes them."""
    return (
        ask(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid = %s::regclass ORDER BY conname",
            table,
        ),
        ask("SELECT indexdef FROM pg_indexes WHERE tablename = %s ORDER BY indexdef", table),
        ask(
            "SELECT pg_get_triggerdef(oid), tgenabled FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgrelid = %s::regclass ORDER BY tgname",
            table,
        ),
    )


# --- COPY ----------------------------------------------------------------------------------------


def test_a_copied_row_is_as_if_it_had_been_saved():
    (row,) = copy_in(
        Sector, [SectorFactory.build(name="Tab\tand\nline \\ end", slug="odd", code="ODD")]
    )

    again = Sector.objects.get(pk=row.pk)
    assert again.name == "Tab\tand\nline \\ end"
    assert not row._state.adding
    assert [event.pgh_label for event in row.events.all()] == ["insert"]


def test_a_copied_row_keeps_its_key_and_its_lists():
    program = ProgramFactory()
    schedules = ["evenings", '"a" \\ b']

    (row,) = copy_in(
        Offering,
        [
            Offering(
                pk=77, program=program, academic_year="2026-27", schedules=schedules, source="x"
            )
        ],
    )

    assert row.pk == 77
    assert Offering.objects.get(pk=77).schedules == schedules


# --- Bare tables ---------------------------------------------------------------------------------


@pytest.fixture
def scratch(db):
    bench_data.call_it_scratch()


def test_only_a_scratch_database_is_laid_bare():
    with pytest.raises(ScratchError, match="in a scratch database only"), laid_bare([Sector]):
        raise AssertionError("The block must not begin.")


def test_a_table_gets_everything_back_and_its_history_goes_on(scratch):
    before = guards("programs_sectorcode")

    with laid_bare([SectorCode]):
        assert (
            ask(
                "SELECT DISTINCT contype FROM pg_constraint WHERE contype IN ('f', 'u')"
                " AND conrelid = 'programs_sectorcode'::regclass"
            )
            == []
        )
        assert len(ask("SELECT FROM pg_indexes WHERE tablename = 'programs_sectorcode'")) == 1
        (inside,) = copy_in(
            SectorCode, [SectorCode(sector=SectorFactory(), code=CodeFactory(), source="x")]
        )
    (after,) = copy_in(
        SectorCode, [SectorCode(sector=SectorFactory(), code=CodeFactory(), source="x")]
    )

    assert guards("programs_sectorcode") == before
    assert not inside.events.exists()
    assert after.events.count() == 1


def test_what_leads_nowhere_is_refused_in_the_end(scratch):
    code = CodeFactory()

    with pytest.raises(IntegrityError, match="sector"), laid_bare([SectorCode]):
        copy_in(SectorCode, [SectorCode(sector_id=-1, code=code, source="x")])


def test_what_is_there_twice_is_refused_in_the_end(scratch):
    with pytest.raises(IntegrityError, match="slug"), laid_bare([Sector]):
        copy_in(Sector, [SectorFactory.build(slug="one", code=code) for code in ("A", "B")])


def test_checks_of_a_bare_table_stay_on(scratch):
    program = ProgramFactory()

    with (
        pytest.raises(IntegrityError, match="offering_cost_not_negative"),
        laid_bare([Offering]),
        transaction.atomic(),
    ):
        copy_in(Offering, [Offering(program=program, academic_year="2026-27", cost=-1, source="x")])
