"""Lists of courses in order: each sequence is taken whole, or not at all."""

import pytest

from partners.tests.factories import OrganizationFactory, SchoolFactory
from pathways_portal.common.enums import EditingStatus
from programs.imports.sequences import Sequences
from programs.models import ChoiceGroup, Sequence, SequenceStep
from programs.tests.factories import CourseFactory, PrerequisiteFactory, ProgramFactory
from programs.tests.lists import imported, outcomes, printed, refused, refused_by_the_database
from programs.tests.lists import report as read_report
from programs.tests.official_files import text

pytestmark = pytest.mark.django_db

HEADER = [
    "College",
    "Program",
    "Control #",
    "Catalog Year",
    "Pace",
    "Term",
    "Order",
    "Course",
    "Choice",
    "How many",
    "Kind",
    "WBL",
]
MAY_BE = "Line %d may be of the same sequence and could not be taken, so none of it was."
LEFT = "Line %d of the same sequence could not be taken, so none of it was."


def line(
    course,
    term=1,
    *,
    college="IVC",
    program="Welding",
    control="",
    year="2026-27",
    pace="",
    order="",
    choice="",
    many="",
    kind="",
    work="",
):
    return [college, program, control, year, pace, term, order, course, choice, many, kind, work]


@pytest.fixture(autouse=True)
def college():
    return OrganizationFactory(name="Imperial Valley College", aliases=["IVC"])


@pytest.fixture(autouse=True)
def program(college):
    return ProgramFactory(
        title="Welding", slug="welding-ivc", organization=college, control_number="05169"
    )


@pytest.fixture(autouse=True)
def courses(college):
    return {
        n: CourseFactory(number=f"WELD-{n}", title=f"Welding {n}", organization=college)
        for n in (1, 2, 3, 4)
    }


@pytest.fixture
def rows(tmp_path):
    """The rows of a list; what became of them."""

    def rows(*lines, **how):
        return imported(Sequences, text(tmp_path / "order.csv", HEADER, *lines), **how)

    return rows


def test_a_sequence_is_made_as_a_draft_with_its_choices(rows, program, college, courses):
    found = rows(
        line("WELD 1", "Term 1", kind="prereq"),
        line("weld-2", 1),
        line("WELD-3", 2, choice="Electives", many="1"),
        line("WELD-4", 2, choice="Electives", work="x"),
    )

    assert found == [(n, "accepted", "New, as a draft.") for n in (2, 3, 4, 5)]
    sequence = Sequence.objects.get()
    assert (sequence.program, sequence.owner, sequence.status, sequence.source) == (
        program,
        college,
        EditingStatus.DRAFT,
        "The deans",
    )
    assert (sequence.catalog_year, sequence.pace) == ("2026-27", "full_time")
    choice = ChoiceGroup.objects.get()
    assert (choice.title, choice.required) == ("Electives", 1)
    steps = sequence.steps.order_by("place", "order").values_list(
        "place", "order", "course", "choice", "kind", "is_work_based"
    )
    assert list(steps) == [
        (1, 1, courses[1].pk, None, "prerequisite", False),
        (1, 2, courses[2].pk, None, "listed", False),
        (2, 1, courses[3].pk, choice.pk, "listed", False),
        (2, 2, courses[4].pk, choice.pk, "listed", True),
    ]


@pytest.mark.parametrize(
    "named",
    [
        pytest.param({"college": "", "program": "welding-ivc"}, id="by its web name"),
        pytest.param({"program": "welding"}, id="by school and title"),
        pytest.param({"program": "", "control": "5169"}, id="by school and number"),
    ],
)
def test_a_program_is_named_in_several_ways(rows, program, named):
    rows(line("WELD-1", **named))

    assert Sequence.objects.get().program == program


def test_in_a_school_a_place_is_a_grade(rows):
    school = SchoolFactory(name="Oak High School")
    ProgramFactory(title="Autos", organization=school, segment="hs")
    CourseFactory(organization=school.parent, number="AUTO-1")

    found = rows(
        line("AUTO-1", "Grade 10", college="Oak High", program="Autos"),
        line("AUTO-1", "4", college="Oak High", program="Autos", year="2027-28"),
    )

    assert outcomes(found) == [(2, "accepted"), (3, "rejected")]
    assert found[1][2] == "Column “Term”, “4”: Write the grade, 5 to 12."
    assert SequenceStep.objects.get().place == 10


