"""The continuum: four stages in words, who does what, and three states of an empty place."""

import datetime

import pytest
from django.utils import timezone

from partners.enums import InventoryKind, InventoryState
from partners.tests.factories import (
    DistrictFactory,
    InventoryFactory,
    SchoolFactory,
    UserFactory,
)
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.tests.factories import ProgramFactory
from wbl.continuum import PROGRAMS_SHOWN, Continuum
from wbl.enums import OpportunityState, Stage
from wbl.tests.factories import ActivityKindFactory, OpportunityFactory, ProgramActivityFactory
from wbl.tests.pages import text

pytestmark = pytest.mark.django_db


def at(continuum, stage):
    return next(here for here in continuum.stages if here.stage == stage)


def cell(continuum, segment, stage):
    row = next(row for row in continuum.rows if row.segment == segment)
    return row.cells[list(Stage).index(stage)]


def test_stages_stand_in_order_each_with_its_kinds(client):
    tour = ActivityKindFactory(stage=Stage.AWARENESS, order=2)
    talk = ActivityKindFactory(stage=Stage.AWARENESS, order=1)
    internship = ActivityKindFactory(stage=Stage.PREPARATION)

    stages = client.get("/wbl/").context["continuum"].stages

    assert [(here.stage, [kind for kind, *_n in here.kinds]) for here in stages] == [
        (Stage.AWARENESS, [talk, tour]),
        (Stage.EXPLORATION, []),
        (Stage.PREPARATION, [internship]),
        (Stage.TRAINING, []),
    ]


def test_the_page_says_what_a_stage_is_in_the_words_of_the_state(client):
    words = text(client.get("/wbl/"))

    assert all(part in words for part in ("exposure", "Career engagement", "Career experience"))
    assert words.count("What a student does:") == 4


def test_what_sample_programs_do_is_labeled_where_it_is_counted(client):
    kind = ActivityKindFactory()
    for is_sample in (True, False):
        program = ProgramFactory(segment="hs", is_sample=is_sample)
        ProgramActivityFactory(program=program, kind=kind, is_sample=is_sample)

    assert "2 programs do it. Sample data 1 of them is sample data" in text(client.get("/wbl/"))


def test_a_program_counts_once_at_a_stage_and_once_for_each_kind():
    program = ProgramFactory(segment="hs")
    first, second = ActivityKindFactory(), ActivityKindFactory()
    for kind in (first, second):
        ProgramActivityFactory(program=program, kind=kind)
    ProgramActivityFactory(
        program=ProgramFactory(segment="hs", is_sample=True), kind=second, is_sample=True
    )

    continuum = Continuum()
    here = cell(continuum, "hs", Stage.EXPLORATION)

    assert (here.programs, here.samples) == (2, 1)
    assert here.kinds == [(second, 2), (first, 1)]
    assert at(continuum, Stage.EXPLORATION).kinds == [(first, 1, 0), (second, 2, 1)]
    assert at(continuum, Stage.EXPLORATION).total == 2
    assert here.url == "/programs/?wbl=exploration&segment=hs"


def test_a_stage_without_a_kind_counts_too():
    ProgramActivityFactory(kind=None, stage=Stage.TRAINING, program=ProgramFactory(segment="ae"))

    assert cell(Continuum(), "ae", Stage.TRAINING).kinds == [(None, 1)]


def test_programs_that_nobody_sees_do_not_count():
    ProgramActivityFactory(program=ProgramFactory(status=EditingStatus.DRAFT))

    assert all(here.total == 0 for here in Continuum().stages)


def test_what_is_made_up_about_a_real_program_counts_on_no_list():
    ProgramActivityFactory(program=ProgramFactory(is_sample=False), is_sample=True)
    ProgramActivityFactory(program=ProgramFactory(is_sample=True), is_sample=True)

    assert at(Continuum(), Stage.EXPLORATION).total == 1


