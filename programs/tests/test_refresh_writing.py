"""Refreshing leaves alone what people did, and does all of a file or nothing."""

from io import StringIO

import pghistory
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from partners.tests.factories import OrganizationFactory
from programs.models import (
    AwardCount,
    Code,
    CodeSet,
    OccupationFigure,
    Program,
    SearchDocument,
    SupplyLink,
)
from programs.refresh import run as running
from programs.region import loader as region_loader
from programs.region.files import Row
from programs.region.tables import TABLES
from programs.row_files import Refused
from programs.tests.factories import (
    AreaFactory,
    AwardCountFactory,
    CodeFactory,
    CrosswalkFactory,
    OccupationFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProjectionFactory,
    StateAreaFactory,
    SurveyFactory,
)
from programs.tests.official_files import counts, ours, run, text, workbook
from programs.tests.test_refresh_oews import HEADER as SURVEY
from programs.tests.test_refresh_oews import line as survey_line
from programs.tests.test_refresh_programs import HEADER as INVENTORY
from programs.tests.test_refresh_programs import line as inventory_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def valley():
    return OrganizationFactory(name="Imperial Valley College")


@pytest.fixture
def awards(tmp_path, valley):
    """Refreshes one count: awards in nursing at one college in one year."""
    CodeFactory(code="123010")

    def awards(count, **options):
        path = text(
            tmp_path / "awards.csv",
            ["College", "Major", "2023-2024"],
            ["Imperial", "Registered Nursing-123010", count],
        )
        return run("awards", path, **options)

    return awards


def of_awards(done):
    return counts(done, "awards")


def test_what_we_wrote_is_changed_by_the_next_file(awards):
    assert of_awards(awards(104)) == (1, 0, 0, 0, 0)
    assert of_awards(awards(110)) == (0, 1, 0, 0, 0)
    assert of_awards(awards(110)) == (0, 0, 1, 0, 0)

    assert AwardCount.objects.get().count == 110


def test_what_load_region_wrote_is_ours_too(awards, valley):
    with pghistory.context(command=region_loader.COMMAND):
        AwardCountFactory(organization=valley, code=Code.objects.get(), count=90)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")

    assert of_awards(awards(104)) == (0, 1, 0, 0, 0)


def test_a_row_that_a_person_edited_is_kept(awards):
    awards(104)
    AwardCount.objects.update(count=99)

    assert of_awards(awards(110)) == (0, 0, 0, 1, 0)
    assert AwardCount.objects.get().count == 99


def test_an_edit_taken_back_is_no_edit(awards):
    awards(104)
    AwardCount.objects.update(count=99)
    AwardCount.objects.update(count=104)

    assert of_awards(awards(110)) == (0, 1, 0, 0, 0)


def test_a_row_that_a_person_made_is_kept(awards, valley):
    AwardCountFactory(organization=valley, code=Code.objects.get(), count=90)

    assert of_awards(awards(104)) == (0, 0, 0, 1, 0)


def test_a_row_that_a_person_deleted_does_not_come_back(awards):
    awards(104)
    AwardCount.objects.all().delete()

    assert of_awards(awards(110)) == (0, 0, 0, 1, 0)
    assert AwardCount.objects.count() == 0


def test_a_row_that_we_took_out_ourselves_comes_back(awards):
    awards(104)
    with ours():
        AwardCount.objects.all().delete()

    assert of_awards(awards(110)) == (1, 0, 0, 0, 0)


@pytest.fixture
def inventory(tmp_path):
    OrganizationFactory(name="San Diego Mesa College")

    def inventory(*lines, **options):
        return run("programs", text(tmp_path / "coci.csv", INVENTORY, *lines), **options)

    return inventory


def test_a_program_that_a_person_renumbered_is_not_made_twice(inventory):
    inventory(inventory_line())
    Program.objects.update(control_number="99999")

    assert counts(inventory(inventory_line()), "programs") == (0, 0, 0, 1, 0)
    assert Program.objects.count() == 1


def test_a_program_that_a_person_confirmed_is_kept(inventory, django_user_model):
    inventory(inventory_line())
    user = django_user_model.objects.create_user("dean@example.org")
    Program.objects.update(verified_on="2026-10-01", verified_by=user)

    done = inventory(inventory_line(status="Inactive"))

    assert counts(done, "programs") == (0, 0, 0, 1, 0)
    assert Program.objects.get().availability == "offered"


