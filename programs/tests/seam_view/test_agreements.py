"""Agreements in the seam view: which are drawn, at which course, and what they say."""

import pytest

from partners.enums import InventoryKind, InventoryState, Segment
from partners.tests.factories import InventoryFactory, OrganizationFactory, UserFactory
from programs.enums import AgreementState, Mechanism
from programs.seam.boxes import End, Role
from programs.tests.factories import CourseFactory
from programs.tests.path_factories import SendingCourseFactory
from programs.tests.path_of import agree, in_order, on
from programs.tests.seam_view.drawn import changed, closed, hidden, said, seam, titles

pytestmark = pytest.mark.django_db


def test_credit_that_is_brought_is_not_taken_again(way):
    first, second = (box for box in seam(way).boxes if box.role == Role.TERM)

    assert (first.note, second.note) == ("", "WELD 200")
    assert [course.number for course in first.courses] == ["WELD 100"]


@pytest.mark.parametrize(
    "hide",
    [
        pytest.param(lambda way: hidden(way.agreement), id="agreement is a draft"),
        pytest.param(lambda way: hidden(way.courses[1]), id="course sent is a draft"),
        pytest.param(lambda way: hidden(way.counts_as), id="course received is a draft"),
        pytest.param(lambda way: closed(way.agreement.sending), id="district is closed"),
        pytest.param(lambda way: closed(way.agreement.receiving), id="college is closed"),
    ],
)
def test_an_agreement_that_is_not_public_is_not_shown(way, hide):
    hide(way)

    assert said(seam(way), "credit") == []


@pytest.mark.parametrize(
    ("terms", "plate"),
    [
        ({"state": AgreementState.IN_REVIEW}, ("in review: no credit yet",)),
        ({"state": AgreementState.SUSPENDED}, ("suspended",)),
        ({"years_from": "2020-21", "years_through": "2025-26"}, ("ended with 2025-26",)),
        ({"years_from": "2027-28", "years_through": None}, ("from 2027-28 on",)),
    ],
)
def test_an_agreement_that_promises_nothing_for_the_year_says_what_it_is(way, terms, plate):
    way.agreement.delete()
    agree(way.welding.organization, way.courses[1], way.degree.organization, way.counts_as, **terms)

    (line,) = [line for line in seam(way).lines if line.kind == "credit"]

    assert (line.plate, line.is_promised) == (plate, False)
    assert line.terms[1] == plate[0]


def test_an_agreement_that_needs_two_courses_stands_at_the_last(way):
    SendingCourseFactory(agreement=way.agreement, course=way.courses[2])

    assert [start for start, _end, _plate in said(seam(way), "credit")] == ["Welding 3"]


def test_a_course_that_the_program_does_not_teach_is_needed_too(way):
    extra = CourseFactory(organization=way.agreement.sending, title="Safety")
    SendingCourseFactory(agreement=way.agreement, course=extra)

    drawn = seam(way)

    assert said(drawn, "credit") == [
        (
            "Welding 2",
            "WELD 100 Safe welding",
            ("3 units by exam", "also needs Safety", "grade B or better", "claim by 30 Jun 2027"),
        )
    ]
    # So far nothing is earned: the course is still one of those to take at the college.
    assert said(drawn, "counts") == []
    assert [box.note for box in drawn.boxes if box.role == Role.TERM] == ["WELD 100", "WELD 200"]


def test_the_program_with_all_the_courses_of_an_agreement_is_drawn(way):
    extra = CourseFactory(organization=way.agreement.sending, title="Safety")
    SendingCourseFactory(agreement=way.agreement, course=extra)
    whole = on(way.pathway, organization=way.welding.organization, segment=Segment.HIGH_SCHOOL)
    in_order(whole, {11: [way.courses[1]], 12: [extra]})

    assert [start for start, _end, _plate in said(seam(way), "credit")] == ["Safety"]


def test_two_agreements_of_one_course_with_one_college_say_the_units_of_both(way):
    other = CourseFactory(organization=way.degree.organization, number="WELD 101")
    agree(way.agreement.sending, way.courses[1], way.degree.organization, other, units=2)

    [box] = [box for box in seam(way).boxes if box.role == Role.EARNED]

    assert (box.title, box.notes[0]) == ("WELD 100, WELD 101", "5 units")


