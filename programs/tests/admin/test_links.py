"""Links between programs in the admin: where they may lead, and the words that refuse the rest."""

import pytest
from django.urls import reverse

from partners.enums import OrganizationKind
from partners.tests.factories import OrganizationFactory, SchoolFactory
from pathways_portal.common.enums import EditingStatus
from programs.enums import LinkBasis, LinkKind
from programs.models import ProgramLink
from programs.tests.factories import ProgramFactory
from programs.tests.path_factories import ProgramLinkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(college):
    return ProgramFactory(organization=college, owner=college)


def link_form(program, **changed):
    return {
        "from_program": program.pk,
        "kind": LinkKind.CONTINUES,
        "basis": LinkBasis.CATALOG,
        "owner": program.owner_id,
        "status": EditingStatus.DRAFT,
        "review_every": 12,
        **changed,
    }


def add_link(client, program, **changed):
    return client.post(reverse("admin:programs_programlink_add"), link_form(program, **changed))


def test_a_link_leads_to_a_program_of_another_school(client, coordinator, program):
    following = ProgramFactory()

    add_link(client, program, to_program=following.pk, units="12")

    assert ProgramLink.objects.get().to_program == following


@pytest.mark.parametrize("kind", [OrganizationKind.UNIVERSITY, OrganizationKind.APPRENTICESHIP])
def test_or_to_a_university_or_apprenticeship(client, coordinator, program, kind):
    destination = OrganizationFactory(kind=kind)

    add_link(client, program, destination=destination.pk)

    assert ProgramLink.objects.get().destination == destination


def test_a_school_is_no_destination(client, coordinator, program):
    response = add_link(client, program, destination=SchoolFactory().pk)

    assert response.status_code == 200
    assert not ProgramLink.objects.exists()


def test_a_link_to_both_is_refused_with_what_to_do(client, coordinator, program):
    university = OrganizationFactory(kind=OrganizationKind.UNIVERSITY)

    response = add_link(client, program, to_program=ProgramFactory().pk, destination=university.pk)

    assert "Leave one of them empty" in str(response.context["adminform"].form.errors)
    assert not ProgramLink.objects.exists()


def test_a_link_to_neither_is_refused_with_what_to_do(client, coordinator, program):
    response = add_link(client, program)

    assert "Say where it leads" in str(response.context["adminform"].form.errors["to_program"])


def test_a_link_of_another_school_is_not_found(client, coordinator):
    link = ProgramLinkFactory()

    url = reverse("admin:programs_programlink_change", args=[link.pk])

    assert client.get(url).status_code == 404
