"""Where a seam view starts from: a high school, or the middle or adult school that is chosen."""

import pytest

from partners.enums import Segment
from partners.tests.factories import OrganizationFactory
from programs.seam import page, questions
from programs.seam.boxes import Role
from programs.seam.choose import choose
from programs.seam.rows import seam_of
from programs.tests.factories import CourseFactory
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
