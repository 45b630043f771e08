"""Where a seam view starts from: a high school, or the middle or adult school that is chosen."""

import re

import pytest

from partners.enums import InventoryKind, InventoryState, Segment
from partners.tests.factories import InventoryFactory, OrganizationFactory, UserFactory
from partners.tests.reading import text
from programs.enums import Award
from programs.seam import page, questions, side_by_side
from programs.seam.boxes import Role
from programs.seam.choose import choose
from programs.seam.rows import seam_of
from programs.tests.factories import CourseFactory, ProgramOccupationFactory
from programs.tests.path_factories import ProgramLinkFactory, SendingCourseFactory
from programs.tests.path_of import YEAR, agree, in_order, on

pytestmark = pytest.mark.django_db


def asked(way, **query):
    return choose(way.pathway, {"year": YEAR, **query})


def only(monkeypatch, most):
    """So few agreements and links are read; the statements of other tests stay as they are."""
    for name, question in (("MOST_AGREEMENTS", "_agreements"), ("MOST_LINKS", "_links")):
        monkeypatch.setattr(questions, name, most)
        monkeypatch.setattr(questions, question, getattr(questions, question).__wrapped__)


def ramps(way, choice):
    boxes = seam_of(choice).boxes
    return [box.title for box in boxes if box.role == Role.PROGRAM]


def at(way, name, segment):
    """A program of a school of that name on the pathway, without any link."""
    place = OrganizationFactory(name=name)
    return on(way.pathway, title=f"Welding at {name}", segment=segment, organization=place)


def test_one_may_start_at_an_adult_school_that_has_no_link_yet(way):
    there = at(way, "Bay Adult", Segment.ADULT_EDUCATION)

    assert ramps(way, asked(way)) == ["Welding for adults"]
    choice = asked(way, school=there.organization.slug)

    assert ramps(way, choice)[0] == "Welding at Bay Adult"
    assert choice.remarks == []
    assert choice.begin.slug == there.organization.slug
    assert f"school={there.organization.slug}" in choice.query


def test_the_high_school_is_drawn_as_if_none_were_chosen(way):
    there = at(way, "Bay Middle", Segment.MIDDLE_SCHOOL)

    choice = asked(way, school=there.organization.slug)

    assert choice.school == asked(way).school
    assert ramps(way, choice)[0] == "Welding at Bay Middle"


def test_the_form_offers_every_start_under_its_segment(client, way):
    there = at(way, "Bay Adult", Segment.ADULT_EDUCATION)

    html = client.get(
        f"{way.pathway.get_absolute_url()}?year={YEAR}&school={there.organization.slug}"
    ).content.decode()

    assert '<optgroup label="High school">' in html
    assert f'<option value="{there.organization.slug}" selected>Bay Adult</option>' in html
    assert html.count(" selected>") == 3  # school, college, year


def test_agreements_with_the_chosen_college_are_read_first(way, monkeypatch):
    only(monkeypatch, 1)
    for number in range(2):
        other = OrganizationFactory(name=f"A college {number}")
        agree(way.agreement.sending, way.courses[1], other, CourseFactory(organization=other))

    found = questions.agreements_of(
        [way.courses[1].pk], [way.agreement.sending_id], way.agreement.receiving_id, YEAR
    )

    assert found == [way.agreement]


def test_credit_beyond_the_first_rows_is_on_the_list_of_agreements(client, way, monkeypatch):
    address = f"{way.pathway.get_absolute_url()}?year={YEAR}"
    assert "All agreements of" not in client.get(address).content.decode()
    monkeypatch.setattr(page, "SHOWN_BROUGHT", 1)
    other = OrganizationFactory(name="Other College")
    agree(way.agreement.sending, way.courses[1], other, CourseFactory(organization=other))

    response = client.get(address)

    html, school = response.content.decode(), response.context["choice"].school
    assert f'<a href="/articulation/?sending={school.slug}">All agreements of' in html
    assert html.count('<span class="soft">counts as</span>') == 1


