"""Work-based learning on pages of programs and pathways: three states at every stage."""

import datetime
import re

import pytest
from django.template import Context, Template
from django.utils import timezone

from partners.enums import InventoryKind, InventoryState, OrganizationKind
from partners.tests.factories import (
    DistrictFactory,
    InventoryFactory,
    OrganizationFactory,
    SchoolFactory,
    UserFactory,
)
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.seam.roster import roster_of
from programs.tests.factories import PathwayFactory, PathwayProgramFactory, ProgramFactory
from wbl.coverage import coverage_of, coverage_of_pathway
from wbl.enums import Stage
from wbl.tests.factories import ActivityKindFactory, ProgramActivityFactory
from wbl.tests.pages import text

pytestmark = pytest.mark.django_db


def printed(tag, **values):
    html = Template(f"{{% load wbl_words %}}{{% {tag} %}}").render(Context(values))
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def of_program(program):
    return printed("wbl_of_program program", program=program)


def of_pathway(pathway):
    return printed("wbl_of_pathway pathway", pathway=pathway)


def test_each_stage_says_kind_hours_and_partner():
    partner = OrganizationFactory(name="Bay Clinic", kind=OrganizationKind.EMPLOYER)
    shadow = ActivityKindFactory(name="Job shadow")
    activity = ProgramActivityFactory(kind=shadow, hours=8, partner=partner)

    words = of_program(activity.program)

    assert "in 2026-27" in words
    assert "Exploration Job shadow , 8 hours, with Bay Clinic Preparation" in words


def test_a_stage_without_rows_is_not_yet_reported():
    words = of_program(ProgramActivityFactory().program)

    assert words.count("not yet reported") == 3
    assert "none" not in words


def test_a_stage_without_rows_is_none_where_the_list_is_confirmed():
    program = ProgramFactory()
    InventoryFactory(
        organization=program.organization,
        kind=InventoryKind.WBL,
        state=InventoryState.COMPLETE,
        confirmed_on=datetime.date(2026, 10, 12),
        confirmed_by=UserFactory(),
    )

    assert of_program(program).count("none: the list was confirmed on 12 Oct 2026") == 4


def told(organization, year):
    InventoryFactory(
        organization=organization,
        kind=InventoryKind.WBL,
        academic_year=year,
        state=InventoryState.COMPLETE,
        confirmed_on=datetime.date(2026, 10, 12),
        confirmed_by=UserFactory(),
    )


def this_year(by=0):
    return academic_year.later(academic_year.on(timezone.localdate()), by)


def test_the_list_of_a_district_speaks_for_its_schools():
    school = SchoolFactory(parent=DistrictFactory())
    told(school.parent, this_year())

    assert "none: the list" in of_program(ProgramFactory(organization=school, segment="hs"))


def test_a_list_speaks_of_the_year_that_is_shown_and_of_no_other():
    """Nothing on file: of this year. Something on file: of its year."""
    silent, active = ProgramFactory(), ProgramFactory()
    ProgramActivityFactory(program=active, academic_year=this_year(-1))
    for program in (silent, active):
        told(program.organization, this_year(-1))

    assert of_program(silent).count("not yet reported") == 4
    assert of_program(active).count("none: the list") == 3


@pytest.mark.parametrize("state", [InventoryState.UNKNOWN, InventoryState.PARTIAL])
def test_a_list_in_part_confirms_nothing(state):
    program = ProgramFactory()
    InventoryFactory(organization=program.organization, kind=InventoryKind.WBL, state=state)

    assert of_program(program).count("not yet reported") == 4


def test_the_newest_year_on_file_is_shown():
    program = ProgramFactory()
    new, old = (ActivityKindFactory(name=name) for name in ("Tour", "Old fair"))
    ProgramActivityFactory(program=program, kind=new, academic_year="2026-27")
    ProgramActivityFactory(program=program, kind=old, academic_year="2025-26")

    coverage = coverage_of(program)

    assert coverage.year == "2026-27"
    assert [row.kind for here in coverage.stages for row in here.activities] == [new]


def test_a_partner_that_is_not_public_is_not_named():
    partner = OrganizationFactory(name="Hidden Works", status=EditingStatus.DRAFT)

    assert "Hidden Works" not in of_program(ProgramActivityFactory(partner=partner).program)


def test_a_sample_is_labeled():
    assert "Sample data" in of_program(ProgramActivityFactory(is_sample=True).program)
    assert "Sample data" not in of_program(ProgramActivityFactory(is_sample=False).program)


def test_the_page_of_a_program_carries_it(client):
    activity = ProgramActivityFactory()

    words = text(client.get(activity.program.get_absolute_url()))

    assert "Work-based learning What students of this program do at each stage" in words
    assert activity.kind.name in words


@pytest.mark.parametrize("count", [1, 3])
def test_a_program_takes_two_questions(count, django_assert_num_queries):
    program = ProgramFactory()
    for _number in range(count):
        ProgramActivityFactory(program=program, partner=OrganizationFactory())

    with django_assert_num_queries(2):
        of_program(program)


# --- Pathways -----------------------------------------------------------------------------------


@pytest.fixture
def pathway():
    return PathwayFactory()


def on(pathway, *, program=None, place=None, **fields):
    program = program or ProgramFactory()
    PathwayProgramFactory(pathway=pathway, program=program, **place or {})
    return ProgramActivityFactory(program=program, **fields)


def kinds(pathway, stage=Stage.EXPLORATION):
    return next(h for h in coverage_of_pathway(pathway) if h.stage == stage).activities


def test_a_pathway_counts_programs_by_kind_with_hours_and_partners(pathway):
    shadow = ActivityKindFactory(name="Job shadow")
    clinic = OrganizationFactory(name="Clinic", kind=OrganizationKind.EMPLOYER)
    on(pathway, kind=shadow, hours=8, partner=clinic)
    on(pathway, kind=shadow, hours=20)
    hidden = OrganizationFactory(status=EditingStatus.DRAFT)
    made_up = ProgramFactory(is_sample=True)
    on(pathway, kind=shadow, partner=hidden, program=made_up, is_sample=True)

    (kind,) = kinds(pathway)

    assert (kind.name, kind.programs, kind.samples) == ("Job shadow", 3, 1)
    assert (kind.fewest_hours, kind.most_hours, kind.partners) == (8, 20, ["Clinic"])
    assert "3 programs, 8 to 20 hours, with Clinic" in of_pathway(pathway)


def test_programs_that_do_not_count_on_a_pathway_do_not_count_here(pathway):
    on(pathway, program=ProgramFactory(status=EditingStatus.DRAFT))
    on(pathway, place={"is_sample": True})
    on(pathway, is_sample=True)

    assert kinds(pathway) == []
    assert of_pathway(pathway).count("not yet reported") == 4


@pytest.mark.parametrize("count", [1, 3])
def test_a_pathway_takes_one_question_beside_who_has_programs(
    pathway, count, django_assert_num_queries
):
    for _number in range(count):
        on(pathway)

    roster = roster_of(pathway.pk)

    with django_assert_num_queries(1):
        found = coverage_of_pathway(pathway, roster)
    assert found == coverage_of_pathway(pathway)
