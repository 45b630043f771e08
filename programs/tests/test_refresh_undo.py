"""Taking a refresh back: what it wrote goes, what people wrote since stays."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from partners.tests.factories import OrganizationFactory
from programs.models import (
    AwardCount,
    Code,
    Occupation,
    Program,
    ProgramCode,
    SearchDocument,
    SupplyLink,
)
from programs.refresh.undo import undo
from programs.row_files import Refused
from programs.tests.factories import (
    CodeFactory,
    CrosswalkFactory,
    OfferingFactory,
    ProgramCodeFactory,
    ProgramFactory,
    SupplyLinkFactory,
)
from programs.tests.official_files import counts, ours, run, text
from programs.tests.test_refresh_programs import HEADER, line

pytestmark = pytest.mark.django_db


@pytest.fixture
def college():
    return OrganizationFactory(name="San Diego Mesa College")


@pytest.fixture
def inventory(tmp_path, college):
    def inventory(*lines, **options):
        return run("programs", text(tmp_path / "coci.csv", HEADER, *lines), **options)

    return inventory


def undone(table="programs"):
    tally = next(one for one in undo("programs").tallies if one.name == table)
    return (tally.new, tally.changed, tally.kept, tally.taken_out)


def test_what_a_file_added_goes(inventory):
    inventory(line())

    assert undone() == (0, 0, 0, 1)

    assert (Program.objects.count(), ProgramCode.objects.count(), Code.objects.count()) == (0, 0, 0)
    assert not SearchDocument.objects.filter(kind="program", is_public=True).exists()


def test_what_a_file_changed_is_as_it_was(inventory, college):
    with ours():
        row = ProgramFactory(organization=college, control_number="19834", title="Painting")
    inventory(line(status="Inactive"))

    assert undone() == (0, 1, 0, 0)

    row.refresh_from_db()
    assert (row.title, row.availability, row.award_text) == ("Painting", "offered", "A.S. Degree")


def test_what_a_file_took_out_is_there_again(inventory, college):
    with ours():
        program = ProgramFactory(organization=college, control_number="19834")
        code = ProgramCodeFactory(program=program, code=CodeFactory(code="094800"))
    inventory(line())

    assert undone("program codes") == (1, 0, 0, 2)

    assert list(ProgramCode.objects.all()) == [code]


def test_what_a_person_wrote_since_stays_with_its_parts(inventory):
    inventory(line(), line("01115", "Auto Body", top="0948.00* Automotive Technology"))
    Program.objects.filter(control_number="01115").update(summary="Dents and scratches.")

    assert undone() == (0, 0, 1, 1)

    program = Program.objects.get()
    assert (program.title, program.summary) == ("Auto Body", "Dents and scratches.")
    assert set(program.codes.values_list("code", flat=True)) == {"094800", "47.0603"}
    assert Code.objects.count() == 2


def test_what_hangs_on_a_record_is_not_lost_with_it(inventory):
    inventory(line())
    offering = OfferingFactory(program=Program.objects.get())

    with pytest.raises(Refused, match="Delete or move it first."):
        undo("programs")

    offering.delete()
    assert undone() == (0, 0, 0, 1)


def test_what_was_taken_back_comes_again_with_the_next_file(inventory):
    inventory(line())
    undo("programs")

    assert counts(inventory(line()), "programs") == (1, 0, 0, 0, 0)


@pytest.mark.django_db(transaction=True)  # the history tells refreshes apart by their time
def test_each_undo_takes_back_one_refresh_the_newest_first(inventory):
    inventory(line(title="First"))
    inventory(line(title="Second"))

    undo("programs")
    assert Program.objects.get().title == "First"
    undo("programs")
    assert Program.objects.count() == 0
    with pytest.raises(Refused, match="No refresh of programs is left"):
        undo("programs")


def test_supply_that_follows_from_a_new_occupation_goes_with_it(tmp_path):
    soc = CodeFactory(scheme="soc", code="49-3021", title="Automotive Body Repairers")
    cip = CodeFactory(scheme="cip", code="47.0603")
    CrosswalkFactory(from_code=CodeFactory(code="094900"), to_code=cip)
    CrosswalkFactory(from_code=cip, to_code=soc)
    header = ["O*NET-SOC Code", "Title", "Description"]
    path = text(tmp_path / "o.csv", header, ["49-3021.00", "Body Repairers", "Repair bodies."])
    run("onet-occupations", path, edition="29.3")
    SupplyLinkFactory(code=CodeFactory(), occupation=Occupation.objects.get())

    undo("onet-occupations")

    assert (Occupation.objects.count(), SupplyLink.objects.count()) == (0, 0)


def test_other_sources_are_left_alone(inventory, college, tmp_path):
    inventory(line())
    path = text(
        tmp_path / "awards.csv",
        ["College", "Major", "2023-2024"],
        ["San Diego Mesa", "Automotive Collision Repair-094900", 7],
    )
    run("awards", path)

    undo("awards")

    assert (AwardCount.objects.count(), Program.objects.count()) == (0, 1)


def test_a_dry_run_of_undo_leaves_everything(inventory):
    inventory(line())

    undo("programs", dry_run=True)

    assert Program.objects.count() == 1
    assert undone() == (0, 0, 0, 1)


def test_command_says_what_was_taken_back(inventory):
    inventory(line())
    out = StringIO()

    call_command("refresh", "programs", "--undo", stdout=out)

    lines = [row.split() for row in out.getvalue().splitlines()]
    assert lines[0][:2] == ["programs:", "coci.csv,"]
    assert ["programs", "0", "0", "0", "0", "1"] in lines
    with pytest.raises(CommandError, match="Nothing was taken back.\nNo refresh of programs"):
        call_command("refresh", "programs", "--undo")
