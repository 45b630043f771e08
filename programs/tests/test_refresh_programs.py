"""The colleges' program inventory: programs, their codes, awards, and where they lead."""

from decimal import Decimal

import pytest

from partners.tests.factories import OrganizationFactory
from pathways_portal.common.enums import EditingStatus
from programs import award_words
from programs.models import (
    Code,
    Occupation,
    PathwayProgram,
    Program,
    ProgramCode,
    ProgramOccupation,
    SearchDocument,
)
from programs.tests.factories import (
    CodeFactory,
    CredentialFactory,
    CrosswalkFactory,
    OccupationFactory,
    PathwayProgramFactory,
    ProgramCodeFactory,
    ProgramFactory,
    SectorCodeFactory,
)
from programs.tests.official_files import counts, ours, outcomes, run, text

pytestmark = pytest.mark.django_db

HEADER = [
    "COLLEGE",
    "CONTROL NUMBER",
    "TITLE",
    "TOP CODE",
    "CIP CODE",
    "GOAL",
    "AWARD",
    "SUB AWARD",
    "APPROVED DATE",
    "CERT UNITS",
    "MAJOR UNITS",
    "STATUS",
]
LONG = "Certificate of Achievement requiring 16S/24Q to fewer than 30S/45Q units"


def line(
    number="19834",
    title="Auto Paint",
    *,
    college="SAN DIEGO MESA",
    top="0949.00* Automotive Collision Repair",
    cip="47.0603 Autobody/Collision and Repair Technology/Technician.",
    award=LONG,
    certificate="25.00-25.00/25.00-25.00",
    major="0.00-0.00/0.00-0.00",
    status="Active",
):
    day = "1991-01-01"
    return [college, number, title, top, cip, " - ", award, "", day, certificate, major, status]


@pytest.fixture
def college():
    return OrganizationFactory(name="San Diego Mesa College", short_name="San Diego Mesa")


@pytest.fixture
def inventory(tmp_path, college):
    def inventory(*lines, **options):
        return run("programs", text(tmp_path / "coci.csv", HEADER, *lines), **options)

    return inventory


def test_a_program_of_the_inventory_is_made_and_public(inventory, college):
    sector = SectorCodeFactory(code=CodeFactory(code="094900")).sector

    inventory(line())

    program = Program.objects.get()
    assert (program.title, program.organization, program.owner, program.sector) == (
        "Auto Paint",
        college,
        college,
        sector,
    )
    assert (program.slug, program.control_number, program.segment) == (
        "auto-paint-san-diego-mesa",
        "19834",
        "college",
    )
    assert (program.award, program.award_text) == ("certificate_long", LONG)
    assert (program.units_min, program.units_max) == (25, 25)
    assert (program.availability, program.status) == ("offered", EditingStatus.PUBLISHED)
    assert (program.source, str(program.as_of)) == (
        "State college program inventory (COCI), Chancellor's Office",
        "2026-09-01",
    )
    assert SearchDocument.objects.get(kind="program").is_public


def test_its_codes_are_made_with_their_titles(inventory):
    inventory(line())

    assert set(Code.objects.values_list("code_set__scheme", "code", "title", "is_cte")) == {
        ("top", "094900", "Automotive Collision Repair", True),
        ("cip", "47.0603", "Autobody/Collision and Repair Technology/Technician", None),
    }
    assert ProgramCode.objects.filter(program__title="Auto Paint").count() == 2


@pytest.mark.parametrize(
    ("cells", "units"),
    [
        ({"certificate": "18.00-20.50/25.00-25.00"}, (18, Decimal("20.5"))),
        ({"award": "A.S. Degree", "major": "27.00-31.00/60.00-60.00"}, (27, 31)),
        ({"certificate": ""}, (None, None)),
        ({"certificate": "0.00-0.00/0.00-0.00"}, (None, None)),
        ({"award": "Noncredit program", "certificate": "3.00-3.00/3.00-3.00"}, (None, None)),
    ],
)
def test_units_are_those_of_the_award_and_zero_is_not_on_file(inventory, cells, units):
    inventory(line(**cells))

    program = Program.objects.get()
    assert (program.units_min, program.units_max) == units


