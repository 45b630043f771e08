"""Lists of courses: what becomes of each row, and what is made of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.tests.factories import DistrictFactory, OrganizationFactory, SchoolFactory
from pathways_portal.common.enums import EditingStatus
from programs.imports.courses import Courses
from programs.models import Course, CourseAlias, CourseOffering, Prerequisite
from programs.tests.factories import CodeFactory, CourseAliasFactory, CourseFactory
from programs.tests.lists import imported, outcomes, printed, refused, refused_by_the_database
from programs.tests.lists import report as read_report
from programs.tests.official_files import text

pytestmark = pytest.mark.django_db

HEADER = [
    "District",
    "Course #",
    "Title",
    "Level",
    "Credit",
    "Units",
    "TOP",
    "C-ID",
    "Former Number",
    "Prerequisite",
    "Taught at",
    "Year",
    "Grade",
]


def line(
    number="AUTO-1",
    title="Engines",
    *,
    owner="Desert Union",
    level="",
    credit="",
    units="",
    top="",
    c_id="",
    former="",
    asks="",
    at="",
    year="",
    grade="",
):
    return [owner, number, title, level, credit, units, top, c_id, former, asks, at, year, grade]


@pytest.fixture(autouse=True)
def district():
    return DistrictFactory(name="Desert Union School District", short_name="Desert Union")


@pytest.fixture(autouse=True)
def schools(district):
    return [SchoolFactory(name=f"{name} High School", parent=district) for name in ("Oak", "Palm")]


@pytest.fixture
def rows(tmp_path):
    """The rows of a list; what became of them."""

    def rows(*lines, **how):
        return imported(Courses, text(tmp_path / "courses.csv", HEADER, *lines), **how)

    return rows


def test_a_course_is_made_as_a_draft_with_all_that_its_line_says(rows, district, schools):
    code = CodeFactory(code="094800")

    found = rows(
        line(
            level="Conc",
            credit="D",
            units="3-3.5",
            top="94800",
            c_id="AUTO 110X",
            former="AUT 1; AUT 2",
            at="Oak High; Palm High School",
            year="2026-2027",
            grade="10th",
        )
    )

    assert found == [(2, "accepted", "New, as a draft.")]
    course = Course.objects.get()
    assert (course.organization, course.owner, course.status) == (
        district,
        district,
        EditingStatus.DRAFT,
    )
    assert (course.slug, course.level, course.credit, course.code, course.source) == (
        "auto-1-engines-desert-union",
        "concentrator",
        "degree",
        code,
        "The deans",
    )
    assert (float(course.units_min), float(course.units_max)) == (3, 3.5)
    assert set(CourseAlias.objects.values_list("scheme", "number")) == {
        ("c_id", "AUTO 110X"),
        ("former", "AUT 1"),
        ("former", "AUT 2"),
    }
    offerings = CourseOffering.objects.values_list("organization", "academic_year", "grade")
    assert set(offerings) == {(school.pk, "2026-27", 10) for school in schools}


def test_lines_of_one_course_say_where_else_it_is_taught(rows):
    found = rows(
        line(at="Oak High", year="2026-27"),
        line(at="Palm High", year="2026-27"),
        line(title="Motors", at="Palm High", year="2027-28"),
    )

    assert found == [
        (2, "accepted", "New, as a draft."),
        (3, "accepted", "Of the course in line 2, which is new."),
        (
            4,
            "review",
            "Line 2 says something else of the same course. The first one was taken.",
        ),
    ]
    assert (Course.objects.count(), CourseOffering.objects.count()) == (1, 2)


def test_a_year_without_a_school_is_taught_by_the_organization_itself(rows, district):
    rows(line(year="26-27"))

    offering = CourseOffering.objects.get()
    assert (offering.organization, offering.academic_year) == (district, "2026-27")


def test_a_second_run_makes_nothing_new(rows):
    CodeFactory(code="094800")
    lines = [
        line(top="094800", c_id="AUTO 110X", at="Oak High", year="2026-27", grade="9"),
        line("AUTO-2", "Brakes", units="3"),
        line("AUTO-2", "Brakes", units="3.0"),
    ]
    first = rows(*lines)

    second = rows(*lines)

    assert outcomes(second) == outcomes(first)
    assert [reason for _line, _outcome, reason in second] == [
        "On file already.",
        "On file already.",
        "The same as line 3.",
    ]
    assert (Course.objects.count(), CourseOffering.objects.count()) == (2, 1)


def test_a_second_run_asks_no_question_for_each_row(rows, district):
    lines = [
        line(
            f"AUTO-{n}",
            f"Engines {n}",
            c_id=f"AUTO {n}X",
            asks="AUTO-0",
            at="Oak High",
            year="2026-27",
        )
        for n in (1, 2, 3)
    ]
    CourseFactory(organization=district, number="AUTO-0")
    rows(*lines)

    with CaptureQueriesContext(connection) as one:
        rows(lines[0])
    with CaptureQueriesContext(connection) as three:
        found = rows(*lines)

    assert {reason for _line, _outcome, reason in found} == {"On file already."}
    assert len(three) == len(one)


def test_numbers_of_new_courses_are_asked_for_once(rows):
    with CaptureQueriesContext(connection) as asked:
        rows(*(line(f"AUTO-{n}", f"Engines {n}") for n in (1, 2, 3)))

    assert sum("nextval" in query["sql"] for query in asked) == 1


def test_what_differs_from_what_is_on_file_is_asked_and_not_written(rows, district):
    course = CourseFactory(
        organization=district, number="AUTO 1", title="Engines", units_min=3, units_max=3
    )
    CourseAliasFactory(course=course, scheme="c_id", number="AUTO 100X")

    found = rows(line(units="4", c_id="AUTO 110X", former="AUT 1", at="Oak High", year="2026-27"))

    assert found == [
        (
            2,
            "review",
            "On file already, but differently: units on file 3, here 4; C-ID on file AUTO 100X, "
            "here AUTO 110X; former number on file nothing, here AUT 1; taught at Oak High School "
            "in 2026-27 on file no, here yes. Nothing was changed; decide which is right.",
        )
    ]
    course.refresh_from_db()
    assert (course.units_min, course.aliases.count(), course.offerings.count()) == (3, 1, 0)


def test_a_college_owns_courses_too(rows):
    college = OrganizationFactory(name="Imperial Valley College", aliases=["IVC"])

    rows(line(owner="IVC"))

    assert Course.objects.get().organization == college


def test_a_name_that_several_organizations_have_is_asked(rows):
    for slug in ("central-east", "central-west"):
        SchoolFactory(name="Central High School", slug=slug)

    ((_line, outcome, reason),) = rows(line(owner="Central High"))

    assert outcome == "review"
    assert "Central High School (central-east); Central High School (central-west)" in reason


def test_a_course_asks_for_others_of_the_list_and_on_file(rows, district):
    CourseFactory(organization=district, number="AUTO-0")

    rows(line("AUTO-2", "Brakes", asks="AUTO-1; AUTO 0"), line("AUTO-1"))

    asked = Prerequisite.objects.values_list("course__number", "required__number", "kind")
    assert set(asked) == {("AUTO-2", "AUTO-1", "before"), ("AUTO-2", "AUTO-0", "before")}


def test_a_second_run_finds_the_prerequisites_on_file(rows):
    lines = [line("AUTO-2", "Brakes", asks="AUTO-1"), line("AUTO-1")]
    rows(*lines)

    assert rows(*lines) == [
        (2, "accepted", "On file already."),
        (3, "accepted", "On file already."),
    ]
    assert Prerequisite.objects.count() == 1


def test_a_prerequisite_that_is_not_on_file_is_asked_of_a_course_that_is(rows):
    rows(line("AUTO-2", "Brakes"), line("AUTO-1"))

    ((_line, outcome, reason),) = rows(line("AUTO-2", "Brakes", asks="AUTO-1"))

    assert outcome == "review"
    assert "prerequisites on file nothing, here AUTO-1" in reason


def test_a_circle_of_prerequisites_is_rejected_and_all_are_named(rows):
    found = rows(
        line("AUTO-1", asks="AUTO-2"),
        line("AUTO-2", "Brakes", asks="AUTO-1"),
        line("AUTO-3", "Motors"),
        line("AUTO-2", "Brakes", at="Oak High", year="2026-27"),
    )

    words = (
        "These prerequisites form a circle, so nobody could begin: “AUTO-1 Engines” asks for "
        "“AUTO-2 Brakes”; “AUTO-2 Brakes” asks for “AUTO-1 Engines”. Take one of them away, or "
        "mark it as advised only."
    )
    assert found == [
        (2, "rejected", words),
        (3, "rejected", words),
        (4, "accepted", "New, as a draft."),
        (
            5,
            "review",
            "Line 3 of the same course could not be taken, so this one was not.",
        ),
    ]
    assert Course.objects.get().number == "AUTO-3"
    assert CourseOffering.objects.count() == 0


def test_a_course_that_asks_for_none_on_file_is_rejected(rows):
    found = rows(line("AUTO-2", asks="AUTO-9"), line("AUTO-3", "Motors", asks="AUTO-2"))

    assert outcomes(found) == [(2, "rejected"), (3, "rejected")]
    assert found[0][2].startswith("No course “AUTO-9” of Desert Union School District is on file.")
    assert Course.objects.count() == 0


@pytest.mark.parametrize(
    ("cells", "outcome", "why"),
    [
        ({"number": ""}, "rejected", "Column “Course #”: This field is required."),
        ({"level": "hard"}, "rejected", "Column “Level”, “hard”: Write one of: “Introductory”,"),
        ({"credit": "maybe"}, "rejected", "Column “Credit”, “maybe”: Write one of: “Counts for"),
        ({"units": "3.125"}, "rejected", "Column “Units”, “3.125”: Units have at most this many"),
        ({"top": "0948"}, "review", "Column “TOP”, “0948”: A TOP code has six digits. Is 094800"),
        (
            {"at": "Elm High", "year": "2026-27"},
            "rejected",
            "Column “Taught at”, “Elm High”: No school or college on file is called so.",
        ),
        ({"at": "Oak High"}, "rejected", "Column “Year”: Say in which academic year it is"),
        ({"year": "2026"}, "rejected", "Column “Year”, “2026”: Write the academic year like"),
        ({"year": "2026-27", "grade": "9-12"}, "rejected", "Column “Grade”, “9-12”: Write one"),
        ({"asks": "A-1 or A-2"}, "review", "Column “Prerequisite”, “A-1 or A-2”: Of several one"),
        ({"owner": "Dessert Union"}, "review", "Column “District”, “Dessert Union”: Is this"),
    ],
)
def test_what_cannot_be_taken_is_told(rows, cells, outcome, why):
    ((at, found, reason),) = rows(line(**cells))

    assert (at, found) == (2, outcome)
    assert reason.startswith(why)
    assert Course.objects.count() == 0


def test_a_dry_run_says_the_same_and_writes_nothing(rows):
    lines = [line(at="Oak High", year="2026-27"), line("AUTO-2", level="hard")]

    dry = rows(*lines, dry_run=True)

    assert Course.objects.count() == 0
    assert dry == rows(*lines)


def test_the_command_prints_counts_that_add_up_and_reports_every_row(tmp_path):
    lines = [line(), line(), line("AUTO-2", units="x"), [""] * 13, line("AUTO-3", owner="TOTAL")]
    path = text(tmp_path / "courses.csv", HEADER, *lines)

    out = printed("import_courses", path, "--dry-run", "--report", str(tmp_path / "out.csv"))

    assert ["rows", "of", "the", "file", "5", "1", "1", "0", "1", "2"] in [
        line.split() for line in out
    ]
    assert "everything was done and taken back. Nothing has changed." in out[-1]
    written = read_report(tmp_path / "out.csv")
    assert [(row["line"], row["outcome"], row["number"]) for row in written] == [
        ("2", "accepted", "AUTO-1"),
        ("3", "duplicate", "AUTO-1"),
        ("4", "rejected", "AUTO-2"),
        ("5", "skipped", ""),
        ("6", "skipped", "AUTO-3"),
    ]


def test_a_file_without_the_columns_is_refused_in_a_sentence(tmp_path):
    path = text(tmp_path / "courses.csv", ["District", "Title"], ["Desert Union", "Engines"])

    assert refused("import_courses", path).startswith(
        "Nothing was written.\nThe file lacks: “Course Number”. Its columns are: District, Title."
    )


def test_nothing_is_half_loaded_when_the_database_refuses_a_row(tmp_path):
    path = text(tmp_path / "courses.csv", HEADER, line(), line("AUTO-2", "Refused"))

    sentence = refused_by_the_database(
        "import_courses", path, "programs_course", "title <> 'Refused'"
    )

    assert sentence.startswith("Nothing was written.\nThe database refuses a row:")
    assert Course.objects.count() == 0
