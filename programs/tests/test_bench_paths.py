"""The benchmark of paths, over thirty made-up programs: loaded, asked, and judged."""

import gc
from datetime import date
from itertools import takewhile
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, connections

from partners.models import Inventory
from programs import agreements
from programs.bench import loading_agreements, path_addresses, paths
from programs.bench.dataset import Dataset, DatasetError
from programs.bench.scratch import MARK
from programs.enums import AgreementState, Mechanism
from programs.models import (
    ArticulationAgreement,
    Course,
    CourseOffering,
    Program,
    ProgramLink,
    Sequence,
    SequenceStep,
)
from programs.tasks import work_out_gaps
from programs.tests import bench_data

TODAY = date(2026, 11, 1)


@pytest.fixture
def loaded(db, tmp_path):
    """The tiny data in the test database."""
    loading = bench_data.load(bench_data.write_paths(tmp_path), paths.LOADERS)
    work_out_gaps()
    return loading


# --- Loading -------------------------------------------------------------------------------------


def test_every_program_has_its_courses_and_an_agreement_joins_two_organizations(loaded):
    steps = SequenceStep.objects.filter(sequence__program__slug="program-6").order_by("order")
    agreement = ArticulationAgreement.objects.get(slug__endswith="-1")

    assert [(step.course.title, step.place) for step in steps] == [
        ("Course 12", 9),
        ("Course 13", 11),
    ]
    assert Sequence.objects.count() == bench_data.PROGRAMS
    assert Course.objects.count() == 2 * bench_data.PROGRAMS
    # A college says in its catalog what it teaches; everybody else's courses are told one by one.
    assert CourseOffering.objects.count() == 40
    assert not CourseOffering.objects.filter(organization__kind="college").exists()

    assert (agreement.sending.slug, agreement.receiving.slug) == ("north-high", "bay-college")
    assert (agreement.mechanism, agreement.minimum_grade) == (Mechanism.GRADE, "B")
    assert [side.course.title for side in agreement.sending_courses.all()] == ["Course 1"]
    assert [(side.course.title, side.units) for side in agreement.receiving_courses.all()] == [
        ("Course 8", 3)
    ]
    # What stays inside one organization is no agreement, and is counted.
    assert ArticulationAgreement.objects.count() == loaded.rows["agreements"] == 5
    assert loaded.inside == 1


def test_links_go_as_the_data_say(loaded):
    links = ProgramLink.objects.values_list("from_program__slug", "to_program__slug", "kind")

    assert len(links) == 7
    assert {
        ("program-0", "program-4", "continues"),
        ("program-4", "program-10", "stacks"),
        ("program-10", "program-4", "stacks"),
    } <= {*links}
    assert Inventory.objects.values("organization").distinct().count() == 3  # of six


@pytest.mark.parametrize(
    ("changed", "state", "through", "covers"),
    [
        ({}, AgreementState.ACTIVE, "2030-31", True),
        pytest.param(
            {"end_year": "2023"}, AgreementState.ACTIVE, None, True, id="over, so it was renewed"
        ),
        pytest.param(
            {"end_year": "2023", "articulation_id": "20"},
            AgreementState.ACTIVE,
            "2023-24",
            False,
            id="over and forgotten",
        ),
        ({"status": "expired", "end_year": "2023"}, AgreementState.ENDED, "2023-24", False),
        ({"status": "pending"}, AgreementState.IN_REVIEW, "2030-31", False),
    ],
)
def test_the_life_of_an_agreement_in_the_portal_s_words(changed, state, through, covers):
    row = SimpleNamespace(**bench_data.agreement(3, 1, 2, **changed))

    life = loading_agreements.life_of(row, TODAY)

    terms = SimpleNamespace(ended_on=None, **life) if "ended_on" not in life else None
    terms = terms or SimpleNamespace(**life)
    assert (life["state"], life["years_through"]) == (state, through)
    assert agreements.covers(terms, "2026-27") is covers