def test_one_bad_line_leaves_the_whole_sequence_and_no_other(rows, program, college):
    found = rows(
        line("WELD-1"),
        line("WELD-9", 2),
        line("WELD-2", 2),
        line("WELD-1", pace="part time"),
    )

    assert found == [
        (2, "review", LEFT % 3),
        (
            3,
            "rejected",
            "Column “Course”, “WELD-9”: No course “WELD-9” of Imperial Valley College is on file. "
            "Import its courses first, or mend the number.",
        ),
        (4, "review", LEFT % 3),
        (5, "accepted", "New, as a draft."),
    ]
    assert Sequence.objects.get().pace == "part_time"


@pytest.mark.parametrize(
    "slip",
    [
        pytest.param({"year": "2026"}, id="a year that cannot be read"),
        pytest.param({"program": "Wedling"}, id="a title with a slip"),
    ],
)
@pytest.mark.parametrize("at", [pytest.param(n, id=f"line {n + 2}") for n in (0, 1, 2)])
def test_a_line_that_does_not_say_of_what_it_is_holds_up_those_around_it(rows, slip, at):
    slips = [{}, {}, {}]
    slips[at] = slip

    found = rows(*(line(f"WELD-{n}", n, **slips[n - 1]) for n in (1, 2, 3)))

    expected = ["review", "review", "review"]
    expected[at] = "rejected"
    assert [outcome for _line, outcome, _reason in found] == expected
    assert {reason for _line, outcome, reason in found if outcome == "review"} == {
        MAY_BE % (at + 2)
    }
    assert not Sequence.objects.exists()


def test_a_line_between_two_sequences_may_be_of_either(rows):
    found = rows(
        line("WELD-1"),
        line("WELD-2", 2, program="Wedling"),
        line("WELD-1", pace="part time"),
        line("WELD-1", year="2027-28"),
    )

    assert found[0] == (2, "review", MAY_BE % 3)
    assert found[2:] == [(4, "review", MAY_BE % 3), (5, "accepted", "New, as a draft.")]
    assert Sequence.objects.get().catalog_year == "2027-28"


def test_a_line_without_a_pace_or_year_that_can_be_read_is_of_its_program_only(rows, college):
    ProgramFactory(title="Autos", organization=college)

    found = rows(line("WELD-1"), line("WELD-2", program="Autos"), line("WELD-3", 3, pace="slow"))

    assert outcomes(found) == [(2, "review"), (3, "accepted"), (4, "rejected")]


def test_a_course_before_what_it_asks_for_is_rejected_and_both_are_named(rows, courses):
    PrerequisiteFactory(course=courses[2], required=courses[1])

    found = rows(line("WELD-2", 1), line("WELD-1", 2), line("WELD-3", 3))

    assert found == [
        (
            2,
            "rejected",
            "“WELD-2 Welding 2” is in term 1, but “WELD-1 Welding 1”, which has to come before it, "
            "is in term 2. Put “WELD-1 Welding 1” earlier, or “WELD-2 Welding 2” later.",
        ),
        (3, "review", LEFT % 2),
        (4, "review", LEFT % 2),
    ]
    assert not Sequence.objects.exists()


def test_a_choice_with_too_few_courses_is_rejected(rows):
    found = rows(
        line("WELD-1"),
        line("WELD-2", 2, choice="Electives", many=3),
        line("WELD-3", 2, choice="Electives"),
    )

    too_few = (
        "“Electives” asks for more courses than it has (asked: 3, there: 2). Add lines of this "
        "choice, or ask for fewer."
    )
    assert found == [
        (2, "review", LEFT % 3),
        (3, "rejected", too_few),
        (4, "rejected", too_few),
    ]


def test_lines_of_a_choice_agree_how_many_are_needed(rows):
    found = rows(
        line("WELD-1", choice="Electives", many=1), line("WELD-2", choice="Electives", many=2)
    )

    assert {reason for _line, _outcome, reason in found} == {
        "The lines of “Electives” say differently how many courses are needed."
    }


def test_a_second_run_makes_nothing_new(rows):
    lines = [line("WELD-1"), line("WELD-2", 2, choice="Electives"), line("WELD-1")]
    first = rows(*lines)

    second = rows(*lines)

    assert outcomes(second) == outcomes(first)
    assert [reason for _line, _outcome, reason in second] == [
        "On file already.",
        "On file already.",
        "The same as line 2.",
    ]
    assert SequenceStep.objects.count() == 2


