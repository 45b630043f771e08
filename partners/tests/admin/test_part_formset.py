"""Parts of a record in its form: rows that would repeat each other are refused in words."""

import pytest
from django.urls import reverse

from partners.models import Organization, Site
from partners.tests.factories import (
    PersonFactory,
    RoleFactory,
    SiteFactory,
)
from partners.tests.forms import untouched_parts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("coordinator")]


def save(client, organization, *rows):
    """Send the form with these sites; rows with an id are those on file."""
    data = {
        "name": organization.name,
        "source": organization.source,
        "review_every": 12,
        "sites-TOTAL_FORMS": len(rows),
        "sites-INITIAL_FORMS": sum("id" in row for row in rows),
        **untouched_parts(Organization),
    }
    for number, row in enumerate(rows):
        data |= {f"sites-{number}-{name}": value for name, value in row.items()}
    return client.post(reverse("admin:partners_organization_change", args=[organization.pk]), data)


def new_row_is_ticked(client, organization):
    page = client.get(reverse("admin:partners_organization_change", args=[organization.pk]))
    formset = page.context["inline_admin_formsets"][0].formset
    return formset.empty_form["is_main"].value()


def test_a_second_main_site_is_refused_in_words(client, organization):
    first = SiteFactory(organization=organization)

    response = save(
        client,
        organization,
        {"id": first.pk, "name": "North", "is_main": "on"},
        {"name": "South", "is_main": "on"},
    )

    assert "This organization has a main site already." in response.content.decode()
    assert Site.objects.count() == 1


def test_a_second_site_beside_the_main_one_is_kept(client, organization):
    first = SiteFactory(organization=organization)

    save(
        client,
        organization,
        {"id": first.pk, "name": "North", "is_main": "on"},
        {"name": "South"},
    )

    assert sorted(Site.objects.values_list("name", "is_main")) == [
        ("North", True),
        ("South", False),
    ]


def test_a_new_site_is_the_main_one_only_where_there_is_none(client, organization):
    without = new_row_is_ticked(client, organization)
    SiteFactory(organization=organization)

    assert (without, new_row_is_ticked(client, organization)) == (True, False)


@pytest.mark.parametrize("main", [0, 1], ids=["from the first", "from the second"])
def test_the_tick_moves_from_one_site_to_another(client, organization, main):
    sites = [SiteFactory(organization=organization, is_main=number == main) for number in (0, 1)]
    ticked = {sites[1 - main].pk: {"is_main": "on"}}

    save(client, organization, *({"id": site.pk} | ticked.get(site.pk, {}) for site in sites))

    assert Site.objects.get(is_main=True) == sites[1 - main]


def test_a_new_main_site_takes_the_place_of_one_that_is_deleted(client, organization):
    first = SiteFactory(organization=organization)

    save(
        client,
        organization,
        {"id": first.pk, "is_main": "on", "DELETE": "on"},
        {"name": "South", "is_main": "on"},
    )

    assert [site.name for site in Site.objects.all()] == ["South"]


def test_a_site_that_somebody_added_meanwhile_counts_too(client, organization):
    SiteFactory(organization=organization)  # the form that is sent does not know it

    response = save(client, organization, {"name": "South", "is_main": "on"})

    assert "This organization has a main site already." in response.content.decode()


# --- Roles ---------------------------------------------------------------------------------------


@pytest.fixture
def roles(organization):
    """Two roles of one person."""
    person = PersonFactory(organization=organization)
    return [RoleFactory(person=person, kind=kind) for kind in ("dean", "faculty")]


def save_roles(client, roles, *kinds):
    person = roles[0].person
    data = {
        "name": person.name,
        "organization": person.organization_id,
        "owner": person.owner_id or "",
        "status": person.status,
        "source": person.source,
        "review_every": 12,
        "roles-TOTAL_FORMS": len(roles),
        "roles-INITIAL_FORMS": len(roles),
    }
    for number, (role, kind) in enumerate(zip(roles, kinds, strict=True)):
        data |= {
            f"roles-{number}-id": role.pk,
            f"roles-{number}-organization": role.organization_id,
            f"roles-{number}-kind": kind,
        }
    return client.post(reverse("admin:partners_person_change", args=[person.pk]), data)


def test_two_rows_that_say_the_same_are_refused_in_words(client, roles):
    response = save_roles(client, roles, "dean", "dean")

    assert "This person has this role here already." in response.content.decode()


def test_two_rows_change_places(client, roles):
    save_roles(client, roles, "faculty", "dean")

    for role in roles:
        role.refresh_from_db()
    assert [role.kind for role in roles] == ["faculty", "dean"]