def test_what_the_file_does_not_speak_of_is_no_edit(inventory):
    inventory(inventory_line())
    Program.objects.update(summary="Spray guns and color.", title_es="Pintura")

    assert counts(inventory(inventory_line(status="Inactive")), "programs") == (0, 1, 0, 0, 0)
    assert Program.objects.get().summary == "Spray guns and color."


def test_load_region_leaves_what_a_file_brought(awards, valley):
    awards(104)
    loaded = region_loader.Loaded(ids={"organizations": {"v": valley.pk}, "codes": {}})
    loaded.ids["codes"]["n"] = Code.objects.get().pk
    table = next(table for table in TABLES if table.name == "awards")
    values = {"academic_year": "2023-24", "count": 90, "source": "Table of the region"}
    names = {"organization_id": ("organizations", "v"), "code_id": ("codes", "n")}
    row = Row(2, "v/n/2023-24", values, names)

    tally = region_loader._TableLoad(table, [row], loaded).run()

    assert (tally.changed, tally.kept) == (0, 1)
    assert AwardCount.objects.get().count == 104


def test_a_dry_run_counts_everything_and_leaves_nothing(inventory, tmp_path):
    before = SearchDocument.objects.count()

    done = inventory(inventory_line(), dry_run=True)

    assert counts(done, "programs") == (1, 0, 0, 0, 0)
    assert (Program.objects.count(), Code.objects.count(), CodeSet.objects.count()) == (0, 0, 0)
    assert Program.pgh_event_model.objects.count() == 0
    assert SearchDocument.objects.count() == before


def test_a_file_that_fails_half_way_leaves_nothing(inventory, monkeypatch):
    def fail():
        raise Refused("The disk is full.")

    monkeypatch.setattr(running.labor_derived, "rebuild", fail)

    with pytest.raises(Refused):
        inventory(inventory_line())

    assert (Program.objects.count(), Code.objects.count()) == (0, 0)


def test_a_row_that_the_database_refuses_is_told_in_a_sentence(awards):
    with pytest.raises(Refused, match="The database refuses a row: .*out of range"):
        awards(3_000_000_000)

    assert AwardCount.objects.count() == 0


def test_nobody_writes_while_a_file_is_compared(awards):
    awards(104)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relation::regclass::text FROM pg_locks"
            " WHERE pid = pg_backend_pid() AND mode = 'ShareRowExclusiveLock'"
        )
        assert "programs_awardcount" in {name for (name,) in cursor.fetchall()}


def test_the_history_names_the_file(awards):
    awards(104)

    event = AwardCount.pgh_event_model.objects.get()
    assert event.pgh_context.metadata == {
        "command": "refresh",
        "source": "awards",
        "file": "awards.csv",
    }


def test_what_is_written_afterwards_is_not_ours(awards):
    awards(104)
    AwardCount.objects.update(count=99)

    assert AwardCount.pgh_event_model.objects.order_by("-pgh_id").first().pgh_context is None


def test_estimates_of_a_county_follow_a_new_survey(tmp_path):
    occupation = OccupationFactory(code=CodeFactory(scheme="soc", code="29-1141"))
    state = StateAreaFactory()
    county = AreaFactory(survey_code="41740", county__fips="06073")
    SurveyFactory(occupation=occupation, area=state, jobs=10_000)
    ProjectionFactory(occupation=occupation, area=state, openings=500)
    path = workbook(tmp_path / "MSA_M2025_dl.xlsx", SURVEY, survey_line("29-1141", "Nurses"))

    done = run("oews", path)

    estimate = OccupationFigure.objects.get(is_estimate=True)
    assert (estimate.area, estimate.openings) == (county, 50)
    assert counts(done, "estimated_openings") == (1, 0, 0, 0, 0)


