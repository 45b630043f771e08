"""What stands before a program and what comes next."""

import pytest

from partners.enums import OrganizationKind
from partners.tests.factories import OrganizationFactory
from pathways_portal.common.enums import EditingStatus
from programs.enums import LinkBasis
from programs.routes import neighbors
from programs.routes.neighbors import neighbors_of
from programs.tests.factories import ProgramFactory
from programs.tests.path_factories import ProgramLinkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def program():
    return ProgramFactory(title="Welding")


def test_links_in_and_out_stand_on_their_sides(program):
    before = ProgramLinkFactory(to_program=program)
    after = ProgramLinkFactory(from_program=program)
    ProgramLinkFactory()

    found = neighbors_of(program.pk)

    assert (found.before.links, found.after.links) == ([before], [after])


def test_destinations_stand_after_programs(program):
    university = OrganizationFactory(name="A State", kind=OrganizationKind.UNIVERSITY)
    away = ProgramLinkFactory(from_program=program, to_program=None, destination=university)
    after = ProgramLinkFactory(from_program=program)

    assert neighbors_of(program.pk).after.links == [after, away]


def test_what_the_public_cannot_see_is_no_neighbor(program):
    ProgramLinkFactory(from_program=program, status=EditingStatus.DRAFT)
    ProgramLinkFactory(from_program=program, to_program__status=EditingStatus.DRAFT)

    assert not neighbors_of(program.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_whatever_the_number(program, count, django_assert_num_queries):
    ProgramLinkFactory.create_batch(count, from_program=program)
    ProgramLinkFactory.create_batch(count, to_program=program)
    neighbors_of(program.pk)

    with django_assert_num_queries(1):
        found = neighbors_of(program.pk)
        for link in found.before.links + found.after.links:
            assert link.from_program.organization.label
            assert link.to_program.organization.label

    assert len(found.after.links) == count


def test_more_than_fit_are_counted(program, monkeypatch):
    monkeypatch.setattr(neighbors, "SHOWN", 2)
    ProgramLinkFactory.create_batch(3, from_program=program)

    after = neighbors_of(program.pk).after

    assert (len(after.links), after.more) == (2, 1)


def test_the_page_says_how_one_leads_on_and_what_is_made_up(client, program):
    ProgramLinkFactory(
        from_program=program, units=12, terms="All courses count", to_program__title="Fabrication"
    )
    ProgramLinkFactory(to_program=program, is_sample=True, basis=LinkBasis.SAMPLE)

    page = client.get(program.get_absolute_url()).content.decode()

    part = page.split('id="before-and-next"')[1].split("</section>")[0]
    for said in ("Fabrication", "Continues in", "All courses count", "12 units", "Sample data"):
        assert said in part, said


def test_no_link_on_file_is_not_said_to_be_none(client, program):
    page = client.get(program.get_absolute_url()).content.decode()

    assert "No link to another program has been reported yet. That does not mean" in page


def test_the_page_in_spanish_has_the_terms_in_spanish(client, program):
    ProgramLinkFactory(from_program=program, terms="All count", terms_es="Cuentan todos")

    page = client.get(f"/es{program.get_absolute_url()}").content.decode()

    assert "Cuentan todos" in page