def test_the_first_programs_are_named_with_what_they_do(client):
    for number in range(PROGRAMS_SHOWN + 2):
        ProgramActivityFactory(program=ProgramFactory(title=f"Program {number:02}"), hours=8)

    response = client.get("/wbl/")
    here = at(response.context["continuum"], Stage.EXPLORATION)

    assert [one.program.title for one in here.programs] == [
        f"Program {number:02}" for number in range(PROGRAMS_SHOWN)
    ]
    assert f"Show all {PROGRAMS_SHOWN + 2} programs: Exploration" in text(response)
    assert 'href="/programs/?wbl=exploration"' in response.content.decode()


def test_an_empty_place_is_not_yet_reported(client):
    ProgramFactory(segment="college")

    words = text(client.get("/wbl/"))

    assert "College not yet reported not yet reported not yet reported not yet reported 0 of 1" in (
        words
    )


def test_an_empty_place_is_none_once_every_list_is_confirmed(client):
    one, two = ProgramFactory(segment="college"), ProgramFactory(segment="college")
    for program in (one, two):
        assert "none, confirmed" not in text(client.get("/wbl/"))
        InventoryFactory(
            organization=program.organization,
            kind=InventoryKind.WBL,
            state=InventoryState.NONE_OFFERED,
            confirmed_on=datetime.date(2026, 10, 1),
            confirmed_by=UserFactory(),
        )

    assert "College none, confirmed none, confirmed" in text(client.get("/wbl/"))


@pytest.mark.parametrize(("back", "is_told"), [(0, True), (1, False)])
def test_a_districts_list_of_this_year_confirms_that_there_is_none(client, back, is_told):
    district = DistrictFactory()
    ProgramFactory(organization=SchoolFactory(parent=district), segment="hs")
    now = int(academic_year.on(timezone.localdate())[:4])
    InventoryFactory(
        organization=district,
        kind=InventoryKind.WBL,
        academic_year=academic_year.starting(now - back),
        state=InventoryState.COMPLETE,
        confirmed_on=datetime.date(2026, 10, 1),
        confirmed_by=UserFactory(),
    )

    words = text(client.get("/wbl/"))

    assert ("High school none, confirmed none, confirmed" in words) is is_told


def test_a_confirmed_list_of_programs_says_nothing_about_work(client):
    InventoryFactory(
        organization=ProgramFactory(segment="college").organization,
        kind=InventoryKind.PROGRAMS,
        state=InventoryState.COMPLETE,
        confirmed_on=datetime.date(2026, 10, 1),
        confirmed_by=UserFactory(),
    )

    assert "none, confirmed" not in text(client.get("/wbl/"))


def test_open_opportunities_are_counted_at_their_stage_with_a_link(client):
    kind = ActivityKindFactory(stage=Stage.TRAINING)
    OpportunityFactory(kind=kind, is_sample=True, employer__is_sample=True)
    OpportunityFactory(kind=kind)
    OpportunityFactory(kind=kind, state=OpportunityState.FILLED)

    response = client.get("/wbl/")
    here = at(response.context["continuum"], Stage.TRAINING)

    assert (here.opportunities, here.samples) == (2, 1)
    assert 'href="/wbl/opportunities/?stage=training"' in response.content.decode()
    assert "No opportunity of this stage is open now." in text(response)


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, count, django_assert_num_queries):
    for number in range(count):
        ProgramActivityFactory(program=ProgramFactory(segment=["hs", "ae", "college"][number]))
        ProgramActivityFactory(kind=None, stage=Stage.AWARENESS)
        OpportunityFactory()

    # kinds, programs by stage, by kind, the first named, opportunities, confirmed lists
    with django_assert_num_queries(6):
        response = client.get("/wbl/")

    assert at(response.context["continuum"], Stage.EXPLORATION).total == count


def test_both_languages(client):
    ActivityKindFactory(name_es="Visita", description="Class goes there.", description_es="Va.")

    assert "Visita" in text(client.get("/es/wbl/"))
