"""Hops that the nightly task keeps are those that would be worked out now, after any edit."""

import random

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from partners.enums import Operating, Segment
from partners.models import Organization
from partners.tests.factories import DistrictFactory, OrganizationFactory, SchoolFactory
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.enums import AgreementState, StepKind
from programs.models import (
    ArticulationAgreement,
    Course,
    HopDoubt,
    HopYear,
    Program,
    ProgramHop,
    ReceivingCourse,
    SendingCourse,
    Sequence,
    SequenceStep,
)
from programs.routes.details import hops_of
from programs.routes.doubt import MOST_TOUCHED
from programs.routes.hops import Hops
from programs.routes.keep import keep_hops
from programs.tasks import work_out_hops
from programs.tests.factories import (
    CourseFactory,
    ProgramFactory,
    SequenceFactory,
    SequenceStepFactory,
)
from programs.tests.path_factories import (
    AgreementFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)

pytestmark = pytest.mark.django_db
CURRENT, _COMING = academic_year.current_and_coming(timezone.localdate())


def read(programs):
    """All hops of these programs, onward and backward, with what they carry."""
    onward, backward = Hops(), Hops()
    onward.load_onward(programs)
    backward.load_backward(programs)
    return [{pair: one.hop(pair).carried for pair in one.grounds} for one in (onward, backward)]


def worked_out(programs):
    """The same with nothing kept."""
    years = list(HopYear.objects.all())
    HopYear.objects.all().delete()
    found = read(programs)
    HopYear.objects.bulk_create(years)
    return found


def articulated(school=None, college=None, **agreement):
    """(school program, college program) that an agreement about one course each joins."""
    school = school or SchoolFactory(parent=DistrictFactory())
    college = college or OrganizationFactory()
    first = ProgramFactory(organization=school, segment=Segment.HIGH_SCHOOL)
    after = ProgramFactory(organization=college)
    made = AgreementFactory(
        sending=school, receiving=college, years_through=None, status="published", **agreement
    )
    for program, factory in ((first, SendingCourseFactory), (after, ReceivingCourseFactory)):
        course = factory(agreement=made).course
        SequenceStepFactory(sequence=SequenceFactory(program=program), course=course)
    return first, after


def test_what_the_night_kept_is_read_and_nothing_worked_out():
    first, after = articulated()
    assert work_out_hops() == 1
    ProgramHop.objects.update(carried=4200)

    pair = {(first.pk, after.pk): 4200}
    assert read([first.pk, after.pk]) == [pair, pair]


def test_after_a_change_of_the_academic_year_all_is_worked_out():
    first, after = articulated()
    keep_hops()
    ProgramHop.objects.update(carried=4200)
    HopYear.objects.update(current=academic_year.later(CURRENT, -1))

    assert read([first.pk])[0] == {(first.pk, after.pk): 300}


def test_an_edit_puts_the_hops_of_its_own_programs_in_doubt_and_no_others():
    first, after = articulated()
    other = articulated()
    keep_hops()

    SendingCourse.objects.filter(course__steps__sequence__program=first).delete()

    assert {*HopDoubt.objects.values_list("program", flat=True)} == {first.pk, after.pk}
    ProgramHop.objects.update(carried=4200)
    assert read([first.pk, other[0].pk])[0] == {(other[0].pk, other[1].pk): 4200}


def test_an_edit_of_what_no_hop_is_made_of_leaves_no_doubt():
    first, after = articulated()
    keep_hops()

    Program.objects.update(title="Other")
    Organization.objects.update(name="Other")
    ArticulationAgreement.objects.update(source="Other")

    assert not HopDoubt.objects.exists()


def test_an_edit_of_very_many_puts_all_in_doubt():
    first, after = articulated()
    keep_hops()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT programs_note_hop_doubt((SELECT array_agg(n) FROM generate_series(0, %s) n),"
            " NULL, NULL)",
            [MOST_TOUCHED],
        )
    ProgramHop.objects.update(carried=4200)

    assert read([first.pk])[0] == {(first.pk, after.pk): 300}


def test_emptying_a_table_puts_all_in_doubt():
    first, _after = articulated()
    keep_hops()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE programs_receivingcourse")

    assert read([first.pk])[0] == {}


def test_a_sequence_that_goes_before_its_steps_puts_its_program_in_doubt():
    first, _after = articulated()
    sequence = first.sequences.get().pk
    keep_hops()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM programs_sequence WHERE id = %s", [sequence])
        cursor.execute("DELETE FROM programs_sequencestep WHERE sequence_id = %s", [sequence])

    assert first.pk in HopDoubt.objects.values_list("program", flat=True)


