"""Where a seam view starts from: a high school, or the middle or adult school that is chosen."""

import pytest

from partners.enums import Segment
from partners.tests.factories import OrganizationFactory
from programs.enums import Award
from programs.seam import page, questions, side_by_side
from programs.seam.boxes import Role
from programs.seam.choose import choose
from programs.seam.rows import seam_of
from programs.tests.factories import CourseFactory
from programs.tests.path_factories import ProgramLinkFactory
from programs.tests.path_of import YEAR, agree, on, path

pytestmark = pytest.mark.django_db


@pytest.fixture
def way():
    return path()


def asked(way, **query):
    return choose(way.pathway, {"year": YEAR, **query})


def ramps(way, choice):
    boxes = seam_of(way.pathway, choice).boxes
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
    monkeypatch.setattr(questions, "MOST_AGREEMENTS", 1)
    for number in range(2):
        other = OrganizationFactory(name=f"A college {number}")
        agree(way.agreement.sending, way.courses[1], other, CourseFactory(organization=other))

    found = questions.agreements_of(
        [way.courses[1].pk], [way.agreement.sending_id], way.agreement.receiving_id
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

        assert self.rows(client, way)[0][0].credit == []

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
