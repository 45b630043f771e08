"""The benchmark of equity pages, over thirty made-up programs: loaded, asked, and judged."""

import gc
from collections import Counter

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Count, Sum

from equity.bench import measured
from equity.bench.loading_cells import TWICE, Cells
from equity.enums import CellStatus, MetricKind, PublicationState
from equity.models import ALL, PublishedCell, Slice
from programs.bench import loading_organizations, loading_programs
from programs.bench.dataset import Dataset
from programs.bench.pages import PageError, Reader
from programs.bench.scratch import MARK
from programs.tests import bench_data

CELLS = 19_000


@pytest.fixture
def loaded(db, tmp_path):
    """The tiny data in the test database, with some thousand cells."""
    loaders = (loading_organizations, loading_programs, Cells(CELLS))
    loading = bench_data.load(bench_data.write(tmp_path), loaders)
    loading.statistics("statistics")  # as PostgreSQL has them of all that is on file
    return loading


@pytest.fixture
def thawed():
    """What is timed is kept from the garbage collector; give it back."""
    yield
    gc.unfreeze()


# --- Loading -------------------------------------------------------------------------------------


def test_about_as_many_cells_as_asked_for_in_whole_tables(loaded):
    tables = PublishedCell.objects.values("slice", "publication").annotate(cells=Count("pk"))

    assert CELLS <= loaded.rows["published cells"] < CELLS + 2_000
    assert PublishedCell.objects.count() == loaded.rows["published cells"]
    assert {one["cells"] for one in tables} <= set(range(25, 40))
    assert Slice.objects.exclude(cells=None).count() == loaded.rows["slices"]


def test_places_and_pathways_of_every_kind_have_figures(loaded):
    kinds = Slice.objects.values_list(
        "region__slug", "county__slug", "organization__kind", "pathway__slug", "span"
    )
    kinds = {(bool(r), bool(c), bool(o), bool(p), span) for r, c, o, p, span in kinds}

    assert kinds >= {
        (True, False, False, False, 1),
        (True, False, False, True, 1),
        (False, True, False, False, 1),
        (False, False, True, False, 1),
    }


def test_a_cohort_that_was_replaced_is_on_file_and_stands_once(loaded):
    states = Counter(
        PublishedCell.objects.filter(publication__cohort=TWICE).values_list(
            "publication__state", flat=True
        )
    )

    assert states[PublicationState.STANDING] == states[PublicationState.REPLACED] > 0
    assert set(
        PublishedCell.objects.exclude(publication__cohort=TWICE).values_list(
            "publication__state", flat=True
        )
    ) == {PublicationState.STANDING}


def test_the_groups_of_a_shown_dimension_add_up_to_all_students(loaded):
    tables = (
        PublishedCell.objects.exclude(group__code=ALL)
        .values("slice", "publication", "group__dimension")
        .annotate(students=Sum("n"), rows=Count("pk"), known=Count("n"))
    )
    of_all = {
        (slice_pk, publication): n
        for slice_pk, publication, n in PublishedCell.objects.filter(group__code=ALL).values_list(
            "slice", "publication", "n"
        )
    }
    whole = [one for one in tables if one["rows"] == one["known"]]

    assert whole
    for one in whole:
        assert one["students"] == of_all[one["slice"], one["publication"]]


def test_small_groups_are_hidden_with_a_partner_and_every_status_is_there(loaded):
    rates = PublishedCell.objects.filter(slice__metric__kind=MetricKind.RATE)
    hidden = (
        rates.filter(status=CellStatus.HIDDEN)
        .values("slice", "publication", "group__dimension")
        .annotate(rows=Count("pk"))
    )

    assert set(rates.values_list("status", flat=True)) == {
        CellStatus.SHOWN, CellStatus.BANDED, CellStatus.HIDDEN, CellStatus.NONE,
    }  # fmt: skip
    assert not rates.filter(n__range=(1, 10)).exists()
    assert hidden and all(one["rows"] > 1 for one in hidden)
    assert rates.filter(di=True, needed_parity__gt=0).exists()


# --- Pages ---------------------------------------------------------------------------------------


def test_every_page_answers_and_shows_its_figure(loaded):
    asked = {pages.name: pages.addresses() for pages in measured.PAGES}

    assert {one.kind for one in asked["overview"]} >= {"region", "county", "organization"}
    assert all(asked.values())
    (said,) = measured.look(Reader(), measured.PAGES)
    assert said == f"{sum(map(len, asked.values()))} pages read, each with its figure"


def test_a_page_without_its_figure_is_no_result(loaded):
    wrong = measured.Pages(
        "x", "x", lambda: [measured.addresses.Address("x", "/equity/", "12345.6%")]
    )

    with pytest.raises(PageError, match=r"/equity/ does not show 12345\.6%"):
        list(measured.look(Reader(), [wrong]))


# --- The command ---------------------------------------------------------------------------------


@pytest.fixture
def kept(transactional_db, tmp_path, loaded):
    """A scratch database that holds the tiny data, as an earlier run left it; its folder."""
    connection = connections[DEFAULT_DB_ALIAS]
    own = connection.settings_dict["NAME"]
    name = f"{own}_bench_equity"
    mark = f"{MARK}: {CELLS} equity cells of {tmp_path.resolve()}"
    _run(
        connection,
        f'CREATE DATABASE "{name}" TEMPLATE "{own}"',
        f"COMMENT ON DATABASE \"{name}\" IS '{mark}'",
    )
    yield tmp_path
    _run(connection, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _run(connection, *statements):
    connection.close()
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_the_command_measures_what_an_earlier_run_left(kept, thawed, capsys):
    call_command("bench_equity", str(kept), cells=CELLS, only=["overview"], rounds=1, keep=True)

    printed = capsys.readouterr().out
    assert "published cells" in printed.splitlines()[0]
    assert "95 of 100 overviews, drawn anew: " in printed
    assert "table builder" not in printed


def test_data_is_prepared_with_a_line_for_each_step(db, tmp_path):
    bench_data.call_it_scratch()

    said = list(measured.prepare(Dataset.open(bench_data.write(tmp_path)), CELLS))

    rows = {line[:28].strip(): line[28:40].strip() for line in said[1:-1]}
    assert rows.keys() >= {"tables", "slices", "published cells", "indexes and foreign keys"}
    assert int(rows["published cells"].replace(",", "")) == PublishedCell.objects.count()
    assert said[-1].startswith("loaded in ")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [({}, r"holds no programs\.csv"), ({"cells": 0}, "at least one cell")],
)
def test_what_cannot_be_measured_is_a_sentence(tmp_path, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("bench_equity", str(tmp_path), **options)
