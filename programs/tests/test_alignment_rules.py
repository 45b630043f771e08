"""Rules of alignment gaps: what counts as an agreement, what confirms absence, what is found."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from partners.enums import InventoryKind, InventoryState, OrganizationKind, Segment
from partners.tests.factories import (
    AS_OF,
    AdultSchoolFactory,
    DistrictFactory,
    InventoryFactory,
    OrganizationFactory,
    SchoolFactory,
    UserFactory,
)
from pathways_portal.common.enums import EditingStatus
from programs import agreements
from programs.enums import AgreementState, AlignmentKind, Availability, GapKind, GapState
from programs.gaps.alignment import rules
from programs.gaps.alignment.find import usable_agreements
from programs.gaps.alignment.prepare import prepare
from programs.gaps.three_states import has_reported, state_of_what_is_missing
from programs.models import AlignmentGap, ArticulationAgreement, GapSnapshot
from programs.tests.factories import (
    AreaFactory,
    CourseFactory,
    CourseOfferingFactory,
    EstimateFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SequenceFactory,
    SequenceStepFactory,
)
from programs.tests.path_factories import (
    AgreementFactory,
    ProgramLinkFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)

TODAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 27, 20, tzinfo=UTC)
COURSES, PROGRAMS = AlignmentKind.COURSES, AlignmentKind.PROGRAMS
FEEDERS, AGREEMENTS = AlignmentKind.FEEDERS, AlignmentKind.AGREEMENTS


@dataclass
class Terms:
    """An active agreement of three years."""

    state: str = AgreementState.ACTIVE
    years_from: str = "2024-25"
    years_through: str | None = "2026-27"
    ended_on: date | None = None
    claim_opens: str = ""
    claim_closes: str = ""
    claim_years: int = 0


# --- Without a database --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inventory", "state"),
    [
        pytest.param(InventoryState.COMPLETE, GapState.ABSENT, id="a whole list confirms"),
        pytest.param(InventoryState.NONE_OFFERED, GapState.ABSENT, id="none offered confirms"),
        pytest.param(InventoryState.PARTIAL, GapState.UNREPORTED, id="a part confirms nothing"),
        pytest.param(InventoryState.UNKNOWN, GapState.UNREPORTED, id="silence confirms nothing"),
        pytest.param(None, GapState.UNREPORTED, id="no row confirms nothing"),
    ],
)
def test_only_a_whole_list_or_none_confirms_absence(inventory, state):
    assert state_of_what_is_missing(inventory) == state
    assert has_reported(inventory) is (state == GapState.ABSENT)


def test_a_whole_list_says_nothing_of_a_program_whose_courses_are_not_on_file():
    complete, none = InventoryState.COMPLETE, InventoryState.NONE_OFFERED

    assert state_of_what_is_missing(complete, is_judged=False) == GapState.UNREPORTED
    assert state_of_what_is_missing(none, is_judged=False) == GapState.ABSENT


@pytest.mark.parametrize(
    ("years_through", "state"),
    [
        ("2025-26", GapState.OVERDUE),
        ("2026-27", GapState.ENDING),
        ("2027-28", None),
        (None, None),
    ],
)
def test_an_agreement_runs_out_once_its_last_year_has_begun(years_through, state):
    assert rules.state_of_agreement(Terms(years_through=years_through), TODAY) == state


@pytest.mark.parametrize(
    ("where", "segment"),
    [
        ({"kind": OrganizationKind.SCHOOL, "segments": ["hs"]}, Segment.HIGH_SCHOOL),
        ({"kind": OrganizationKind.SCHOOL, "segments": ["ms", "hs"], "grade": 8}, None),
        ({"kind": OrganizationKind.SCHOOL, "segments": ["ms"]}, None),
        ({"kind": OrganizationKind.ADULT_SCHOOL}, Segment.ADULT_EDUCATION),
        ({"kind": OrganizationKind.CONTINUING_EDUCATION}, Segment.NONCREDIT),
        ({"kind": OrganizationKind.COLLEGE, "credit": "noncredit"}, Segment.NONCREDIT),
        ({"kind": OrganizationKind.COLLEGE, "credit": "degree"}, None),
    ],
)
def test_the_segment_of_a_course_is_where_it_is_taught(where, segment):
    unknown = {"segments": [], "grade": None, "credit": None}

    assert rules.segment_of_course(**unknown | where) == segment


# --- In the database -----------------------------------------------------------------------------


def found():
    """{key: state} after a count."""
    prepare(NOW)
    return dict(AlignmentGap.objects.values_list("key", "state"))


def taught(school=None, **course):
    """A course that a high school teaches this year."""
    school = school or SchoolFactory()
    row = CourseFactory(organization=school, owner=school, **course)
    CourseOfferingFactory(course=row, organization=school)
    return row


def report(organization, state, kind=InventoryKind.AGREEMENTS, year="2026-27"):
    day = {"confirmed_on": AS_OF, "confirmed_by": UserFactory()}
    return InventoryFactory(
        organization=organization, kind=kind, state=state, academic_year=year, **day
    )


def with_course(program, course=None, **sequence):
    """Put a course into a published sequence of the program."""
    row = SequenceFactory(program=program, **sequence)
    return SequenceStepFactory(sequence=row, **({"course": course} if course else {})).course


def agreement_on(course, **changed):
    row = AgreementFactory(**{"sending": course.organization} | changed)
    SendingCourseFactory(agreement=row, course=course)
    return row


@pytest.mark.django_db
class TestCourses:
    def test_a_course_without_an_agreement_is_a_gap_not_yet_reported(self):
        taught(slug="welding-1")

        assert found() == {"alignment:courses:welding-1": GapState.UNREPORTED}

    def test_an_agreement_on_it_closes_it(self):
        agreement_on(taught(), years_through=None)

        assert found() == {}

    @pytest.mark.parametrize(
        "changed",
        [
            pytest.param({"status": EditingStatus.DRAFT}, id="not published"),
            pytest.param({"state": AgreementState.IN_REVIEW}, id="not active"),
            pytest.param({"is_sample": True}, id="made up, of a real course"),
            pytest.param({"years_from": "2028-29", "years_through": None}, id="of later years"),
        ],
    )
    def test_an_agreement_that_cannot_be_counted_on_does_not_close_it(self, changed):
        agreement_on(taught(slug="welding-1"), **changed)

        assert "alignment:courses:welding-1" in found()

    def test_an_agreement_with_a_closed_college_does_not_close_it(self):
        agreement_on(taught(slug="welding-1"), receiving__status=EditingStatus.DRAFT)

        assert list(found()) == ["alignment:courses:welding-1"]

    def test_a_sample_agreement_closes_the_gap_of_a_sample_course(self):
        agreement_on(taught(is_sample=True), is_sample=True, years_through=None)

        assert found() == {}

    def test_an_agreement_of_the_district_counts_for_all_its_schools(self):
        district = DistrictFactory()
        course = CourseFactory(organization=district, owner=district)
        for school in SchoolFactory.create_batch(2, parent=district):
            CourseOfferingFactory(course=course, organization=school)
        agreement_on(course, sending=district, years_through=None)

        assert found() == {}

    @pytest.mark.parametrize("whose", ["school", "district", "owner", "nobody"])
    def test_an_agreement_holds_for_the_school_its_district_and_the_owner(self, whose):
        """Three of them, so that none stands in for another: a county office owns the course."""
        office = OrganizationFactory(kind=OrganizationKind.COUNTY_OFFICE)
        school = SchoolFactory(parent=DistrictFactory())
        course = CourseFactory(organization=office, owner=office, slug="welding-1")
        CourseOfferingFactory(course=course, organization=school)
        sending = {
            "school": school,
            "district": school.parent,
            "owner": office,
            "nobody": SchoolFactory(),
        }

        agreement_on(course, sending=sending[whose], years_through=None)

        assert list(found()) == (["alignment:courses:welding-1"] if whose == "nobody" else [])

    def test_an_agreement_of_one_school_does_not_count_for_another(self):
        district = DistrictFactory()
        course = CourseFactory(organization=district, owner=district, slug="welding-1")
        one, other = SchoolFactory.create_batch(2, parent=district)
        for school in (one, other):
            CourseOfferingFactory(course=course, organization=school)
        agreement_on(course, sending=one, years_through=None)

        assert list(found()) == ["alignment:courses:welding-1"]

    def test_the_list_of_the_owner_or_of_every_school_confirms_it(self):
        district = DistrictFactory()
        course = CourseFactory(organization=district, owner=district, slug="welding-1")
        one, other = SchoolFactory.create_batch(2, parent=district)
        for school in (one, other):
            CourseOfferingFactory(course=course, organization=school)

        report(one, InventoryState.COMPLETE)
        assert found() == {"alignment:courses:welding-1": GapState.UNREPORTED}
        report(other, InventoryState.NONE_OFFERED)
        assert found() == {"alignment:courses:welding-1": GapState.ABSENT}

    def test_the_list_of_another_year_or_kind_confirms_nothing(self):
        course = taught(slug="welding-1")
        report(course.organization, InventoryState.COMPLETE, year="2025-26")
        report(course.organization, InventoryState.COMPLETE, kind=InventoryKind.PROGRAMS)

        assert found() == {"alignment:courses:welding-1": GapState.UNREPORTED}

    def test_what_is_not_taught_this_year_or_not_public_is_no_gap(self):
        old = CourseFactory(organization=SchoolFactory())
        CourseOfferingFactory(course=old, academic_year="2025-26")
        taught(status=EditingStatus.DRAFT)
        taught(SchoolFactory(status=EditingStatus.DRAFT))

        assert found() == {}


@pytest.mark.django_db
class TestPrograms:
    def high_school_program(self, **changed):
        school = SchoolFactory()
        return ProgramFactory(organization=school, segment=Segment.HIGH_SCHOOL, **changed)

    def test_a_program_without_agreement_and_link_is_a_gap(self):
        self.high_school_program(slug="patient-care")

        assert found() == {"alignment:programs:patient-care": GapState.UNREPORTED}

    def test_an_open_link_closes_it_a_draft_or_a_sample_does_not(self):
        program = self.high_school_program(slug="patient-care")
        link = ProgramLinkFactory(from_program=program, status=EditingStatus.DRAFT)
        assert "alignment:programs:patient-care" in found()

        link.status, link.is_sample = EditingStatus.PUBLISHED, True
        link.save()
        assert "alignment:programs:patient-care" in found()

        link.is_sample = False
        link.save()
        assert "alignment:programs:patient-care" not in found()

    def test_an_agreement_on_a_course_of_a_published_sequence_closes_it(self):
        program = self.high_school_program(slug="patient-care")
        course = with_course(program, status=EditingStatus.DRAFT)
        agreement_on(course, years_through=None)
        assert "alignment:programs:patient-care" in found()

        program.sequences.update(status=EditingStatus.PUBLISHED)
        assert "alignment:programs:patient-care" not in found()

    def test_a_whole_list_confirms_it_only_if_its_courses_are_on_file(self):
        program = self.high_school_program(slug="patient-care")
        report(program.organization, InventoryState.COMPLETE)
        assert found()["alignment:programs:patient-care"] == GapState.UNREPORTED

        with_course(program)
        assert found()["alignment:programs:patient-care"] == GapState.ABSENT

    def test_programs_that_students_cannot_enter_are_no_gap(self):
        self.high_school_program(availability=Availability.INACTIVE)
        self.high_school_program(status=EditingStatus.DRAFT)

        assert found() == {}


@pytest.mark.django_db
class TestFeeders:
    def test_a_college_program_that_nothing_leads_to_is_a_gap(self):
        program = ProgramFactory(slug="nursing")
        assert found() == {"alignment:feeders:nursing": GapState.UNREPORTED}

        ProgramLinkFactory(to_program=program)
        assert "alignment:feeders:nursing" not in found()

    def test_an_agreement_into_its_courses_closes_it(self):
        program = ProgramFactory(slug="nursing")
        course = with_course(program)
        row = AgreementFactory(receiving=program.organization, years_through=None)
        ReceivingCourseFactory(agreement=row, course=course)

        assert found() == {}

    def test_none_offered_confirms_it_without_its_courses(self):
        program = ProgramFactory(slug="nursing")
        report(program.organization, InventoryState.NONE_OFFERED)

        assert found() == {"alignment:feeders:nursing": GapState.ABSENT}


@pytest.mark.django_db
def test_agreements_that_run_out_are_found_with_their_state():
    AgreementFactory(slug="over", years_through="2025-26")
    AgreementFactory(slug="soon", years_through="2026-27")
    AgreementFactory(slug="later", years_through="2029-30")
    AgreementFactory(slug="draft", years_through="2026-27", status=EditingStatus.DRAFT)

    assert found() == {
        "alignment:agreements:over": GapState.OVERDUE,
        "alignment:agreements:soon": GapState.ENDING,
    }


@pytest.mark.django_db
def test_the_database_chooses_the_agreements_that_the_plain_rule_calls_usable():
    for state in (AgreementState.ACTIVE, AgreementState.SIGNED, AgreementState.SUSPENDED):
        for first, last in [
            ("2023-24", "2025-26"),
            ("2026-27", "2026-27"),
            ("2027-28", None),
            ("2028-29", None),
        ]:
            AgreementFactory(state=state, years_from=first, years_through=last)

    usable = {
        row
        for row in ArticulationAgreement.objects.all()
        if any(agreements.offered_for(row, year) for year in rules.years(TODAY))
    }

    assert set(usable_agreements(TODAY)) == usable
    assert len(usable) == 2


@pytest.mark.django_db
def test_openings_are_those_of_the_first_occupation_in_the_whole_region():
    program = ProgramFactory(slug="nursing")
    first = ProgramOccupationFactory(program=program, rank=1).occupation
    other = ProgramOccupationFactory(program=program, rank=2).occupation
    for openings in (40, 2):
        EstimateFactory(occupation=first, area=AreaFactory(), openings=openings)
    EstimateFactory(occupation=other, area=AreaFactory(), openings=900)

    prepare(NOW)

    (gap,) = AlignmentGap.objects.all()
    assert (gap.occupation, gap.openings, gap.is_estimate) == (first, 42, True)


@pytest.mark.django_db
def test_a_gap_keeps_its_first_day_and_a_closed_one_goes():
    course = taught(slug="welding-1")
    prepare(datetime(2026, 11, 1, 20, tzinfo=UTC))
    prepare(NOW)
    assert AlignmentGap.objects.get().since == date(2026, 11, 1)

    agreement_on(course, years_through=None)
    prepare(NOW)
    assert not AlignmentGap.objects.exists()


@pytest.mark.django_db
def test_the_numbers_of_each_day_are_kept_once():
    course = taught()
    prepare(datetime(2026, 11, 1, 20, tzinfo=UTC))
    agreement_on(course, years_through=None)
    prepare(NOW)
    prepare(NOW)

    rows = GapSnapshot.objects.filter(
        kind=GapKind.ALIGNMENT, key="alignment:courses:unreported"
    ).order_by("on")
    assert [(row.on, row.value, row.method_version) for row in rows] == [
        (date(2026, 11, 1), 1, rules.METHOD),
        (date(2026, 11, 27), 0, rules.METHOD),
    ]


SLOW_COURSES = """
    SELECT count(DISTINCT course.id) FROM programs_course course
    JOIN programs_courseoffering o ON o.course_id = course.id AND o.academic_year = '2026-27'
    JOIN partners_organization school ON school.id = o.organization_id
    WHERE course.status = 'published' AND school.status = 'published' AND NOT EXISTS (
        SELECT FROM programs_sendingcourse s JOIN programs_articulationagreement a
          ON a.id = s.agreement_id
        WHERE s.course_id = course.id AND a.status = 'published' AND a.state = 'active'
          AND (course.is_sample OR NOT a.is_sample)
          AND a.years_from <= '2027-28' AND coalesce(a.years_through, '9999-00') >= '2026-27'
          AND a.sending_id IN (school.id, school.parent_id, course.organization_id)
    )
"""


@pytest.mark.django_db
def test_counts_are_those_of_a_query_written_by_hand():
    district = DistrictFactory()
    for number in range(6):
        course = taught(SchoolFactory(parent=district), is_sample=number % 2 == 1)
        if number % 3 == 0:
            agreement_on(course, is_sample=number == 3, sending=district)
    taught(AdultSchoolFactory())
    ReceivingCourseFactory(agreement=AgreementFactory(receiving=OrganizationFactory()))

    prepare(NOW)

    with connection.cursor() as cursor:
        cursor.execute(SLOW_COURSES)
        (slow,) = cursor.fetchone()
    assert AlignmentGap.objects.filter(kind=COURSES).count() == slow == 5
