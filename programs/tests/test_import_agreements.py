"""Lists of articulation agreements: what becomes of each row, and what is made of it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.enums import OrganizationKind
from partners.tests.factories import DistrictFactory, OrganizationFactory, SchoolFactory
from pathways_portal.common.enums import EditingStatus
from programs import agreements
from programs.agreement_slugs import agreement_slug_base
from programs.enums import AgreementState
from programs.imports.agreements import Agreements
from programs.models import ArticulationAgreement, ReceivingCourse, SendingCourse
from programs.tests.factories import CourseAliasFactory, CourseFactory
from programs.tests.lists import imported, outcomes, printed, refused, refused_by_the_database
from programs.tests.lists import report as read_report
from programs.tests.official_files import text

pytestmark = pytest.mark.django_db

HEADER = [
    "High School",
    "High School Course",
    "College",
    "College Course",
    "Mechanism",
    "Grade",
    "Exam",
    "First Year",
    "Last Year",
    "Claim window",
    "Review date",
]


def line(
    sent="HLTH 1",
    received="AHP 100 (3)",
    *,
    school="Oak High",
    college="Southwestern",
    how="Credit by exam",
    grade="",
    exam="",
    first="2026-27",
    last="",
    claim="",
    review="",
):
    return [school, sent, college, received, how, grade, exam, first, last, claim, review]


_DIFFERENT = [(3, "CCAP"), (3, "CBE"), (3, "CPL")]


@pytest.fixture(autouse=True)
def college():
    college = OrganizationFactory(name="Southwestern College", short_name="Southwestern")
    CourseFactory(organization=college, number="AHP 100", title="Health Careers")
    CourseFactory(organization=college, number="AHP 101", title="Medical Terms")
    return college


@pytest.fixture(autouse=True)
def school():
    """A high school; the courses are its district's."""
    district = DistrictFactory(name="Desert Union School District")
    CourseFactory(organization=district, number="HLTH-1", title="Health Science")
    CourseFactory(organization=district, number="HLTH-2", title="Patient Care")
    return SchoolFactory(name="Oak High School", short_name="Oak High", parent=district)


@pytest.fixture
def rows(tmp_path):
    """The rows of a list; what became of them."""

    def rows(*lines, **how):
        return imported(Agreements, text(tmp_path / "agreements.csv", HEADER, *lines), **how)

    return rows


def test_an_agreement_is_made_as_a_draft_with_all_that_its_line_says(rows, school, college):
    found = rows(
        line(
            "HLTH 1; hlth-2",
            "AHP 100 (3); AHP 101 (1.5 units)",
            grade="B or higher",
            exam="Final exam",
            last="2028/29",
            claim="3/1 to June 30",
            review="1/15/2028",
        )
    )

    assert found == [(2, "accepted", "New, as a draft.")]
    agreement = ArticulationAgreement.objects.get()
    assert (agreement.sending, agreement.receiving, agreement.owner) == (school, college, college)
    assert (agreement.state, agreement.status) == (AgreementState.DRAFT, EditingStatus.DRAFT)
    assert (agreement.slug, agreement.source) == (
        "health-science-oak-high-southwestern",
        "The deans",
    )
    assert (agreement.mechanism, agreement.minimum_grade, agreement.exam) == (
        "exam",
        "B",
        "Final exam",
    )
    assert (agreement.years_from, agreement.years_through) == ("2026-27", "2028-29")
    assert (agreement.claim_opens, agreement.claim_closes) == ("03-01", "06-30")
    assert agreement.next_review == date(2028, 1, 15)
    sent = agreement.sending_courses.values_list("course__number", flat=True)
    assert set(sent) == {"HLTH-1", "HLTH-2"}
    received = agreement.receiving_courses.values_list("course__number", "units")
    assert {number: float(units) for number, units in received} == {"AHP 100": 3, "AHP 101": 1.5}


@pytest.mark.parametrize(
    ("words", "mechanism"),
    [
        ("credit by exam", "exam"),
        ("CBE", "exam"),
        ("Articulated", "grade"),
        ("CCAP", "ccap"),
        ("Dual enrollment outside CCAP", "dual"),
        ("non-CCAP dual enrollment", "dual"),
        ("Dual enrollment (CCAP)", "ccap"),
        ("CPL", "prior"),
        ("Credit for prior learning", "prior"),
    ],
)
def test_the_mechanism_has_other_names(rows, words, mechanism):
    rows(line(how=words))

    assert ArticulationAgreement.objects.get().mechanism == mechanism


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("by 06-30", ("", "06-30")),
        ("June 30", ("", "06-30")),
        ("2027-06-30", ("", "06-30")),
        ("03-01 – 06-30", ("03-01", "06-30")),
        ("by\nJune 30", ("", "06-30")),
        ("", ("", "")),
    ],
)
def test_a_claim_window_is_read_in_many_forms(rows, words, window):
    rows(line(claim=words))

    agreement = ArticulationAgreement.objects.get()
    assert (agreement.claim_opens, agreement.claim_closes) == window


