"""A new program and its parts: whose they are, and at which address."""

import pytest
from django.urls import reverse

from partners.tests.factories import DistrictFactory, MembershipFactory, SchoolFactory, SiteFactory
from pathways_portal.common.enums import EditingStatus
from programs.admin import programs as program_pages
from programs.models import Offering, Program
from programs.slugs import free_slug
from programs.tests.admin.programs.program_form import errors, form_data, program_of, url
from programs.tests.factories import CodeFactory, OfferingFactory, PathwayFactory

pytestmark = pytest.mark.django_db


# --- Adding ---------------------------------------------------------------------------------------


def test_a_new_program_starts_at_the_only_own_organization(client, coordinator, school):
    form = client.get(reverse("admin:programs_program_add")).context["adminform"].form

    assert (form["organization"].initial, form["owner"].initial) == (school.pk, school.pk)
    assert form["status"].initial == EditingStatus.DRAFT


def test_with_several_organizations_nothing_is_preset(client):
    district = DistrictFactory()
    SchoolFactory(parent=district)
    client.force_login(MembershipFactory(organization=district).user)

    form = client.get(reverse("admin:programs_program_add")).context["adminform"].form

    assert form["organization"].initial is None


def test_adding_makes_an_address_nobody_has(client, coordinator, school):
    program_of(school, title="Welding", slug="welding-canyon-high-school")

    client.post(
        reverse("admin:programs_program_add"),
        form_data(organization=school.pk, owner=school.pk),
    )

    assert Program.objects.filter(slug="welding-canyon-high-school-2").exists()


def test_an_address_taken_in_the_same_moment_is_chosen_anew(
    client, coordinator, school, monkeypatch
):
    program_of(school, title="Welding", slug="welding-canyon-high-school")
    answers = iter(["welding-canyon-high-school"])  # what was free a moment ago
    monkeypatch.setattr(
        program_pages, "free_slug", lambda **about: next(answers, None) or free_slug(**about)
    )

    client.post(
        reverse("admin:programs_program_add"),
        form_data(organization=school.pk, owner=school.pk),
    )

    assert Program.objects.filter(slug="welding-canyon-high-school-2").exists()


def test_adding_for_a_foreign_organization_is_refused(client, coordinator, foreign):
    response = client.post(
        reverse("admin:programs_program_add"),
        form_data(organization=foreign.organization_id, owner=foreign.owner_id),
    )

    assert set(errors(response)) == {"organization", "owner"}
    assert Program.objects.count() == 1


def test_adding_in_a_window_of_its_own_obeys_too(client, coordinator, foreign):
    response = client.post(
        reverse("admin:programs_program_add") + "?_popup=1",
        form_data(organization=foreign.organization_id, owner=foreign.owner_id, _popup="1"),
    )

    assert set(errors(response)) == {"organization", "owner"}


def test_saving_as_new_makes_no_copy(client, coordinator, program):
    client.post(url("change", program), form_data(program, _saveasnew="1"))

    assert Program.objects.count() == 1


def part_data(name, **fields):
    return {f"{name}-TOTAL_FORMS": 1, f"{name}-INITIAL_FORMS": 0} | {
        f"{name}-0-{field}": value for field, value in fields.items()
    }


# --- Parts ----------------------------------------------------------------------------------------


def test_a_code_is_added_in_the_name_of_who_adds_it(client, coordinator, program, today):
    code = CodeFactory()

    client.post(
        url("change", program), form_data(program, **part_data("program_codes", code=code.pk))
    )

    assert list(program.program_codes.values_list("code", "source", "as_of")) == [
        (code.pk, "Canyon High School", today)
    ]


def test_a_site_of_another_school_is_refused_in_an_offering(client, coordinator, program, foreign):
    site = SiteFactory(organization=foreign.organization)
    data = part_data("offerings", academic_year="2026-27", site=site.pk)

    response = client.post(url("change", program), form_data(program, **data))

    assert response.status_code == 200
    assert Offering.objects.count() == 0


def test_an_offering_of_a_foreign_program_cannot_be_slipped_in(
    client, coordinator, program, foreign
):
    theirs = OfferingFactory(program=foreign)
    data = part_data("offerings", id=theirs.pk, program=program.pk, academic_year="2030-31")
    data |= {"offerings-INITIAL_FORMS": 1}

    response = client.post(url("change", program), form_data(program, **data))

    theirs.refresh_from_db()
    assert (theirs.program, theirs.academic_year) == (foreign, "2026-27")
    assert "no longer, a part of this record" in response.content.decode()


def test_a_draft_pathway_cannot_be_chosen(client, coordinator, program):
    pathway = PathwayFactory(status=EditingStatus.DRAFT)
    data = part_data("pathway_programs", pathway=pathway.pk, role="core")

    response = client.post(url("change", program), form_data(program, **data))

    assert response.status_code == 200
    assert program.pathway_programs.count() == 0


def test_a_published_pathway_can_be_chosen(client, coordinator, program):
    pathway = PathwayFactory()
    data = part_data("pathway_programs", pathway=pathway.pk, role="core")

    client.post(url("change", program), form_data(program, **data))

    assert program.pathway_programs.get().pathway == pathway


def test_schedules_are_boxes_to_tick(client, coordinator, program):
    data = part_data("offerings", academic_year="2026-27", schedules=["days", "evenings"])

    client.post(url("change", program), form_data(program, **data))

    assert program.offerings.get().schedules == ["days", "evenings"]
