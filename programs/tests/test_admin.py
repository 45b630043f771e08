"""Programs in the admin: what a coordinator sees, mends and cannot touch."""

import csv
import datetime
from io import StringIO

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from partners.enums import MembershipRole
from partners.tests.factories import (
    DistrictFactory,
    MembershipFactory,
    OrganizationFactory,
    SchoolFactory,
    SiteFactory,
    UserFactory,
)
from partners.tests.forms import untouched_parts
from partners.tests.queries import queries
from pathways_portal.common.enums import EditingStatus
from programs.admin import programs as program_pages
from programs.models import Offering, Program, ProgramCode
from programs.slugs import free_slug
from programs.tests.factories import (
    CodeFactory,
    OccupationFactory,
    OfferingFactory,
    PathwayFactory,
    PathwayProgramFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProgramOccupationFactory,
)

pytestmark = pytest.mark.django_db
LIST = "admin:programs_program_changelist"
PARTS = ["program_codes", "program_occupations", "offerings", "pathway_programs"]


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    """The second factor has its own tests. A form looks each of its chosen keys up by itself."""
    settings.MFA_REQUIRED_FOR_EDITORS = False
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "get()"}]


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def school():
    return SchoolFactory(name="Canyon High School")


@pytest.fixture
def coordinator(client, school):
    user = MembershipFactory(organization=school).user
    client.force_login(user)
    return user


@pytest.fixture
def program(school):
    return program_of(school, title="Welding")


@pytest.fixture
def foreign():
    """A program of another district."""
    return program_of(SchoolFactory(name="Mesa High School"), title="Foreign welding")


def program_of(organization, **fields):
    return ProgramFactory(organization=organization, owner=organization, **fields)


def url(page, program):
    return reverse(f"admin:programs_program_{page}", args=[program.pk])


def form_data(program=None, **changes):
    """What the browser sends when the form is saved, without parts."""
    data = {
        "title": "Welding",
        "segment": "hs",
        "award": "",
        "availability": "offered",
        "status": "draft",
        "review_every": "12",
        "source": "School catalog",
    }
    if program is not None:
        data |= {
            "title": program.title,
            "organization": program.organization_id,
            "owner": program.owner_id,
            "segment": program.segment,
            "sector": program.sector_id or "",
            "award": program.award or "",
            "award_text": program.award_text,
            "status": program.status,
            "source": program.source,
        }
    for part in PARTS:
        data |= {f"{part}-TOTAL_FORMS": 0, f"{part}-INITIAL_FORMS": 0}
    return data | untouched_parts(Program) | changes


def errors(response):
    return response.context["adminform"].form.errors


# --- Lists ---------------------------------------------------------------------------------------


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


# --- A foreign record does not exist -------------------------------------------------------------


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


# --- Mending -------------------------------------------------------------------------------------


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


# --- Adding --------------------------------------------------------------------------------------


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


# --- Parts ---------------------------------------------------------------------------------------


def part_data(name, **fields):
    return {f"{name}-TOTAL_FORMS": 1, f"{name}-INITIAL_FORMS": 0} | {
        f"{name}-0-{field}": value for field, value in fields.items()
    }


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


# --- Choices that a search field offers ----------------------------------------------------------


def offered(client, model, field, app="programs", term=""):
    response = client.get(
        reverse("admin:autocomplete"),
        {"app_label": app, "model_name": model, "field_name": field, "term": term},
    )
    return response.status_code, [
        int(row["id"])
        for row in (response.json() if response.status_code == 200 else {}).get("results", [])
    ]


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


# --- Actions on many -----------------------------------------------------------------------------


def run(client, action, *programs, **data):
    return client.post(
        reverse(LIST), {"action": action, "_selected_action": [p.pk for p in programs], **data}
    )


def test_verifying_many_leaves_foreign_ones_alone(client, coordinator, program, foreign, today):
    run(client, "verify_selected", program, foreign)

    program.refresh_from_db()
    foreign.refresh_from_db()
    assert (program.verified_on, foreign.verified_on) == (today, None)


def test_verifying_many_leaves_those_one_may_only_read(client, coordinator, program, today):
    readable = program_of(OrganizationFactory())
    MembershipFactory(
        user=coordinator, organization=readable.organization, role=MembershipRole.VIEWER
    )

    run(client, "verify_selected", program, readable)

    program.refresh_from_db()
    readable.refresh_from_db()
    assert (program.verified_on, readable.verified_on) == (today, None)


def messages_of(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_verifying_all_that_are_due_leaves_no_minus(client, coordinator, school):
    due = [
        program_of(
            school,
            title=f"Welding {number}",
            status=EditingStatus.PUBLISHED,
            verified_on=datetime.date(2020, 1, 1),
            verified_by=coordinator,
        )
        for number in range(3)
    ]

    response = client.post(
        reverse(LIST) + "?review=due",
        {"action": "verify_selected", "_selected_action": [program.pk for program in due]},
    )

    assert messages_of(response) == ["3 records are verified."]


def test_verifying_many_tells_how_many_one_may_only_read(client, coordinator, program):
    readable = program_of(OrganizationFactory())
    MembershipFactory(
        user=coordinator, organization=readable.organization, role=MembershipRole.VIEWER
    )

    response = run(client, "verify_selected", program, readable)

    assert messages_of(response) == [
        "1 record is verified.",
        "1 record was left alone: you may only read it.",
    ]


def test_deleting_many_is_refused_where_one_row_may_only_be_edited(client, program):
    lead = MembershipFactory(organization=program.organization, role=MembershipRole.LEAD).user
    editable = program_of(MembershipFactory(user=lead).organization)
    client.force_login(lead)

    response = run(client, "delete_selected", program, editable, post="yes")

    assert response.status_code == 403
    assert Program.objects.count() == 2


def test_deleting_many_does_not_reach_foreign_ones(client, program, foreign):
    client.force_login(
        MembershipFactory(organization=program.organization, role=MembershipRole.LEAD).user
    )

    run(client, "delete_selected", program, foreign, post="yes")

    assert list(Program.objects.all()) == [foreign]


def test_download_holds_own_rows_and_runs_nothing(client, coordinator, school, foreign):
    own = program_of(school, title="=HYPERLINK(1)")

    response = run(client, "download_csv", own, foreign)

    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
    assert [row["Title"] for row in rows] == ["'=HYPERLINK(1)"]
    assert rows[0]["Organization"] == school.name


def test_download_query_count_does_not_grow(client, coordinator, school):
    def counted(*programs):
        data = {"action": "download_csv", "_selected_action": [p.pk for p in programs]}
        return queries(client, reverse(LIST), data)

    own = [program_of(school) for _ in range(3)]

    assert counted(*own) == counted(own[0])


# --- Verified, nothing changed -------------------------------------------------------------------


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