def test_a_cell_of_two_lines_that_is_no_window_is_told(rows):
    ((_line, outcome, reason),) = rows(line(claim="by June 30\n(spring)"))

    assert outcome == "rejected"
    assert reason.endswith("Write the day as month and day, like 06-30.")


def test_units_that_a_line_does_not_say_are_not_on_file(rows):
    rows(line(received="AHP 100"))

    assert ReceivingCourse.objects.get().units is None


def test_a_course_is_found_by_its_former_number(rows, college):
    course = CourseFactory(organization=college, number="AHP C1000")
    CourseAliasFactory(course=course, number="AHP 99")

    rows(line(received="AHP 99 (3)"))

    assert ReceivingCourse.objects.get().course == course


def test_a_number_that_several_courses_have_is_asked(rows, college):
    CourseFactory(organization=college, number="AHP-100", title="Another", slug="another")

    ((_line, outcome, reason),) = rows(line())

    assert outcome == "review"
    assert "Several courses have this number. Write the web name of one:" in reason


def test_a_second_run_makes_nothing_new(rows):
    lines = [
        line(grade="B", last="2028-29", claim="06-30", review="2028-01-15"),
        line("HLTH 2", how="CCAP"),
        line("HLTH-2", how="ccap"),
    ]
    first = rows(*lines)

    second = rows(*lines)

    assert (
        outcomes(second) == outcomes(first) == [(2, "accepted"), (3, "accepted"), (4, "duplicate")]
    )
    assert {reason for _line, outcome, reason in second if outcome == "accepted"} == {
        "On file already."
    }
    assert (ArticulationAgreement.objects.count(), SendingCourse.objects.count()) == (2, 2)


def test_what_differs_from_what_is_on_file_is_asked_and_not_written(rows):
    rows(line(grade="B", last="2028-29"))

    found = rows(line(received="AHP 100 (4)", grade="C", first="2027-28", last="2029-30"))

    assert found == [
        (
            2,
            "review",
            "On file already, but differently: grade on file B or better, here C or better; first "
            "year on file 2026-27, here 2027-28; last year on file 2028-29, here 2029-30; units of "
            "AHP 100 on file 3, here 4. Nothing was changed; decide which is right.",
        )
    ]
    assert ArticulationAgreement.objects.get().minimum_grade == "B"


def test_an_agreement_for_later_years_is_a_new_one(rows):
    rows(line(last="2027-28"))

    assert rows(line(first="2028-29")) == [(2, "accepted", "New, as a draft.")]
    assert ArticulationAgreement.objects.count() == 2


@pytest.mark.parametrize(
    ("cells", "outcome", "why"),
    [
        ({"school": "Elm High"}, "rejected", "Column “High School”, “Elm High”: No school or"),
        ({"sent": "HLTH 9"}, "rejected", "Column “High School Course”, “HLTH 9”: No course “HLTH"),
        (
            {"sent": "HLTH 1; HLTH-1"},
            "rejected",
            "Column “High School Course”, “HLTH 1; HLTH-1”: A",
        ),
        ({"received": "AHP 100 (3-4)"}, "rejected", "Column “College Course”, “AHP 100 (3-4)”:"),
        ({"how": "handshake"}, "rejected", "Column “Mechanism”, “handshake”: Write one of:"),
        ({"grade": "D"}, "rejected", "Column “Grade”, “D”: Write one of: “A”, “B or better”,"),
        ({"first": ""}, "rejected", "Column “First Year”: This field is required."),
        ({"first": "2026"}, "rejected", "Column “First Year”, “2026”: Write the academic year"),
        ({"last": "2025-26"}, "rejected", "Column “Last Year”, “2025-26”: The last year must not"),
        ({"claim": "02-29"}, "rejected", "Column “Claim window”, “02-29”: Write the day as month"),
        ({"review": "soon"}, "rejected", "Column “Review date”, “soon”: This is not a day that"),
        ({"college": "Southwestrn"}, "review", "Column “College”, “Southwestrn”: Is this"),
    ],
)
def test_what_cannot_be_taken_is_told(rows, cells, outcome, why):
    ((at, found, reason),) = rows(line(**cells))

    assert (at, found) == (2, outcome)
    assert reason.startswith(why)
    assert ArticulationAgreement.objects.count() == 0


@pytest.mark.parametrize(
    ("window", "years"),
    [("03-01 to 10-15", 1), ("03-01 to 06-30", 0), ("08-01 to 10-15", 0), ("by 10-15", 0)],
)
def test_a_window_that_ends_before_it_opens_ends_in_the_next_year(rows, window, years):
    rows(line(claim=window))

    agreement = ArticulationAgreement.objects.get()
    assert agreement.claim_years == years
    first, last = agreements.claim_window(agreement, "2026-27")
    assert first < last


