"""Credit in a school’s packet: whose, of which years, and what is said where none is on file."""

import datetime

import pytest

from partners.enums import InventoryKind, InventoryState, Operating
from partners.tests.factories import (
    CountyFactory,
    DistrictFactory,
    InventoryFactory,
    OrganizationFactory,
    SchoolFactory,
    UserFactory,
)
from partners.tests.reading import text
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.enums import AgreementState, Mechanism
from programs.tests.factories import ProgramFactory
from programs.tests.packet_page.asked_packet import NO_CREDIT, agreement, packet_of, years
from programs.tests.path_factories import AgreementWithCoursesFactory, ProgramLinkFactory

pytestmark = pytest.mark.django_db


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
