"""A route as people read it: its steps, units, credit, pay and miles, and where it ends."""

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.enums import OrganizationKind, Segment
from partners.tests.factories import AdultSchoolFactory, OrganizationFactory
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs import search_documents
from programs.enums import Award, EntryEducation, LinkBasis, StepKind
from programs.routes.ends import choose
from programs.tests.factories import (
    AreaFactory,
    OccupationFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SequenceFactory,
    SequenceStepFactory,
    SurveyFactory,
)
from programs.tests.path_factories import (
    AgreementFactory,
    ProgramLinkFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)
from programs.tests.route_page.words_of_page import NURSE, words

pytestmark = pytest.mark.django_db


# --- Routes ---------------------------------------------------------------------------------------


def test_from_school_to_a_job_over_a_link(ask, care, nursing):
    ProgramLinkFactory(from_program=care, to_program=nursing, units=3, terms="With a B")

    response = ask(from_="hs", school="canyon-high", grade=9, to=NURSE)

    (route,) = response.context["routes"]
    assert [step.card.title for step in route.steps] == ["Patient Care", "Nursing"]
    assert (route.route.units, route.route.carried, route.route.cost.changes) == (37, 3, 1)
    text = words(response)
    for said in ("37 units left", "1 change of school", "6.9 miles", "With a B", "3 units"):
        assert said in text, said
    assert "The only route on file." in text
    assert "Sample" not in text.split("Routes use")[0]


def test_what_carries_over_is_none_only_where_that_is_known(ask, care, nursing, nurse, college):
    known = ProgramFactory(title="Long", organization=college, units_min=52, units_max=52)
    ProgramOccupationFactory(program=known, occupation=nurse)
    ProgramLinkFactory(from_program=care, to_program=nursing, units=None)
    ProgramLinkFactory(from_program=care, to_program=known, units=0)

    text = words(ask(from_="hs", school="canyon-high", to=NURSE))

    assert "Harbor College 40 not on file 1 " in text
    assert "Harbor College 52 0 1 " in text


def test_a_program_of_a_range_leaves_a_range(ask, care, nursing):
    nursing.units_max = 46
    nursing.save()
    ProgramLinkFactory(from_program=care, to_program=nursing, units=3)

    assert "37–43 units left" in words(ask(from_="hs", school="canyon-high", to=NURSE))


def test_credit_for_a_course_before_the_program_is_named_as_that(ask, care, nursing):
    agreement = AgreementFactory(
        sending=care.organization, receiving=nursing.organization, years_through=None
    )
    sent = SendingCourseFactory(agreement=agreement).course
    received = ReceivingCourseFactory(agreement=agreement, units=3).course
    SequenceStepFactory(sequence=SequenceFactory(program=care), course=sent)
    SequenceStepFactory(
        sequence=SequenceFactory(program=nursing), course=received, kind=StepKind.PREREQUISITE
    )

    text = words(ask(from_="hs", school="canyon-high", to=NURSE))

    assert "40 units left" in text
    assert "3 units, for a course before the program" in text


def test_awards_on_the_way_are_places_to_stop(ask, nursing, health, college):
    adult = AdultSchoolFactory(name="Valley Adult", slug="valley-adult")
    first = ProgramFactory(
        title="Nursing Assistant",
        organization=adult,
        segment=Segment.ADULT_EDUCATION,
        award=None,
        sector=health,
    )
    ProgramOccupationFactory(
        program=first, occupation=OccupationFactory(title="Nursing Assistants")
    )
    ProgramLinkFactory(from_program=first, to_program=nursing)

    response = ask(from_="ae", school="valley-adult", to=NURSE)

    (route,) = response.context["routes"]
    assert [step.is_exit for step in route.steps] == [True, False]
    assert "Leads to: Nursing Assistants" in words(response)


def test_pay_names_its_county_and_its_source(ask, care, nursing, nurse, college):
    figure = SurveyFactory(
        occupation=nurse, area=AreaFactory(county=college.county), source="Survey of pay"
    )
    ProgramLinkFactory(from_program=care, to_program=nursing)

    text = words(ask(from_="hs", school="canyon-high", to=NURSE))

    assert f"Median pay, {figure.area.name}" in text
    assert "Pay and openings: Survey of pay" in text


@pytest.mark.parametrize(
    ("title", "asks"),
    [
        ("Licensed Vocational Nurse to Registered Nurse", True),
        ("Licensed Vocational Nursing", False),
    ],
)
def test_a_program_that_asks_for_a_license_says_so_on_the_route(ask, care, nursing, title, asks):
    nursing.title = title
    nursing.save()
    ProgramLinkFactory(from_program=care, to_program=nursing)

    text = words(ask(from_="hs", school="canyon-high", to=NURSE))

    assert ("To enter you need a vocational nurse’s license" in text) is asks


def test_the_pay_of_the_job_stands_once_and_is_said_of_every_route(ask, nursing, nurse, college):
    other = ProgramFactory(title="Nursing Science", organization=college)
    ProgramOccupationFactory(program=other, occupation=nurse)
    SurveyFactory(occupation=nurse, area=AreaFactory(county=college.county))

    text = words(ask(from_="work", to=NURSE))

    said = "The pay at the end of every route: Registered Nurses"
    assert text.count(said) == 1
    assert text.index(said) < text.index("The routes side by side") < text.index("Route 1")


@pytest.mark.parametrize(("place", "said"), [("", True), ("harbor-college", False)])
def test_who_names_no_place_has_no_miles_of_none(ask, nursing, nurse, college, place, said):
    other = ProgramFactory(title="Nursing Science", organization=college)
    ProgramOccupationFactory(program=other, occupation=nurse)

    text = words(ask(from_="work", college=place, to=NURSE))

    assert ("no starting place given" in text) is said


