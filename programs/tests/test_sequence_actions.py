"""A sequence is copied to the next catalog year: as a draft, whole, and never over another one."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory, OrganizationFactory, UserFactory
from pathways_portal.common.enums import EditingStatus
from programs.models import ChoiceGroup, Sequence, SequenceStep
from programs.sequence_actions import copy_to_next_year
from programs.tests.factories import (
    ChoiceGroupFactory,
    ProgramFactory,
    SequenceFactory,
    SequenceStepFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def college():
    return OrganizationFactory(name="Harbor College")


@pytest.fixture
def coordinator(college):
    return MembershipFactory(organization=college).user


@pytest.fixture
def sequence(college, coordinator):
    """A verified sequence with a course that everybody takes and a choice of one."""
    sequence = SequenceFactory(
        program=ProgramFactory(organization=college, title="Welding"),
        catalog_year="2026-27",
        source="Catalog 2026-27",
        source_url="https://example.org/catalog",
        verified_on=datetime.date(2026, 9, 1),
        verified_by=coordinator,
        review_every=6,
    )
    SequenceStepFactory(sequence=sequence, place=1, order=2, is_work_based=True)
    choice = ChoiceGroupFactory(sequence=sequence, title="Electives")
    SequenceStepFactory(sequence=sequence, place=2, choice=choice, kind="prerequisite")
    return sequence


def steps_of(sequence):
    return list(
        sequence.steps.order_by("place", "order").values_list(
            "place", "order", "course", "choice__title", "kind", "is_work_based"
        )
    )


def test_the_copy_is_a_draft_of_the_next_year_that_nobody_verified(sequence, coordinator):
    copy = copy_to_next_year(sequence, by=coordinator)

    copy.refresh_from_db()
    assert copy.pk != sequence.pk
    assert (copy.program, copy.catalog_year, copy.pace) == (
        sequence.program,
        "2027-28",
        sequence.pace,
    )
    assert (copy.status, copy.verified_on, copy.verified_by) == (EditingStatus.DRAFT, None, None)
    assert (copy.owner, copy.review_every) == (sequence.owner, 6)


def test_the_copy_is_stated_by_who_made_it(sequence, coordinator):
    copy = copy_to_next_year(sequence, by=coordinator)

    assert (copy.source, copy.source_url, copy.as_of) == (
        "Harbor College; before: Catalog 2026-27",
        "",
        timezone.localdate(),
    )
    assert set(copy.steps.values_list("source", flat=True)) == {"Harbor College"}
    assert set(copy.choice_groups.values_list("source", flat=True)) == {"Harbor College"}


def test_steps_and_choices_come_along_as_rows_of_the_copy(sequence, coordinator):
    before = steps_of(sequence)

    copy = copy_to_next_year(sequence, by=coordinator)

    assert steps_of(copy) == steps_of(sequence) == before
    assert {step.choice.sequence for step in copy.steps.exclude(choice=None)} == {copy}
    assert (ChoiceGroup.objects.count(), SequenceStep.objects.count()) == (2, 4)


def test_an_existing_sequence_of_the_next_year_is_not_written_over(sequence, coordinator):
    SequenceFactory(program=sequence.program, catalog_year="2027-28")

    with pytest.raises(ValidationError) as refused:
        copy_to_next_year(sequence, by=coordinator)

    assert refused.value.messages == [
        "“Welding (College)” has a sequence for 2027-28 (Full time) already, so nothing was "
        "copied. Open that one, or delete it first."
    ]
    assert Sequence.objects.count() == 2


def test_another_pace_does_not_stand_in_the_way(sequence, coordinator):
    SequenceFactory(program=sequence.program, catalog_year="2027-28", pace="part_time")

    assert copy_to_next_year(sequence, by=coordinator).catalog_year == "2027-28"


def test_the_last_year_of_a_century_is_written_right(sequence, coordinator):
    Sequence.objects.filter(pk=sequence.pk).update(catalog_year="2098-99")

    assert copy_to_next_year(sequence, by=coordinator).catalog_year == "2099-00"


@pytest.mark.parametrize(
    "stranger",
    [
        pytest.param(lambda college: MembershipFactory().user, id="another organization"),
        pytest.param(
            lambda college: (
                MembershipFactory(organization=college, role=MembershipRole.VIEWER).user
            ),
            id="only reads",
        ),
    ],
)
def test_who_may_not_edit_the_sequence_may_not_copy_it(sequence, college, stranger):
    with pytest.raises(PermissionDenied):
        copy_to_next_year(sequence, by=stranger(college))

    assert Sequence.objects.count() == 1


def test_staff_copies_for_the_portal(sequence):
    copy = copy_to_next_year(sequence, by=UserFactory(is_superuser=True))

    assert copy.source == "Staff of this portal; before: Catalog 2026-27"


def test_all_or_nothing_is_copied(sequence, coordinator, monkeypatch):
    def fails(step, *args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(SequenceStep, "save", fails)

    with pytest.raises(RuntimeError):
        copy_to_next_year(sequence, by=coordinator)

    assert (Sequence.objects.count(), ChoiceGroup.objects.count()) == (1, 1)