def test_what_differs_from_the_sequence_on_file_is_asked_and_not_written(rows):
    rows(line("WELD-1"), line("WELD-2", 2))

    found = rows(line("WELD-1", 2), line("WELD-3", 3))

    words = (
        "On file already, but differently: “WELD-1 Welding 1” on file term 1, Part of the program, "
        "here term 2, Part of the program; “WELD-3 Welding 3” on file not, here term 3, Part of "
        "the program; “WELD-2 Welding 2” on file term 2, Part of the program, here not. Nothing "
        "was changed; decide which is right."
    )
    assert found == [(2, "review", words), (3, "review", words)]
    assert set(SequenceStep.objects.values_list("course__number", "place")) == {
        ("WELD-1", 1),
        ("WELD-2", 2),
    }


def test_the_same_course_twice_in_a_sequence_is_asked(rows):
    found = rows(line("WELD-1"), line("WELD-1", 2))

    assert outcomes(found) == [(2, "review"), (3, "review")]
    assert not Sequence.objects.exists()


@pytest.mark.parametrize(
    ("cells", "outcome", "why"),
    [
        ({"college": "", "program": ""}, "rejected", "Name the program by its web name, or by"),
        ({"program": "Cooking"}, "rejected", "Column “Program”, “Cooking”: Imperial Valley"),
        ({"control": "99999"}, "rejected", "Column “Program”, “Welding”: Imperial Valley College"),
        ({"program": "Autos", "control": "05169"}, "review", "Column “Program”, “Autos”: Program"),
        ({"college": "Harvard"}, "rejected", "Column “College”, “Harvard”: No school or college"),
        ({"pace": "slow"}, "rejected", "Column “Pace”, “slow”: Write one of: “Full time”, “Part"),
        ({"term": "soon"}, "rejected", "Column “Term”, “soon”: Write the term, 1 to 16."),
        ({"term": "17"}, "rejected", "Column “Term”, “17”: Write the term, 1 to 16."),
        ({"many": "2"}, "rejected", "Column “Choice”: Name the choice of which so many"),
        ({"work": "perhaps"}, "rejected", "Column “WBL”, “perhaps”: Write yes or no."),
        ({"kind": "odd"}, "rejected", "Column “Kind”, “odd”: Write one of: “Part of the"),
    ],
)
def test_what_cannot_be_taken_is_told(rows, cells, outcome, why):
    ((at, found, reason),) = rows(line("WELD-1", **cells))

    assert (at, found) == (2, outcome)
    assert reason.startswith(why)
    assert not Sequence.objects.exists()


def test_a_dry_run_says_the_same_and_writes_nothing(rows):
    lines = [line("WELD-1"), line("WELD-2", 2), line("WELD-9", year="2027-28")]

    dry = rows(*lines, dry_run=True)

    assert not Sequence.objects.exists()
    assert dry == rows(*lines)


def test_the_command_prints_counts_that_add_up_and_reports_every_row(tmp_path):
    path = text(
        tmp_path / "order.csv",
        HEADER,
        line("WELD-1"),
        line("WELD-9", year="2027-28"),
        line("WELD-1"),
    )

    out = printed("import_sequences", path, "--report", str(tmp_path / "out.csv"))

    counts = [line.split() for line in out]
    assert ["rows", "of", "the", "file", "3", "1", "1", "0", "1", "0"] in counts
    assert ["new", "steps", "of", "sequences", "1"] in counts
    written = read_report(tmp_path / "out.csv")
    assert [(row["line"], row["outcome"], row["catalog year"]) for row in written] == [
        ("2", "accepted", "2026-27"),
        ("3", "rejected", "2027-28"),
        ("4", "duplicate", "2026-27"),
    ]


def test_a_file_without_the_columns_is_refused_in_a_sentence(tmp_path):
    path = text(tmp_path / "order.csv", ["Program", "Course"], ["Welding", "WELD-1"])

    assert refused("import_sequences", path).startswith(
        "Nothing was written.\nThe file lacks: “Catalog Year”, “Term or Grade”."
    )


def test_nothing_is_half_loaded_when_the_database_refuses_a_row(tmp_path):
    path = text(tmp_path / "order.csv", HEADER, line("WELD-1"), line("WELD-2", 9))

    sentence = refused_by_the_database(
        "import_sequences", path, "programs_sequencestep", "place <> 9"
    )

    assert sentence.startswith("Nothing was written.\nThe database refuses a row:")
    assert not Sequence.objects.exists()
