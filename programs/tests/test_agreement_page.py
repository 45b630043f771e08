"""The page of one agreement, and the agreements on the page of a course."""

import datetime

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from partners.enums import MembershipRole, OrganizationKind
from partners.tests.factories import (
    DistrictFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    SchoolFactory,
)
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.articulation.on_course import agreements_of_course
from programs.enums import AgreementState as State
from programs.enums import Mechanism, SignerRole
from programs.tests.factories import CourseFactory, CourseOfferingFactory
from programs.tests.path_factories import (
    AgreementFactory,
    AgreementWithCoursesFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
    SignatureFactory,
)

pytestmark = pytest.mark.django_db
NOW = academic_year.on(timezone.localdate())
FIRST = int(NOW[:4])
BEFORE, AFTER = academic_year.starting(FIRST - 1), academic_year.starting(FIRST + 1)


def get(client, agreement, status=200):
    response = client.get(f"/articulation/{agreement.slug}/")
    assert response.status_code == status
    return response


def text_of(client, agreement):
    return " ".join(get(client, agreement).content.decode().split())


# --- What is public -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"status": EditingStatus.DRAFT},
        {"status": EditingStatus.ARCHIVED},
        {"sending__status": EditingStatus.DRAFT},
        {"receiving__status": EditingStatus.DRAFT},
    ],
)
def test_what_is_not_public_is_not_found(client, fields):
    get(client, AgreementFactory(**fields), status=404)


# --- Terms ----------------------------------------------------------------------------------------


def test_the_terms_stand_in_plain_words(client):
    agreement = AgreementWithCoursesFactory(
        while_enrolled=True,
        transfer_note="Ask the university first.",
        document_url="https://example.org/signed.pdf",
        next_review=datetime.date(2027, 3, 1),
        how_to_claim="Apply.\n \n\nBring the form.",
        receiving__name="Harbor College",
    )

    text = text_of(client, agreement)

    for said in (
        "Pass the course and the exam that the two schools agreed on.",
        "B or better",
        "Final exam of the college, taken at the school",
        "Not retroactive: a course taken before 2024-25 does not count.",
        "only while you are enrolled at Harbor College",
        "Ask the university first.",
        "https://example.org/signed.pdf",
        "1 Mar 2027",
        "<li>Apply.</li>",
        "<li>Bring the form.</li>",
    ):
        assert said in text
    assert "<li></li>" not in text


def test_what_is_not_on_file_is_said_to_be_not_on_file(client):
    agreement = AgreementFactory(minimum_grade=None, exam="", claim_closes="")

    text = text_of(client, agreement)

    assert text.count("not on file") >= 8
    assert "the days are not on file: ask the college" in text
    assert "Which steps to take is not on file" in text


def test_a_draft_that_it_names_has_its_number_alone(client):
    agreement = AgreementWithCoursesFactory()
    drafts = [agreement.sending_courses.get().course, agreement.receiving_courses.get().course]
    for course in drafts:
        course.title, course.status = "Secret", EditingStatus.DRAFT
        course.save()

    text = text_of(client, agreement)

    for course in drafts:
        assert f'>{course.number}</span> <span class="soft">(record not published yet)' in text
        assert course.get_absolute_url() not in text
    assert "Secret" not in text


def test_all_sending_courses_are_needed(client):
    agreement = AgreementWithCoursesFactory()
    SendingCourseFactory(agreement=agreement, course__title="Welding 2")

    text = text_of(client, agreement)

    assert "You take all 2 of these" in text
    assert "B or better, in each of the courses" in text


def test_the_college_course_itself_is_not_claimed(client):
    text = text_of(client, AgreementWithCoursesFactory(mechanism=Mechanism.CCAP))

    assert "there is nothing to claim" in text
    assert "Claim from" not in text


# --- Days -----------------------------------------------------------------------------------------


def test_the_days_to_claim_are_said_as_the_credit_finder_says_them(client):
    agreement = AgreementFactory(years_from=BEFORE, years_through=None, claim_closes="06-30")

    this, last = get(client, agreement).context["page"].windows

    assert (this.year, this.words, this.is_open) == (
        NOW,
        f"Claim it by 30 Jun {FIRST + 1}, after you have passed; opening day not on file",
        False,
    )
    assert (last.year, last.words, last.is_over) == (
        BEFORE,
        f"The last day to claim it was 30 Jun {FIRST}.",
        True,
    )


def test_a_course_that_is_over_is_claimed_now(client):
    agreement = AgreementFactory(years_from=BEFORE, years_through=None, claim_years=1)

    _this, last = get(client, agreement).context["page"].windows

    assert (last.words, last.is_open) == (f"Claim it by 30 Jun {FIRST + 1}", True)


