"""The benchmark at the size of a state, over thirty made-up programs: loaded and counted."""

import gc

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, connections

from partners.models import County, Organization
from pathways_portal.common.enums import EditingStatus
from programs.bench import state
from programs.bench.dataset import Dataset
from programs.bench.loading_programs import AWARD_YEARS
from programs.bench.scratch import MARK, scratch_database
from programs.enums import Award, Cost, FigureKind, JobFlag
from programs.models import (
    AwardCount,
    OccupationFigure,
    Offering,
    Pathway,
    Program,
    SearchDocument,
    SupplyLink,
)
from programs.tests import bench_data

QUESTIONS = [
    {"kind": "landing", "q": "", "filters": {}, "page": 1},
    {"kind": "one_filter", "q": "", "filters": {"wbl": ["training"]}, "page": 1},
    {"kind": "filters", "q": "", "filters": {"segment": ["CC", "HS"], "cost": ["free"]}, "page": 1},
    {"kind": "filters", "q": "", "filters": {"county": ["Bay"], "early_credit": ["ib"]}, "page": 1},
    {"kind": "common", "q": "nursing", "filters": {}, "page": 1},
]


@pytest.fixture
def loaded(db, tmp_path):
    """The tiny data in the test database, its search documents built."""
    return bench_data.load(bench_data.write(tmp_path), state.LOADERS)


# --- Loading -------------------------------------------------------------------------------------


def test_every_row_of_the_tables_is_loaded(loaded):
    assert Program.objects.count() == bench_data.PROGRAMS
    assert Offering.objects.count() == bench_data.PROGRAMS
    assert {row.name for row in County.objects.all()} == {"Bay", "Valley"}
    assert loaded.rows["programs"] == bench_data.PROGRAMS
    assert loaded.rows["offerings"] == bench_data.PROGRAMS


def test_every_institution_stands_below_its_district(loaded):
    college = Organization.objects.get(slug="bay-college")

    assert college.parent.name == "Bay Community College District"
    assert college.parent.kind == "college_district"
    assert Organization.objects.get(slug="north-high").parent.kind == "district"
    assert college.owner == college


def test_only_what_is_published_is_found(client, loaded):
    drafts = Program.objects.filter(status=EditingStatus.DRAFT)

    assert drafts.count() == bench_data.DRAFTS
    assert client.get("/programs/").context["finder"].total == (
        bench_data.PROGRAMS - bench_data.DRAFTS
    )


def test_a_program_has_what_its_row_says_in_the_portal_s_words(loaded):
    program = Program.objects.get(slug="program-5")  # Valley College, by ways of 5 in each list

    offering = program.offerings.get()
    assert (program.organization.slug, program.segment, program.award) == (
        "valley-college",
        "college",
        Award.CERTIFICATE_SHORT,  # of 5 units
    )
    assert (offering.format, offering.schedules, offering.cost) == ("hybrid", ["evenings"], 500)
    assert {code.code for code in program.codes.all()} == {"010300", "01.1102"}
    assert [row.occupation.code.code for row in program.program_occupations.order_by("rank")] == [
        "45-2092"
    ]
    found = SearchDocument.objects.get(kind="program", object_id=program.pk)
    assert found.costs == [Cost.UNDER_1500]


def test_programs_of_one_code_are_a_pathway_and_colleges_have_ten_years_of_awards(loaded):
    assert Pathway.objects.count() == 2
    assert set(AwardCount.objects.values_list("academic_year", flat=True)) == set(AWARD_YEARS)
    assert set(AwardCount.objects.values_list("organization__slug", flat=True)) == {
        "bay-continuing",
        "bay-college",
        "valley-college",
    }


def test_pay_and_rules_flag_the_jobs_of_the_cards(loaded):
    assert OccupationFigure.objects.filter(kind=FigureKind.SURVEY).count() == 6  # 3 jobs, 2 places
    nursing = Program.objects.get(slug="program-0")
    farming = Program.objects.get(slug="program-1")

    flags = {
        row.object_id: row.job_flags
        for row in SearchDocument.objects.filter(
            kind="program", object_id__in=[nursing.pk, farming.pk]
        )
    }

    assert flags == {
        nursing.pk: [JobFlag.PRIORITY, JobFlag.HIGH_WAGE, JobFlag.HIGH_DEMAND],
        farming.pk: [JobFlag.HIGH_DEMAND],
    }
    assert not SupplyLink.objects.exists()


# --- What pages and slow counts say --------------------------------------------------------------


def mix_of(folder, rows):
    mix, said = state.questions(Dataset.open(folder), bench_data.write_questions(folder, rows))
    return mix, said


def test_what_the_portal_has_no_filter_for_is_said(tmp_path):
    _mix, said = mix_of(bench_data.write(tmp_path), QUESTIONS)

    assert said == ["left out, the portal has no such filter: early_credit (1 questions)"]


def test_pages_agree_with_the_slow_count(loaded, tmp_path):
    mix, _said = mix_of(tmp_path, QUESTIONS)

    wrong, lines = state.result(mix)

    assert wrong == []
    assert lines[0].startswith("result: 4 pages without words, ")
    assert lines[-1].startswith("0 differ")


