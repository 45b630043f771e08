"""What somebody typed, taken apart: words, codes, noise. Plain rules, no database."""

import re
import unicodedata
from dataclasses import dataclass

# More than anyone means; the rest is left out, and the page says so.
MOST_WORDS = 12
LONGEST_WORD = 40
LONGEST_TEXT = 10_000

# Words that carry no meaning in a search, in both languages (without accents).
_STOP_WORDS = """
    a an and any are as at be by can do for from get has have how i if in into is it its la me
    my near of on or our some that the their them there they this to us want was we what when
    where which who will with you your al como con cual cuando de del donde e el ella en es esta
    este estos estas lo las los mas mi mis muy nos nuestra nuestro o para pero por porque que
    quiero se ser si sin sobre su sus te tiene tu tus un una unas unos y ya
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
# Everyday words for "a program": they narrow nothing, so they count only when nothing else is left.
_NOISE = """
    career careers class classes course courses job jobs learn learning program programs study
    studying training become becoming aprender carrera carreras clase clases curso cursos empleo
    empleos entrenamiento estudiar estudio estudios programa programas trabajo trabajos
    capacitacion
"""
NOISE = frozenset(_NOISE.split())
# A number with the punctuation of its code system: TOP 1230.10, CIP 51.3801, SOC 29-1141.
PUNCTUATED_CODE = re.compile(
    r"(?<![\w.-])(\d{4}\.\d{2}|\d{2}\.\d{2,4}|\d{2}-\d{4}(?:\.\d{2})?)(?!\w)"
)
# Bare digits that can be a whole code (six) or its beginning (four).
BARE_CODE = re.compile(r"\d{4}|\d{6}")
# Names that end in a sign: without it they would be single letters, which say nothing.
SIGN_WORDS = {"c++": "cplusplus", "c#": "csharp", "f#": "fsharp", "a+": "aplus"}
SIGNS = re.compile(r"(?<!\w)(?:c\+\+|c#|f#|a\+)(?![\w+#])", re.IGNORECASE)
# Surfaces of documents that are worth offering as the right spelling.
SPELLED = re.compile(r"[a-z]{3,40}")


def fold(text):
    """Small letters and digits without accents, single spaces; everything else is a space.

    Documents and questions are both folded, so "Enfermería/LVN" meets "enfermeria lvn".
    """
    plain = text or ""
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    if "+" in plain or "#" in plain:
        plain = SIGNS.sub(lambda found: SIGN_WORDS[found[0].lower()], plain)
    return " ".join(re.findall(r"[a-z0-9]+", plain.lower().replace("'", "").replace("’", "")))


def code_lexeme(code):
    """The word a code is indexed as: 51.3801 -> c513801."""
    return "c" + re.sub(r"\D", "", code)


@dataclass(frozen=True)
class Word:
    """One word of a question. `code` is set when it is a code: then it is looked up as digits."""

    text: str
    typed: str
    code: str = ""
    is_upper: bool = False


@dataclass(frozen=True)
class Typed:
    """A question as words. `left_out` counts the words beyond MOST_WORDS."""

    words: tuple[Word, ...] = ()
    left_out: int = 0

    @property
    def text(self):
        return " ".join(word.text for word in self.words)


def take_apart(text):
    """Split what was typed into words and codes, in order; nothing is dropped but the excess."""
    text = (text or "")[:LONGEST_TEXT]
    words, at = [], 0
    for found in PUNCTUATED_CODE.finditer(text):
        words += _plain_words(text[at : found.start()])
        words.append(Word(text=found[1], typed=found[1], code=code_lexeme(found[1][:7])))
        at = found.end()
    words += _plain_words(text[at:])
    return Typed(tuple(words[:MOST_WORDS]), max(0, len(words) - MOST_WORDS))


def _plain_words(text):
    for piece in text.split():
        for folded in fold(piece).split():
            folded = folded[:LONGEST_WORD]
            code = "c" + folded if BARE_CODE.fullmatch(folded) else ""
            upper = piece.isupper() and len(folded) > 1
            typed = piece.strip(".,;:!?¿¡()[]\"“”'") if fold(piece) == folded else folded
            yield Word(text=folded, typed=typed[:LONGEST_WORD], code=code, is_upper=upper)


def is_stop_word(word):
    return not word.code and (
        word.text in STOP_WORDS or (len(word.text) == 1 and not word.text.isdigit())
    )


def is_noise(word):
    return word.text in NOISE


def spelled_words(text):
    """The words of a text that a misspelled word may be corrected to."""
    return spelled_in(fold(text))


def spelled_in(folded):
    """The same, of a text that is folded already."""
    return set(SPELLED.findall(folded)) - STOP_WORDS