class TestCollegesSideBySide:
    def rows(self, client, way, query=""):
        response = client.get(f"{way.pathway.get_absolute_url()}?year={YEAR}&{query}")
        return response.context["colleges"], response

    def test_the_chosen_college_comes_first_then_where_most_counts(self, client, way):
        chosen = way.degree.organization
        names = ("A college without anything", "Z college", "M college")
        empty, credit, linked = (at(way, name, Segment.COLLEGE) for name in names)
        received = CourseFactory(organization=credit.organization, number="WELD 7")
        agree(way.agreement.sending, way.courses[1], credit.organization, received, units=4)
        ProgramLinkFactory(from_program=way.welding, to_program=linked)
        ProgramLinkFactory(from_program=way.welding, to_program=credit)

        rows, response = self.rows(client, way, f"college={chosen.slug}")

        assert [row.place.pk for row in rows] == [
            one.pk for one in (chosen, credit.organization, linked.organization, empty.organization)
        ]
        assert [(one.numbers, one.units) for one in rows[1].credit] == [("WELD 7", "4 units")]
        assert [link.to_program for link in rows[2].onward] == [linked]
        assert rows[3].credit == rows[3].onward == []
        assert f"college={credit.organization.slug}" in rows[1].address
        assert "Colleges side by side" in response.content.decode()

    def test_what_a_student_of_the_year_may_not_count_on_is_not_among_it(self, client, way):
        assert self.rows(client, way)[0][0].credit
        way.agreement.years_through = way.agreement.years_from = "2020-21"
        way.agreement.save()

        (credit,) = self.rows(client, way)[0][0].credit
        assert credit.instead == "ended with 2020-21"

    def test_awards_are_counted_by_kind(self, client, way):
        college = way.degree.organization
        awards = (Award.CERTIFICATE_SHORT, Award.CERTIFICATE_LONG, Award.ASSOCIATE, None)
        for number, award in enumerate(awards):
            on(way.pathway, title=f"Welding {number}", organization=college, award=award)
        before = way.degree.award in (Award.ASSOCIATE, Award.TRANSFER_DEGREE)

        place = self.rows(client, way)[0][0].place

        assert (place.certificates, place.degrees) == (3 - before, 1 + before)

    def test_a_state_has_more_colleges_than_rows(self, client, way, monkeypatch):
        monkeypatch.setattr(side_by_side, "MOST_COLLEGES", 1)
        at(way, "Other college", Segment.COLLEGE)

        rows, response = self.rows(client, way)

        assert len(rows) == 1
        assert "1 more college is in the list above the map." in response.content.decode()


class TestSchoolOfGrades6To12:
    @pytest.fixture
    def both(self, way):
        """The high school has a program for grades 7 and 8 too."""
        school = way.welding.organization
        on(way.pathway, title="Explore", segment=Segment.MIDDLE_SCHOOL, organization=school)
        return school

    def test_it_is_chosen_as_a_high_school(self, way, both):
        choice = asked(way, school=both.slug)

        assert (choice.school.slug, choice.start) == (both.slug, None)
        assert choice.school.segment == Segment.HIGH_SCHOOL

    def test_it_stands_once_in_the_list(self, way, both):
        listed = [place.slug for _name, places in asked(way).starts for place in places]

        assert listed.count(both.slug) == 1


class TestStartBeforeHighSchool:
    """What is drawn with a middle or adult school where only that was chosen."""

    def school(self, way, name, county, segment=Segment.HIGH_SCHOOL):
        there = at(way, name, segment)
        there.organization.county = county
        there.organization.save()
        return there

    def test_a_college_and_a_high_school_of_its_county_are_drawn(self, way):
        start = at(way, "Far Adult", Segment.ADULT_EDUCATION)
        county = start.organization.county
        school = self.school(way, "Far High", county)
        college = self.school(way, "Far College", county, Segment.COLLEGE)

        choice = asked(way, school=start.organization.slug)

        assert choice.school.pk == school.organization_id
        assert choice.college.pk == college.organization_id

    def test_its_own_link_goes_before_its_county(self, way):
        start = at(way, "Far Middle", Segment.MIDDLE_SCHOOL)
        self.school(way, "Far High", start.organization.county)
        ProgramLinkFactory(from_program=start, to_program=way.welding)

        assert asked(way, school=start.organization.slug).school.slug == "bay-high"

    def test_its_own_agreement_goes_before_its_county(self, way):
        start = at(way, "Far Adult", Segment.ADULT_EDUCATION)
        self.school(way, "Far College", start.organization.county, Segment.COLLEGE)
        self.credit_of(way, start)

        assert asked(way, school=start.organization.slug).college.slug == "harbor"

    def credit_of(self, way, start):
        course = CourseFactory(organization=start.organization, title="Evening welding")
        in_order(start, {1: [course]})
        return agree(start.organization, course, way.degree.organization, way.counts_as)

    @pytest.mark.parametrize("part", ["", "print/", "embed/"])
    def test_credit_and_heading_are_of_the_start(self, client, way, part):
        start = at(way, "Far Adult", Segment.ADULT_EDUCATION)
        agreement = self.credit_of(way, start)

        address = f"{way.pathway.get_absolute_url()}{part}"
        response = client.get(f"{address}?year={YEAR}&school={start.organization.slug}")

        said = text(response)
        if part:
            assert "Far Adult → Harbor College" in said
        if part != "embed/":
            assert "Evening welding counts as WELD 100" in said
            assert "Welding 2 counts as" not in said
        assert [one.agreement for one in response.context["colleges"][0].credit] == [agreement]
        if not part:
            assert "What each college gives for courses of Far Adult" in said

    def test_a_start_without_credit_says_so_of_itself(self, client, way):
        start = at(way, "Far Adult", Segment.ADULT_EDUCATION)

        address = f"{way.pathway.get_absolute_url()}?school={start.organization.slug}"

        said = text(client.get(address))
        assert "No agreement on credit for courses of Far Adult is on file." in said


