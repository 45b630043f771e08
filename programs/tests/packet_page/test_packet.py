"""The packet of a school: who may see it, its programs, what they lead to, its languages."""

import pytest
from django.urls import reverse

from partners.enums import Operating
from partners.tests.factories import (
    DistrictFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    SchoolFactory,
    SiteFactory,
)
from partners.tests.reading import text
from pathways_portal.common.enums import EditingStatus
from programs.enums import CourseLevel
from programs.tests.factories import (
    OccupationFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SequenceFactory,
    SequenceStepFactory,
    SurveyFactory,
)
from programs.tests.packet_page.asked_packet import KINDS, NO_CREDIT, agreement, packet_of, years
from programs.tests.path_factories import (
    ProgramLinkFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_page_of_an_organization_leads_to_its_packet_which_no_search_engine_keeps(client, kind):
    organization = KINDS[kind]()
    address = reverse(f"partners:{kind}_packet", args=[organization.slug])

    assert address in client.get(organization.get_absolute_url()).content.decode()
    response = packet_of(client, organization, kind)
    assert response.status_code == 200
    assert '<meta name="robots" content="noindex">' in response.content.decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "hidden",
    [{"status": EditingStatus.DRAFT}, {"operating": Operating.CLOSED}],
    ids=["draft", "closed"],
)
def test_packet_of_what_is_not_public_is_not_found(client, kind, hidden):
    assert packet_of(client, KINDS[kind](**hidden), kind).status_code == 404


def test_packet_of_another_kind_is_not_found(client):
    assert packet_of(client, OrganizationFactory(), "school").status_code == 404


def test_courses_stand_in_order_of_the_newest_published_sequence_with_grade_and_level(client):
    school = SchoolFactory()
    program = ProgramFactory(organization=school, segment="hs")
    this, coming = years()
    old = SequenceFactory(program=program, catalog_year="2019-20")
    SequenceStepFactory(sequence=old, place=9, course__title="Old course")
    draft = SequenceFactory(program=program, catalog_year=coming, status=EditingStatus.DRAFT)
    SequenceStepFactory(sequence=draft, place=9, course__title="Draft order")
    new = SequenceFactory(program=program, catalog_year=this)
    for grade, title in ((11, "Second"), (10, "First")):
        SequenceStepFactory(
            sequence=new, place=grade, course__title=title, course__level=CourseLevel.values[0]
        )
    hidden = SequenceStepFactory(sequence=new, place=12, course__title="Hidden").course
    hidden.status = EditingStatus.DRAFT
    hidden.save()

    response = packet_of(client, school)
    (one,) = response.context["packet"].programs

    assert [
        (place.name, [str(step.course.title) for step in place.steps]) for place in one.places
    ] == [
        ("Grade 10", ["First"]),
        ("Grade 11", ["Second"]),
    ]
    printed = text(response)
    assert str(CourseLevel(CourseLevel.values[0]).label) in printed
    assert "1 more course of this order is missing here" in printed
    assert not any(word in printed for word in ("Hidden", "Old course", "Draft order"))


def test_next_programs_are_those_of_public_links(client):
    program = ProgramFactory(organization=SchoolFactory(), segment="hs")
    link = ProgramLinkFactory(from_program=program, to_program__title="Nursing degree")
    ProgramLinkFactory(
        from_program=program, to_program__title="Draft next", status=EditingStatus.DRAFT
    )

    response = packet_of(client, program.organization)

    (one,) = response.context["packet"].programs
    assert one.links == [link]
    assert "Nursing degree" in text(response)


def test_jobs_are_those_of_programs_and_of_what_they_lead_to(client):
    program = ProgramFactory(organization=SchoolFactory(), segment="hs")
    following = ProgramLinkFactory(from_program=program).to_program
    own, later = OccupationFactory(), OccupationFactory()
    ProgramOccupationFactory(program=program, occupation=own)
    ProgramOccupationFactory(program=following, occupation=later)

    lines = packet_of(client, program.organization).context["packet"].jobs.lines

    assert {line.occupation for line in lines} == {own, later}


def test_pay_of_the_schools_own_county_stands_first_where_another_has_more_jobs(client):
    occupation = OccupationFactory()
    small, large = (SurveyFactory(occupation=occupation, jobs=jobs).area for jobs in (10, 9000))
    program = ProgramFactory(organization=SchoolFactory(county=small.county), segment="hs")
    ProgramOccupationFactory(program=program, occupation=occupation)

    (line,) = packet_of(client, program.organization).context["packet"].jobs.lines

    assert [place.area for place in line.places] == [small, large]


def test_nothing_on_file_says_so_and_never_that_there_is_nothing(client):
    printed = text(packet_of(client, ProgramFactory(organization=SchoolFactory()).organization))

    # The list of programs; courses, what comes next, work-based learning of the program.
    assert printed.count("not yet reported") == 4
    assert NO_CREDIT in printed


def test_people_are_named_to_practitioners_only(client):
    school = SchoolFactory(phone="760-555-0100", email="careers@school.example")
    PersonFactory(organization=school, name="Ana Ruiz")

    printed = text(packet_of(client, school))
    assert "760-555-0100" in printed
    assert "careers@school.example" in printed
    assert "Ana Ruiz" not in printed

    client.force_login(MembershipFactory().user)
    assert "Ana Ruiz" in text(packet_of(client, school))


def test_two_codes_lead_back_to_the_live_page_and_the_credit_finder(client):
    school = SchoolFactory()

    page = packet_of(client, school).content.decode()

    assert f'{school.get_absolute_url()}"' in page
    assert f"/early-credit/find/?school={school.slug}" in page
    assert page.count('class="qr-code"') == 2


def test_spanish_packet_stands_at_its_own_address_and_both_print_english_first(client):
    program = ProgramFactory(
        organization=SchoolFactory(), title="Welding", title_es="Soldadura", segment="hs"
    )
    path = reverse("partners:school_packet", args=[program.organization.slug])

    spanish, both = client.get(f"/es{path}"), client.get(f"/es{path}", {"both": "1"})

    assert "Soldadura" in text(spanish)
    assert "Welding" not in text(spanish)
    printed = text(both)
    assert printed.index("Welding") < printed.index("Soldadura")
    page = both.content.decode()
    assert page.index('<article class="packet" lang="en">') < page.index(
        '<article class="packet" lang="es">'
    )
    assert page.count("<h1") == 1


def test_another_value_of_both_prints_one_language_and_says_so(client):
    response = packet_of(client, SchoolFactory(), both="yes")

    assert response.context["languages"] == ["en"]
    assert "“both” is 1 or left out, not “yes”" in text(response)


def filled_school(count):
    """A school with so many programs, agreements, links and courses."""
    school = SiteFactory(organization=SchoolFactory(parent=DistrictFactory())).organization
    for _number in range(count):
        program = ProgramFactory(organization=school, segment="hs")
        sequence = SequenceFactory(program=program)
        for grade in range(9, 9 + count):
            SequenceStepFactory(sequence=sequence, place=grade)
        for _again in range(count):
            ProgramLinkFactory(from_program=program)
        ProgramOccupationFactory(program=program)
        one = agreement(sending=school)
        SendingCourseFactory.create_batch(count - 1, agreement=one)
        ReceivingCourseFactory.create_batch(count - 1, agreement=one)
    return school


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("both", ["", "1"], ids=["one language", "both"])
def test_packet_of_a_school_asks_a_fixed_number_of_questions(
    client, count, both, django_assert_num_queries
):
    school = filled_school(count)

    with django_assert_num_queries(22):
        response = packet_of(client, school, both=both)

    assert len(response.context["packet"].programs) == count