def test_supply_and_search_documents_follow_a_new_crosswalk(tmp_path):
    top = CodeFactory(code="094900", title="Collision Repair")
    cip = CodeFactory(scheme="cip", code="47.0603", title="Autobody Repair")
    CrosswalkFactory(from_code=top, to_code=cip)
    occupation = OccupationFactory(
        code=CodeFactory(scheme="soc", code="49-3021"), title="Body Repairers", entry_education=2
    )
    program = ProgramFactory()
    ProgramCodeFactory(program=program, code=cip)
    path = workbook(
        tmp_path / "crosswalk.xlsx",
        ["CIP2020Code", "CIP2020Title", "SOC2018Code", "SOC2018Title"],
        ["47.0603", "Autobody Repair.", "49-3021", "Automotive Body Repairers"],
    )

    run("cip-soc", path)

    assert SupplyLink.objects.get().occupation == occupation
    document = SearchDocument.objects.get(kind="program", object_id=program.pk)
    assert document.occupations == [occupation.pk]


# The command


@pytest.fixture
def command(tmp_path, valley):
    """The command itself on a file of awards; what it printed."""
    CodeFactory(code="123010")
    lines = [
        ["Imperial", "Registered Nursing-123010", 104],
        ["Imperial", "Registered Nursing-123010", 104],
        ["Imperial", "Registered Nursing", 1],
        ["Alameda", "Registered Nursing-123010", 1],
    ]
    path = text(tmp_path / "awards.csv", ["College", "Major", "2023-2024"], *lines)

    def command(*arguments, source="awards", file=path, **options):
        out = StringIO()
        call_command("refresh", source, str(file), *arguments, stdout=out, **options)
        return out.getvalue()

    return command


def test_command_prints_what_became_of_the_rows_and_of_the_records(command):
    lines = command().splitlines()

    assert lines[:2] == [
        "awards: awards.csv",
        "California Community Colleges Chancellor's Office Data Mart, program awards, "
        "as of 2024-06-30",
    ]
    printed = [line.split() for line in lines]
    assert ["read", "accepted", "duplicate", "review", "rejected", "skipped"] in printed
    assert ["rows", "of", "the", "file", "4", "1", "1", "0", "1", "1"] in printed
    assert ["awards", "1", "0", "0", "0", "0"] in printed
    assert "1 skipped: A college of another region." in lines
    assert any(line.startswith("line 4, rejected: Column “Major”") for line in lines)
    assert lines[-1].startswith("Written in")


def test_command_says_that_a_dry_run_changed_nothing(command):
    assert "everything was done and taken back. Nothing has changed." in command("--dry-run")
    assert AwardCount.objects.count() == 0


def test_report_holds_each_row_that_was_not_accepted(command, tmp_path):
    report = tmp_path / "report.csv"

    command("--dry-run", report=report)

    lines = report.read_text(encoding="utf-8-sig").splitlines()
    assert lines[:2] == ["line,outcome,reason", "3,duplicate,The same as line 2."]
    assert lines[2].startswith("4,rejected,")
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("source", "file", "sentence"),
    [
        ("awards", "none.csv", "Nothing was written.\nThere is no file"),
        ("wages", "awards.csv", "“wages” is none of: oews, projections-state"),
        (None, None, "Name a source and a file. --list says which sources there are."),
    ],
)
def test_command_says_what_is_wrong_in_a_sentence(tmp_path, source, file, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("refresh", *filter(None, [source, file and str(tmp_path / file)]))


def test_an_option_that_a_source_does_not_take_is_refused(command):
    with pytest.raises(CommandError, match="awards takes no --year"):
        command(year=2024)


def test_list_names_each_source_its_file_and_its_options():
    out = StringIO()

    call_command("refresh", "--list", stdout=out, no_color=True)

    lines = out.getvalue().splitlines()
    names = [line for line in lines if not line.startswith(" ")]
    assert names == [
        "oews",
        "projections-state",
        "projections-national",
        "onet-occupations",
        "onet-job-zones",
        "onet-interests",
        "onet-skills",
        "onet-related",
        "awards",
        "completions",
        "schools",
        "programs",
        "top-cip",
        "cip-soc",
    ]
    about_survey = lines[lines.index("oews") + 1 : lines.index("projections-state")]
    assert about_survey[1:] == [
        "    https://www.bls.gov/oes/tables.htm",
        "    --year: of the survey (May); not needed if the file is named …_M2025_dl.xlsx",
    ]