def test_a_year_that_is_not_covered_has_no_days(client):
    agreement = AgreementFactory(years_from=NOW, years_through=None)

    _this, last = get(client, agreement).context["page"].windows

    assert last.verdict is None
    assert "It does not count under this agreement." in text_of(client, agreement)


def test_a_review_that_nobody_held_is_overdue(client):
    day = timezone.localdate()

    assert "review overdue" not in text_of(client, AgreementFactory(next_review=day))
    overdue = AgreementFactory(next_review=day - datetime.timedelta(days=1))
    assert "review overdue since" in text_of(client, overdue)


def test_what_is_past_its_end_warns(client):
    agreement = AgreementFactory(years_from="2019-20", years_through="2020-21")

    text = text_of(client, agreement)

    assert "Past its end: ask" in text
    assert "Its last year was 2020-21, and nobody has ended or renewed it here." in text


# --- Where it holds -------------------------------------------------------------------------------


def test_an_agreement_of_a_district_holds_at_its_schools(client):
    district = DistrictFactory()
    teaches = SchoolFactory(name="A High", parent=district)
    SchoolFactory(name="B High", parent=district)
    SchoolFactory(name="Hidden High", parent=district, status=EditingStatus.DRAFT)
    agreement = AgreementWithCoursesFactory(sending=district)
    course = agreement.sending_courses.get().course
    CourseOfferingFactory(course=course, organization=teaches, academic_year=NOW)

    schools = get(client, agreement).context["page"].schools

    assert [(one.organization.name, one.is_taught) for one in schools] == [
        ("A High", True),
        ("B High", False),
    ]


def test_it_holds_where_others_teach_a_course_of_whoever_sends(client):
    office = OrganizationFactory(name="County Office", kind=OrganizationKind.COUNTY_OFFICE)
    agreement = AgreementWithCoursesFactory(sending=office)
    course = agreement.sending_courses.get().course
    for name, year, status in (
        ("A High", NOW, EditingStatus.PUBLISHED),
        ("Old High", BEFORE, EditingStatus.PUBLISHED),
        ("Hidden High", NOW, EditingStatus.DRAFT),
    ):
        school = SchoolFactory(name=name, status=status)
        CourseOfferingFactory(course=course, organization=school, academic_year=year)

    assert [one.name for one in get(client, agreement).context["page"].elsewhere] == ["A High"]
    text = text_of(client, agreement)
    assert "so the agreement holds also where others teach it:" in text
    assert "At County Office only" not in text


def test_it_does_not_hold_where_others_teach_a_course_that_is_not_the_senders(client):
    agreement = AgreementFactory()
    course = CourseFactory(organization=DistrictFactory())
    SendingCourseFactory(agreement=agreement, course=course)
    CourseOfferingFactory(course=course, organization=SchoolFactory(), academic_year=NOW)

    assert get(client, agreement).context["page"].elsewhere == []


def test_of_several_courses_a_school_must_list_all(client):
    district = DistrictFactory()
    school = SchoolFactory(parent=district)
    agreement = AgreementWithCoursesFactory(sending=district)
    SendingCourseFactory(agreement=agreement)
    first = agreement.sending_courses.first().course
    CourseOfferingFactory(course=first, organization=school, academic_year=AFTER)

    (one,) = get(client, agreement).context["page"].schools

    assert not one.is_taught


def test_an_agreement_of_a_school_holds_there_only(client):
    agreement = AgreementFactory(sending__name="Canyon High")

    assert "At Canyon High only" in text_of(client, agreement)


# --- Signatures -----------------------------------------------------------------------------------


@pytest.fixture
def signed():
    agreement = AgreementFactory(receiving__name="Harbor College")
    SignatureFactory(
        agreement=agreement,
        order=2,
        role=SignerRole.DEAN,
        person=PersonFactory(name="Maria Delgado"),
        signed_on=datetime.date(2024, 5, 20),
    )
    SignatureFactory(
        agreement=agreement,
        order=1,
        role=SignerRole.TEACHER,
        organization=agreement.sending,
        signed_on=None,
    )
    return agreement


def test_the_public_sees_role_side_and_day_in_order_but_no_name(client, signed):
    chain = get(client, signed).context["page"].chain
    text = text_of(client, signed)

    assert [(one.role, one.side, one.signed_on, one.name) for one in chain] == [
        ("Teacher", "sending", None, ""),
        ("Dean", "receiving", datetime.date(2024, 5, 20), ""),
    ]
    assert "signed on 20 May 2024" in text
    assert "not signed yet" in text
    assert "Delgado" not in text


def test_practitioners_see_who_signed(client, signed):
    client.force_login(MembershipFactory(role=MembershipRole.VIEWER).user)

    assert "Maria Delgado" in text_of(client, signed)


