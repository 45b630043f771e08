"""Public pages know who is signed in, and stay the same for everybody else."""

import re

import pytest
from django.urls import reverse

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory, OrganizationFactory, UserFactory
from programs.tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db

EDIT = "Edit this record"


def form_of(record):
    return reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk]
    )


def member(client, role, organization):
    user = UserFactory(first_name="Rosa", last_name="Vega")
    MembershipFactory(user=user, role=role, organization=organization)
    client.force_login(user)
    return user


@pytest.mark.parametrize("path", ["/", "/about/", "/programs/", "/near/", "/es/glossary/"])
def test_a_page_names_who_is_signed_in_and_leads_to_records_and_out(client, path):
    member(client, MembershipRole.VIEWER, OrganizationFactory())

    page = client.get(path).content.decode()
    language = "/es" if path.startswith("/es/") else ""
    header, footer = page.split("<main")[0], page.split("<footer")[1]

    assert "Rosa Vega" in header
    for part in (header, footer):
        assert f'href="{language}/admin/"' in part
        assert f'href="{language}/accounts/logout/"' in part
    assert f"{language}/accounts/login/" not in footer


def test_a_page_of_a_reader_with_a_session_depends_on_cookies_and_is_kept_by_nobody(client):
    member(client, MembershipRole.VIEWER, OrganizationFactory())

    response = client.get("/about/")

    assert "Cookie" in response["Vary"]
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/about/", "/programs/", "/near/", "/schools/", "/sectors/"])
def test_a_page_without_a_session_asks_for_nobody(client, path):
    response = client.get(path)

    assert "Cookie" not in response["Vary"]
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    assert "/accounts/login/" in response.content.decode().split("<footer")[1]


def test_a_session_that_nobody_is_signed_in_with_shows_no_account(client):
    client.cookies["sessionid"] = "left-over"

    page = client.get("/about/").content.decode()

    assert "/accounts/logout/" not in page


@pytest.mark.parametrize(
    ("role", "at", "shown"),
    [
        pytest.param(MembershipRole.COORDINATOR, "own", True, id="coordinator of the college"),
        pytest.param(MembershipRole.LEAD, "district", True, id="lead of its district"),
        pytest.param(MembershipRole.VIEWER, "own", False, id="viewer of the college"),
        pytest.param(MembershipRole.LEAD, "other", False, id="lead of another college"),
    ],
)
@pytest.mark.parametrize("kind", ["program", "organization"])
def test_who_may_change_a_record_finds_the_way_to_its_form(client, role, at, shown, kind):
    district = OrganizationFactory(kind="college_district")
    own, other = OrganizationFactory(parent=district), OrganizationFactory()
    record = own if kind == "organization" else ProgramFactory(organization=own, owner=own)
    member(client, role, {"own": own, "district": district, "other": other}[at])

    page = client.get(record.get_absolute_url()).content.decode()

    assert (EDIT in page) is shown
    assert (f'href="{form_of(record)}"' in page) is shown


def test_the_way_to_the_form_opens_it(client, settings):
    settings.MFA_REQUIRED_FOR_EDITORS = False
    program = ProgramFactory()
    member(client, MembershipRole.COORDINATOR, program.organization)
    program.owner = program.organization
    program.save()

    page = client.get(program.get_absolute_url()).content.decode()
    [link] = re.findall(rf'href="([^"]+)">{EDIT}', page)

    assert client.get(link).status_code == 200


def test_the_public_finds_no_way_to_a_form(client):
    program = ProgramFactory()

    for record in (program, program.organization):
        assert EDIT not in client.get(record.get_absolute_url()).content.decode()
