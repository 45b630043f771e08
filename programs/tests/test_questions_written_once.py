"""Every question that is written once answers as Django's own SQL does, and has a case here."""

import importlib
import pkgutil

import pytest

import partners
import pathways_portal
import programs
from partners.enums import InventoryKind, InventoryState
from partners.tests.factories import (
    ActionItemFactory,
    GoalFactory,
    InventoryFactory,
    SiteFactory,
    TermFactory,
    UserFactory,
)
from pathways_portal.common.written_once import written_once
from programs.models import Program
from programs.tests.factories import (
    AreaFactory,
    AwardCountFactory,
    ChoiceGroupFactory,
    CodeFactory,
    CourseAliasFactory,
    CourseOfferingFactory,
    CredentialFactory,
    EstimateFactory,
    OfferingFactory,
    PathwayProgramFactory,
    PrerequisiteFactory,
    PriorityRuleFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SequenceFactory,
    SequenceStepFactory,
    SupplyLinkFactory,
    SurveyFactory,
    WageBenchmarkFactory,
)
from programs.tests.path_factories import (
    PathwaySkillFactory,
    PathwaySupportFactory,
    ProgramLinkFactory,
    ProgramSkillFactory,
    ProgramSupportFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)

pytestmark = pytest.mark.django_db

GAP = "/equity/?place=mesa&metric=nine_units&by=ethnicity"
# What every function marked so runs.
WRITTEN_ONCE = written_once(lambda: None).__code__


def questions(*packages):
    """{name: function} of everything in these packages that is written once."""
    found = {}
    for package in packages:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not {"tests", "migrations", "management", "wsgi"} & {*module.name.split(".")}:
                for value in vars(importlib.import_module(module.name)).values():
                    if getattr(value, "__code__", None) is WRITTEN_ONCE:
                        found[f"{value.__module__}.{value.__name__}"] = value
    return found


