"""What is on file: counts of rows by kind and of missing values by field, from the database."""

from datetime import date

import pytest

from partners.tests.factories import OrganizationFactory
from pathways_portal.data_counts import TABLES, register, sources, table_counts, terms_of
from programs.enums import OccupationBasis
from programs.models import Program, RegionLoad
from programs.tests.factories import (
    OccupationFactory,
    OfferingFactory,
    ProgramFactory,
    ProgramOccupationFactory,
    SequenceStepFactory,
)
from programs.tests.path_factories import ReceivingCourseFactory

pytestmark = pytest.mark.django_db


def table(name):
    return next(one for one in table_counts() if str(one.name) == name)


def source_of(trust):
    return next(words for words, row in register().items() if row["trust"].startswith(trust))


def test_rows_are_counted_by_how_far_to_trust_them():
    ProgramFactory.create_batch(2, source=source_of("real"))
    ProgramFactory(source=source_of("compiled"))
    ProgramFactory(source=source_of("derived"))
    ProgramFactory(source=source_of("derived"), is_sample=True)

    programs = table("Programs")

    assert programs.rows == 5
    assert (programs.real, programs.compiled, programs.derived, programs.sample) == (2, 1, 1, 1)


def test_a_real_course_in_a_sample_sequence_is_a_sample_step():
    step = SequenceStepFactory(sequence__is_sample=True)
    SequenceStepFactory(course=step.course)

    steps, courses = table("Steps of sequences"), table("Courses")

    assert (steps.sample, steps.real, courses.real) == (1, 1, 1)


def test_a_real_course_in_a_sample_agreement_is_a_sample_row_there():
    given = ReceivingCourseFactory(agreement__is_sample=True)
    ReceivingCourseFactory(course=given.course)

    courses = table("College courses that agreements give")

    assert (courses.sample, courses.real) == (1, 1)


def test_occupations_by_crosswalk_are_derived_and_by_the_school_are_real():
    program = ProgramFactory()
    for rank, basis in enumerate(OccupationBasis, start=1):
        ProgramOccupationFactory(
            program=program, occupation=OccupationFactory(), rank=rank, basis=basis
        )

    found = table("Occupations a program leads to")

    assert (found.derived, found.real, found.sample) == (2, 1, 1)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("summary", ["", "Words."]),
        ("award", [None, "associate"]),
        ("hours", [None, 0]),
    ],
)
def test_missing_counts_null_and_empty_text_but_not_zero(field, values):
    for value in values:
        ProgramFactory(**{field: value})

    found = next(one for one in table("Programs").fields if one.name == field)

    assert (found.filled, found.missing) == (1, 1)


def field(table_name, name):
    return next(one for one in table(table_name).fields if one.name == name)


def test_values_of_a_field_are_counted_by_how_far_to_trust_them():
    ProgramFactory(source=source_of("real"), hours=10)
    ProgramFactory(source=source_of("real"), hours=None)
    ProgramFactory(source=source_of("compiled"), hours=10)
    ProgramFactory(source=source_of("derived"), hours=10)
    ProgramFactory(source=source_of("real"), hours=10, is_sample=True)

    hours = field("Programs", "hours")

    assert (hours.real, hours.compiled, hours.derived, hours.sample) == (1, 1, 1, 1)
    assert hours.missing == 1


def test_values_that_are_our_own_are_not_counted_as_real():
    ProgramFactory(source=source_of("real"), title_es="Soldadura")

    spanish, award = field("Programs", "title_es"), field("Programs", "award")

    assert (spanish.real, spanish.compiled) == (0, 1)
    assert (award.real, award.derived) == (0, 1)


def test_newest_source_ignores_samples():
    real = ProgramFactory(as_of=date(2026, 6, 17))
    ProgramFactory(as_of=date(2026, 11, 20), is_sample=True)

    assert table("Programs").as_of == real.as_of


def test_page_names_fields_in_words(client):
    html = client.get("/about/data/").content.decode()

    assert "State control number" in html
    assert "control_number" not in html


def test_missing_counts_empty_lists():
    OfferingFactory(schedules=[])
    OfferingFactory(schedules=["days"])

    found = next(
        one for one in table("When and where programs are taught").fields if one.name == "schedules"
    )

    assert (found.filled, found.missing) == (1, 1)


def test_sources_are_added_up_over_tables():
    ProgramFactory(organization=OrganizationFactory(source="A survey"), source="A survey")

    found = next(one for one in sources() if one.words == "A survey")

    assert found.rows == 2


def test_every_source_of_the_region_has_its_terms():
    assert [words for words, row in register().items() if not row["licence"]] == []


@pytest.mark.parametrize(
    ("words", "licence"),
    [
        (
            "Bureau of Labor Statistics, Occupational Employment and Wage Statistics, May 2031",
            "U.S. government work, public domain",
        ),
        (
            "California Employment Development Department, occupational projections 2025-2035",
            "California public data",
        ),
        ("National Center for Education Statistics, IPEDS completers 2031", "U.S. government"),
        ("Somebody else", ""),
    ],
)
def test_a_new_edition_of_a_source_has_the_terms_of_the_old_one(words, licence):
    assert terms_of(words).startswith(licence)
    assert bool(terms_of(words)) == bool(licence)


def test_page_says_that_small_counts_are_shown_and_why(client):
    assert "they count awards, not students" in client.get("/about/data/").content.decode()


def test_page_says_when_a_program_was_last_changed(client):
    ProgramFactory()

    assert "A program was last changed on" in client.get("/about/data/").content.decode()


def test_page_says_when_the_tables_were_loaded(client):
    RegionLoad.objects.create(fingerprint="x", counts={})

    assert "tables were last loaded on" in client.get("/about/data/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_page_query_count_does_not_grow(client, count, django_assert_max_num_queries):
    ProgramFactory.create_batch(count)

    with django_assert_max_num_queries(2 * len(TABLES) + 2):
        response = client.get("/about/data/")

    assert response.context["tables"][0].rows == Program.objects.count()


def test_page_folds_each_table_of_fields_and_says_once_how_to_read_them(client):
    ProgramFactory(sector=None)

    page = client.get("/about/data/").content.decode()
    folded = page.count("<details>")

    assert page.count('class="scroll-cue"') == 1
    assert folded == sum(bool(found.fields) for found in table_counts()) + 1  # and the sources
    assert page.count('id="fields-') == folded - 1


def test_folded_table_says_how_many_values_are_missing():
    ProgramFactory(sector=None, title_es="")

    programs = table("Programs")

    assert programs.missing == sum(field.missing for field in programs.fields) > 1


def test_page_says_when_it_was_counted_and_counts_again_after_a_change(
    client, django_assert_max_num_queries
):
    ProgramFactory()
    first = client.get("/about/data/").context

    with django_assert_max_num_queries(2):  # the last change, the last load
        again = client.get("/about/data/").context
    ProgramFactory()
    after = client.get("/about/data/").context

    assert "Counted from the database on" in client.get("/about/data/").content.decode()
    assert again["counted"] == first["counted"] < after["counted"]
    assert [page["tables"][0].rows for page in (first, again, after)] == [1, 1, 2]
