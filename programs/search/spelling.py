"""What the typed words mean here: synonyms, right spellings, the ends of unfinished words.

One query for the whole question, a second one only after a correction. The result is a list of
`Term`s; a document must mention each of them.
"""

from dataclasses import dataclass, replace

from django.db import connection

from programs.search.words import fold, is_noise, is_stop_word, take_apart

LONGEST_PHRASE = 4
MOST_ENDINGS = 40
# Shorter words are too often something else: names, abbreviations.
SHORTEST_CORRECTED = 4

_LOOK_UP = """
    SELECT 'means', phrase, means, 0 FROM programs_synonym WHERE phrase = ANY(%(phrases)s)
    UNION ALL
    SELECT 'known', word, '', documents FROM programs_searchword WHERE word = ANY(%(words)s)
    UNION ALL
    (SELECT 'ends', word, '', documents FROM programs_searchword
     WHERE word LIKE %(beginning)s ORDER BY documents DESC, word LIMIT %(endings)s)
    UNION ALL
    SELECT 'likely', typed.word, likely.word, likely.same_stem::int
    FROM unnest(%(unsure)s::text[], %(edits)s::int[]) AS typed (word, edits)
    CROSS JOIN LATERAL (
        SELECT word, same_stem FROM (
            SELECT known.word, known.documents,
                   levenshtein(known.word, typed.word) AS distance,
                   left(known.word, 4) = left(typed.word, 4) AND (
                       ts_lexize('english_stem', known.word)
                       = ts_lexize('english_stem', typed.word)
                       OR ts_lexize('spanish_stem', known.word)
                       = ts_lexize('spanish_stem', typed.word)
                   ) AS same_stem
            FROM programs_searchword AS known WHERE known.word %% typed.word
        ) AS alike
        WHERE same_stem OR distance <= typed.edits
        -- Another form of a known word is no misspelling: "welded" is not "welders".
        ORDER BY same_stem DESC, distance, left(word, 1) <> left(typed.word, 1),
                 documents DESC, word
        LIMIT 1
    ) AS likely
    WHERE NOT EXISTS (SELECT FROM programs_searchword AS known WHERE known.word = typed.word)
"""


@dataclass(frozen=True)
class Term:
    """One thing a document must mention: any of these alternatives.

    `words` stand alone and are stemmed, `phrases` are words in a row, `beginnings` match every
    word that starts so (codes among them). `shown` is how the page writes the term.
    """

    shown: str
    words: tuple = ()
    phrases: tuple = ()
    beginnings: tuple = ()


@dataclass(frozen=True)
class Reading:
    """How a question was understood.

    `titles`: texts that count as naming a title exactly. `corrected`: some word was respelled, and
    `shown` is the question as it was searched. `left_out`: how many words beyond the limit.
    """

    terms: tuple = ()
    titles: tuple = ()
    shown: str = ""
    corrected: bool = False
    left_out: int = 0


@dataclass
class _Found:
    means: dict
    known: set
    endings: tuple
    likely: dict
    same_stem: set


def read(text, *, exact=False):
    """Understand what was typed. `exact` takes each word as it stands, without corrections."""
    typed = take_apart(text)
    words = list(typed.words)
    if not words:
        return Reading(left_out=typed.left_out)
    found = _look_up(words)
    corrected = False
    if not exact:
        respelled = _respelled(words, found)
        corrected = respelled != words
        if corrected:
            words, found = respelled, _look_up(respelled)
    terms = _terms(words, found, exact)
    return Reading(
        terms=tuple(term for _words, term in terms),
        titles=tuple(
            {
                " ".join(word.text for word in words),
                " ".join(word.text for several, _term in terms for word in several),
            }
        ),
        shown=" ".join(word.typed for word in words),
        corrected=corrected,
        left_out=typed.left_out,
    )


def _terms(words, found, exact):
    """[(words, term)] without stop words; without noise too, where other words are left."""
    terms, at = [], 0
    while at < len(words):
        size, means = _longest_phrase(words, at, found)
        if size:
            terms.append((words[at : at + size], _phrase(words[at : at + size], means)))
        elif not is_stop_word(words[at]):
            is_last = at == len(words) - 1
            terms.append((words[at : at + 1], _word(words[at], found, is_last and not exact)))
        at += size or 1
    telling = [(several, term) for several, term in terms if not all(map(is_noise, several))]
    return telling or terms