@pytest.mark.parametrize(
    ("status", "availability", "is_public"),
    [
        ("Active", "offered", True),
        ("Approved", "approved", True),
        ("Inactive", "inactive", False),
        ("Draft", "draft", False),
        ("Active - Teachout Only", "teach_out", False),
    ],
)
def test_availability_follows_the_status(inventory, status, availability, is_public):
    inventory(line(status=status))

    program = Program.objects.select_related("organization").get()
    assert (program.availability, program.is_public) == (availability, is_public)


@pytest.mark.parametrize(
    ("words", "units", "award"),
    [
        ("A.S. Degree", None, "associate"),
        ("A.A. Degree", None, "associate"),
        ("A.A- T Degree", None, "transfer_degree"),
        ("A.S.-T Degree", None, "transfer_degree"),
        (LONG, None, "certificate_long"),
        ("Certificate of Achievement requiring 60+S/90+Q units", None, "certificate_long"),
        (
            "Certificate of Achievement requiring 8S/12Q to fewer than 16S/24Q units",
            None,
            "certificate_short",
        ),
        (
            "Certificate of Achievement: 18  or greater semester(or 27  or greater quarter) units",
            None,
            "certificate_long",
        ),
        ("Certificate of Achievement: 12 to fewer than 18 semester units", 12, "certificate_short"),
        ("Certificate of Achievement: 12 to fewer than 18 semester units", 17, "certificate_long"),
        ("Certificate of Achievement: 12 to fewer than 18 semester units", None, None),
        ("Noncredit program", None, "noncredit"),
        ("B.S. Degree", 120, None),
    ],
)
def test_awards_are_grouped_by_their_words_and_else_by_units(words, units, award):
    assert award_words.group(words, units) == award


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("A.S. Degree", "Associate of Science (A.S.)"),
        ("A.A- T Degree", "Associate in Arts for Transfer (A.A.-T)"),
        (LONG, "Certificate of Achievement"),
        ("Noncredit program", ""),
    ],
)
def test_the_credential_is_named_by_the_award(words, title):
    assert award_words.credential(words) == title


def test_a_program_gives_the_credential_of_its_award(inventory):
    certificate = CredentialFactory(title="Certificate of Achievement")
    degree = CredentialFactory(title="Associate of Science (A.S.)")

    inventory(line())
    assert list(Program.objects.get().credentials.all()) == [certificate]

    inventory(line(award="A.S. Degree"))
    assert list(Program.objects.get().credentials.all()) == [degree]


def test_credentials_that_a_person_ticked_stay(inventory):
    CredentialFactory(title="Associate of Science (A.S.)")
    own = CredentialFactory(title="Industry certification")
    inventory(line())
    Program.objects.get().credentials.add(own)

    inventory(line(award="A.S. Degree"))

    assert list(Program.objects.get().credentials.all()) == [own]


def test_a_noncredit_program_is_of_the_noncredit_segment(inventory):
    inventory(line(award="Noncredit program"))

    assert Program.objects.get().segment == "noncredit"


@pytest.mark.parametrize(
    ("cells", "outcome", "why"),
    [
        (
            {"award": "B.S. Degree"},
            "review",
            "Column “AWARD”, “B.S. Degree”: Whether this is a degree, a long or a short "
            "certificate is not clear from its words and units.",
        ),
        (
            {"status": "Pending"},
            "rejected",
            "Column “STATUS”, “Pending”: This is none of the states of a program known so far.",
        ),
        (
            {"top": "949"},
            "rejected",
            "Column “TOP CODE”, “949”: This does not begin with a TOP code such as 1230.10.",
        ),
        (
            {"certificate": "about 20"},
            "rejected",
            "Column “CERT UNITS”, “about 20”: This is not a range of units such as 27.00-31.00.",
        ),
        ({"title": ""}, "rejected", "Column “TITLE”: This field is required."),
    ],
)
def test_what_cannot_be_taken_is_told(inventory, cells, outcome, why):
    told = []

    inventory(line(**cells), told=told)

    assert [(row.outcome, row.reason) for row in told] == [(outcome, why)]
    assert Program.objects.count() == 0


