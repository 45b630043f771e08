"""What the Credit Finder says can be claimed: for what, how, until when."""

import pytest

from partners.enums import OrganizationKind
from partners.tests.factories import OrganizationFactory, SchoolFactory
from pathways_portal.common.enums import EditingStatus
from programs.enums import AgreementState, Mechanism
from programs.tests.credit_finder.asked_page import agree, course, page, received, text_of
from programs.tests.factories import CourseOfferingFactory
from programs.tests.path_factories import SendingCourseFactory

pytestmark = pytest.mark.django_db


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