def test_the_page_reads_the_agreements_of_a_kept_hop():
    first, after = articulated()
    keep_hops()
    hops, pair = Hops(), (first.pk, after.pk)
    hops.load_onward([first.pk])

    here = hops_of([pair], hops)[pair]

    assert here.carried == 3 and len(here.agreements) == 1


# --- Against what would be worked out, after edits by chance --------------------------------------


def _world(chance):
    """Schools, colleges, programs, courses and agreements, joined by chance."""
    districts = [DistrictFactory() for _number in range(2)]
    schools = [SchoolFactory(parent=chance.choice(districts)) for _number in range(3)]
    colleges = [OrganizationFactory(parent=chance.choice(districts)) for _number in range(2)]
    owners = [*schools, *colleges, *districts]
    courses = [CourseFactory(organization=chance.choice(owners)) for _number in range(8)]
    for _number in range(8):
        at, segment = chance.choice(
            [(schools, Segment.HIGH_SCHOOL), (schools, Segment.HIGH_SCHOOL), (colleges, "college")]
        )
        program = ProgramFactory(organization=chance.choice(at), segment=segment)
        for year in chance.sample(["2024-25", "2025-26"], k=chance.randint(1, 2)):
            sequence = SequenceFactory(program=program, catalog_year=year)
            for course in chance.sample(courses, k=3):
                SequenceStepFactory(
                    sequence=sequence, course=course, kind=chance.choice(list(StepKind))
                )
    for _number in range(8):
        agreement = AgreementFactory(
            sending=chance.choice([*schools, districts[0]]),
            receiving=chance.choice([*colleges, districts[1]]),
            years_through=None,
        )
        for course in chance.sample(courses, k=chance.randint(1, 2)):
            SendingCourseFactory(agreement=agreement, course=course)
        for course in chance.sample(courses, k=chance.randint(1, 2)):
            ReceivingCourseFactory(
                agreement=agreement, course=course, units=chance.choice([None, 3, 4])
            )


EDITS = [
    (ArticulationAgreement, {"state": AgreementState.values}),
    (ArticulationAgreement, {"status": EditingStatus.values}),
    (ArticulationAgreement, {"sending_id": Organization}),
    (ArticulationAgreement, {"receiving_id": Organization}),
    (ArticulationAgreement, {"years_from": ["2024-25", "2090-91"]}),
    (ReceivingCourse, {"units": [None, 2, 5]}),
    (ReceivingCourse, {"course_id": Course}),
    (SendingCourse, {"course_id": Course}),
    (SequenceStep, {"kind": StepKind.values}),
    (SequenceStep, {"course_id": Course}),
    (SequenceStep, {"sequence_id": Sequence}),
    (Sequence, {"status": EditingStatus.values}),
    (Sequence, {"program_id": Program}),
    (Program, {"organization_id": Organization}),
    (Program, {"segment": [Segment.HIGH_SCHOOL, Segment.COLLEGE]}),
    (Course, {"organization_id": Organization}),
    (Organization, {"status": EditingStatus.values}),
    (Organization, {"operating": Operating.values}),
    (Organization, {"parent_id": Organization}),
    (ReceivingCourse, None),
    (SendingCourse, None),
    (SequenceStep, None),
]


def _edit(chance, model, change):
    """Change a row by chance, or take it away where `change` is None; past Django's signals."""
    row = model.objects.filter(pk=chance.choice(_keys(model)))
    if change is None:
        row.delete()
        return
    ((name, values),) = change.items()
    row.update(**{name: chance.choice(values if isinstance(values, list) else _keys(values))})


def _keys(model):
    return list(model.objects.order_by("pk").values_list("pk", flat=True))


def _add(chance):
    """A course more, in an agreement or a sequence."""
    course = chance.choice(_keys(Course))
    make, name, model = chance.choice(
        [
            (SendingCourseFactory, "agreement_id", ArticulationAgreement),
            (ReceivingCourseFactory, "agreement_id", ArticulationAgreement),
            (SequenceStepFactory, "sequence_id", Sequence),
        ]
    )
    parent = name.removesuffix("_id")
    make(**{parent: model.objects.get(pk=chance.choice(_keys(model)))}, course_id=course)


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edit_they_are_those_that_would_be_worked_out(seed):
    chance = random.Random(seed)
    _world(chance)
    programs = _keys(Program)
    for change in chance.sample([*EDITS, *EDITS, *["more"] * 8], k=len(EDITS) * 2):
        if chance.random() < 0.3:
            keep_hops()
            assert read(programs) == worked_out(programs)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                if change == "more":
                    _add(chance)
                else:
                    _edit(chance, *change)
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except DatabaseError:
            continue  # an edit that the database refuses is none
        assert read(programs) == worked_out(programs), change