@pytest.mark.parametrize("words", ["Dual Enrollment", "DE", "dual"])
def test_dual_enrollment_alone_may_be_under_ccap_or_not(rows, words):
    ((_line, outcome, reason),) = rows(line(how=words))

    assert outcome == "review"
    assert reason.endswith(
        "Which one? Write “Dual enrollment (CCAP)” or “Dual enrollment outside CCAP”."
    )


def test_a_bare_name_is_no_college_in_the_column_of_schools(rows):
    ((_line, outcome, reason),) = rows(line(school="Southwestern"))

    assert (outcome, ArticulationAgreement.objects.count()) == ("review", 0)
    assert reason == (
        "Column “High School”, “Southwestern”: Southwestern College gives the credit; this column "
        "says where the courses are taken. Write the full name of the school or district."
    )


def test_a_name_of_a_school_and_a_college_means_the_one_of_its_column(rows, school, college):
    school.short_name = "Southwestern"
    school.save()

    rows(line(school="Southwestern", college="Southwestern"))

    agreement = ArticulationAgreement.objects.get()
    assert (agreement.sending, agreement.receiving) == (school, college)


def test_the_first_words_of_continuing_education_are_no_school(rows):
    OrganizationFactory(
        name="Oceanside Continuing Education", kind=OrganizationKind.CONTINUING_EDUCATION
    )

    ((_line, outcome, _reason),) = rows(line(school="Oceanside"))

    assert outcome == "rejected"


def test_a_school_gives_no_college_credit(rows):
    ((_line, outcome, reason),) = rows(line(college="Oak High"))

    assert (outcome, reason) == (
        "rejected",
        "Column “College”, “Oak High”: Oak High School is no college. Write the college that gives "
        "the credit.",
    )


def test_a_college_gives_credit_in_its_own_courses_only(rows, college):
    """As the form of an agreement in the admin, which would refuse to save it."""
    college.parent = OrganizationFactory(kind=OrganizationKind.COLLEGE_DISTRICT)
    college.save()
    CourseFactory(organization=college.parent, number="AHP 200")

    ((_line, outcome, reason),) = rows(line(received="AHP 200"))

    assert outcome == "rejected"
    assert "No course “AHP 200” of Southwestern College is on file." in reason


def test_its_address_is_that_which_the_admin_would_give(rows):
    rows(line("HLTH-2; HLTH-1"))

    agreement = ArticulationAgreement.objects.get()
    sent = [row.course for row in agreement.sending_courses.all()]
    assert agreement.slug == agreement_slug_base(agreement, sent)
    assert agreement.slug.startswith("health-science-")


def test_a_second_run_asks_no_question_for_each_row(rows):
    lines = [line(received=f"AHP 100 ({units})", how=how) for units, how in _DIFFERENT]
    rows(*lines)

    with CaptureQueriesContext(connection) as one:
        rows(lines[0])
    with CaptureQueriesContext(connection) as all_of_them:
        found = rows(*lines)

    assert outcomes(found) == [(at, "accepted") for at in range(2, 2 + len(lines))]
    assert len(all_of_them) == len(one)


def test_a_dry_run_says_the_same_and_writes_nothing(rows):
    lines = [line(), line("HLTH 9")]

    dry = rows(*lines, dry_run=True)

    assert ArticulationAgreement.objects.count() == 0
    assert dry == rows(*lines)


def test_the_command_prints_counts_that_add_up_and_reports_every_row(tmp_path):
    path = text(tmp_path / "agreements.csv", HEADER, line(), line(), line("HLTH 9"))

    out = printed("import_agreements", path, "--report", str(tmp_path / "out.csv"))

    counts = [line.split() for line in out]
    assert ["rows", "of", "the", "file", "3", "1", "1", "0", "1", "0"] in counts
    written = read_report(tmp_path / "out.csv")
    assert [
        (row["line"], row["outcome"], row["sending courses"], row["receiving courses"])
        for row in written
    ] == [
        ("2", "accepted", "HLTH-1", "AHP 100 (3)"),
        ("3", "duplicate", "HLTH-1", "AHP 100 (3)"),
        ("4", "rejected", "", "AHP 100 (3)"),
    ]


def test_a_file_without_the_columns_is_refused_in_a_sentence(tmp_path):
    path = text(tmp_path / "agreements.csv", ["School", "College", "Mechanism"], ["a", "b", "c"])

    assert refused("import_agreements", path).startswith(
        "Nothing was written.\nThe file lacks: “Sending Courses”, “Receiving Courses”, "
        "“Years from”."
    )


def test_nothing_is_half_loaded_when_the_database_refuses_a_row(tmp_path):
    path = text(tmp_path / "agreements.csv", HEADER, line(), line("HLTH-2", how="CCAP"))

    sentence = refused_by_the_database(
        "import_agreements", path, "programs_articulationagreement", "mechanism <> 'ccap'"
    )

    assert sentence.startswith("Nothing was written.\nThe database refuses a row:")
    assert ArticulationAgreement.objects.count() == 0