@pytest.fixture
def cases():
    """{name of a question: values that find something}"""
    area = AreaFactory()
    county = area.county_id
    program = ProgramFactory(organization__county=area.county)
    organization = program.organization_id
    SiteFactory(organization=program.organization)
    OfferingFactory(program=program)
    program.credentials.add(CredentialFactory())
    ProgramSkillFactory(program=program)
    ProgramSupportFactory(program=program)
    pathway = PathwayProgramFactory(program=program).pathway
    ProgramLinkFactory(from_program=program, to_program=None, destination=program.organization)
    PathwaySkillFactory(pathway=pathway)
    PathwaySupportFactory(pathway=pathway)
    TermFactory()
    GoalFactory(gap_key=GAP)
    ActionItemFactory(about_key=GAP)
    broader = CodeFactory(scheme="soc")
    first, second = (
        ProgramOccupationFactory(program=program, occupation__needs_license=True).occupation
        for _number in range(2)
    )
    code = ProgramCodeFactory(program=program).code
    SupplyLinkFactory(code=code, occupation=first)
    for occupation in (first, second):
        SurveyFactory(occupation=occupation, area=area)
        EstimateFactory(occupation=occupation, area=area, priced_as=broader)
    PriorityRuleFactory(county=area.county)
    WageBenchmarkFactory(county=area.county, year=2030)
    sequence = SequenceFactory(program=program)
    step = SequenceStepFactory(sequence=sequence, choice=ChoiceGroupFactory(sequence=sequence))
    course = step.course
    agreement = SendingCourseFactory(course=course).agreement
    ReceivingCourseFactory(agreement=agreement)
    ReceivingCourseFactory(course=course)
    told = InventoryFactory(
        kind=InventoryKind.AGREEMENTS,
        state=InventoryState.COMPLETE,
        confirmed_on="2026-09-01",
        confirmed_by=UserFactory(),
    )
    CourseAliasFactory(course=course)
    CourseOfferingFactory(course=course)
    PrerequisiteFactory(course=course, alternative=1)
    PrerequisiteFactory(required=course)
    year = AwardCountFactory(organization=program.organization, code=code).academic_year
    years = ("2026-27", "2027-28", "2022-23")
    return {
        "partners.contacts._main_sites": [organization],
        "partners.reported._lists": [[told.organization_id], "agreements", told.academic_year],
        "partners.templatetags.glossary._terms": [],
        "partners.templatetags.goal_words._goals": [GAP, f"{GAP}&", f"{GAP}#"],
        "partners.templatetags.goal_words._open_actions": [GAP, f"{GAP}&", f"{GAP}#"],
        "programs.articulation.on_program._agreements_in": [program.pk, *years],
        "programs.articulation.on_program._agreements_out": [program.pk, *years],
        "programs.articulation.on_program._received": [[agreement.pk]],
        "programs.articulation.on_program._sent": [[agreement.pk]],
        "programs.cards._public": [[program.pk]],
        "programs.courses.rows._asked_by": [course.pk],
        "programs.courses.rows._asking_for": [course.pk],
        "programs.courses.rows._places": [course.pk],
        "programs.courses.rows._steps": [sequence.pk],
        "programs.courses.rows.aliases_of": [course.pk],
        "programs.courses.rows.offerings_of": [course.pk],
        "programs.courses.rows.public_courses": [course.slug],
        "programs.courses.rows.sequences_of": [program.pk],
        "programs.gaps.ledger_rows.award_sums_of": [[code.pk], [year]],
        "programs.gaps.ledger_rows.codes_with_sector": [[code.pk, broader.pk]],
        "programs.gaps.ledger_rows.links_around": [[first.pk]],
        "programs.gaps.ledger_rows.links_of_codes": [[code.pk]],
        "programs.gaps.ledger_rows.newest_rules": [],
        "programs.gaps.ledger_rows.occupations_with_code": [[first.pk, second.pk]],
        "programs.gaps.ledger_rows.openings_of": [[first.pk]],
        "programs.gaps.ledger_rows.openings_published_with": [[first.pk]],
        "programs.gaps.ledger_rows.public_areas": [],
        "programs.help.of_program.skills_of": [program.pk],
        "programs.help.of_program.supports_of": [program.pk, [organization, organization]],
        "programs.labor.market._area_of": [county],
        "programs.labor.market._benchmark_of": [county, "single_adult"],
        "programs.labor.market._links_of": [[first.pk]],
        "programs.labor.market._newest_in": [county, [first.pk, second.pk]],
        "programs.labor.market._rule_of": [county],
        "programs.program_page._newest_years": [],
        "programs.awards.award_rows": [[organization], [code.pk]],
        "programs.program_rows.careers_of": [program.pk],
        "programs.program_rows.codes_of": [program.pk],
        "programs.program_rows.credentials_of": [program.pk],
        "programs.program_rows.offerings_of": [program.pk],
        "programs.program_rows.open_programs": [program.slug],
        "programs.related_programs._places_of": [program.pk],
        "programs.routes.ends.programs_after_school_leading_to": [first.pk],
        "programs.routes.ends.programs_leading_to": [first.pk],
        "programs.routes.neighbors.links_of": [program.pk],
        "programs.seam.questions._agreements": [
            [step.course_id],
            [agreement.sending_id],
            organization,
            "2026-27",
        ],
        "programs.seam.questions._jobs": [[program.pk]],
        "programs.seam.questions._links": [[program.pk], organization],
        "programs.seam.questions._organizations": [[organization]],
        "programs.seam.questions._programs": [[program.pk]],
        "programs.seam.questions._received": [[agreement.pk]],
        "programs.seam.questions._sent": [[agreement.pk]],
        "programs.seam.questions._steps": [[program.pk], "2026-27"],
        "programs.seam.questions.skills_of": [pathway.pk],
        "programs.seam.questions.supports_of": [pathway.pk],
    }


def loaded(row, back=None):
    """Everything a row holds, and every row that came with it but the one that brought it."""
    if not hasattr(row, "_state"):
        return row
    joined = {
        name: loaded(other, back=row)
        for name, other in row._state.fields_cache.items()
        if other is not back
    }
    return {name: value for name, value in vars(row).items() if name != "_state"} | joined


def test_every_question_written_once_answers_as_django_does(cases):
    found = questions(partners, programs, pathways_portal)

    assert found.keys() == cases.keys()
    assert_as_django(found, cases)
    assert Program.objects.count() == 1


def assert_as_django(found, cases):
    """Each question finds something, and what Django's own SQL finds."""
    for name, question in found.items():
        values = cases[name]
        expected = [loaded(row) for row in question.__wrapped__(*values)]
        for _asked in ("written", "written already"):
            assert [loaded(row) for row in question(*values)] == expected, name
        assert expected, f"{name} finds nothing here"