def test_programs_of_other_regions_are_left_out(inventory):
    done = inventory(line(college="ALLAN HANCOCK"), line(college="ALAMEDA"), line())

    assert done.left_out == {"A college of another region.": 2}
    assert Program.objects.count() == 1


def test_a_control_number_that_lost_its_zero_is_the_same_program(inventory, college):
    with ours():
        program = ProgramFactory(organization=college, control_number="01115")

    inventory(line("1115", "Auto Body"))

    program.refresh_from_db()
    assert program.title == "Auto Body"


def test_a_program_on_file_keeps_its_address_its_sector_and_its_editing_state(inventory, college):
    with ours():
        program = ProgramFactory(
            organization=college, control_number="19834", status=EditingStatus.ARCHIVED
        )
    before = (program.slug, program.sector_id, program.status)

    done = inventory(line(status="Inactive"))

    program.refresh_from_db()
    assert counts(done, "programs") == (0, 1, 0, 0, 0)
    assert (program.slug, program.sector_id, program.status) == before
    assert program.availability == "inactive"


def test_a_code_that_the_inventory_no_longer_gives_is_taken_out(inventory, college):
    with ours():
        program = ProgramFactory(organization=college, control_number="19834")
        ProgramCodeFactory(program=program, code=CodeFactory(code="094800"))
        state = ProgramCodeFactory(program=program, code=CodeFactory(scheme="cte_pathway"))

    inventory(line())

    codes = set(ProgramCode.objects.values_list("code__code", flat=True))
    assert codes == {"094900", "47.0603", state.code.code}


@pytest.fixture
def crosswalks():
    """The paint program's CIP code leads to painters, who need no degree."""
    cip = CodeFactory(scheme="cip", code="47.0603", title="Autobody Repair")
    soc = CodeFactory(scheme="soc", code="49-3021", title="Automotive Body Repairers")
    CrosswalkFactory(from_code=cip, to_code=soc)
    return OccupationFactory(code=soc, title="Automotive Body Repairers", entry_education=2)


def test_a_new_program_leads_where_the_crosswalks_lead(inventory, crosswalks):
    inventory(line())

    row = ProgramOccupation.objects.get()
    assert (row.program.title, row.occupation, row.rank, row.basis) == (
        "Auto Paint",
        crosswalks,
        1,
        "crosswalk",
    )
    assert row.source.startswith("Derived: CIP 2020 to SOC 2018 crosswalk")
    document = SearchDocument.objects.get(kind="program")
    assert document.occupations == [crosswalks.pk]


def test_a_new_program_stands_on_the_pathway_of_its_code(inventory):
    code = CodeFactory(code="094900")
    with ours():
        placed = PathwayProgramFactory()
        ProgramCodeFactory(program=placed.program, code=code)

    inventory(line(award="A.S. Degree", major="27.00-31.00/60.00-60.00"))

    row = PathwayProgram.objects.get(program__title="Auto Paint")
    assert (row.pathway, row.role) == (placed.pathway, "exit")


def test_a_new_program_is_on_no_pathway_where_its_code_is_on_two(inventory):
    code = CodeFactory(code="094900")
    for placed in PathwayProgramFactory.create_batch(2):
        ProgramCodeFactory(program=placed.program, code=code)

    inventory(line())

    assert not PathwayProgram.objects.filter(program__title="Auto Paint").exists()


def test_a_second_run_of_the_inventory_finds_everything_the_same(inventory, crosswalks):
    lines = [line(), line("01115", "Auto Body", award="A.S. Degree", major="27.00-31.00")]
    inventory(*lines)

    done = inventory(*lines)

    assert sum(tally.written for tally in done.tallies) == 0
    assert counts(done, "programs") == (0, 0, 2, 0, 0)
    assert counts(done, "program codes") == (0, 0, 4, 0, 0)
    assert Occupation.objects.count() == 1


def test_a_program_given_twice_in_one_file_counts_once(inventory):
    done = inventory(line(), line(), line(title="Auto Painting"))

    assert outcomes(done) == {"accepted": 1, "duplicate": 1, "review": 1}