def test_a_document_that_lies_is_found_out(loaded, tmp_path):
    mix, _said = mix_of(tmp_path, QUESTIONS)
    program = Program.objects.open_to_students().filter(segment="college").first()
    SearchDocument.objects.filter(kind="program", object_id=program.pk).update(segment="hs")

    wrong, lines = state.result(mix)

    assert any("segment college: page" in sentence for sentence in wrong)
    assert lines[-1].startswith(f"{len(wrong)} differ")


@pytest.fixture
def thawed():
    """What is timed is kept from the garbage collector; give it back."""
    yield
    gc.unfreeze()


@pytest.mark.django_db(transaction=True)
def test_times_of_one_client_have_a_line_for_each_kind_and_both_limits(loaded, tmp_path, thawed):
    mix, _said = mix_of(tmp_path, QUESTIONS)

    lines = list(state.one_client(mix, rounds=1))

    assert lines[0].startswith("one client in this process: 5 questions, 1 warm rounds")
    kinds = {line.split()[0] for line in lines}
    assert {"landing", "one_filter", "filters", "common", "all", "near"} <= kinds
    assert sum(line.startswith("95 of 100 pages: ") for line in lines) == 1
    assert sum(line.startswith("the slowest page: ") for line in lines) == 1


def test_pages_and_edits_are_timed_and_an_edit_leaves_the_title_as_it_was(loaded, monkeypatch):
    monkeypatch.setattr(state, "SAMPLE", 8)
    titles = set(Program.objects.values_list("title", flat=True))

    lines = list(state.other_pages())

    assert lines[0] == "8 program pages by segment; ms"
    assert {"save", "commit", "next"} <= {line.split()[0] for line in lines}
    assert set(Program.objects.values_list("title", flat=True)) == titles


# --- The command ---------------------------------------------------------------------------------


@pytest.fixture
def scratch():
    """The name of the scratch database; whatever is left of it is taken away."""
    name = f"{connections[DEFAULT_DB_ALIAS].settings_dict['NAME']}_bench"
    yield name
    run_on_the_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def run_on_the_server(*statements):
    """Run statements that stand in no transaction and in no database that is at hand."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.close()
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def is_there(name):
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


@pytest.fixture
def kept(transactional_db, tmp_path, loaded, scratch):
    """A scratch database that holds the tiny data, as an earlier run left it; its folder.

    A copy of the test database, because laying all tables anew takes long. The portal's own has no
    program then.
    """
    own = connections[DEFAULT_DB_ALIAS].settings_dict["NAME"]
    run_on_the_server(
        f'CREATE DATABASE "{scratch}" TEMPLATE "{own}"',
        f"COMMENT ON DATABASE \"{scratch}\" IS '{MARK}: {tmp_path.resolve()}'",
    )
    Program.objects.all().delete()
    return tmp_path


def test_the_command_compares_the_scratch_database_and_fails_where_a_page_miscounts(
    kept, scratch, capsys
):
    questions = str(bench_data.write_questions(kept, QUESTIONS))

    call_command("bench_finder", str(kept), queries=questions, check=True, keep=True)

    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "left out, the portal has no such filter: early_credit (1 questions)"
    assert printed[1].startswith("result: 4 pages without words, ")
    assert printed[-1].startswith("0 differ")
    assert not Program.objects.exists()  # nothing came into the portal's own database

    with scratch_database(scratch, content=str(kept.resolve()), keep=True) as holds:
        assert holds
        SearchDocument.objects.filter(kind="program", segment="college").update(segment="hs")

    with pytest.raises(CommandError, match="The finder miscounts"):
        call_command("bench_finder", str(kept), queries=questions, check=True, keep=True)
    assert "segment college: " in capsys.readouterr().err
    assert is_there(scratch)


def test_data_is_prepared_with_a_line_for_each_step_and_the_limit_of_documents(db, tmp_path):
    bench_data.call_it_scratch()

    lines = list(state.prepare(Dataset.open(bench_data.write(tmp_path))))

    rows = {line[:28].strip(): line[28:40].strip() for line in lines[1:-2]}
    assert rows["programs"] == "30" and rows["organizations"] == "10"
    assert "tables" in rows and "search documents" in rows
    assert lines[-1].startswith("all documents: ") and lines[-1].endswith("the limit of 60 s")
    assert SearchDocument.objects.filter(kind="program").count() == bench_data.PROGRAMS


@pytest.mark.django_db
def test_made_up_data_needs_its_questions(tmp_path):
    with pytest.raises(CommandError, match="--queries FILE"):
        call_command("bench_finder", str(bench_data.write(tmp_path)))


@pytest.mark.django_db(transaction=True)
def test_a_folder_that_is_no_data_set_is_a_sentence_and_makes_no_database(tmp_path, scratch):
    questions = str(bench_data.write_questions(tmp_path, QUESTIONS))

    with pytest.raises(CommandError, match=r"holds no programs\.csv"):
        call_command("bench_finder", str(tmp_path), queries=questions)

    assert not is_there(scratch)


@pytest.mark.django_db(transaction=True)
def test_the_command_refuses_the_portal_s_own_database(tmp_path):
    own = connections[DEFAULT_DB_ALIAS].settings_dict["NAME"]
    folder = str(bench_data.write(tmp_path))
    questions = str(bench_data.write_questions(tmp_path, QUESTIONS))

    with pytest.raises(CommandError, match="is not for scratch"):
        call_command("bench_finder", folder, queries=questions, database=own)
