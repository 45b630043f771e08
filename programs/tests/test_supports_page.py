"""The page of supports: for whom, who can get it, where to ask; silence is not absence."""

import pytest

from partners.tests.factories import DistrictFactory, OrganizationFactory, SchoolFactory
from partners.tests.reading import text
from pathways_portal.common.enums import EditingStatus
from programs.enums import SupportKind
from programs.help.of_program import supports_for
from programs.help.supports import PLACES_SHOWN
from programs.tests.factories import PathwayFactory, ProgramFactory
from programs.tests.path_factories import (
    OrganizationSupportFactory,
    PathwaySupportFactory,
    ProgramSupportFactory,
    SupportFactory,
)

pytestmark = pytest.mark.django_db


def listed(client, query=""):
    response = client.get(f"/supports/?{query}")
    assert response.status_code == 200
    return response.context["listed"]


def names(client, query=""):
    return [row.support.name for row in listed(client, query).rows]


def test_supports_stand_by_kind_in_the_order_of_kinds(client):
    bus = SupportFactory(kind=SupportKind.NEEDS)
    tutor = SupportFactory(kind=SupportKind.LEARNING)
    SupportFactory(status=EditingStatus.DRAFT)

    groups = listed(client).groups

    assert [(kind, [row.support for row in rows]) for kind, _words, rows in groups] == [
        ("learning", [tutor]),
        ("needs", [bus]),
    ]


@pytest.fixture
def three():
    SupportFactory(name="Bus", kind=SupportKind.NEEDS, segments=["hs", "college"])
    SupportFactory(name="Tutor", kind=SupportKind.LEARNING, segments=["hs"])
    SupportFactory(name="Unknown", kind=SupportKind.LEARNING, segments=[])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Bus", "Tutor", "Unknown"]),
        ("segment=hs", ["Bus", "Tutor"]),
        ("kind=learning", ["Tutor", "Unknown"]),
        ("segment=college&kind=needs", ["Bus"]),
        ("segment=college&kind=learning", []),
    ],
)
def test_filters(client, three, query, found):
    assert names(client, query) == found


def test_a_support_whose_segments_are_not_on_file_is_left_out_with_a_sentence(client, three):
    assert "1 support is left out: for which segments it is, is not on file." in text(
        client.get("/supports/?segment=hs")
    )


def test_chips_keep_the_other_choice(client, three):
    assert [
        (chip.label, chip.url) for chip in listed(client, "segment=hs&kind=learning").chips
    ] == [
        ("High school", "/supports/?kind=learning"),
        ("Help with learning", "/supports/?segment=hs"),
    ]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("segment=space", "“space” is not a choice of “Where I learn”; it was left out."),
        ("kind=x", "“x” is not a choice of “Kind of help”; it was left out."),
        ("color=red", "There is no filter called “color”; it was left out."),
        ("kind=needs&kind=money", "The address gives “kind” more than once"),
    ],
)
def test_what_means_nothing_is_left_out_with_a_sentence(client, three, query, sentence):
    assert sentence in text(client.get(f"/supports/?{query}"))


def test_nothing_found_says_what_to_do(client, three):
    words = text(client.get("/supports/?segment=ms"))

    assert "No support fits both choices" in words
    assert "Show all supports" in words


def test_what_no_source_has_is_said(client):
    SupportFactory(segments=[], eligibility="")

    words = text(client.get("/supports/"))

    assert "For students of not on file Who can get it not on file" in words
    assert "Where to ask not yet reported; ask a counselor at your school" in words
    assert "On the pathways not yet reported With programs not yet reported" in words


