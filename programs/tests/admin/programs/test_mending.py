"""What a coordinator mends of a program, and what stays closed or does not exist."""

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory
from programs.models import Offering, Program, ProgramCode
from programs.tests.admin.programs.program_form import errors, form_data, url
from programs.tests.factories import OfferingFactory, ProgramCodeFactory

pytestmark = pytest.mark.django_db


# --- A foreign record does not exist --------------------------------------------------------------


@pytest.mark.parametrize("page", ["change", "delete", "history"])
@pytest.mark.parametrize("role", MembershipRole)
def test_foreign_program_answers_404(client, foreign, page, role):
    client.force_login(MembershipFactory(role=role).user)

    assert client.get(url(page, foreign)).status_code == 404


@pytest.mark.parametrize("page", ["change", "delete", "verify"])
@pytest.mark.parametrize("role", MembershipRole)
def test_writing_to_a_foreign_program_answers_404_and_changes_nothing(client, foreign, page, role):
    client.force_login(MembershipFactory(role=role).user)

    response = client.post(url(page, foreign), form_data(foreign, title="Taken", post="yes"))

    foreign.refresh_from_db()
    assert response.status_code == 404
    assert (foreign.title, foreign.verified_on) == ("Foreign welding", None)


def test_foreign_program_is_not_reached_by_another_key(client, coordinator, foreign):
    response = client.get(url("change", foreign), {"_to_field": "slug"})

    assert response.status_code in {400, 404}


def shortcut(record):
    kind = ContentType.objects.get_for_model(record)
    return reverse("admin:view_on_site", args=[kind.pk, record.pk])


def test_the_way_to_the_public_page_does_not_tell_the_address_of_a_foreign_draft(
    client, coordinator, program, foreign
):
    own, theirs = client.get(shortcut(program)), client.get(shortcut(foreign))

    assert (own.status_code, own.url) == (302, program.get_absolute_url())
    assert theirs.status_code == 404


def test_saving_asks_again_whether_the_record_is_ones_own(rf, coordinator, foreign):
    """The second lock: even if a form let a foreign record pass."""
    request = rf.post("/")
    request.user = coordinator

    page = admin.site._registry[Program]
    form = page.get_form(request, foreign, change=True)(instance=foreign)

    with pytest.raises(PermissionDenied):
        page.save_model(request, foreign, form=form, change=True)


def test_nonsense_instead_of_an_id_answers_404(client, coordinator):
    assert client.get(reverse("admin:programs_program_change", args=["x'"])).status_code == 404


# --- Mending --------------------------------------------------------------------------------------


def test_coordinator_mends_an_own_program(client, coordinator, program):
    response = client.post(url("change", program), form_data(program, title="Welding I"))

    program.refresh_from_db()
    assert response.status_code == 302
    assert program.title == "Welding I"


def test_saving_does_not_verify(client, coordinator, program):
    client.post(url("change", program), form_data(program, title="Welding I"))

    program.refresh_from_db()
    assert program.verified_on is None


def test_save_and_verify_does_both(client, coordinator, program, today):
    client.post(url("change", program), form_data(program, title="Welding I", _verify="1"))

    program.refresh_from_db()
    assert (program.title, program.verified_on, program.verified_by) == (
        "Welding I",
        today,
        coordinator,
    )


def test_slug_stays_when_the_title_changes(client, coordinator, program):
    slug = program.slug

    client.post(url("change", program), form_data(program, title="Metal", slug="taken-over"))

    program.refresh_from_db()
    assert program.slug == slug


@pytest.mark.parametrize("field", ["organization", "owner"])
def test_a_tampered_owner_is_refused_at_its_field(client, coordinator, program, foreign, field):
    data = form_data(program, title="Typed", **{field: foreign.organization_id})

    response = client.post(url("change", program), data)

    program.refresh_from_db()
    assert list(errors(response)) == [field]
    assert getattr(program, field) == program.owner
    assert 'value="Typed"' in response.content.decode()  # nothing typed is lost


def test_an_owner_cannot_be_emptied(client, coordinator, program):
    response = client.post(url("change", program), form_data(program, owner=""))

    assert list(errors(response)) == ["owner"]


def test_sample_flag_is_the_staffs(client, coordinator, program):
    client.post(url("change", program), form_data(program, is_sample="on"))

    program.refresh_from_db()
    assert program.is_sample is False


def test_verification_cannot_be_typed(client, coordinator, program):
    client.post(url("change", program), form_data(program, verified_on="2020-01-01"))

    program.refresh_from_db()
    assert program.verified_on is None


def test_publishing_without_a_source_says_what_is_missing(client, coordinator, program):
    response = client.post(url("change", program), form_data(program, source=""))

    assert "Say where this comes from before you publish." in response.content.decode()


def test_an_award_on_a_program_area_says_what_to_do(client, coordinator, program):
    response = client.post(url("change", program), form_data(program, is_program_area="on"))

    assert "A program area has no award or units" in response.content.decode()


def test_viewers_read_and_cannot_save(client, program):
    client.force_login(
        MembershipFactory(organization=program.organization, role=MembershipRole.VIEWER).user
    )

    shown = client.get(url("change", program))
    saved = client.post(url("change", program), form_data(program, title="Taken"))

    program.refresh_from_db()
    assert (shown.status_code, saved.status_code) == (200, 403)
    assert program.title == "Welding"
    assert "Verified, nothing changed" not in shown.content.decode()


def test_coordinators_do_not_delete(client, coordinator, program):
    response = client.post(url("delete", program), {"post": "yes"})

    assert response.status_code == 403
    assert Program.objects.filter(pk=program.pk).exists()


def test_leads_delete_with_all_parts(client, program):
    ProgramCodeFactory(program=program)
    OfferingFactory(program=program)
    client.force_login(
        MembershipFactory(organization=program.organization, role=MembershipRole.LEAD).user
    )

    client.post(url("delete", program), {"post": "yes"})

    assert (Program.objects.count(), ProgramCode.objects.count(), Offering.objects.count()) == (
        0,
        0,
        0,
    )
