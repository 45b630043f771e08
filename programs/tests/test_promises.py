"""The promises the database keeps about what: each constraint refuses what breaks it, in words."""

import datetime
import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from partners.enums import Operating
from partners.tests.factories import OrganizationFactory
from pathways_portal.common.enums import EditingStatus
from programs.enums import Availability, Award
from programs.models import Offering, Program
from programs.querysets import public_program_sql
from programs.tests.factories import (
    AwardCountFactory,
    CodeFactory,
    CompleterCountFactory,
    CrosswalkFactory,
    OfferingFactory,
    PathwayFactory,
    ProgramAreaFactory,
    ProgramFactory,
)

pytestmark = pytest.mark.django_db


def refused(row, constraint):
    """The row fails validation, and the database refuses it by this name."""
    with pytest.raises(ValidationError) as spoken:
        row.validate_constraints()
    with pytest.raises(IntegrityError, match=constraint):
        row.save()
    return spoken.value.messages


@pytest.mark.parametrize(
    "known",
    [{"award": Award.ASSOCIATE}, {"award_text": "A.S. Degree"}, {"units_min": 18, "units_max": 20}],
)
def test_program_area_with_an_award_or_units_is_refused(known):
    row = ProgramAreaFactory()
    for field, value in known.items():
        setattr(row, field, value)

    assert refused(row, "program_area_has_no_award_or_units") == [
        "A program area has no award or units; untick it once they are known."
    ]


@pytest.mark.parametrize("made", [ProgramFactory, PathwayFactory])
def test_published_without_an_owner_is_refused(made):
    row = made()
    row.owner = None

    assert refused(row, f"{row._meta.model_name}_published_has_owner") == [
        "Say who keeps this true before you publish."
    ]


@pytest.mark.parametrize(("least", "most"), [(30, 18), (18, None), (None, 18)])
def test_units_that_are_no_range_are_refused(least, most):
    row = ProgramFactory()
    row.units_min, row.units_max = least, most

    assert refused(row, "program_units_are_a_range")


def test_control_number_twice_at_one_organization_is_refused():
    first = ProgramFactory(control_number="05009")
    second = ProgramFactory()
    second.organization, second.control_number = first.organization, "05009"

    assert refused(second, "program_control_number_once_per_organization")


def test_control_number_twice_at_two_organizations_is_kept():
    ProgramFactory(control_number="05009")

    assert ProgramFactory(control_number="05009").pk


def test_last_day_before_the_first_is_refused():
    row = ProgramFactory()
    row.available_from, row.available_to = datetime.date(2026, 8, 1), datetime.date(2026, 7, 1)

    assert refused(row, "program_ends_after_it_starts")


def test_negative_cost_is_refused():
    row = OfferingFactory()
    row.cost = -1

    assert refused(row, "offering_cost_not_negative")


SAMPLE = "offering_sample_belongs_to_a_sample"


