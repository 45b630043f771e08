"""Lists of programs in the admin, what their search fields offer, and the filter of reviews."""

import datetime

import pytest
from django.urls import reverse

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory, SiteFactory, UserFactory
from partners.tests.queries import queries
from pathways_portal.common.enums import EditingStatus
from programs.tests.admin.programs.program_form import LIST, program_of, url
from programs.tests.factories import (
    OccupationFactory,
    OfferingFactory,
    PathwayProgramFactory,
    ProgramCodeFactory,
    ProgramOccupationFactory,
)

pytestmark = pytest.mark.django_db


# --- Lists ----------------------------------------------------------------------------------------


def test_list_holds_own_programs_in_every_state(client, coordinator, school, foreign):
    draft = program_of(school, title="Draft", status=EditingStatus.DRAFT)
    shown = program_of(school, title="Shown")

    response = client.get(reverse(LIST))

    assert list(response.context["cl"].result_list) == [draft, shown]
    assert foreign.title not in response.content.decode()


def test_list_of_a_district_holds_its_schools_programs(client, program, foreign):
    district = program.organization.parent
    client.force_login(MembershipFactory(organization=district).user)

    response = client.get(reverse(LIST))

    assert list(response.context["cl"].result_list) == [program]


def test_filters_offer_only_own_values(client, coordinator, program, foreign):
    page = client.get(reverse(LIST)).content.decode()

    assert program.sector.name in page
    assert foreign.sector.name not in page


def test_searching_the_list_finds_no_foreign_program(client, coordinator, program, foreign):
    response = client.get(reverse(LIST), {"q": "welding"})

    assert list(response.context["cl"].result_list) == [program]


@pytest.mark.parametrize(
    "lookup",
    [
        "owner__memberships__user__email__startswith",
        "organization__people__email__startswith",
        "verified_by__password__startswith",
    ],
)
def test_lookups_through_other_tables_are_refused(client, coordinator, program, lookup):
    response = client.get(reverse(LIST), {lookup: "a"})

    assert response.status_code == 400


def test_naming_a_foreign_id_in_the_list_shows_nothing(client, coordinator, program, foreign):
    response = client.get(reverse(LIST), {"id__in": f"{foreign.pk}"})

    assert list(response.context["cl"].result_list) == []


def test_list_query_count_does_not_grow(client, coordinator, school):
    program_of(school)
    for_one = queries(client, reverse(LIST))
    program_of(school)
    program_of(school)

    assert queries(client, reverse(LIST)) == for_one


def test_form_query_count_does_not_grow_with_parts(client, coordinator, program):
    site = SiteFactory(organization=program.organization)

    def add_parts(year):
        ProgramCodeFactory(program=program)
        ProgramOccupationFactory(program=program)
        OfferingFactory(program=program, site=site, academic_year=year)
        PathwayProgramFactory(program=program)

    add_parts("2024-25")
    for_one = queries(client, url("change", program))
    add_parts("2025-26")
    add_parts("2026-27")

    assert queries(client, url("change", program)) == for_one


def offered(client, model, field, app="programs", term=""):
    response = client.get(
        reverse("admin:autocomplete"),
        {"app_label": app, "model_name": model, "field_name": field, "term": term},
    )
    return response.status_code, [
        int(row["id"])
        for row in (response.json() if response.status_code == 200 else {}).get("results", [])
    ]


# --- Choices that a search field offers -----------------------------------------------------------


def test_owner_search_offers_own_organizations_only(client, coordinator, school, foreign):
    assert offered(client, "program", "owner") == (200, [school.pk])


def test_owner_search_offers_none_where_one_may_only_read(client, school):
    user = MembershipFactory(organization=school, role=MembershipRole.VIEWER).user
    own = MembershipFactory(user=user).organization
    client.force_login(user)

    assert offered(client, "program", "owner") == (200, [own.pk])


def test_account_search_is_closed(client, coordinator):
    assert offered(client, "person", "user", app="partners")[0] == 403


def test_occupation_search_offers_the_reference_table(client, coordinator):
    occupation = OccupationFactory(title="Welders")

    assert offered(client, "programoccupation", "occupation", term="weld") == (
        200,
        [occupation.pk],
    )


def test_search_fields_are_closed_to_accounts_without_membership(client, school):
    client.force_login(UserFactory())

    assert offered(client, "program", "owner")[0] == 302


# --- Verified, nothing changed --------------------------------------------------------------------


def test_one_button_verifies(client, coordinator, program, today):
    response = client.post(url("verify", program))

    program.refresh_from_db()
    assert response.status_code == 302
    assert (program.verified_on, program.verified_by) == (today, coordinator)


def test_a_link_cannot_verify(client, coordinator, program):
    assert client.get(url("verify", program)).status_code == 405


def test_the_button_is_on_the_form(client, coordinator, program):
    page = client.get(url("change", program)).content.decode()

    assert f'action="{url("verify", program)}"' in page
    assert "Nobody has verified this record yet." in page


@pytest.mark.parametrize(
    ("state", "months_ago"),
    [pytest.param("due", 13, id="past its date"), pytest.param("fresh", 11, id="not due yet")],
)
def test_review_filter(client, coordinator, school, today, state, months_ago):
    verified = program_of(
        school,
        verified_on=today - datetime.timedelta(days=31 * months_ago - 15),
        verified_by=coordinator,
    )
    program_of(school)

    response = client.get(reverse(LIST), {"review": state})

    assert list(response.context["cl"].result_list) == [verified]
    assert verified.is_stale == (state == "due")


def test_review_filter_finds_what_nobody_verified(client, coordinator, program, today):
    program_of(program.organization, verified_on=today, verified_by=coordinator)

    response = client.get(reverse(LIST), {"review": "never"})

    assert list(response.context["cl"].result_list) == [program]