class TestWhatACollegeGives:
    """Beside what counts: confirmed none, on file but not now, not looked at, not yet reported."""

    def said(self, client, way):
        response = client.get(f"{way.pathway.get_absolute_url()}?year={YEAR}")
        return re.sub(r"\s+", " ", response.content.decode().split('id="colleges"')[1])

    def cell(self, client, way):
        return self.said(client, way).split('data-label="Counts there">')[1].split("</td>")[0]

    def test_units_stand_with_what_they_ask_for(self, client, way):
        extra = CourseFactory(organization=way.agreement.sending, title="Safety")
        SendingCourseFactory(agreement=way.agreement, course=extra)

        cell = self.cell(client, way)

        assert "3 units</strong>, by exam, also needs Safety, grade B or better" in cell

    def test_what_cannot_be_counted_on_says_why(self, client, way):
        way.agreement.years_from = way.agreement.years_through = "2020-21"
        way.agreement.save()

        cell = self.cell(client, way)

        assert f'<a href="{way.agreement.get_absolute_url()}">WELD 100</a>' in cell
        assert "ended with 2020-21" in cell and "units" not in cell

    def test_none_is_confirmed_only_where_the_whole_list_was_told(self, client, way):
        sending = way.agreement.sending
        way.agreement.delete()
        assert "not yet reported" in self.cell(client, way)

        InventoryFactory(
            organization=sending,
            kind=InventoryKind.AGREEMENTS,
            state=InventoryState.COMPLETE,
            confirmed_on="2026-09-01",
            confirmed_by=UserFactory(),
        )

        assert "none, confirmed" in self.cell(client, way)

    def test_a_list_that_was_cut_says_nothing_of_the_rest(self, client, way, monkeypatch):
        only(monkeypatch, 1)
        at(way, "Other college", Segment.COLLEGE)

        said = self.said(client, way)

        assert "not all agreements were looked at: see the list" in said
        assert "not all links were looked at" in said


def test_what_counts_in_the_year_is_read_before_what_does_not(way):
    old = agree(
        way.agreement.sending,
        way.courses[1],
        way.degree.organization,
        way.counts_as,
        years_from="2020-21",
        years_through="2020-21",
    )
    type(old).objects.filter(pk=way.agreement.pk).update(is_sample=True)

    found = questions.agreements_of(
        [way.courses[1].pk], [way.agreement.sending_id], way.agreement.receiving_id, YEAR
    )

    assert found == [way.agreement, old]


def test_of_equal_awards_the_one_that_leads_to_the_job_of_the_pathway_ends_the_way(client, way):
    college = OrganizationFactory(name="New College", slug="new")
    first, wanted = (on(way.pathway, title=t, organization=college) for t in ("A", "B"))
    ProgramOccupationFactory(program=first)
    ProgramOccupationFactory(
        program=wanted, occupation=way.degree.program_occupations.get().occupation
    )

    response = client.get(f"{way.pathway.get_absolute_url()}?year={YEAR}&college=new")

    ends = [box.title for box in response.context["seam"].boxes if box.role == Role.DESTINATION]
    assert ends == ["B"]