def at_once():
    """Check now what is checked at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_sample_offering_of_a_sample_program_is_kept():
    assert OfferingFactory(program__is_sample=True, is_sample=True).pk


def test_a_real_offering_of_a_sample_program_is_kept():
    assert OfferingFactory(program__is_sample=True).pk


def test_a_sample_offering_of_a_real_program_is_refused_in_words():
    row = OfferingFactory.build(program=ProgramFactory(), is_sample=True)

    with pytest.raises(ValidationError) as spoken:
        row.full_clean()
    with pytest.raises(IntegrityError, match="A sample offering belongs to a sample program"):
        row.save()

    assert spoken.value.messages == [
        "This offering is a sample and the program is not. Untick it, or delete it."
    ]


@pytest.mark.parametrize("change", ["is_sample", "program"])
def test_an_offering_cannot_become_a_sample_of_a_real_program(change):
    row = OfferingFactory(program__is_sample=change == "program", is_sample=change == "program")
    value = True if change == "is_sample" else ProgramFactory()

    with pytest.raises(IntegrityError) as refusal:
        Offering.objects.filter(pk=row.pk).update(**{change: value})

    assert refusal.value.__cause__.diag.constraint_name == SAMPLE


def test_a_program_cannot_become_real_and_keep_a_sample_offering():
    row = OfferingFactory(program__is_sample=True, is_sample=True)
    Program.objects.filter(pk=row.program_id).update(is_sample=False)

    with pytest.raises(IntegrityError) as refusal:
        at_once()

    assert refusal.value.__cause__.diag.constraint_name == SAMPLE


def test_a_program_may_become_real_together_with_its_offerings():
    row = OfferingFactory(program__is_sample=True, is_sample=True)

    Program.objects.filter(pk=row.program_id).update(is_sample=False)
    Offering.objects.filter(pk=row.pk).update(is_sample=False)

    at_once()
    assert not Program.objects.get().is_sample


def test_crosswalk_from_a_code_to_itself_is_refused():
    row = CrosswalkFactory()
    row.to_code = row.from_code

    assert refused(row, "crosswalk_joins_two_codes")


def test_awards_of_one_code_and_year_are_counted_once():
    first = AwardCountFactory()

    with pytest.raises(IntegrityError, match="awardcount_once_per"):
        AwardCountFactory(organization=first.organization, code=first.code)


def test_completers_of_one_level_and_year_are_counted_once():
    first = CompleterCountFactory()

    with pytest.raises(IntegrityError, match="completercount_once_per"):
        CompleterCountFactory(organization=first.organization)


def test_completers_of_a_year_spelled_otherwise_are_refused():
    row = CompleterCountFactory()
    row.academic_year = "2024"

    assert refused(row, "completercount_academic_year_is_spelled_right")


@pytest.mark.parametrize("availability", Availability)
def test_only_offered_and_approved_programs_are_open_to_students(availability):
    row = ProgramFactory(availability=availability)

    is_open = row in Program.objects.open_to_students()

    assert is_open is row.is_public
    assert is_open is (availability in {Availability.OFFERED, Availability.APPROVED})


@pytest.mark.parametrize("status", [s for s in EditingStatus if s != EditingStatus.PUBLISHED])
def test_program_that_is_not_published_is_not_open_to_students(status):
    row = ProgramFactory(status=status)

    assert row not in Program.objects.open_to_students()
    assert not row.is_public


@pytest.mark.parametrize(
    "organization",
    [
        {"status": EditingStatus.DRAFT},
        {"status": EditingStatus.ARCHIVED},
        {"operating": Operating.CLOSED},
    ],
    ids=str,
)
def test_programs_of_an_organization_that_is_not_public_are_not_open_to_students(organization):
    row = ProgramFactory(organization=OrganizationFactory(**organization))

    assert row not in Program.objects.open_to_students()
    assert not row.is_public


def test_open_to_students_means_the_same_in_python_in_a_query_and_in_sql():
    for status, availability in itertools.product(EditingStatus, Availability):
        ProgramFactory(status=status, availability=availability)
        ProgramFactory(
            status=status, availability=availability, organization__operating=Operating.CLOSED
        )

    rows = Program.objects.select_related("organization").order_by("pk")
    in_sql = Program.objects.raw(
        "SELECT one.* FROM programs_program AS one"  # noqa: S608 - made of our own choices
        " JOIN partners_organization AS other ON other.id = one.organization_id"
        f" WHERE {public_program_sql('one', 'other')} ORDER BY one.id"
    )

    assert list(rows.open_to_students()) == [row for row in rows if row.is_public] == list(in_sql)
    assert 0 < rows.open_to_students().count() < rows.count()


def test_top_code_is_printed_with_its_dot():
    assert CodeFactory(code="123010").printed == "1230.10"
    assert CodeFactory(scheme="cip", code="51.3801").printed == "51.3801"
