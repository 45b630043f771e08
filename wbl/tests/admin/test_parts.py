"""Kinds, supports, and the parts that work-based learning adds to other forms of the admin."""

import pytest
from django.utils import timezone

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory
from partners.tests.forms import untouched_parts
from partners.tests.queries import queries
from pathways_portal.common import academic_year
from programs.models import OrganizationSupport, Program, ProgramSkill, ProgramSupport
from programs.tests.factories import PathwayFactory, ProgramFactory
from programs.tests.path_factories import (
    EmployabilitySkillFactory,
    OrganizationSupportFactory,
    ProgramSkillFactory,
    ProgramSupportFactory,
    SupportFactory,
)
from wbl.models import ProgramActivity
from wbl.tests.admin.admin_pages import url
from wbl.tests.factories import ActivityKindFactory, ProgramActivityFactory

pytestmark = pytest.mark.django_db


PARTS_OF_PROGRAM = {
    "activities": ProgramActivityFactory,
    "program_skills": ProgramSkillFactory,
    "program_supports": ProgramSupportFactory,
}


def no_parts(*prefixes):
    """What a form sends of parts that nobody touched."""
    numbers = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return {f"{prefix}-{name}": n for prefix in prefixes for name, n in numbers.items()}


def added(prefix, **fields):
    """What a form sends of one new part."""
    return no_parts(prefix) | {
        f"{prefix}-TOTAL_FORMS": 1,
        **{f"{prefix}-0-{name}": value for name, value in fields.items()},
    }


# --- Kinds ----------------------------------------------------------------------------------------


def test_members_look_kinds_up_and_staff_keeps_them(client, coordinator):
    kind = ActivityKindFactory()

    assert client.get(url("activitykind", "change", kind.pk)).status_code == 200
    assert client.post(url("activitykind", "change", kind.pk), {"name": "x"}).status_code == 403
    assert client.get(url("activitykind", "add")).status_code == 403


def program_data(program, **parts):
    prefixes = ["program_codes", "program_occupations", "offerings", "pathway_programs"]
    data = {
        "title": program.title,
        "organization": program.organization_id,
        "owner": program.owner_id,
        "segment": program.segment,
        "availability": program.availability,
        "status": program.status,
        "source": program.source,
        "review_every": 12,
    }
    return data | no_parts(*prefixes) | untouched_parts(Program) | parts


@pytest.fixture
def program(school):
    return ProgramFactory(organization=school, owner=school, segment="hs")


def save(client, program, part):
    response = client.post(
        url("program", "change", program.pk, app="programs"), program_data(program, **part)
    )
    errors = (
        []
        if response.status_code == 302
        else [formset.formset.errors for formset in response.context["inline_admin_formsets"]]
    )
    return [error for rows in errors for error in rows if error]


# --- Parts of programs, pathways and organizations ------------------------------------------------


def test_the_form_of_a_program_takes_its_work_based_learning(
    client, coordinator, program, employer, school
):
    kind = ActivityKindFactory()
    year = academic_year.on(timezone.localdate())
    part = added(
        "activities",
        stage=kind.stage,
        kind=kind.pk,
        hours=8,
        partner=employer.pk,
        academic_year=year,
    )

    assert save(client, program, part) == []

    row = ProgramActivity.objects.get()
    assert (row.program, row.kind, row.partner, row.hours) == (program, kind, employer, 8)
    assert "Canyon High School" in row.source


def test_a_kind_of_another_stage_is_refused_in_words(client, coordinator, program):
    part = added(
        "activities", stage="training", kind=ActivityKindFactory().pk, academic_year="2026-27"
    )

    (errors,) = save(client, program, part)

    assert "belongs to the stage “Exploration”" in str(errors["stage"])


def test_a_new_row_stands_in_the_current_academic_year(client, coordinator, program):
    page = client.get(url("program", "change", program.pk, app="programs")).content.decode()
    year = academic_year.on(timezone.localdate())

    assert f'name="activities-__prefix__-academic_year" value="{year}"' in page


def test_the_form_of_a_program_takes_skills_and_supports(client, coordinator, program):
    skill, support = EmployabilitySkillFactory(), SupportFactory()

    assert save(client, program, added("program_skills", skill=skill.pk)) == []
    assert save(client, program, added("program_supports", support=support.pk)) == []

    assert ProgramSkill.objects.get().skill == skill
    assert ProgramSupport.objects.get().support == support


def test_the_same_skill_twice_is_refused_in_words(client, coordinator, program):
    row = ProgramSkillFactory(program=program)

    (errors,) = save(client, program, added("program_skills", skill=row.skill_id))

    assert "The program has that skill already." in str(errors)


@pytest.mark.parametrize("part", PARTS_OF_PROGRAM)
def test_changes_of_these_parts_stand_in_the_history_of_the_program(
    client, coordinator, program, part
):
    row = PARTS_OF_PROGRAM[part](program=program)

    page = client.get(url("program", "history", program.pk, app="programs"))

    said = {entry.about.lower() for entry in page.context["entries"]}
    assert str(row._meta.verbose_name).lower() in said


def test_whoever_may_only_read_a_program_cannot_add_parts(client, school, program):
    user = MembershipFactory(organization=school, role=MembershipRole.VIEWER).user
    client.force_login(user)
    skill = EmployabilitySkillFactory()

    response = client.post(
        url("program", "change", program.pk, app="programs"),
        program_data(program, **added("program_skills", skill=skill.pk)),
    )

    assert response.status_code == 403
    assert not ProgramSkill.objects.exists()


def test_form_query_count_does_not_grow_with_these_parts(client, coordinator, program, employer):
    address = url("program", "change", program.pk, app="programs")

    def add_parts(year):
        ProgramActivityFactory(program=program, partner=employer, academic_year=year)
        ProgramSkillFactory(program=program)
        ProgramSupportFactory(program=program)

    add_parts("2024-25")
    before = queries(client, address)
    add_parts("2025-26")
    add_parts("2026-27")

    assert queries(client, address) == before


def test_the_form_of_an_organization_takes_its_supports(client, coordinator, school):
    mine = OrganizationSupportFactory(organization=school, website="https://old.example/")
    page = client.get(url("organization", "change", school.pk, app="partners"))
    (inline,) = (
        one
        for one in page.context["inline_admin_formsets"]
        if one.opts.model is OrganizationSupport
    )

    assert [form.original for form in inline if form.original] == [mine]
    assert inline.has_change_permission


def test_the_form_of_a_pathway_holds_its_skills_and_supports(client, staff):
    pathway = PathwayFactory()

    page = client.get(url("pathway", "change", pathway.pk, app="programs"))

    names = {one.opts.model.__name__ for one in page.context["inline_admin_formsets"]}
    assert names >= {"PathwaySkill", "PathwaySupport"}


# --- Supports -------------------------------------------------------------------------------------


def test_the_owner_of_a_support_mends_its_words_and_staff_the_rest(client, coordinator, school):
    support = SupportFactory(owner=school)
    form = client.get(url("support", "change", support.pk, app="programs")).context["adminform"]

    assert {"slug", "kind", "owner"} <= {*form.readonly_fields}
    assert "name" in form.form.fields
    assert client.get(url("support", "add", app="programs")).status_code == 403


def test_supports_of_others_can_be_looked_up(client, coordinator):
    support = SupportFactory()
    page = url("support", "change", support.pk, app="programs")

    assert client.get(page).status_code == 200
    assert client.post(page, {"name": "x"}).status_code == 403
