"""Which agreements a question finds, in which order, and how many each choice would."""

import datetime

import pytest

from partners.enums import Operating
from partners.tests.factories import DistrictFactory, OrganizationFactory, SchoolFactory
from pathways_portal.common.enums import EditingStatus
from programs.articulation import answer as answers
from programs.articulation.answer import ask
from programs.bounded_answer import BoundedQuestion
from programs.enums import AgreementState as State
from programs.enums import Mechanism
from programs.tests.agreement_list.found import TODAY, agreement, found
from programs.tests.factories import (
    CodeFactory,
    ProgramFactory,
    SectorCodeFactory,
    SectorFactory,
    SequenceFactory,
    SequenceStepFactory,
)
from programs.tests.path_factories import AgreementFactory

pytestmark = pytest.mark.django_db


def test_only_published_agreements_of_public_organizations_are_listed():
    AgreementFactory(slug="public")
    AgreementFactory(slug="draft", status=EditingStatus.DRAFT)
    AgreementFactory(slug="from-closed", sending__operating=Operating.CLOSED)
    AgreementFactory(slug="to-hidden", receiving__status=EditingStatus.DRAFT)

    assert found() == ["public"]


@pytest.mark.parametrize(
    "text",
    ["welding", "weld", "WELD-100", "weld 100", "canyon", "IVC", "welding harbor", "of welding"],
)
def test_words_are_found_in_courses_numbers_and_names(text):
    agreement(
        "one",
        sending=SchoolFactory(name="Canyon High School"),
        receiving=OrganizationFactory(name="Harbor College", aliases=["IVC"]),
    )
    agreement("other", takes="Nursing", earns="NURS 1", sending__name="Mesa", receiving__name="Bay")

    assert found(text) == ["one"]


def test_every_word_must_be_found():
    agreement("one", sending__name="Canyon High")

    assert (found("welding canyon"), found("welding mesa")) == (["one"], [])


def test_a_school_has_the_agreements_of_its_district():
    district = DistrictFactory()
    school = SchoolFactory(slug="canyon", parent=district)
    agreement("of-school", sending=school)
    agreement("of-district", sending=district)
    agreement("of-another")

    assert found(sending=("canyon",)) == ["of-district", "of-school"]


def test_filters_of_one_kind_widen_and_of_two_kinds_narrow():
    bay = OrganizationFactory(slug="bay")
    agreement("exam", mechanism=Mechanism.EXAM, receiving=bay)
    agreement("grade", mechanism=Mechanism.GRADE, receiving=bay)
    agreement("other", mechanism=Mechanism.EXAM)

    assert found(mechanism=("exam", "grade"), receiving=("bay",)) == ["exam", "grade"]


def test_a_sector_is_that_of_a_courses_code_or_of_a_program_whose_sequence_has_it():
    sector = SectorFactory(slug="trades")
    by_code = agreement("by-code").receiving_courses.get().course
    by_code.code = CodeFactory()
    by_code.save()
    SectorCodeFactory(sector=sector, code=by_code.code)
    by_step = agreement("by-sequence").sending_courses.get().course
    program = ProgramFactory(sector=sector)
    SequenceStepFactory(sequence=SequenceFactory(program=program), course=by_step)
    hidden = agreement("of-a-draft").sending_courses.get().course
    draft = SequenceFactory(program=ProgramFactory(sector=sector), status=EditingStatus.DRAFT)
    SequenceStepFactory(sequence=draft, course=hidden)

    answer = ask(BoundedQuestion(chosen={"sector": ("trades",)}), today=TODAY)

    assert found(sector=("trades",)) == ["by-code", "by-sequence"]
    assert answer.counts["sector"] == {"trades": 2}


@pytest.mark.parametrize(
    ("year", "names"),
    [
        ("2024-25", ["ended", "in-force", "past"]),
        ("2025-26", ["in-force", "past"]),
        ("2026-27", ["in-force"]),
    ],
)
def test_a_year_finds_what_counts_its_courses_and_the_count_agrees(year, names):
    AgreementFactory(slug="in-force")
    AgreementFactory(slug="past", years_through="2025-26")
    AgreementFactory(slug="ended", state=State.ENDED, ended_on=datetime.date(2025, 6, 30))
    AgreementFactory(slug="in-review", state=State.IN_REVIEW)

    counts = ask(BoundedQuestion(), today=TODAY).counts["year"]

    assert (found(year=(year,)), counts[year]) == (names, len(names))


def test_what_means_nothing_is_named_and_left_out():
    agreement("one")

    answer = ask(BoundedQuestion(chosen={"mechanism": ("magic",)}), today=TODAY)

    assert (len(answer.rows), answer.chosen) == (1, {})
    assert [(facet.name, key) for facet, key in answer.unknown] == [("mechanism", "magic")]


def test_the_count_of_a_choice_is_what_choosing_it_alone_would_find():
    agreement("one", mechanism=Mechanism.EXAM)
    agreement("two", mechanism=Mechanism.GRADE)
    agreement("three", mechanism=Mechanism.GRADE, state=State.SUSPENDED)

    answer = ask(
        BoundedQuestion(chosen={"mechanism": ("exam",), "state": ("in-force",)}), today=TODAY
    )

    assert answer.counts["mechanism"] == {"exam": 1, "grade": 1}
    assert answer.counts["state"] == {"in-force": 1}
    assert answer.kept_out == {"mechanism": 1, "state": 0}


def test_the_count_of_a_school_holds_its_districts():
    school = SchoolFactory(slug="canyon", parent=DistrictFactory(slug="mesa"))
    agreement("of-school", sending=school)
    agreement("of-district", sending=school.parent)

    counts = ask(BoundedQuestion(), today=TODAY).counts["sending"]

    assert counts == {"canyon": 2, "mesa": 1}


def test_of_too_many_only_the_first_are_read_and_nothing_is_counted(monkeypatch):
    monkeypatch.setattr(answers, "MOST", 2)
    for name in "abc":
        agreement(name)

    answer = ask(BoundedQuestion(), today=TODAY)

    assert (len(answer.rows), answer.is_more) == (2, True)
    assert set(answer.counts.values()) == {None}
    assert (len(answer.choices["sending"]), answer.short) == (2, {"sending", "receiving"})


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        (None, ["a", "b", "c"]),
        ("ends", ["b", "a", "c"]),
        ("newest", ["c", "a", "b"]),
    ],
)
def test_orders(sort, names):
    AgreementFactory(slug="a", years_from="2024-25", years_through="2027-28")
    AgreementFactory(slug="b", years_from="2023-24", years_through="2026-27")
    AgreementFactory(slug="c", years_from="2025-26", years_through=None)

    assert found(sort=sort) == names