def test_the_table_names_the_programs_of_each_route_in_order(ask, care, nursing, nurse, college):
    other = ProgramFactory(title="Nursing Science", organization=college)
    ProgramOccupationFactory(program=other, occupation=nurse)
    for program in (nursing, other):
        ProgramLinkFactory(from_program=care, to_program=program)

    text = words(ask(from_="hs", school="canyon-high", to=NURSE))

    table = text[text.index("The routes side by side") :]
    assert "1 Patient Care , Canyon High Nursing Associate degree , Harbor College 40" in table


def test_the_grade_decides_which_courses_are_still_ahead(ask, care, nursing):
    ProgramLinkFactory(from_program=care, to_program=nursing)
    sequence = SequenceFactory(program=care)
    for grade, title in ((9, "Health Essentials"), (10, "Anatomy"), (11, "Clinic")):
        SequenceStepFactory(sequence=sequence, place=grade, course__title=title)

    text = words(ask(from_="hs", school="canyon-high", grade=10, to=NURSE))

    assert "From grade 10 on: Anatomy (10), Clinic (11)" in text
    assert "Health Essentials" not in text
    assert "1 of its courses is usually taken before grade 10" in text


def test_a_draft_that_is_ahead_is_counted_and_not_named(ask, care, nursing):
    ProgramLinkFactory(from_program=care, to_program=nursing)
    SequenceStepFactory(
        sequence=SequenceFactory(program=care),
        place=10,
        course__title="Secret",
        course__status=EditingStatus.DRAFT,
    )

    text = words(ask(from_="hs", school="canyon-high", grade=9, to=NURSE))

    assert "Secret" not in text
    assert "1 more course of this order is missing here: its record is not published yet." in text


def test_courses_ahead_are_those_of_the_order_that_the_program_shows_first(ask, care, nursing):
    ProgramLinkFactory(from_program=care, to_program=nursing)
    now = int(academic_year.on(timezone.localdate())[:4])
    for years, title in ((0, "Anatomy"), (3, "Far ahead")):
        sequence = SequenceFactory(program=care, catalog_year=academic_year.starting(now + years))
        SequenceStepFactory(sequence=sequence, place=10, course__title=title)

    text = words(ask(from_="hs", school="canyon-high", grade=9, to=NURSE))

    assert "From grade 9 on: Anatomy (10)" in text
    assert "Far ahead" not in text


def test_units_somebody_has_may_count_and_are_never_promised(ask, nursing):
    response = ask(from_="work", units=12, to=NURSE)

    (route,) = response.context["routes"]
    assert route.route.units == 40
    assert "Your 12 units may count: ask a counselor at the college." in words(response)


def test_a_college_chosen_is_where_a_working_adult_begins(ask, nursing, college):
    other = OrganizationFactory(name="Mesa College", kind=OrganizationKind.COLLEGE)
    begin = ProgramFactory(organization=other, units_min=10, units_max=10)
    ProgramLinkFactory(from_program=begin, to_program=nursing)

    (route,) = ask(from_="work", college="mesa college", to=NURSE).context["routes"]

    assert [step.card.organization for step in route.steps] == ["Mesa College", "Harbor College"]


def test_a_route_to_a_program(ask, care, nursing):
    ProgramLinkFactory(from_program=care, to_program=nursing)

    response = ask(from_="hs", school="canyon-high", to_program=nursing.slug)

    assert len(response.context["routes"]) == 1
    assert "Routes to Nursing" in words(response)


def test_links_that_were_made_up_are_marked(ask, care, nursing):
    ProgramLinkFactory(
        from_program=care, to_program=nursing, is_sample=True, basis=LinkBasis.SAMPLE
    )

    text = words(ask(from_="hs", school="canyon-high", to=NURSE))

    assert "Some links on these routes are sample data" in text
    assert "Continues in Sample data" in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    ask, client, care, nursing, count, django_assert_max_num_queries
):
    for _number in range(count):
        middle = ProgramLinkFactory(from_program=care).to_program
        ProgramLinkFactory(from_program=middle, to_program=nursing)
    search_documents.rebuild_all()
    address = f"{reverse('programs:route')}?from=hs&school=canyon-high&grade=9&to={NURSE}"
    client.get(address)

    with django_assert_max_num_queries(18):
        response = client.get(address)

    assert len(response.context["routes"]) == count


# --- Where a route ends ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("segment", "award", "is_end"),
    [
        pytest.param(Segment.COLLEGE, Award.ASSOCIATE, True, id="one level below the usual"),
        pytest.param(Segment.COLLEGE, None, True, id="award not on file"),
        pytest.param(Segment.COLLEGE, Award.CERTIFICATE_LONG, False, id="two levels below"),
        pytest.param(Segment.HIGH_SCHOOL, None, False, id="a beginning in high school"),
    ],
)
def test_a_route_ends_where_the_job_is_near(nurse, segment, award, is_end):
    rows = [(1, segment, award, 7), (2, Segment.COLLEGE, Award.ASSOCIATE, 8)]

    assert (1 in choose(nurse, rows).programs) == is_end


def test_where_no_program_is_near_the_nearest_are_ends_and_it_is_said(nurse):
    nurse.entry_education = EntryEducation.DOCTORAL

    ends = choose(
        nurse,
        [(1, Segment.COLLEGE, Award.ASSOCIATE, 7), (2, Segment.COLLEGE, Award.CERTIFICATE_LONG, 8)],
    )

    assert (ends.programs, ends.fields, ends.is_far) == ({1}, {7}, True)


def test_high_school_is_enough_where_a_diploma_is(nurse):
    nurse.entry_education = EntryEducation.HIGH_SCHOOL

    assert choose(nurse, [(1, Segment.HIGH_SCHOOL, None, 7)]).programs == {1}
