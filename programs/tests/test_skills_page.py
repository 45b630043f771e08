"""The page of skills: six groups, where each is taught, and what jobs ask for."""

import pytest

from partners.tests.reading import text
from pathways_portal.common.enums import EditingStatus
from programs.enums import SkillGroup
from programs.help.of_program import skills_of
from programs.help.skills import SKILLS_SHOWN
from programs.tests.factories import (
    OccupationFactory,
    OccupationSkillFactory,
    PathwayFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SkillFactory,
)
from programs.tests.path_factories import (
    EmployabilitySkillFactory,
    PathwaySkillFactory,
    ProgramSkillFactory,
)

pytestmark = pytest.mark.django_db


def skills(client):
    response = client.get("/skills/")
    assert response.status_code == 200
    return response.context["skills"]


def test_all_six_groups_stand_each_with_its_skills(client):
    empathy = EmployabilitySkillFactory(name="Empathy", group=SkillGroup.COLLABORATION)
    SkillFactory(name="Repairing")  # of an occupation

    groups = skills(client).groups

    assert [here.group for here in groups] == list(SkillGroup)
    assert [one.skill for here in groups for one in here.skills] == [empathy]


def test_a_skill_names_the_pathways_and_counts_the_programs_that_teach_it(client):
    skill = EmployabilitySkillFactory()
    pathway = PathwaySkillFactory(skill=skill, pathway__title="Patient Care").pathway
    PathwaySkillFactory(skill=skill, pathway__status=EditingStatus.DRAFT)
    for segment in ("hs", "hs", "college"):
        ProgramSkillFactory(skill=skill, program=ProgramFactory(segment=segment))
    made_up = ProgramFactory(segment="ae", is_sample=True)
    ProgramSkillFactory(skill=skill, is_sample=True, program=made_up)
    ProgramSkillFactory(skill=skill, is_sample=True)  # about a real program
    ProgramSkillFactory(skill=skill, program=ProgramFactory(status=EditingStatus.DRAFT))

    (one,) = skills(client).taught

    assert [place.pathway for place in one.pathways] == [pathway]
    assert (one.programs, one.samples) == (4, 1)
    assert dict(one.segments) == {"hs": 2, "college": 1, "ae": 1}
    page = client.get("/skills/").content.decode()
    assert pathway.get_absolute_url() in page
    assert f'href="/programs/?skill={skill.slug}"' in page


def test_a_skill_that_nobody_reported_is_not_yet_reported(client):
    EmployabilitySkillFactory(name="Empathy")

    assert "Pathways not yet reported Programs not yet reported" in text(client.get("/skills/"))


def rated(skill, importance, *, taught=True, **fields):
    occupation = OccupationFactory(**fields)
    if taught:
        ProgramOccupationFactory(occupation=occupation)
    return OccupationSkillFactory(skill=skill, occupation=occupation, importance=importance)


def test_skills_at_work_are_those_important_in_jobs_that_programs_lead_to(client):
    writing, repairing = SkillFactory(name="Writing"), SkillFactory(name="Repairing")
    rated(writing, 4, title="Editors")
    rated(writing, 3, title="Clerks")
    rated(writing, 2.9)
    rated(writing, 5, taught=False)
    rated(repairing, 4.5, title="Mechanics")

    here = skills(client)

    assert [(one.skill, one.occupations) for one in here.at_work] == [(writing, 2), (repairing, 1)]
    assert [job.occupation.title for job in here.at_work[0].jobs] == ["Editors", "Clerks"]
    assert here.occupations == 4
    assert here.at_work[0].jobs[0].occupation.get_absolute_url() in (
        client.get("/skills/").content.decode()
    )


def test_the_page_says_where_its_figures_are_from(client):
    EmployabilitySkillFactory(source="List of the tests")
    rated(SkillFactory(), 4)

    words = text(client.get("/skills/"))

    assert "Source: List of the tests" in words
    assert words.count("Source:") == 2


def test_without_any_row_the_page_says_so(client):
    words = text(client.get("/skills/"))

    assert words.count("No skill of this group is on file.") == 6
    assert "No skills of occupations are on file." in words


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, count, django_assert_num_queries):
    for _number in range(count):
        skill = EmployabilitySkillFactory()
        PathwaySkillFactory(skill=skill, pathway=PathwayFactory())
        ProgramSkillFactory(skill=skill)
        rated(SkillFactory(), 4)

    # skills, pathways, programs, occupations in all, skills at work, their occupations
    with django_assert_num_queries(6):
        here = skills(client)

    assert (len(here.taught), len(here.at_work)) == (count, count)
    assert count < SKILLS_SHOWN


def test_both_languages(client):
    EmployabilitySkillFactory(name_es="Empatía")

    assert "Empatía" in text(client.get("/es/skills/"))


# --- On the page of a program -------------------------------------------------------------------


def test_the_page_of_a_program_names_its_skills_by_group(client):
    skill = EmployabilitySkillFactory(name="Empathy", group=SkillGroup.COLLABORATION)
    program = ProgramSkillFactory(skill=skill, is_sample=True).program

    words = text(client.get(program.get_absolute_url()))

    assert "Skills for every job Working together Empathy Sample data" in words


def test_a_program_without_skills_says_not_yet_reported(client):
    words = text(client.get(ProgramFactory().get_absolute_url()))

    assert "Which of them the program teaches is not yet reported." in words


@pytest.mark.parametrize("count", [1, 3])
def test_skills_of_a_program_take_one_question(count, django_assert_num_queries):
    program = ProgramFactory()
    ProgramSkillFactory.create_batch(count, program=program)

    with django_assert_num_queries(1):
        assert len([row.skill.name for row in skills_of(program.pk)]) == count
