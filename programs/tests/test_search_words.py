"""Typed text is taken apart into words and codes, the same way documents are."""

import pytest

from programs.search.words import (
    LONGEST_WORD,
    MOST_WORDS,
    code_lexeme,
    fold,
    is_noise,
    is_stop_word,
    spelled_words,
    take_apart,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Enfermería", "enfermeria", id="accents fold"),
        pytest.param("CAD/CAM", "cad cam", id="a slash parts words"),
        pytest.param("Children's Health", "childrens health", id="an apostrophe joins"),
        pytest.param("  Niños ¿hoy? ", "ninos hoy", id="punctuation goes"),
        pytest.param("<b>'; DROP--", "b drop", id="nothing but letters is left"),
        pytest.param("\x00 日本", "", id="other scripts have no words here"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("1230.10", "c123010", id="TOP"),
        pytest.param("123010", "c123010", id="TOP without the dot"),
        pytest.param("1230", "c1230", id="the beginning of a TOP code"),
        pytest.param("51.3801", "c513801", id="CIP"),
        pytest.param("29-1141", "c291141", id="SOC"),
        pytest.param("29-1141.00", "c291141", id="O*NET code of a SOC"),
    ],
)
def test_a_code_is_known_by_its_digits(text, code):
    (word,) = take_apart(text).words

    assert word.code == code
    assert code.startswith(code_lexeme(text)[: len(code)])


def test_a_zip_code_is_no_program_code():
    assert [word.code for word in take_apart("92243").words] == [""]


def test_words_and_codes_keep_their_order():
    words = take_apart("nursing 1230.10, San Diego").words

    assert [word.text for word in words] == ["nursing", "1230.10", "san", "diego"]


def test_words_beyond_the_limit_are_counted_not_searched():
    typed = take_apart("word " * 2000)

    assert (len(typed.words), typed.left_out) == (MOST_WORDS, 2000 - MOST_WORDS)


def test_an_endless_word_is_cut():
    (word,) = take_apart("a" * 10_000).words

    assert len(word.text) == LONGEST_WORD


def test_words_of_every_sentence_say_nothing():
    words = {word.text: is_stop_word(word) for word in take_apart("the de of para nursing").words}

    assert words == {"the": True, "de": True, "of": True, "para": True, "nursing": False}


def test_words_for_program_are_noise():
    assert [is_noise(word) for word in take_apart("classes cursos welding").words] == [
        True,
        True,
        False,
    ]


def test_spelled_words_are_those_worth_correcting_to():
    assert spelled_words("The Welding of 3D-Año, 1230.10") == {"welding", "ano"}


@pytest.mark.parametrize(
    ("typed", "word"), [("C++", "cplusplus"), ("learn c#", "csharp"), ("CompTIA A+", "aplus")]
)
def test_a_name_that_ends_in_a_sign_is_a_word_of_its_own(typed, word):
    assert take_apart(typed).words[-1].text == word


def test_a_sign_inside_a_word_is_no_name():
    assert fold("a+b abc++") == "a b abc"
