"""Facets of what moves students ahead: which rows count, and that documents follow every change."""

import pytest

from pathways_portal.common.enums import EditingStatus
from programs.enums import Accelerator, AgreementState, CredentialKind, DocumentKind, Stage
from programs.models import SearchDocument
from programs.search_documents import rebuild_all
from programs.tests.factories import (
    CredentialFactory,
    ProgramFactory,
    SequenceFactory,
    SequenceStepFactory,
)
from programs.tests.path_factories import (
    AgreementFactory,
    EmployabilitySkillFactory,
    ProgramSkillFactory,
    ProgramSupportFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
    SupportFactory,
)
from wbl.tests.factories import ActivityKindFactory, ProgramActivityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.documents_at_once]


def of(program):
    document = SearchDocument.objects.get(kind=DocumentKind.PROGRAM, object_id=program.pk)
    return document.accelerators, document.stages, document.skills, document.supports


def step_of(program, **sequence):
    return SequenceStepFactory(sequence=SequenceFactory(program=program, **sequence))


@pytest.mark.parametrize("side", [SendingCourseFactory, ReceivingCourseFactory])
def test_a_course_of_an_agreement_on_either_side_is_early_credit(side):
    program = ProgramFactory()

    side(course=step_of(program).course)

    assert of(program)[0] == [Accelerator.EARLY_CREDIT]


@pytest.mark.parametrize(
    "agreement",
    [
        pytest.param({"state": AgreementState.IN_REVIEW}, id="not in force yet"),
        pytest.param({"years_from": "2015-16", "years_through": "2016-17"}, id="past its end"),
        pytest.param({"years_from": "2090-91", "years_through": None}, id="far ahead"),
        pytest.param({"status": EditingStatus.DRAFT}, id="not published"),
        pytest.param({"is_sample": True}, id="made up, about a real program"),
    ],
)
def test_an_agreement_nobody_can_use_is_no_early_credit(agreement):
    program = ProgramFactory()

    ReceivingCourseFactory(course=step_of(program).course, agreement=AgreementFactory(**agreement))

    assert of(program)[0] == []


def test_a_sequence_that_is_not_published_brings_no_early_credit():
    program = ProgramFactory()

    ReceivingCourseFactory(course=step_of(program, status=EditingStatus.DRAFT).course)

    assert of(program)[0] == []


def test_made_up_rows_count_for_made_up_programs():
    program = ProgramFactory(is_sample=True)

    ReceivingCourseFactory(
        course=step_of(program).course, agreement=AgreementFactory(is_sample=True)
    )
    ProgramActivityFactory(program=program, is_sample=True)
    ProgramSkillFactory(program=program, is_sample=True)

    accelerators, stages, skills, _supports = of(program)
    assert accelerators == [Accelerator.EARLY_CREDIT, Accelerator.WORK]
    assert (stages, len(skills)) == ([Stage.EXPLORATION], 1)


@pytest.mark.parametrize(
    "made", [ProgramActivityFactory, ProgramSkillFactory, ProgramSupportFactory]
)
def test_made_up_rows_do_not_count_for_real_programs(made):
    program = ProgramFactory()

    made(program=program, is_sample=True)

    assert of(program) == ([], [], [], [])


def test_stages_stand_in_the_order_of_the_continuum():
    program = ProgramFactory()
    for stage in (Stage.TRAINING, Stage.AWARENESS):
        ProgramActivityFactory(program=program, kind=ActivityKindFactory(stage=stage))

    assert of(program)[1] == [Stage.AWARENESS, Stage.TRAINING]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (CredentialKind.INDUSTRY_CERTIFICATION, [Accelerator.CERTIFICATION]),
        (CredentialKind.DEGREE, []),
    ],
)
def test_only_an_industry_certification_is_one(kind, found):
    program = ProgramFactory()

    program.credentials.add(CredentialFactory(kind=kind))

    assert of(program)[0] == found


def test_documents_follow_changes_of_what_they_are_made_from():
    program = ProgramFactory()
    received = ReceivingCourseFactory(course=step_of(program).course)
    activity = ProgramActivityFactory(program=program)
    help_ = ProgramSupportFactory(program=program)
    before = of(program)

    received.agreement.state = AgreementState.SUSPENDED
    received.agreement.save()
    activity.delete()
    help_.support.status = EditingStatus.DRAFT
    help_.support.save()

    assert before == (
        [Accelerator.EARLY_CREDIT, Accelerator.WORK],
        ["exploration"],
        [],
        [help_.support_id],
    )
    assert of(program) == ([], [], [], [])


def test_a_rebuild_says_the_same_as_the_changes_one_by_one():
    program = ProgramFactory()
    SendingCourseFactory(course=step_of(program).course)
    ProgramSkillFactory(program=program)

    assert rebuild_all()["program"] == 0


def test_a_sequence_that_goes_takes_its_credit_along():
    program = ProgramFactory()
    step = step_of(program)
    ReceivingCourseFactory(course=step.course)

    step.sequence.delete()

    assert of(program)[0] == []


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("accelerator=work", ["Welding"]),
        ("wbl=exploration", ["Welding"]),
        ("wbl=training", []),
        ("skill=teamwork", ["Welding"]),
        ("support=child-care", ["Nursing"]),
        ("q=child+care", ["Nursing"]),
    ],
)
def test_the_finder_narrows_by_them(client, query, names):
    welding, nursing = ProgramFactory(title="Welding"), ProgramFactory(title="Nursing")
    ProgramActivityFactory(program=welding)
    ProgramSkillFactory(program=welding, skill=EmployabilitySkillFactory(slug="teamwork"))
    support = SupportFactory(slug="child-care", name="Child care")
    ProgramSupportFactory(program=nursing, support=support)
    rebuild_all()

    response = client.get(f"/programs/?{query}")
    text = response.content.decode()

    assert [name for name in ("Welding", "Nursing") if f">{name}</a>" in text] == names
