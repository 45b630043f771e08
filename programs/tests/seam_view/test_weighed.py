"""Which programs of a pathway a seam view looks at closely where there are too many of them."""

import pytest

from partners.enums import Segment
from partners.tests.factories import AdultSchoolFactory, OrganizationFactory, SchoolFactory
from programs.seam import joined, ways_in
from programs.seam.choose import choose
from programs.seam.rows import seam_of
from programs.tests.factories import CourseFactory, PathwayFactory
from programs.tests.path_factories import ProgramLinkFactory
from programs.tests.path_of import YEAR, agree, in_order, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def pathway(monkeypatch):
    """Of this one a single program of a segment is weighed."""
    monkeypatch.setattr(joined, "MOST_WEIGHED", 1)
    monkeypatch.setattr(ways_in, "MOST_WEIGHED", 1)
    return PathwayFactory()


def at_school(pathway, name):
    school = SchoolFactory(name=name, slug=name.lower(), parent__name=f"{name} District")
    program = on(pathway, organization=school, segment=Segment.HIGH_SCHOOL)
    in_order(program, {11: [CourseFactory(organization=school.parent)]})
    return program


def course_of(program):
    return program.sequences.get().steps.get().course


def agreed(program, college):
    course = CourseFactory(organization=college.organization)
    return agree(program.organization.parent, course_of(program), college.organization, course)


@pytest.mark.parametrize("how", ["agreement", "link"])
def test_who_leads_to_the_chosen_college_is_looked_at_first(pathway, how):
    college = on(pathway, organization__slug="harbor")
    _first, second = at_school(pathway, "Alpha"), at_school(pathway, "Beta")
    if how == "link":
        ProgramLinkFactory(from_program=second, to_program=college)
    else:
        agreed(second, college)

    assert choose(pathway, {"college": "harbor"}).school.label == "Beta"


def test_without_a_chosen_college_the_first_on_file_are_looked_at(pathway):
    on(pathway, organization__slug="harbor")
    other = on(pathway, organization__slug="valley")
    first, second = at_school(pathway, "Beta"), at_school(pathway, "Alpha")
    agreed(second, other)
    agreed(first, on(pathway, organization=OrganizationFactory(slug="third")))

    assert choose(pathway, {}).school.label == "Beta"


def test_on_ramps_near_the_college_are_looked_at_for_agreements(pathway):
    college = on(pathway, organization__slug="harbor")
    far, near = (
        on(pathway, title=title, organization=AdultSchoolFactory(), segment=Segment.ADULT_EDUCATION)
        for title in ("Far", "Near")
    )
    near.organization.county = college.organization.county
    near.organization.save()
    in_order(far, {1: [CourseFactory(organization=far.organization)]})
    course = CourseFactory(organization=college.organization)
    agree(far.organization, course_of(far), college.organization, course)

    boxes = seam_of(choose(pathway, {"year": YEAR})).of(Segment.ADULT_EDUCATION)

    assert [box.title for box in boxes] == ["Near"]
