"""Pages of parts of programs, and of what the finder finds, in the admin."""

import pytest
from django.urls import reverse

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory, OrganizationFactory
from partners.tests.queries import queries
from programs.models import Offering, SearchDocument
from programs.tests.factories import (
    OfferingFactory,
    PathwayProgramFactory,
    ProgramFactory,
    ProgramOccupationFactory,
)

pytestmark = pytest.mark.django_db

PARTS = {
    "offering": OfferingFactory,
    "programoccupation": ProgramOccupationFactory,
    "pathwayprogram": PathwayProgramFactory,
}


def part_of(organization, part, **fields):
    program = ProgramFactory(organization=organization, owner=organization, **fields)
    return PARTS[part](program=program)


def url(model, page, *args):
    return reverse(f"admin:programs_{model}_{page}", args=args)


def rows(client, model, **query):
    return list(client.get(url(model, "changelist"), query).context["cl"].result_list)


@pytest.mark.parametrize("part", PARTS)
def test_list_holds_parts_of_own_programs(client, coordinator, organization, part):
    mine = part_of(organization, part)
    part_of(OrganizationFactory(), part)

    assert rows(client, part) == [mine]


def test_a_sample_offering_of_a_real_program_is_refused_in_words(client, staff, organization):
    offering = part_of(organization, "offering")
    data = {
        "program": offering.program_id,
        "academic_year": offering.academic_year,
        "source": "Catalog",
        "is_sample": "on",
    }

    page = client.post(url("offering", "change", offering.pk), data)

    assert page.status_code == 200
    assert "This offering is a sample and the program is not." in page.content.decode()
    assert not Offering.objects.get().is_sample


@pytest.mark.parametrize("page", ["change", "delete", "history"])
@pytest.mark.parametrize("part", PARTS)
def test_parts_of_others_answer_404(client, coordinator, part, page):
    theirs = part_of(OrganizationFactory(), part)

    assert client.get(url(part, page, theirs.pk)).status_code == 404
    assert client.post(url(part, page, theirs.pk), {"post": "yes"}).status_code == 404


@pytest.mark.parametrize("page", ["change", "delete", "history"])
@pytest.mark.parametrize("part", PARTS)
def test_own_parts_open(client, coordinator, organization, part, page):
    mine = part_of(organization, part)

    assert client.get(url(part, page, mine.pk)).status_code == 200


@pytest.mark.parametrize("part", PARTS)
def test_viewers_read_parts_and_cannot_save(client, organization, part):
    mine = part_of(organization, part)
    client.force_login(
        MembershipFactory(organization=organization, role=MembershipRole.VIEWER).user
    )

    assert client.get(url(part, "change", mine.pk)).status_code == 200
    assert client.post(url(part, "change", mine.pk), {}).status_code == 403


@pytest.mark.parametrize("part", PARTS)
def test_list_query_count_does_not_grow(client, coordinator, organization, part):
    part_of(organization, part)
    for_one = queries(client, url(part, "changelist"))
    part_of(organization, part)
    part_of(organization, part)

    assert queries(client, url(part, "changelist")) == for_one


@pytest.mark.parametrize("part", PARTS)
def test_parts_are_found_by_their_program(client, coordinator, organization, part):
    welding = part_of(organization, part, title="Welding")
    part_of(organization, part, title="Nursing")

    assert rows(client, part, q="welding") == [welding]


def test_a_coordinator_mends_an_offering(client, coordinator, organization):
    offering = part_of(organization, "offering")

    client.post(
        url("offering", "change", offering.pk),
        {"program": offering.program_id, "academic_year": "2027-28", "cost": "0"},
    )

    offering.refresh_from_db()
    assert (offering.academic_year, offering.cost) == ("2027-28", 0)


def test_an_offering_is_not_moved_to_a_program_of_others(client, coordinator, organization):
    offering = part_of(organization, "offering")
    theirs = part_of(OrganizationFactory(), "offering").program

    client.post(
        url("offering", "change", offering.pk), {"program": theirs.pk, "academic_year": "2026-27"}
    )

    assert Offering.objects.get(pk=offering.pk).program == offering.program


# --- What the finder finds -----------------------------------------------------------------------


def document(title, **fields):
    number = SearchDocument.objects.count() + 1_000_000
    return SearchDocument.objects.create(
        **{"kind": "program", "object_id": number, "key": f"key-{number}", "title": title} | fields
    )


def test_search_documents_are_found_by_title_and_filtered(client, staff):
    shown = document("Quokka husbandry", is_public=True)
    document("Quokka husbandry, closed", is_public=False)
    document("Quokka ranger", kind="occupation", is_public=True)

    found = rows(client, "searchdocument", q="quokka", kind__exact="program", is_public__exact="1")

    assert found == [shown]


def test_search_documents_are_only_read(client, staff):
    row = document("Quokka husbandry")
    page = url("searchdocument", "change", row.pk)

    assert client.get(page).status_code == 200
    assert client.post(page, {"title": "x"}).status_code == 403
    assert client.get(url("searchdocument", "add")).status_code == 403
    assert client.post(url("searchdocument", "delete", row.pk)).status_code == 403


def test_search_documents_are_the_staffs(client, coordinator):
    assert client.get(url("searchdocument", "changelist")).status_code == 403


def test_search_documents_download_without_their_stems(client, staff):
    row = document("Quokka husbandry")

    answer = client.post(
        url("searchdocument", "changelist"),
        {"action": "download_csv", "_selected_action": [row.pk]},
    )

    assert b"Quokka husbandry" in b"".join(answer)
