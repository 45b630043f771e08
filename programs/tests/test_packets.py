"""The packet of a school or college: all on paper, in both languages; silence is not absence."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.enums import InventoryKind, InventoryState, Operating
from partners.tests.factories import (
    AdultSchoolFactory,
    CountyFactory,
    DistrictFactory,
    InventoryFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    SchoolFactory,
    SiteFactory,
    UserFactory,
)
from partners.tests.reading import text
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.courses.sequence_address import coming_year
from programs.enums import AgreementState, CourseLevel, Mechanism
from programs.packets.packet import PROGRAMS_SHOWN
from programs.tests.factories import (
    OccupationFactory,
    PathwayFactory,
    PathwayProgramFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SequenceFactory,
    SequenceStepFactory,
    SurveyFactory,
)
from programs.tests.path_factories import (
    AgreementWithCoursesFactory,
    ProgramLinkFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)

pytestmark = pytest.mark.django_db

KINDS = {
    "school": SchoolFactory,
    "adult_school": AdultSchoolFactory,
    "college": OrganizationFactory,
}
NO_CREDIT = "Not yet reported: no agreement that a student can count on"


def packet_of(client, organization, kind="school", **query):
    return client.get(reverse(f"partners:{kind}_packet", args=[organization.slug]), query)


def years():
    return academic_year.on(timezone.localdate()), coming_year()


def agreement(**given):
    """One that covers this academic year and on, with a course on each side."""
    return AgreementWithCoursesFactory(years_from=years()[0], years_through=None, **given)


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


def test_credit_is_that_of_the_school_and_its_district_and_of_no_other(client):
    school = SchoolFactory(parent=DistrictFactory())
    own, above = agreement(sending=school), agreement(sending=school.parent)
    agreement()

    lines = packet_of(client, school).context["packet"].credit.lines

    assert {line.agreement for line in lines} == {own, above}


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"status": EditingStatus.DRAFT}, id="not published"),
        pytest.param({"state": AgreementState.SUSPENDED}, id="suspended"),
        pytest.param({"state": AgreementState.SIGNED}, id="signed only"),
        pytest.param({"receiving__operating": Operating.CLOSED}, id="college closed"),
    ],
)
def test_credit_that_nobody_can_count_on_is_left_out(client, given):
    school = SchoolFactory()
    agreement(sending=school, **given)

    response = packet_of(client, school)

    assert response.context["packet"].credit.lines == []
    assert NO_CREDIT in text(response)


def test_agreement_past_its_years_is_left_out_and_one_of_the_coming_year_is_in(client):
    school, (_this, coming) = SchoolFactory(), years()
    AgreementWithCoursesFactory(sending=school, years_from="2019-20", years_through="2020-21")
    kept = AgreementWithCoursesFactory(sending=school, years_from=coming, years_through=coming)

    (line,) = packet_of(client, school).context["packet"].credit.lines

    assert (line.agreement, [year for year, _words in line.windows]) == (kept, [coming])


def test_credit_for_courses_taken_already_is_listed_while_it_can_be_claimed(client):
    school, now = SchoolFactory(), years()[0]
    last, before = academic_year.later(now, -1), academic_year.later(now, -2)
    given = {"sending": school, "years_from": before, "years_through": last, "claim_years": 1}
    over = AgreementWithCoursesFactory(**given)
    ended = AgreementWithCoursesFactory(
        **given,
        state=AgreementState.ENDED,
        ended_on=datetime.date(int(now[:4]), 6, 30),
    )
    AgreementWithCoursesFactory(**given | {"claim_years": 0})
    AgreementWithCoursesFactory(**given, state=AgreementState.SUSPENDED)

    response = packet_of(client, school)

    credit = response.context["packet"].credit
    assert credit.lines == []
    assert [(line.agreement, [one.year for one in line.taken]) for line in credit.lines_past] == [
        (over, [last]),
        (ended, [last]),
    ]
    assert f"Taken in {last}: Claim it by 30 Jun {int(now[:4]) + 1}" in text(response)


def test_an_agreement_that_goes_on_says_what_of_last_year_can_be_claimed_too(client):
    school, (this, coming) = SchoolFactory(), years()
    last = academic_year.later(this, -1)
    AgreementWithCoursesFactory(
        sending=school, years_from=last, years_through=None, claim_years=1, claim_closes="06-30"
    )

    (line,) = packet_of(client, school).context["packet"].credit.lines

    assert [year for year, _words in line.windows] == [this, coming]
    assert [year for year, _words in line.windows_taken] == [last]


def test_the_same_words_are_said_of_several_past_years_once(client):
    school, this = SchoolFactory(), years()[0]
    first = academic_year.later(this, -2)
    AgreementWithCoursesFactory(
        sending=school, years_from=first, years_through=None, claim_closes=""
    )

    (line,) = packet_of(client, school).context["packet"].credit.lines

    assert [several for several, _words in line.windows_taken] == [
        f"{first}, {academic_year.later(this, -1)}"
    ]


def test_what_is_in_the_schools_own_county_comes_first(client):
    here, there = CountyFactory(), CountyFactory()
    school = SchoolFactory(county=here)
    program = ProgramFactory(organization=school, segment="hs")
    far, near = (
        OrganizationFactory(name=name, county=county)
        for name, county in (("Alpha College", there), ("Zeta College", here))
    )
    links = [
        ProgramLinkFactory(
            from_program=program, to_program__organization=college, to_program__title=title
        )
        for college, title in ((far, "Accounting"), (near, "Zoology"))
    ]
    for college in (far, near):
        agreement(sending=school, receiving=college)

    packet = packet_of(client, school).context["packet"]

    assert packet.programs[0].links == links[::-1]
    assert [college for college, _lines in packet.credit.colleges] == [near, far]


def test_credit_names_courses_units_how_and_by_when_and_marks_samples(client):
    school, (_this, coming) = SchoolFactory(), years()
    one = AgreementWithCoursesFactory(
        sending=school, years_from=coming, years_through=coming, is_sample=True
    )
    sent, received = one.sending_courses.get(), one.receiving_courses.get()

    printed = text(packet_of(client, school))

    credit = printed[printed.index("College credit that students here") :]
    for words in (
        f"{sent.course.title} {sent.course.number}",
        f"{received.course.number} {received.course.title}",
        "3 units",
        "Credit by exam",
        "Final exam of the college",
        f"30 Jun {coming[:4][:2]}{coming[-2:]}",
        "Sample data",
    ):
        assert words in credit


def test_dual_enrollment_has_nothing_to_claim(client):
    school = SchoolFactory()
    agreement(sending=school, mechanism=Mechanism.CCAP)

    assert "Nothing to claim: the credit stands" in text(packet_of(client, school))


def test_no_agreement_is_absence_only_where_the_list_is_confirmed(client):
    school = SchoolFactory()
    assert NO_CREDIT in text(packet_of(client, school))

    InventoryFactory(
        organization=school,
        kind=InventoryKind.AGREEMENTS,
        state=InventoryState.NONE_OFFERED,
        confirmed_on=datetime.date(2026, 9, 3),
        confirmed_by=UserFactory(),
    )

    printed = text(packet_of(client, school))
    assert NO_CREDIT not in printed
    assert "None: the list of agreements was confirmed on 3 Sep 2026" in printed


def test_a_list_of_an_older_year_confirms_nothing(client):
    school, now = SchoolFactory(), int(years()[0][:4])
    program = ProgramFactory(organization=school, segment="hs")
    for kind in (InventoryKind.AGREEMENTS, InventoryKind.WBL):
        InventoryFactory(
            organization=school,
            kind=kind,
            academic_year=academic_year.starting(now - 1),
            state=InventoryState.NONE_OFFERED,
            confirmed_on=datetime.date(2026, 9, 3),
            confirmed_by=UserFactory(),
        )

    printed = text(packet_of(client, program.organization))

    assert NO_CREDIT in printed
    assert "none: the list was confirmed" not in printed


def test_the_list_of_a_district_speaks_for_its_schools(client):
    school = SchoolFactory(parent=DistrictFactory())
    ProgramFactory(organization=school, segment="hs")
    InventoryFactory(
        organization=school.parent,
        kind=InventoryKind.WBL,
        state=InventoryState.COMPLETE,
        confirmed_on=datetime.date(2026, 9, 3),
        confirmed_by=UserFactory(),
    )

    assert "none: the list was confirmed on 3 Sep 2026" in text(packet_of(client, school))


def test_a_draft_that_an_agreement_names_has_its_number_alone(client):
    school = SchoolFactory()
    draft = agreement(sending=school).receiving_courses.get().course
    draft.title, draft.status = "Secret", EditingStatus.DRAFT
    draft.save()

    printed = text(packet_of(client, school))

    assert f"{draft.number} (record not published yet)" in printed
    assert "Secret" not in printed


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


def test_college_names_the_first_programs_by_pathway_and_counts_the_rest(client):
    college = OrganizationFactory()
    ProgramFactory.create_batch(PROGRAMS_SHOWN, organization=college, title="Zoology")
    ProgramFactory(organization=college, title="Zz last")
    first = ProgramFactory(organization=college, title="Accounting")
    pathway = PathwayFactory()
    PathwayProgramFactory(pathway=pathway, program=first)

    response = packet_of(client, college, "college")
    groups = response.context["packet"].pathways

    assert [(group, len(programs)) for group, programs in groups] == [
        (pathway, 1),
        (None, PROGRAMS_SHOWN - 1),
    ]
    assert "2 more programs in the finder" in text(response)
    assert "Zz last" not in text(response)


def test_college_counts_agreements_of_each_sending_school(client):
    college, school = OrganizationFactory(), SchoolFactory(name="Mesa High")
    agreement(sending=school, receiving=college)
    agreement(sending=school, receiving=college, is_sample=True)
    agreement(sending=school, receiving=college, state=AgreementState.SUSPENDED)
    agreement(sending=school)

    senders = packet_of(client, college, "college").context["packet"].senders

    assert [(one["name"], one["count"], one["samples"]) for one in senders] == [("Mesa High", 2, 1)]


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


@pytest.mark.parametrize("count", [1, 3])
def test_packet_of_a_college_asks_a_fixed_number_of_questions(
    client, count, django_assert_num_queries
):
    college = SiteFactory().organization
    for _number in range(count):
        program = ProgramFactory(organization=college)
        PathwayProgramFactory(program=program)
        ProgramOccupationFactory(program=program)
        agreement(receiving=college)

    with django_assert_num_queries(15):
        packet_of(client, college, "college")
