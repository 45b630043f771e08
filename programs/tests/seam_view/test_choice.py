"""Which school, college and year of a pathway are drawn first."""

import pytest

from partners.enums import Segment
from pathways_portal.common.enums import EditingStatus
from programs.seam.choose import choose
from programs.tests.factories import ProgramFactory
from programs.tests.path_factories import ProgramLinkFactory
from programs.tests.path_of import on, university
from programs.tests.seam_view.drawn import changed, hidden

pytestmark = pytest.mark.django_db


def test_what_is_chosen_first_is_what_most_is_joined(way):
    on(way.pathway, title="A", organization__name="A College", organization__slug="a-college")
    on(way.pathway, title="A", organization__name="A High", segment=Segment.HIGH_SCHOOL)

    choice = choose(way.pathway, {})

    assert (choice.school.label, choice.college.label) == ("Bay High", "Harbor College")


def test_where_nothing_is_joined_a_college_of_the_same_county_comes_first(way):
    way.agreement.delete()
    far = on(way.pathway, title="A", organization__name="A College").organization
    changed(way.degree.organization, county=way.welding.organization.county)

    assert choose(way.pathway, {}).college.label == "Harbor College"
    assert far.county_id != way.welding.organization.county_id


def test_where_no_school_is_joined_the_college_with_links_comes_first(way):
    way.agreement.delete()
    far = on(way.pathway, title="A", organization__name="A College")

    assert choose(way.pathway, {}).college.label == "Harbor College"

    way.link.delete()
    ProgramLinkFactory(from_program=far, to_program=None, destination=university())

    assert choose(way.pathway, {}).college.label == "A College"


def test_without_a_high_school_the_college_with_links_comes_first(way):
    on(way.pathway, title="A", organization__name="A College")
    hidden(way.welding)

    choice = choose(way.pathway, {})

    assert (choice.school, choice.college.label) == (None, "Harbor College")


def test_the_school_that_is_joined_to_a_chosen_college_comes_first(way):
    first = on(way.pathway, organization__name="A High", segment=Segment.HIGH_SCHOOL)

    assert choose(way.pathway, {"college": "harbor"}).school.label == "Bay High"
    assert choose(way.pathway, {"school": first.organization.slug}).school.label == "A High"


def test_only_organizations_with_open_programs_of_the_pathway_can_be_chosen(way):
    on(way.pathway, organization__name="Draft College", status=EditingStatus.DRAFT)
    ProgramFactory(organization__name="College of something else")

    assert [place.label for place in choose(way.pathway, {}).colleges] == ["Harbor College"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"school": "nowhere"}, "No school called “nowhere”"),
        ({"college": "<b>"}, "No college called “<b>”"),
        ({"year": "1999"}, "“1999” is no catalog year"),
        ({"year": "1990-91"}, "“1990-91” is no catalog year"),
        ({"view": "globe"}, "no view called “globe”"),
    ],
)
def test_a_value_that_means_nothing_is_told_and_the_default_is_shown(way, query, words):
    choice = choose(way.pathway, query)

    (remark,) = choice.remarks
    assert words in remark
    assert (choice.school.slug, choice.college.slug) == ("bay-high", "harbor")
    assert choice.view == "map"