def test_missing_tables_are_named_before_anything_is_loaded(tmp_path):
    dataset = Dataset.open(bench_data.write(tmp_path))

    with pytest.raises(DatasetError, match=r"holds no courses\.csv, program_courses\.csv, "):
        list(paths.prepare(dataset))


# --- Addresses -----------------------------------------------------------------------------------


@pytest.fixture
def thawed():
    """What is timed is kept from the garbage collector; give it back."""
    yield
    gc.unfreeze()


def test_all_segments_and_kinds_of_start_are_asked_and_every_address_answers(client, loaded):
    asked = {pages.name: pages.addresses() for pages in paths.PAGES}

    kinds = {name: {one.kind for one in several} for name, several in asked.items()}
    chosen = [one.address for one in asked["seam"] if one.kind == "chosen"]
    assert kinds["program"] == {"ms", "hs", "ae", "noncredit", "college"}
    assert {kind.split(" →")[0] for kind in kinds["route"]} == {
        "school",
        "adult_school",
        "noncredit",
        "work",
        "any college",
    }
    assert chosen
    assert all("school=north-high&college=bay-college" in address for address in chosen)
    for several in asked.values():
        assert {client.get(one.address).status_code for one in several} == {200}


# --- The command ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_each_kind_of_page_has_its_table_and_a_limit_its_verdict(loaded, thawed):
    lines = list(paths.one_reader(paths.PAGES, rounds=1))

    assert lines[0].startswith("5 agreements; ")
    for pages in paths.PAGES:
        assert sum(line.startswith(f"{pages.heading}: ") for line in lines) == 1
        judged = sum(line.startswith(f"95 of 100 {pages.heading}: ") for line in lines)
        assert judged == bool(pages.limit)
    assert sum("have a route" in line for line in lines) == 1


def test_routes_found_and_missing_are_counted(loaded):
    there = "/route/?from=hs&school=north-high&to_program=program-4"
    not_there = "/route/?from=hs&school=north-high&to_program=program-5"

    said = paths.outcomes([path_addresses.Address("x", one) for one in (there, not_there)])

    assert said.startswith("1 of 2 have a route, 1 have none from where they begin; 0 searches")


def test_data_is_prepared_with_a_line_for_each_step_as_it_ends(db, tmp_path):
    bench_data.call_it_scratch()
    preparing = paths.prepare(Dataset.open(bench_data.write_paths(tmp_path)))

    said = list(takewhile(lambda line: not line.startswith("awards "), preparing))

    assert [line for line in said if line.startswith("programs ")]
    assert Program.objects.count() == bench_data.PROGRAMS and not Course.objects.exists()

    said += preparing
    rows = {line[:28].strip(): line[28:40].strip() for line in said[1:-2]}
    assert rows["courses"] == "60" and rows["agreements"] == "5"
    assert rows.keys() >= {"tables", "indexes and foreign keys", "search documents"}
    assert said[-2].startswith("loaded in ")
    assert said[-1] == "inside one organization, so no agreement: 1 rows"


@pytest.fixture
def kept(transactional_db, tmp_path, loaded):
    """A scratch database that holds the tiny data, as an earlier run left it; its folder."""
    connection = connections[DEFAULT_DB_ALIAS]
    own = connection.settings_dict["NAME"]
    name = f"{own}_bench_paths"
    mark = f"{MARK}: paths of {tmp_path.resolve()}"
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
    call_command("bench_paths", str(kept), only=["route", "gap"], rounds=1, keep=True)

    printed = capsys.readouterr().out
    assert printed.startswith("5 agreements; one reader in this process; ms")
    assert "95 of 100 routes: " in printed and "95 of 100 gap pages: " in printed
    assert "seam views" not in printed


def test_a_folder_that_is_no_data_set_is_a_sentence(tmp_path):
    with pytest.raises(CommandError, match=r"holds no programs\.csv"):
        call_command("bench_paths", str(tmp_path))
