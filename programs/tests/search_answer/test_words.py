"""Which words find a program, however they are typed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from partners.tests.factories import OrganizationFactory, PlaceFactory
from programs.enums import Award
from programs.models import Synonym
from programs.search.answer import Question, ask
from programs.tests.factories import (
    CodeFactory,
    OccupationFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProgramOccupationFactory,
)
from programs.tests.search_answer.asked import titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("welding", id="as it stands"),
        pytest.param("WELDED", id="another form of the word"),
        pytest.param("welding classes", id="a word that says nothing beside it"),
        pytest.param("the welding", id="a stop word beside it"),
        pytest.param("weldin", id="unfinished"),
        pytest.param("wledding", id="misspelled"),
    ],
)
def test_a_word_is_found_however_it_is_typed(welding, typed):
    assert ask(Question(text=typed)).program_ids[0] == welding[0].pk


def test_spanish_is_found_with_and_without_accents():
    program = ProgramFactory(title="Nursing", title_es="Enfermería")

    assert [ask(Question(text=t)).program_ids for t in ("enfermería", "ENFERMERIAS")] == [
        [program.pk]
    ] * 2


def test_a_misspelled_word_is_respelled_and_says_so(welding):
    reading = ask(Question(text="weldng tecnology")).reading

    assert (reading.corrected, reading.shown) == (True, "welding technology")


def test_exact_takes_the_word_as_it_is_spelled(welding):
    assert titles(text="weldng", exact=True) == []


def test_another_form_of_a_known_word_is_no_misspelling(welding):
    assert not ask(Question(text="weldings")).reading.corrected


def test_a_torn_name_is_joined():
    program = ProgramFactory(organization=OrganizationFactory(name="MiraCosta College"))

    answer = ask(Question(text="mira costa"))

    assert (answer.program_ids, answer.reading.shown) == ([program.pk], "miracosta")


def test_a_misspelled_college_is_found_with_its_programs():
    college = OrganizationFactory(name="Grossmont College")
    program = ProgramFactory(organization=college)
    ProgramFactory(organization=OrganizationFactory(name="Palomar College"))

    answer = ask(Question(text="Grosmont colege"))

    assert answer.program_ids == [program.pk]
    assert [label.title for label in answer.also] == ["Grossmont College"]


def test_an_alias_of_the_organization_is_found_beside_other_words():
    college = OrganizationFactory(name="Imperial Valley College", aliases=["IVC"])
    program = ProgramFactory(title="Welding", organization=college)
    ProgramFactory(title="Welding")

    assert ask(Question(text="IVC welding")).program_ids == [program.pk]


@pytest.mark.parametrize("means", ["(hvac)", "", "&", "heating & (air", "c++ :*"])
def test_a_synonym_that_is_no_word_breaks_no_search(means):
    program = ProgramFactory(title="HVAC and Heating Air")
    with connection.cursor() as cursor:  # as a database of before the rule may hold it
        cursor.execute("ALTER TABLE programs_synonym DROP CONSTRAINT synonym_meaning_is_folded")
    Synonym.objects.create(phrase="hvac", means=means, language="abbr")

    assert ask(Question(text="hvac")).program_ids == [program.pk]


@pytest.mark.parametrize("means", ["(hvac)", "", "Heating", "aire  frio", "niños"])
def test_the_meaning_of_a_synonym_is_words_without_accents(means):
    row = Synonym(phrase="hvac", means=means, language="abbr", source="Table", as_of="2026-06-30")

    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    with pytest.raises(IntegrityError, match="synonym_meaning_is_folded"):
        row.save()

    assert refused.value.messages == [
        "Write the meaning in small letters without accents or punctuation."
    ]


def test_a_synonym_finds_what_the_documents_call_it():
    Synonym.objects.create(phrase="cuidado de ninos", means="child development", language="es")
    program = ProgramFactory(title="Child Development")
    ProgramFactory(title="Development of land for a child")

    assert ask(Question(text="cuidado de niños")).program_ids == [program.pk]


def test_it_is_a_field_of_work_in_capitals_or_in_front_and_a_stop_word_elsewhere():
    Synonym.objects.create(phrase="it", means="information technology", language="abbr")
    program = ProgramFactory(title="Information Technology")
    other = ProgramFactory(title="Welding")

    found = [ask(Question(text=t)).program_ids for t in ("IT", "it", "learn IT", "welding it")]

    assert found == [[program.pk]] * 3 + [[other.pk]]


@pytest.mark.parametrize("typed", ["1230.10", "123010", "1230", "51.3801", "513801", "29-1141"])
def test_a_code_finds_the_programs_that_carry_it(typed):
    program = ProgramFactory()
    ProgramCodeFactory(program=program, code=CodeFactory(code="123010"))
    ProgramCodeFactory(program=program, code=CodeFactory(scheme="cip", code="51.3801"))
    soc = CodeFactory(scheme="soc", code="29-1141")
    ProgramOccupationFactory(program=program, occupation=OccupationFactory(code=soc))
    ProgramCodeFactory(code=CodeFactory(code="095650"))

    assert ask(Question(text=typed)).program_ids == [program.pk]


def test_when_nothing_has_every_word_the_most_words_are_kept_and_the_rest_named():
    ProgramFactory(title="Computer Basics")
    ProgramFactory(title="Aviation", summary="At dawn.")

    answer = ask(Question(text="computer basics zeppelin"))

    assert (answer.total, answer.without_words) == (1, ("zeppelin",))


def test_nonsense_finds_nothing():
    ProgramFactory(title="Computer Basics")

    answer = ask(Question(text="xqzzvv blorp"))

    assert (answer.total, answer.without_words, answer.if_dropped) == (0, (), {"q": 1})


@pytest.mark.parametrize("number", [1, 3])
def test_an_answer_takes_as_many_queries_for_many_programs(number, django_assert_num_queries):
    PlaceFactory(name="92243")
    for _ in range(number):
        ProgramOccupationFactory(program__title="Welding")

    with django_assert_num_queries(5):  # columns, spelling, lists, newer documents, place
        answer = ask(Question(text="welding", near="92243", chosen={"segment": ("college",)}))

    assert answer.total == number


def test_a_short_name_of_two_pieces_is_not_joined_to_one():
    for phrase in ("as t", "ast"):
        Synonym.objects.create(
            phrase=phrase, means="associate degree for transfer", language="abbr"
        )
    program = ProgramFactory(award=Award.TRANSFER_DEGREE)
    ProgramFactory(award=Award.ASSOCIATE)

    answer = ask(Question(text="AS-T"))

    assert answer.program_ids == [program.pk]
    assert not answer.reading.corrected
