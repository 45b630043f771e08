"""Parts of a program that would repeat each other: refused in words, never by a fault."""

import pytest
from django.urls import reverse

from programs.tests.admin.programs.program_form import form_data
from programs.tests.factories import (
    CodeFactory,
    OfferingFactory,
    ProgramOccupationFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("coordinator")]


def save(client, program, part, *rows):
    data = {
        f"{part}-TOTAL_FORMS": len(rows),
        f"{part}-INITIAL_FORMS": sum("id" in row for row in rows),
    }
    for number, row in enumerate(rows):
        data |= {f"{part}-{number}-{name}": value for name, value in row.items()}
    return client.post(
        reverse("admin:programs_program_change", args=[program.pk]), form_data(program, **data)
    )


def test_two_offerings_of_one_year_without_place_and_format_are_refused(client, program):
    year = {"academic_year": "2026-27"}

    response = save(client, program, "offerings", year, year)

    assert "There is an offering like this already." in response.content.decode()
    assert program.offerings.count() == 0


def test_two_offerings_of_one_year_in_two_formats_are_kept(client, program):
    year = {"academic_year": "2026-27"}

    save(client, program, "offerings", year | {"format": "online"}, year | {"format": "hybrid"})

    assert program.offerings.count() == 2


def test_an_offering_that_somebody_added_meanwhile_counts_too(client, program):
    OfferingFactory(program=program)

    response = save(client, program, "offerings", {"academic_year": "2026-27"})

    assert "There is an offering like this already." in response.content.decode()


@pytest.mark.parametrize("years", [("2026-27", "2025-26"), ("2027-28", "2026-27")])
def test_offerings_move_by_a_year_or_change_places(client, program, years):
    rows = [OfferingFactory(program=program, academic_year=f"202{n}-2{n + 1}") for n in (5, 6)]

    save(
        client,
        program,
        "offerings",
        *({"id": row.pk, "academic_year": year} for row, year in zip(rows, years, strict=True)),
    )

    for row in rows:
        row.refresh_from_db()
    assert tuple(row.academic_year for row in rows) == years


def test_one_code_twice_is_refused(client, program):
    code = CodeFactory()

    response = save(client, program, "program_codes", {"code": code.pk}, {"code": code.pk})

    assert "The program carries this code already." in response.content.decode()


def test_a_row_takes_the_place_of_one_that_is_deleted(client, program):
    old = OfferingFactory(program=program)

    save(
        client,
        program,
        "offerings",
        {"id": old.pk, "academic_year": old.academic_year, "DELETE": "on"},
        {"academic_year": old.academic_year},
    )

    assert program.offerings.exclude(pk=old.pk).count() == program.offerings.count() == 1


def occupation(row, rank):
    return {"id": row.pk, "occupation": row.occupation_id, "rank": rank, "basis": row.basis}


@pytest.mark.parametrize(("ranks", "kept"), [((2, 1), (2, 1)), ((1, 1), (1, 2))])
def test_ranks_change_places_and_are_never_given_twice(client, program, ranks, kept):
    rows = [ProgramOccupationFactory(program=program, rank=rank) for rank in (1, 2)]

    response = save(client, program, "program_occupations", *map(occupation, rows, ranks))

    assert tuple(program.program_occupations.order_by("pk").values_list("rank", flat=True)) == kept
    assert ("Another occupation has this rank." in response.content.decode()) == (ranks == (1, 1))
