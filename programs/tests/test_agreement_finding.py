"""The narrow table of the list of agreements is true after any edit, whoever writes."""

import pytest
from django.db import connection

from partners.enums import Operating
from partners.models import Organization
from pathways_portal.common.enums import EditingStatus
from programs.articulation import finding, order
from programs.articulation.finding_sql import FILL
from programs.enums import Availability, Mechanism
from programs.models import (
    AgreementFinding,
    ArticulationAgreement,
    Course,
    Program,
    ReceivingCourse,
    SectorCode,
    SendingCourse,
    Sequence,
    SequenceStep,
)
from programs.tasks import find_agreements
from programs.tests.factories import (
    CodeFactory,
    CourseFactory,
    ProgramFactory,
    SectorCodeFactory,
    SectorFactory,
    SequenceFactory,
    SequenceStepFactory,
)
from programs.tests.path_factories import (
    AgreementFactory,
    ReceivingCourseFactory,
    SendingCourseFactory,
)

pytestmark = pytest.mark.django_db


def rows():
    return list(AgreementFinding.objects.order_by("pk").values_list())


@pytest.fixture
def one():
    """An agreement with a course by whose code, and one by whose program it has a sector."""
    made = AgreementFactory(slug="one")
    sent = CourseFactory(organization=made.sending, title="Welding", code=CodeFactory())
    SendingCourseFactory(agreement=made, course=sent)
    SectorCodeFactory(code=sent.code)
    received = CourseFactory(organization=made.receiving, title="Metals", number="WELD-100")
    ReceivingCourseFactory(agreement=made, course=received)
    program = ProgramFactory(organization=made.receiving)
    SequenceStepFactory(sequence=SequenceFactory(program=program), course=received)
    return made


EDITS = {
    "its web name": lambda: ArticulationAgreement.objects.update(slug="other"),
    "how": lambda: ArticulationAgreement.objects.update(mechanism=Mechanism.CCAP),
    "its last year": lambda: ArticulationAgreement.objects.update(years_through=None),
    "taken back": lambda: ArticulationAgreement.objects.update(status=EditingStatus.DRAFT),
    "a course less": lambda: ReceivingCourse.objects.all().delete(),
    "another course": lambda: SendingCourse.objects.update(course=CourseFactory(title="Nursing")),
    "a title": lambda: Course.objects.filter(title="Metals").update(title="Alloys"),
    "a Spanish title": lambda: Course.objects.update(title_es="Soldadura"),
    "a number": lambda: Course.objects.filter(title="Metals").update(number="META 2"),
    "no code": lambda: Course.objects.update(code=None),
    "a code of another sector": lambda: SectorCode.objects.update(sector=SectorFactory()),
    "a code of no sector": lambda: SectorCode.objects.all().delete(),
    "a course in no sequence": lambda: SequenceStep.objects.all().delete(),
    "a draft of a sequence": lambda: Sequence.objects.update(status=EditingStatus.DRAFT),
    "a made-up sequence": lambda: Sequence.objects.update(is_sample=True),
    "a program of another sector": lambda: Program.objects.update(sector=SectorFactory()),
    "a program not offered": lambda: Program.objects.update(availability=Availability.INACTIVE),
    "a name": lambda: Organization.objects.filter(agreements_out__isnull=False).update(name="Bay"),
    "another name": lambda: Organization.objects.update(aliases=["IVC"]),
    "a closed school": lambda: Organization.objects.update(operating=Operating.CLOSED),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_after_an_edit_a_row_is_what_would_be_written_afresh(one, edit):
    before = rows()

    edit()

    after = rows()
    assert after != before
    with connection.cursor() as cursor:
        cursor.execute(FILL)
    assert rows() == after


def test_emptying_a_table_writes_all_afresh(one):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE programs_sequencestep CASCADE")

    (row,) = AgreementFinding.objects.all()
    assert row.sectors == [SectorCode.objects.get().sector_id]


def test_every_night_a_row_that_two_edits_left_behind_is_mended(one, monkeypatch):
    monkeypatch.setattr(finding, "AT_ONCE", 1)
    AgreementFactory(slug="two")
    true = rows()
    AgreementFinding.objects.update(sectors=[])

    assert find_agreements() == 2
    assert rows() == true


def test_an_agreement_that_is_gone_leaves_no_row(one):
    SendingCourse.objects.all().delete()
    ReceivingCourse.objects.all().delete()
    one.delete()

    assert rows() == []


def test_sectors_are_those_of_codes_and_of_public_programs(one):
    of_code = SectorCode.objects.get().sector_id
    of_program = Program.objects.get().sector_id

    assert AgreementFinding.objects.get().sectors == sorted([of_code, of_program])


@pytest.mark.parametrize("most", [0, 100])
def test_many_and_few_stand_in_the_same_order(monkeypatch, most):
    monkeypatch.setattr(order, "MOST_SORTED", most)
    for slug in ("b-1", "a-2", "b"):
        AgreementFactory(slug=slug)

    found = order.in_order(AgreementFinding.objects.all(), order.NAME)

    assert [one.slug for one in found] == ["a-2", "b", "b-1"]