def test_places_pathways_and_programs_are_named_and_counted(client):
    support = SupportFactory()
    college = OrganizationFactory(name="Harbor")
    OrganizationSupportFactory(support=support, organization=college, website="https://h.example/")
    OrganizationSupportFactory(support=support, organization__status=EditingStatus.DRAFT)
    pathway = PathwaySupportFactory(support=support).pathway
    PathwaySupportFactory(support=support, pathway__status=EditingStatus.DRAFT)
    ProgramSupportFactory(support=support, program=ProgramFactory(is_sample=True), is_sample=True)
    ProgramSupportFactory(support=support, is_sample=True)  # about a real program
    ProgramSupportFactory(support=support, program=ProgramFactory(status=EditingStatus.DRAFT))

    (row,) = listed(client).rows

    assert [place.organization for place in row.places] == [college]
    assert [place.pathway for place in row.pathways] == [pathway]
    assert (row.programs, row.program_samples) == (1, 1)
    page = client.get("/supports/").content.decode()
    assert '<a href="https://h.example/" rel="noopener">Harbor</a>' in page
    assert f'href="/programs/?support={support.slug}"' in page


def test_the_segment_narrows_where_to_ask(client):
    support = SupportFactory(segments=["hs", "college"])
    OrganizationSupportFactory(support=support)  # a college
    school = OrganizationSupportFactory(support=support, organization=SchoolFactory()).organization

    (row,) = listed(client, "segment=hs").rows

    assert [place.organization for place in row.places] == [school]


def test_only_the_first_places_are_named_and_the_rest_counted(client):
    support = SupportFactory()
    OrganizationSupportFactory.create_batch(PLACES_SHOWN + 2, support=support)

    (row,) = listed(client).rows

    assert (len(row.places), row.more) == (PLACES_SHOWN, 2)
    assert "and 2 more" in text(client.get("/supports/"))


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, count, django_assert_num_queries):
    for _number in range(count):
        support = SupportFactory()
        OrganizationSupportFactory(support=support)
        PathwaySupportFactory(support=support, pathway=PathwayFactory())
        ProgramSupportFactory(support=support)

    with django_assert_num_queries(4):  # supports, places, pathways, programs
        assert listed(client).total == count


def test_both_languages(client):
    SupportFactory(name_es="Tutoría", eligibility="All.", eligibility_es="Todos.")

    words = text(client.get("/es/supports/"))

    assert "Tutoría" in words
    assert "Todos." in words


# --- On the page of a program -------------------------------------------------------------------


def test_a_program_has_its_own_supports_and_those_of_its_school_and_district():
    district = DistrictFactory()
    program = ProgramFactory(organization=SchoolFactory(parent=district))
    own, there, above = (SupportFactory(kind=kind) for kind in ("advising", "learning", "money"))
    ProgramSupportFactory(program=program, support=own)
    OrganizationSupportFactory(organization=program.organization, support=there, is_sample=True)
    OrganizationSupportFactory(organization=district, support=above, website="https://d.example/")
    OrganizationSupportFactory(support=SupportFactory())
    ProgramSupportFactory(program=program, support=SupportFactory(status=EditingStatus.DRAFT))

    rows = supports_for(program)

    assert [(row, row.with_program, row.from_sample, row.website or "") for row in rows] == [
        (own, True, False, ""),
        (there, False, True, ""),
        (above, False, False, "https://d.example/"),
    ]


def test_the_page_of_a_program_names_them(client):
    program = ProgramFactory(organization__name="Harbor College")
    ProgramSupportFactory(program=program, support__name="Tutoring", is_sample=True)
    OrganizationSupportFactory(organization=program.organization, support__name="Food pantry")

    words = text(client.get(program.get_absolute_url()))

    assert "With this program Tutoring Sample data" in words
    assert "For all students of Harbor College Food pantry" in words


def test_a_program_without_supports_says_not_yet_reported(client):
    words = text(client.get(ProgramFactory().get_absolute_url()))

    assert "Not yet reported. That does not mean that there is none" in words


@pytest.mark.parametrize("count", [1, 3])
def test_supports_of_a_program_take_one_question(count, django_assert_num_queries):
    program = ProgramFactory()
    ProgramSupportFactory.create_batch(count, program=program)

    with django_assert_num_queries(1):
        assert len(supports_for(program)) == count