def test_a_signature_on_another_word_says_so(client, signed):
    """What the college noted for the school is no signature that the school itself recorded."""
    college = signed.receiving
    signed.signatures.update(signed_on=datetime.date(2024, 5, 20), recorded_by=college)

    chain = get(client, signed).context["page"].chain

    assert [(one.side, one.recorded_by) for one in chain] == [
        ("sending", college),
        ("receiving", None),
    ]
    said = "recorded by Harbor College, not by the side itself"
    assert text_of(client, signed).count(said) == 1


# --- History, marks, links ------------------------------------------------------------------------


def test_history_tells_each_change_of_state_with_its_day_and_no_name(client):
    agreement = AgreementFactory(state=State.SIGNED)
    agreement.exam = "Another exam"  # not a change of state
    agreement.save()
    agreement.state = State.ACTIVE
    agreement.save()

    events = get(client, agreement).context["page"].history

    assert [(event.on, str(event.state), event.is_first) for event in events] == [
        (timezone.localdate(), "Active", False),
        (timezone.localdate(), "Signed", True),
    ]


def test_sample_data_is_labeled_and_kept_out_of_search_engines(client):
    text = text_of(client, AgreementFactory(is_sample=True))

    assert "This is sample data." in text
    assert '<meta name="robots" content="noindex">' in text


def test_a_reader_can_report_a_problem(client):
    agreement = AgreementFactory(slug="one")

    assert 'href="/feedback/?about=/articulation/one/"' in text_of(client, agreement)


def test_its_coordinators_find_the_form_others_do_not(client):
    agreement = AgreementFactory()
    client.force_login(MembershipFactory(organization=agreement.receiving).user)
    assert "Edit this record" in text_of(client, agreement)

    client.force_login(MembershipFactory(organization=agreement.sending).user)
    assert "Edit this record" not in text_of(client, agreement)


def test_the_site_map_names_public_real_agreements(client):
    AgreementFactory(slug="one")
    AgreementFactory(slug="sample", is_sample=True)
    AgreementFactory(slug="draft", status=EditingStatus.DRAFT)

    text = client.get("/sitemap-agreements.xml").content.decode()

    assert "/articulation/one/" in text
    assert "/es/articulation/one/" in text
    assert "sample" not in text
    assert "draft" not in text


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_the_page_does_not_grow(client, count, django_assert_num_queries):
    district = DistrictFactory()
    SchoolFactory.create_batch(count, parent=district)
    agreement = AgreementFactory(sending=district)
    SendingCourseFactory.create_batch(count, agreement=agreement)
    ReceivingCourseFactory.create_batch(count, agreement=agreement)
    for role in list(SignerRole)[:count]:
        SignatureFactory(agreement=agreement, role=role)

    # agreement, 2 of courses; schools, what they teach, others; signatures; history
    with django_assert_num_queries(8):
        get(client, agreement)


def test_it_is_there_in_spanish(client):
    agreement = AgreementWithCoursesFactory()

    assert client.get(f"/es/articulation/{agreement.slug}/").status_code == 200


# --- On the page of a course ----------------------------------------------------------------------


def printed(course):
    found = agreements_of_course(course)
    return " ".join(
        render_to_string("programs/_course_agreements.html", {"agreements": found}).split()
    )


def test_a_course_says_what_it_earns_and_what_earns_it():
    college = OrganizationFactory(name="Harbor College")
    course = CourseFactory(organization=college, number="WELD 100", title="Welding Basics")
    earns = AgreementFactory(slug="earns", receiving=college, sending__name="Canyon High")
    ReceivingCourseFactory(agreement=earns, course=course)
    SendingCourseFactory(agreement=earns, course__title="Metal Shop")
    sends = AgreementFactory(slug="sends", sending=college, receiving__name="Bay College")
    SendingCourseFactory(agreement=sends, course=course)
    ReceivingCourseFactory(agreement=sends, course__number="MFG 10")

    found, text = agreements_of_course(course), printed(course)

    assert [row.agreement.slug for row in found.earns] == ["earns"]
    assert [row.agreement.slug for row in found.sends] == ["sends"]
    for said in ("Metal Shop", "Canyon High", "MFG 10", "Bay College", "3 units", "In force"):
        assert said in text


def test_what_is_in_force_comes_first():
    course = CourseFactory()
    for slug, state in (("a", State.SUSPENDED), ("b", State.ACTIVE)):
        SendingCourseFactory(agreement=AgreementFactory(slug=slug, state=state), course=course)

    assert [row.agreement.slug for row in agreements_of_course(course).sends] == ["b", "a"]


def test_a_course_shows_no_agreement_that_is_not_public():
    course = CourseFactory()
    SendingCourseFactory(agreement=AgreementFactory(status=EditingStatus.DRAFT), course=course)

    assert "does not mean there is none" in printed(course)


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_for_a_course_does_not_grow(count, django_assert_num_queries):
    course = CourseFactory()
    for _n in range(count):
        SendingCourseFactory(agreement=AgreementFactory(), course=course)

    with django_assert_num_queries(3):
        printed(course)
