"""The Credit Finder as a reader meets it: an address in, what can be claimed and what not out."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.enums import InventoryKind, InventoryState, OrganizationKind
from partners.tests.factories import (
    InventoryFactory,
    OrganizationFactory,
    SchoolFactory,
    UserFactory,
)
from partners.tests.queries import queries
from pathways_portal.common.enums import EditingStatus
from programs.enums import AgreementState, ExamKind, Mechanism, Pace, StepKind
from programs.tests.factories import (
    ChoiceGroupFactory,
    CourseFactory,
    CourseOfferingFactory,
    ProgramFactory,
    SequenceFactory,
    SequenceStepFactory,
)
from programs.tests.path_factories import (
    AgreementFactory,
    ExamCreditFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)


@pytest.fixture
def school():
    return SchoolFactory(name="Canyon High", slug="canyon-high", phone="(760) 555-0101")


@pytest.fixture
def college():
    return OrganizationFactory(name="Harbor College", slug="harbor-college")


def course(organization, slug, title="", **fields):
    return CourseFactory(
        organization=organization,
        slug=slug,
        number=slug.upper(),
        title=title or f"Title of {slug}",
        **fields,
    )


def agree(sending, college, *pairs, at=None, **fields):
    """An agreement on one course; `pairs` are (college course, units)."""
    agreement = AgreementFactory(sending=at or sending.organization, receiving=college, **fields)
    SendingCourseFactory(agreement=agreement, course=sending)
    for received, units in pairs:
        ReceivingCourseFactory(agreement=agreement, course=received, units=units)
    return agreement


@pytest.fixture
def auto(school, college):
    """A course of the district that counts as three units at one college."""
    taught = course(school.parent, "auto-1", "Automotive Technology 1")
    agree(taught, college, (course(college, "aut-100", "Automotive Basics"), 3))
    return taught


def page(client, *parts, language=""):
    query = "&".join(["school=canyon-high", *parts])
    response = client.get(f"{language}{reverse('programs:credit_finder')}?{query}")
    assert response.status_code == 200
    return response


def text_of(response):
    """The words of the page, without the forms."""
    html = re.sub(r"<form.*?</form>", "", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


# --- What can be claimed --------------------------------------------------------------------------


def test_a_claim_says_what_for_how_and_until_when(client, auto):
    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Harbor College counts up to 3 units." in text
    assert "Automotive Technology 1" in text and "AUT-100 Automotive Basics" in text
    assert "3 units Credit by exam" in text
    assert "Claim it by 30 Jun 2027, after you have passed; opening day not on file" in text
    assert "Final exam of the college, taken at the school" in text
    assert "Not retroactive: only courses from 2024-25 on count." in text


def test_an_agreement_of_the_school_and_one_of_its_district_both_hold(client, school, college):
    taught = course(school.parent, "auto-1")
    other = OrganizationFactory(name="Bay College")
    agree(taught, college, (course(college, "aut-100"), 3))
    agree(taught, other, (course(other, "at-110"), 4), at=school)

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Bay College counts up to 4 units. 1 more college counts some too." in text


def test_an_agreement_of_whoever_owns_the_course_holds_where_it_is_taught(client, school, college):
    office = OrganizationFactory(kind=OrganizationKind.COUNTY_OFFICE)
    taught = course(office, "rop-1", "Regional Welding")
    agree(taught, college, (course(college, "wel-100"), 3))
    CourseOfferingFactory(course=taught, organization=school)

    assert "Harbor College counts up to 3 units." in text_of(page(client, "took=rop-1:2026-27"))
    counted = text_of(page(client)).partition("Courses here that count in college now")[2]
    assert counted.startswith(" Regional Welding ROP-1 Harbor College: WEL-100")


def test_an_agreement_of_whoever_owns_the_course_does_not_hold_elsewhere(client, school, college):
    office = OrganizationFactory(kind=OrganizationKind.COUNTY_OFFICE)
    taught = course(office, "rop-1", "Regional Welding")
    agree(taught, college, (course(college, "wel-100"), 3))
    CourseOfferingFactory(course=taught, organization=SchoolFactory())

    assert "Regional Welding" not in text_of(page(client))
    assert "“rop-1” is no course of Canyon High" in text_of(page(client, "took=rop-1:2026-27"))


def test_a_college_course_that_is_a_draft_is_named_by_its_number_alone(client, school, college):
    taught = course(school.parent, "auto-1")
    draft = course(college, "aut-100", "Secret Title", status=EditingStatus.DRAFT)
    agree(taught, college, (draft, 3))

    response = page(client, "took=auto-1:2026-27")

    assert "AUT-100 (record not published yet)" in text_of(response)
    assert "Secret Title" not in response.content.decode()
    assert draft.get_absolute_url() not in response.content.decode()


def test_a_draft_that_is_needed_too_is_named_by_its_number_and_not_offered(client, auto, school):
    agreement = auto.agreements_out.get().agreement
    draft = course(school.parent, "auto-2", "Secret Title", status=EditingStatus.DRAFT)
    SendingCourseFactory(agreement=agreement, course=draft)

    assert "You also need AUTO-2." in text_of(page(client, "took=auto-1:2026-27"))
    assert "Secret Title" not in page(client).content.decode()


def test_an_agreement_of_another_school_does_not_hold(client, school, college):
    taught = course(school.parent, "auto-1")
    agree(taught, college, (course(college, "aut-100"), 3), at=SchoolFactory())

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Not yet reported" in text
    assert "Harbor College" not in text


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": EditingStatus.DRAFT},
        {"state": AgreementState.DRAFT},
    ],
)
def test_what_is_not_public_is_not_spoken_of(client, school, college, hidden):
    taught = course(school.parent, "auto-1")
    agree(taught, college, (course(college, "aut-100"), 3), **hidden)

    assert "Not yet reported" in text_of(page(client, "took=auto-1:2026-27"))


def test_an_agreement_with_a_college_that_is_not_public_is_not_shown(client, school):
    closed = OrganizationFactory(status=EditingStatus.DRAFT, name="Hidden College")
    taught = course(school.parent, "auto-1")
    agree(taught, closed, (course(closed, "aut-100"), 3))

    assert "Hidden College" not in text_of(page(client, "took=auto-1:2026-27"))


def test_another_agreement_on_the_same_course_is_told_with_its_terms(client, auto, college):
    agree(auto, college, (received(auto), 4), claim_opens="05-01")

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Harbor College counts up to 3 units." in text
    assert (
        "Another agreement gives the same course, which counts once: 4 units, Credit by exam. "
        "Opens on 1 May 2027; claim it by 30 Jun 2027."
    ) in text


def test_a_planned_course_says_so(client, auto):
    text = text_of(page(client, "plan=auto-1:2027-28"))

    assert "Harbor College counts up to 3 units if you take what you plan." in text
    assert "Only if you take AUTO-1 in 2027-28, your grade is B or better and you pass" in text


def test_a_college_class_needs_no_claim(client, school, college):
    taught = course(school.parent, "english")
    agree(taught, college, (course(college, "engl"), 3), mechanism=Mechanism.CCAP, claim_closes="")

    text = text_of(page(client, "took=english:2025-26"))

    assert "Nothing to claim: order the transcript of the college" in text
    assert "How to claim it" not in text


def test_no_opening_day_is_made_up_and_a_course_is_passed_first(client, auto):
    agreement = auto.agreements_out.get().agreement

    planned = text_of(page(client, "plan=auto-1:2027-28"))
    over = text_of(page(client, "took=auto-1:2025-26"))
    agreement.claim_opens = "09-01"
    agreement.save()
    opened = text_of(page(client, "took=auto-1:2026-27"))

    assert "1 Jul" not in planned
    assert "Claim it by 30 Jun 2028, after you have passed; opening day not on file" in planned
    assert "after you have passed" not in over
    assert "Claim it by 30 Jun 2027, after you have passed" in opened


def test_a_deadline_that_is_not_on_file_says_whom_to_ask(client, school, college):
    taught = course(school.parent, "auto-1")
    agree(taught, college, (course(college, "aut-100"), None), claim_closes="")

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Claim it after you have passed; the days are not on file: ask the college" in text
    assert "units not on file" in text


def test_a_sample_is_labeled(client, school, college):
    taught = course(school.parent, "auto-1")
    agree(taught, college, (course(college, "aut-100"), 3), is_sample=True)

    assert "Sample data" in text_of(page(client, "took=auto-1:2026-27")).partition("Glossary")[0]


def test_before_the_first_course_the_school_is_told_what_counts(client, auto, school, college):
    ended = course(school.parent, "old-1", "Old")
    agree(ended, college, (course(college, "old-100"), 3), years_through="2025-26")

    text = text_of(page(client))

    counted = text.partition("Courses here that count in college now")[2]
    assert counted.startswith(" Automotive Technology 1 AUTO-1 Harbor College: AUT-100")
    assert "Old" not in counted


# --- On what it depends ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Only if your grade is B or better and you pass the exam"),
        ({"minimum_grade": None}, "Only if you pass the exam"),
        ({"mechanism": Mechanism.GRADE}, "Only if your grade is B or better"),
        (
            {"mechanism": Mechanism.GRADE, "minimum_grade": None},
            "Only if you reach the grade it asks for, which is not on file",
        ),
        (
            {"mechanism": Mechanism.PRIOR, "minimum_grade": None},
            "Only if the college’s faculty accept what you show",
        ),
    ],
)
def test_what_the_visitor_has_not_told_is_a_condition(client, school, college, fields, sentence):
    taught = course(school.parent, "auto-1")
    agree(taught, college, (course(college, "aut-100"), 3), **fields)

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert f"{sentence} You took" in text
    # On the screen and on paper: the sentence at the top, and the total of the college.
    assert text.count("up to 3 units") == 2


def test_units_that_are_not_on_file_are_no_total(client, school, college):
    taught = course(school.parent, "auto-1")
    to = (course(college, "aut-100"), 3), (course(college, "aut-101"), None)
    agree(taught, college, *to)
    other = course(school.parent, "weld-1")
    agree(other, OrganizationFactory(name="Bay College"), (course(college, "w-1"), None))

    text = text_of(page(client, "took=auto-1:2026-27"))
    unknown = text_of(page(client, "took=weld-1:2026-27"))

    assert "Harbor College counts up to 3 units, and some not on file." in text
    assert "Bay College counts some of it; units not on file." in unknown


@pytest.mark.parametrize(
    ("query", "condition", "when"),
    [
        pytest.param(
            "took=english:2025-26",
            "Only if you were enrolled at Harbor College for it and your grade is B or better. "
            "Its units are on the college’s transcript already.",
            "Nothing to claim: order the transcript of the college",
            id="taken",
        ),
        pytest.param(
            "took=english:2026-27",
            "Only if you were enrolled at Harbor College for it and your grade is B or better. "
            "Its units stand on the college’s transcript once you have passed.",
            "Nothing to claim later: the units stand on the transcript of the college",
            id="under way",
        ),
        pytest.param(
            "plan=english:2027-28",
            "Only if you take ENGLISH in 2027-28, you enroll at Harbor College for it before it "
            "begins and your grade is B or better. Its units stand on the college’s transcript "
            "once you have passed.",
            "Nothing to claim later: the units stand on the transcript of the college",
            id="planned",
        ),
    ],
)
def test_a_college_class_begins_with_enrolling(client, school, college, query, condition, when):
    taught = course(school.parent, "english")
    steps = {"how_to_claim": "Ask for the form."}
    agree(taught, college, (course(college, "engl"), 3), mechanism=Mechanism.CCAP, **steps)

    card = text_of(page(client, query)).partition("up to 3 units")[2].partition("up to 3 units")[2]

    assert condition in card.partition("You took" if "took" in query else "You take English")[0]
    assert when in card and "Claim it" not in card
    # What is done before the class begins helps only those who plan it.
    steps = (
        "Before you take it : ENGL It is done before the class begins; afterwards nothing is left"
    )
    assert (steps in card) == ("Ask for the form." in card) == query.startswith("plan")


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("took=auto-1:2025-26", "How to claim it now"),
        ("took=auto-1:2026-27", "While you take it, and after"),
        ("plan=auto-1:2026-27", "Before you take it, and after"),
    ],
)
def test_steps_are_for_before_or_after_the_course(client, auto, query, title):
    agreement = auto.agreements_out.get().agreement
    agreement.claim_years, agreement.how_to_claim = 1, "Ask the teacher."
    agreement.save()

    text = text_of(page(client, query))

    steps = text.partition(title)[2]
    assert "Ask the teacher." in steps
    assert ("You took the course" in steps) == (title == "How to claim it now")


def test_a_course_named_for_two_years_counts_in_the_better_one(client, auto):
    asked = "took=auto-1:2026-27", "took=auto-1:2025-26"

    response = page(client, *asked)

    text = text_of(response)
    assert "You took Automotive Technology 1 2026-27" in text
    assert (
        "AUTO-1 in 2025-26 is not the one that counts. The last day to claim it was 30 Jun 2026."
    ) in text
    assert "Not granted" not in text
    html = response.content.decode()
    assert all(f'name="took" value="{one.partition("=")[2]}"' in html for one in asked)


def test_two_years_that_give_nothing_are_refused_each_for_itself(client, auto):
    text = text_of(page(client, "took=auto-1:2023-24", "took=auto-1:2025-26"))

    refused = text.partition("Not granted, and why")[2]
    assert "Automotive Technology 1 2023-24 → AUT-100" in refused
    assert "Automotive Technology 1 2025-26 → AUT-100" in refused


@pytest.mark.parametrize(
    ("closes", "said"),
    [
        ("11-26", "Today is the last day Claim it by 26 Nov 2026"),
        ("11-27", "1 day left Claim it by 27 Nov 2026"),
        ("01-25", "60 days left Claim it by 25 Jan 2027"),
        ("01-26", "Claim it by 26 Jan 2027"),
    ],
)
def test_a_last_day_that_is_near_is_a_warning(client, auto, closes, said):
    agreement = auto.agreements_out.get().agreement
    agreement.claim_years, agreement.claim_closes = 1, closes
    agreement.save()

    text = text_of(page(client, "took=auto-1:2025-26"))

    assert said in text
    assert ("left Claim" in text) == ("left Claim" in said)


def test_a_claim_that_is_not_open_yet_has_no_days_left(client, auto):
    agreement = auto.agreements_out.get().agreement
    agreement.claim_opens, agreement.claim_closes = "12-01", "12-20"
    agreement.save()

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Opens on 1 Dec 2026; claim it by 20 Dec 2026" in text
    assert "days left" not in text


def test_a_course_can_be_chosen_for_a_second_year(client, auto):
    html = page(client, "took=auto-1:2025-26").content.decode()

    assert '<option value="auto-1">' in html


# --- What is refused, and what nobody told us -----------------------------------------------------


@pytest.mark.parametrize(
    ("query", "fields", "why"),
    [
        ("took=auto-1:2025-26", {}, "The last day to claim it was 30 Jun 2026."),
        (
            "took=auto-1:2023-24",
            {},
            "Taken in 2023-24, before the agreement’s first year, 2024-25; it is not retroactive.",
        ),
        (
            "took=auto-1:2026-27",
            {"years_through": "2025-26"},
            "Taken in 2026-27, after the agreement’s last year, 2025-26.",
        ),
        (
            "plan=auto-1:2027-28",
            {"years_through": "2026-27"},
            "The agreement holds through 2026-27; for 2027-28 nothing is on file yet.",
        ),
        (
            "plan=auto-1:2026-27",
            {"state": AgreementState.ENDED, "ended_on": date(2026, 10, 1)},
            "The agreement ended on 1 Oct 2026, so a course still to be taken cannot count.",
        ),
        (
            "took=auto-1:2026-27",
            {"state": AgreementState.SUSPENDED},
            "The agreement is suspended and promises nothing until both sides have spoken.",
        ),
        (
            "took=auto-1:2026-27",
            {"state": AgreementState.IN_REVIEW},
            "The agreement is still in review, so it gives no credit so far.",
        ),
    ],
)
def test_a_refusal_says_why(client, school, college, query, fields, why):
    taught = course(school.parent, "auto-1")
    agree(taught, college, (course(college, "aut-100"), 3), **fields)

    text = text_of(page(client, query))

    assert why in text
    assert "Nothing can be claimed on what is on file today." in text
    assert "See why" in text and "See what you can claim" not in text


def test_courses_that_are_needed_too_are_named(client, auto, school):
    both = auto.agreements_out.get().agreement
    SendingCourseFactory(agreement=both, course=course(school.parent, "auto-2", "Automotive 2"))

    assert "You also need AUTO-2 Automotive 2." in text_of(page(client, "took=auto-1:2026-27"))


def test_a_course_without_agreement_is_not_yet_reported_never_none(client, school):
    course(school.parent, "pottery", "Pottery")

    text = text_of(page(client, "took=pottery:2025-26"))

    assert "Not yet reported No agreement on file names these courses." in text
    assert "Ask Canyon High" in text and "(760) 555-0101" in text


def test_a_complete_list_makes_absence_a_fact(client, school):
    course(school.parent, "pottery", "Pottery")
    InventoryFactory(
        organization=school.parent,
        kind=InventoryKind.AGREEMENTS,
        state=InventoryState.COMPLETE,
        confirmed_on=date(2026, 10, 12),
        confirmed_by=UserFactory(),
    )

    text = text_of(page(client, "took=pottery:2025-26"))

    assert "confirmed on 12 Oct 2026 that its list of agreements is complete" in text
    assert "Not yet reported" not in text


def test_a_complete_list_of_an_older_year_says_nothing_of_this_one(client, school):
    course(school.parent, "pottery", "Pottery")
    InventoryFactory(
        organization=school,
        kind=InventoryKind.AGREEMENTS,
        academic_year="2025-26",
        state=InventoryState.COMPLETE,
        confirmed_on=date(2025, 10, 12),
        confirmed_by=UserFactory(),
    )

    assert "Not yet reported" in text_of(page(client, "took=pottery:2025-26"))


def test_old_rules_of_exams_are_said_beside_their_units(client, school):
    rule = ExamCreditFactory(exam="Biology", least_score=3, units=4, as_of=date(2017, 5, 1))

    assert "This list is of 2017." in text_of(page(client, "exam=ap-biology:4"))
    rule.as_of = date(2026, 5, 1)
    rule.save()
    assert "This list is of" not in text_of(page(client, "exam=ap-biology:4"))


def test_a_score_that_the_exam_does_not_give_earns_nothing(client, school):
    ExamCreditFactory(exam="Biology", least_score=3, units=4)

    response = page(client, "exam=ap-biology:9")

    assert "4 units" not in text_of(response)
    assert '<optgroup label="AP exam"><option value="5">' in response.content.decode()
    assert '<option value="6">' not in response.content.decode()


# --- Programs that count it -----------------------------------------------------------------------


def holding(program, *courses, catalog_year="2026-27", pace=Pace.FULL_TIME, **step):
    sequence = SequenceFactory(program=program, catalog_year=catalog_year, pace=pace)
    for order, one in enumerate(courses, 1):
        SequenceStepFactory(sequence=sequence, course=one, place=1, order=order, **step)
    return sequence


def received(auto):
    return auto.agreements_out.get().agreement.receiving_courses.get().course


def test_programs_that_count_it_say_what_is_left(client, auto, college):
    program = ProgramFactory(
        title="Automotive Service", organization=college, units_min=60, units_max=60
    )
    holding(program, received(auto))

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Automotive Service Associate degree 3 units count; 57 units left in the major" in text


def test_a_course_before_the_program_takes_nothing_off_what_is_left(client, auto, college):
    program = ProgramFactory(title="Nursing", organization=college, units_min=64, units_max=65)
    holding(program, received(auto), kind=StepKind.PREREQUISITE)

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "3 units count, for a course before the program; 64–65 units left in the major" in text


def test_units_of_a_program_not_on_file_stay_so(client, auto, college):
    unknown = course(college, "unknown", units_min=None, units_max=None)
    holding(ProgramFactory(title="Auto", organization=college), received(auto), unknown)

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "3 units count; left: not on file" in text


def test_without_units_of_the_program_the_order_on_file_says_what_is_left(client, auto, college):
    one, other = (course(college, f"more-{n}", units_min=n, units_max=n + 1) for n in (2, 4))
    holding(ProgramFactory(title="Auto", organization=college), received(auto), one, other)

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "3 units count; 6–8 units left, by the order of courses on file" in text


def test_an_order_of_courses_that_is_made_up_is_labeled(client, auto, college):
    program = ProgramFactory(title="Auto", organization=college)
    sequence = holding(program, received(auto))
    sequence.is_sample = True
    sequence.save()

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Auto Associate degree Sample data 3 units count" in text


@pytest.mark.parametrize(
    "hide",
    [
        pytest.param({"program": {"status": EditingStatus.DRAFT}}, id="draft program"),
        pytest.param({"sequence": {"status": EditingStatus.DRAFT}}, id="draft sequence"),
        pytest.param({"sequence": {"catalog_year": "2028-29"}}, id="a catalog not in force"),
    ],
)
def test_a_program_that_is_not_public_does_not_count_it(client, auto, college, hide):
    program = ProgramFactory(title="Auto", organization=college, **hide.get("program", {}))
    sequence = SequenceFactory(program=program, **hide.get("sequence", {}))
    SequenceStepFactory(sequence=sequence, course=received(auto))

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Which programs count it is not on file" in text


def test_only_the_newest_sequence_of_a_program_counts(client, auto, college):
    program = ProgramFactory(title="Auto", organization=college)
    holding(program, received(auto), catalog_year="2025-26")
    holding(program, course(college, "other"), catalog_year="2026-27")

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Which programs count it is not on file" in text


def test_of_two_paces_the_one_that_the_program_shows_first_counts(client, auto, college):
    both = ProgramFactory(title="Both", organization=college)
    holding(both, course(college, "other"))
    holding(both, received(auto), pace=Pace.PART_TIME)
    part_time = ProgramFactory(title="Evenings", organization=college)
    holding(part_time, received(auto), pace=Pace.PART_TIME)

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "Evenings Associate degree 3 units count" in text
    assert "Both" not in text


def test_a_choice_counts_no_more_courses_than_it_asks_for(client, school, college):
    first, second = course(college, "a-1"), course(college, "a-2")
    taught = course(school.parent, "auto-1")
    agree(taught, college, (first, 2), (second, 4))
    program = ProgramFactory(title="Auto", organization=college, units_min=10, units_max=10)
    sequence = SequenceFactory(program=program, catalog_year="2026-27")
    choice = ChoiceGroupFactory(sequence=sequence, required=1)
    for one in (first, second):
        SequenceStepFactory(sequence=sequence, course=one, choice=choice)

    text = text_of(page(client, "took=auto-1:2026-27"))

    assert "4 units count; 6 units left" in text


# --- Exams ----------------------------------------------------------------------------------------


def test_an_exam_counts_everywhere_but_where_a_college_has_its_own_rule(client, auto, college):
    ExamCreditFactory(exam="Biology", least_score=3, units=4, areas="Natural Sciences")
    ExamCreditFactory(exam="Biology", least_score=4, units=5, organization=college)

    text = text_of(page(client, "took=auto-1:2026-27", "exam=ap-biology:3"))

    assert "every community college of the state at least 4 units · Natural Sciences" in text
    assert "A score of 3 is too low: credit begins at 4." in text
    assert "Harbor College counts up to 3 units." in text  # its own rule gives nothing


def test_an_exam_alone_is_answered(client, school):
    ExamCreditFactory(kind=ExamKind.AP, exam="Biology", least_score=3, units=4)

    text = text_of(page(client, "exam=ap-biology:5"))

    assert "Your exams count at every community college: 4 units." in text


# --- The form, and addresses that mean nothing ----------------------------------------------------


def test_a_form_leads_to_one_address_that_says_all(client, auto):
    url = reverse("programs:credit_finder")
    sent = {"school": "canyon-high", "add": "auto-1", "when": "took:2025-26", "exam": "ap-art:3"}

    response = client.get(url, sent)

    assert response.status_code == 302
    assert response.url == f"{url}?school=canyon-high&took=auto-1:2025-26&exam=ap-art:3#courses"


def test_the_form_adds_an_exam(client, school):
    url = reverse("programs:credit_finder")

    response = client.get(url, {"school": "canyon-high", "exam_add": "ap-art", "score": "4"})

    assert response.url == f"{url}?school=canyon-high&exam=ap-art:4#courses"


def test_courses_to_choose_are_those_taught_there_and_those_that_something_names(
    client, school, auto
):
    CourseOfferingFactory(course=course(school.parent, "taught"), organization=school)
    course(school.parent, "unnamed", "Nothing names it")
    course(SchoolFactory(), "elsewhere")

    html = page(client).content.decode()
    found = page(client, "find=nothing").content.decode()

    assert re.findall(r'<option value="([a-z-]+\d?)"', html.partition('name="when"')[0]) == [
        "auto-1",
        "taught",
    ]
    assert '<option value="unnamed">' in found


def test_a_middle_school_has_of_its_districts_courses_those_taught_there(client, school, auto):
    school.segments = ["ms"]
    school.save()
    explore = course(school.parent, "explore-7", "Exploring Careers")
    CourseOfferingFactory(course=explore, organization=school)
    agree(explore, OrganizationFactory(name="Bay College"), (course(school, "b-1"), 1))

    html = page(client).content.decode()

    assert '<option value="explore-7">' in html and '<option value="auto-1">' not in html
    counted = text_of(page(client)).partition("Courses here that count in college now")[2]
    assert "Exploring Careers" in counted and "Automotive" not in counted
    asked = text_of(page(client, "took=auto-1:2026-27"))
    assert "“auto-1” is no course of Canyon High" in asked
    assert "Bay College counts up to 1 unit." in text_of(page(client, "took=explore-7:2026-27"))


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("took=auto-1", "“auto-1” was left out: write a course and its academic year"),
        ("took=auto-1:2025", "its academic year is written like 2025-26."),
        ("took=auto-1:2025-27", "its academic year is written like 2025-26."),
        ("took=auto-1:1950-51", "choose a year from 1996-97 to 2029-30."),
        ("took=auto-1:2027-28", "2027-28 has not begun, so “auto-1” is read as planned."),
        ("plan=auto-1:2024-25", "2024-25 is over, so “auto-1” is read as taken."),
        (
            "plan=auto-1:2026-27&took=auto-1:2026-27",
            "“auto-1” stands there as taken and as planned; it is read as taken.",
        ),
        ("took=nowhere:2024-25", "“nowhere” is no course of Canyon High or its district"),
        ("add=auto-1", "Choose the year of the course too, then add it."),
        ("when=took:2024-25", "Choose a course, then add it."),
        ("exam=ap-biology", "write an exam and its score, like ap-biology:4."),
        ("exam=ap-biology:0", "a score of this kind of exam (AP) is from 1 to 5."),
        ("exam=ap-biology:6", "a score of this kind of exam (AP) is from 1 to 5."),
        ("exam=ib-biology:8", "a score of this kind of exam (IB) is from 1 to 7."),
        ("exam=clep-biology:19", "a score of this kind of exam (CLEP) is from 20 to 80."),
        ("exam=ap-nothing:4", "No exam “ap-nothing” is on file."),
        ("exam_add=ap-biology", "Write your score in the exam too, then add it."),
        ("score=4", "Choose an exam, then add it."),
        ("color=red", "There is no filter called “color”"),
    ],
)
def test_what_means_nothing_is_said_and_the_rest_stays(client, auto, school, part, sentence):
    course(school.parent, "pottery", "Pottery")

    text = text_of(page(client, "took=pottery:2025-26", part))

    assert sentence in text
    assert "Pottery" in text


def test_what_means_nothing_is_not_passed_on(client, auto):
    html = page(client, "took=auto-1:2025-26", "took=nowhere:2024-25").content.decode()

    assert 'name="took" value="auto-1:2025-26"' in html
    assert 'value="nowhere' not in html


def test_a_school_that_nobody_knows(client, auto):
    response = client.get(reverse("programs:credit_finder"), {"school": "no-such-school"})

    assert "We know no school “no-such-school”." in text_of(response)
    assert response.status_code == 200


def test_a_college_is_no_school(client, college):
    response = client.get(reverse("programs:credit_finder"), {"school": "harbor-college"})

    assert "We know no school" in text_of(response)


def test_more_courses_than_anybody_takes(client, auto):
    parts = [f"took=c-{number}:2024-25" for number in range(25)]

    assert "Only the first 20 courses are read." in text_of(page(client, *parts))


def test_a_course_too_many_that_the_form_adds_is_said(client, auto):
    parts = [f"took=c-{number}:2024-25" for number in range(20)]

    response = page(client, *parts, "add=auto-1", "when=took:2025-26")

    assert "Only the first 20 courses are read." in text_of(response)


def test_a_course_that_the_form_adds_otherwise_than_asked_is_said(client, auto):
    response = page(client, "add=auto-1", "when=took:2027-28")

    assert "2027-28 has not begun, so “auto-1” is read as planned." in text_of(response)
    assert "Only if you take AUTO-1 in 2027-28, your grade is B or better and you pass" in text_of(
        response
    )


def test_an_exam_too_many_is_said(client, school):
    ExamCreditFactory(exam="Art")
    parts = [f"exam=ap-{number}:3" for number in range(12)]

    for added in (["exam=ap-art:4"], ["exam_add=ap-art", "score=4"]):
        text = text_of(page(client, *parts, *added))
        assert "Only the first 12 exams are read. Take some away to add others." in text


def test_schools_are_found_by_words_of_the_name(client, school):
    SchoolFactory(name="Ocean Middle")

    response = client.get(reverse("programs:credit_finder"), {"q": "canyon"})

    assert "Canyon High" in text_of(response)
    assert "Ocean Middle" not in response.content.decode()


# --- Both languages, no cookie, as many questions for one as for many -----------------------------


def test_a_spanish_reader_gets_spanish_titles(client, auto):
    auto.title_es = "Tecnología automotriz 1"
    auto.save()

    response = page(client, "took=auto-1:2026-27", language="/es")

    assert "Tecnología automotriz 1" in text_of(response)


def test_nothing_is_stored_in_the_browser(client, auto):
    assert not page(client, "took=auto-1:2026-27").cookies
    added = {"school": "canyon-high", "add": "auto-1", "when": "took:2025-26"}
    assert not client.get(reverse("programs:credit_finder"), added).cookies


def test_paper_leads_back_to_the_live_page(client, auto):
    html = page(client, "took=auto-1:2026-27").content.decode()

    assert re.search(r'aria-label="QR code of this address: http[^"]+took=auto-1:2026-27"', html)


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, school, count):
    ExamCreditFactory(exam="Art")
    for number in range(count):
        college = OrganizationFactory()
        taught = course(school.parent, f"c-{number}")
        to = course(college, f"to-{number}")
        agree(taught, college, (to, 3))
        holding(ProgramFactory(organization=college), to)
        agree(taught, college, (course(college, f"no-{number}"), 3), state="suspended")
        course(school.parent, f"unnamed-{number}")
    asked = [f"took={name}-{n}:2026-27" for n in range(count) for name in ("c", "unnamed")]
    query = "&".join(["school=canyon-high", "exam=ap-art:4", *asked])

    # School, courses, agreements and their two sides, steps and their orders, all steps of those
    # orders, two lists of choices, exams and their rules, inventory, address of the school.
    assert queries(client, f"{reverse('programs:credit_finder')}?{query}") == 14


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_before_the_first_course_does_not_grow(client, school, college, count):
    for number in range(count):
        taught = course(school.parent, f"c-{number}")
        agree(taught, college, (course(college, f"to-{number}"), 3))

    assert queries(client, f"{reverse('programs:credit_finder')}?school=canyon-high") == 8