def _longest_phrase(words, at, found):
    """How many words from here on are a synonym, and what it means; (0, ()) if none."""
    for size in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
        several = words[at : at + size]
        means = found.means.get(" ".join(word.text for word in several))
        # "it" is a word of every sentence; as IT, or in front, it is a field of work.
        if means and (size > 1 or not is_stop_word(several[0]) or at == 0 or several[0].is_upper):
            return size, means
    return 0, ()


def _phrase(words, means):
    # Folded here too: what is no word must never reach to_tsquery.
    meanings = (text for text in map(fold, means) if text)
    alternatives = (" ".join(word.text for word in words), *meanings)
    return Term(
        shown=" ".join(word.typed for word in words),
        words=tuple(text for text in alternatives if " " not in text),
        phrases=tuple(text for text in alternatives if " " in text),
    )


def _word(word, found, may_be_unfinished):
    if word.code:
        # Bare digits may also be a number in a title.
        plain = (word.text,) if word.text.isdigit() else ()
        return Term(shown=word.typed, words=plain, beginnings=(word.code,))
    if may_be_unfinished and word.text not in found.known and found.endings:
        many = len(found.endings) == MOST_ENDINGS
        return Term(
            shown=word.typed,
            words=(word.text, *found.endings),
            beginnings=(word.text,) if many else (),
        )
    return Term(shown=word.typed, words=(word.text,))


def _respelled(words, found):
    """The words with misspelled ones put right and torn ones ("health care") joined."""
    right, at = [], 0
    while at < len(words):
        word, following = words[at], words[at + 1] if at + 1 < len(words) else None
        if following and _is_torn(word, following, found):
            joined = word.text + following.text
            right.append(replace(word, text=joined, typed=joined))
            at += 2
            continue
        likely = found.likely.get(word.text)
        unfinished = following is None and found.endings
        if (
            likely
            and word.text not in found.same_stem
            and word.text not in found.means
            and not unfinished
        ):
            word = replace(word, text=likely, typed=likely)
        right.append(word)
        at += 1
    return right


def _is_torn(word, following, found):
    return (
        not (word.code or following.code)
        and f"{word.text} {following.text}" not in found.means
        and word.text + following.text in found.known
        and not {word.text, following.text} <= found.known
    )


def _edits(word):
    """How many letters may be wrong."""
    return 1 if len(word) < 6 else 2 if len(word) < 9 else 3


def _look_up(words):
    texts = [word.text for word in words]
    phrases = [
        " ".join(texts[at : at + size])
        for at in range(len(texts))
        for size in range(1, LONGEST_PHRASE + 1)
        if at + size <= len(texts)
    ]
    unsure = [
        word.text
        for word in words
        if len(word.text) >= SHORTEST_CORRECTED
        and word.text.isalpha()
        and not is_stop_word(word)
        and not is_noise(word)
    ]
    last = words[-1]
    unfinished = last.text.isalpha() and not is_stop_word(last)
    with connection.cursor() as cursor:
        cursor.execute(
            _LOOK_UP,
            {
                "phrases": phrases,
                "words": texts + [a + b for a, b in zip(texts, texts[1:], strict=False)],
                "beginning": f"{last.text}%" if unfinished else "",
                "endings": MOST_ENDINGS,
                "unsure": unsure,
                "edits": [_edits(word) for word in unsure],
            },
        )
        rows = cursor.fetchall()
    found = _Found(means={}, known=set(), endings=(), likely={}, same_stem=set())
    endings = []
    for what, word, other, number in rows:
        if what == "means":
            found.means[word] = (*found.means.get(word, ()), other)
        elif what == "known":
            found.known.add(word)
        elif what == "ends":
            endings.append(word)
        else:
            found.likely[word] = other
            if number:
                found.same_stem.add(word)
    found.endings = tuple(endings)
    return found