@pytest.mark.parametrize("first", [0, 1])
def test_what_counts_at_another_college_says_how_of_what_can_be_counted_on(way, first):
    college = OrganizationFactory(name="Other College")
    states = [AgreementState.SUSPENDED, AgreementState.ACTIVE]
    for number in (first, 1 - first):
        received = CourseFactory(organization=college, number=f"W {number}")
        agree(
            way.agreement.sending, way.courses[1], college, received, state=states[number], units=1
        )

    [box] = [box for box in seam(way).boxes if box.role == Role.ALSO]

    assert box.notes[0] == "2 units by exam"


def test_the_agreement_of_another_district_is_not_the_schools(way):
    elsewhere = OrganizationFactory()
    agree(elsewhere, way.courses[1], way.degree.organization, way.counts_as)

    assert len(said(seam(way), "credit")) == 1


def test_the_agreement_of_whoever_owns_the_course_holds_where_it_is_taught(way):
    office = OrganizationFactory(name="County office")
    changed(way.courses[1], organization=office)
    way.agreement.delete()
    agree(office, way.courses[1], way.degree.organization, way.counts_as)

    drawn = seam(way)

    assert [start for start, _end, _plate in said(drawn, "credit")] == ["Welding 2"]
    assert [one.sending for one in drawn.brought] == [office]


def test_an_agreement_of_a_district_stands_once_though_two_of_its_schools_teach_the_course(way):
    parent = way.agreement.sending
    changed(way.adult.organization, parent=parent)
    in_order(way.adult, {1: [way.courses[1]]})

    drawn = seam(way)

    assert [start for start, _end, _plate in said(drawn, "credit")] == ["Welding 2"]
    keys = [box.key for box in drawn.boxes] + [line.key for line in drawn.lines]
    assert len(keys) == len(set(keys))


def test_a_course_of_an_adult_school_counts_too(way):
    course = CourseFactory(organization=way.adult.organization)
    in_order(way.adult, {1: [course]})
    agree(way.adult.organization, course, way.degree.organization, way.counts_as)

    starts = [start for start, _end, _plate in said(seam(way), "credit")]

    assert starts == ["Welding 2", "Welding for adults"]


def test_one_course_counts_at_several_colleges_the_chosen_one_first(way):
    for number in range(5):
        college = OrganizationFactory(name=f"College {number}")
        received = CourseFactory(organization=college, number=f"W {number}")
        on(way.pathway, organization=college, title=f"Degree {number}")
        agree(way.agreement.sending, way.courses[1], college, received, mechanism=Mechanism.GRADE)

    drawn = seam(way, college="harbor")

    assert titles(drawn, Role.EARNED) == ["WELD 100 Safe welding"]
    assert titles(drawn, Role.ALSO) == ["College 0", "College 1", "College 2"]
    assert drawn.other_colleges == ["College 3", "College 4"]
    assert len(drawn.brought) == 6


def test_an_agreement_of_an_on_ramp_that_is_drawn_elsewhere_is_named(way):
    """The district's agreement has its line at the high school; the adult school has it too."""
    way.link.delete()
    changed(way.adult.organization, parent=way.agreement.sending)
    in_order(way.adult, {1: [way.courses[1]]})

    box = seam(way).by_key[f"program-{way.adult.pk}"]

    assert [(one.title, one.at) for one in box.elsewhere] == [("WELD 100", "Harbor College")]


@pytest.mark.parametrize(("is_told", "end"), [(False, End.NO_CREDIT), (True, End.NONE)])
def test_a_course_with_a_next_one_lacks_credit_and_nothing_else(way, is_told, end):
    way.agreement.delete()
    if is_told:
        all_agreements_told(way.welding.organization)

    assert (
        seam(way).by_key[f"course-{way.welding.sequences.get().steps.get(place=11).pk}"].end == end
    )


def all_agreements_told(school):
    InventoryFactory(
        organization=school,
        kind=InventoryKind.AGREEMENTS,
        state=InventoryState.COMPLETE,
        confirmed_on="2026-09-01",
        confirmed_by=UserFactory(),
    )


def test_a_school_that_told_all_its_agreements_has_none_there(way):
    all_agreements_told(way.welding.organization)

    ends = {box.title: box.end for box in seam(way).boxes if box.end}

    assert ends == {"Welding 3": End.NONE}
