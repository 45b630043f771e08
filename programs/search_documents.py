"""Building the search documents, in the transaction that changes what they are made from.

Three calls: `refresh(kind, ids)` for some things of one kind, `refresh_kinds({kind: ids})` for
several, `rebuild_all()` for everything (after a bulk load, after a restore, and nightly). Django's
saves, deletes and many-to-many changes call `refresh_kinds` by themselves
(`programs.search_upkeep`); bulk writers (`bulk_create`, `update`, raw SQL) call `refresh`
afterwards. Whoever saves outside a transaction (autocommit) has the row first and its documents
just after: between the two the finder is behind, and stays so until the nightly rebuild if the
process dies there. The forms of the admin and `load_region` are transactions.

Rows are locked in one order, by kind as in `DocumentKind` and then by number, so that of two who
change the same documents one waits for the other. A rebuild waits for everybody, and everybody for
it; readers never wait.
"""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from programs.enums import DocumentKind
from programs.models import Program, SearchDocument, SearchWord, Synonym
from programs.search import stems
from programs.search.document import BOTH, WEIGHTS
from programs.search.sources import BUILDERS, COLUMNS, object_ids
from programs.search.words import spelled_words

CHUNK = 1_000
# A rebuild locks the whole table anyway, and reads what many programs share once for each chunk.
REBUILD_CHUNK = 4_000
_TEXTS = [f"{weight}_{language}" for weight in WEIGHTS for language in BOTH]
_VECTOR = " || ".join(
    f"setweight(to_tsvector('portal_{name}', {weight}_{language}), '{weight.upper()}')"
    for weight in WEIGHTS
    for language, name in (("en", "english"), ("es", "spanish"))
)
_WRITTEN = [*COLUMNS, "vector"]
# Columns of the search table that are no text.
_TYPES = {
    "object_id": "bigint",
    "names": "text[]",
    "pathways": "bigint[]",
    "organizations": "bigint[]",
    "occupations": "bigint[]",
    "formats": "varchar[]",
    "schedules": "varchar[]",
    "languages": "varchar[]",
    "costs": "varchar[]",
    "job_flags": "varchar[]",
    "accelerators": "varchar[]",
    "stages": "varchar[]",
    "skills": "bigint[]",
    "supports": "bigint[]",
    "sector": "bigint",
    "county": "bigint",
    "awards": "integer",
    "pay": "integer",
    "openings": "integer",
    "latitude": "float8",
    "longitude": "float8",
    "standing": "integer",
    "card": "jsonb",
    "is_public": "boolean",
}
_TYPED = ", ".join(f"{name} {_TYPES.get(name, 'text')}" for name in [*COLUMNS, *_TEXTS])
_SET = ", ".join(_WRITTEN)
_BUILT = ", ".join(f"built.{name}" for name in _WRITTEN)
_KNOWN = ", ".join(f"known.{name}" for name in _WRITTEN)
# An insert takes a number even where it turns into an update, and numbers are for new documents.
# They follow the things' own numbers: what is equal by name stands so in the finder's columns.
_WRITE = f"""
    WITH built AS MATERIALIZED (
        SELECT {", ".join(COLUMNS)}, {_VECTOR} AS vector
        FROM json_to_recordset(%s) AS built ({_TYPED})
    ), changed AS (
        UPDATE programs_searchdocument AS known SET ({_SET}) = ROW({_BUILT}) FROM built
        WHERE known.kind = built.kind AND known.object_id = built.object_id
              AND ({_KNOWN}) IS DISTINCT FROM ({_BUILT})
        RETURNING known.id
    ), added AS (
        INSERT INTO programs_searchdocument AS known ({_SET})
        SELECT {_BUILT} FROM built WHERE NOT EXISTS (
            SELECT FROM programs_searchdocument AS there
            WHERE there.kind = built.kind AND there.object_id = built.object_id)
        ORDER BY built.object_id
        ON CONFLICT (kind, object_id) DO UPDATE
        SET {", ".join(f"{name} = excluded.{name}" for name in _WRITTEN)}
        WHERE ({_KNOWN}) IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in _WRITTEN)})
        RETURNING known.id
    )
    SELECT (SELECT count(*) FROM changed) + (SELECT count(*) FROM added)
"""  # noqa: S608 - names of our own columns


def refresh(kind, ids):
    """Build the documents of these things anew; those that are gone stop being public.

    Returns how many documents were written; unchanged ones are not.
    """
    written = 0
    ids = sorted({pk for pk in ids if pk is not None})
    if not ids:
        return written
    with transaction.atomic():
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK]
            _lock(kind, chunk)
            built = _in_order(BUILDERS[kind](chunk))
            new = _hide(kind, chunk, built)
            with connection.cursor() as cursor:
                new += _write(cursor, _as_json(built))
            if new:
                _learn(word for one in built if one.values["is_public"] for word in one.spelled)
            written += new
        if written >= stems.MANY:
            stems.write_soon()
    return written


def refresh_kinds(stale):
    """Build the documents of {kind: ids} anew, kind after kind in the order that all keep to."""
    return sum(refresh(kind, stale.get(kind, ())) for kind in DocumentKind)


def rebuild_all():
    """Build every document; hide those of things that are gone; count words and list stems anew.

    The row of a gone thing stays, not public (see `SearchDocument`). Writes only what differs, so
    a second run writes nothing. Stamps from the future, brought by a dump of another cluster, are
    put right beside (see `programs.search.columns`). Returns {kind: documents written}.
    """
    written, words = {}, Counter()
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Whoever saved several things holds documents in an order of its own: let it finish.
            cursor.execute("LOCK TABLE programs_searchdocument IN EXCLUSIVE MODE")
            # The trigger puts the number of this transaction in the place of whatever is set.
            cursor.execute(
                "UPDATE programs_searchdocument SET changed_in = 0"
                " WHERE changed_in > pg_current_xact_id()::text::bigint"
            )
        for kind in DocumentKind:
            written[kind.value] = _rebuild(kind, words)
        _count_words(words)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE programs_searchdocument, programs_searchword")
        stems.write_soon()
    return written


def _rebuild(kind, words):
    """Build all documents of a kind; count the words of the public ones in `words`.

    Returns how many were written. PostgreSQL writes a chunk while Python makes the next one, which
    is half the work each. All is read through the same transaction, before the writing goes on.
    """
    known = SearchDocument.objects.filter(kind=kind).values_list("object_id", flat=True)
    ids = list(dict.fromkeys([*object_ids(kind), *known.order_by("object_id")]))
    written, made = 0, None
    with (
        ThreadPoolExecutor(max_workers=1) as beside,
        connection.cursor() as django_cursor,
        connection.wrap_database_errors,
    ):
        # The driver's own: what is wrapped around Django's (the history's context, the log of
        # statements) belongs to this thread.
        cursor = django_cursor.cursor
        for start in range(0, len(ids), REBUILD_CHUNK):
            chunk = ids[start : start + REBUILD_CHUNK]
            making = BUILDERS[kind](chunk)
            writing = beside.submit(_write, cursor, made)
            built = _in_order(making)
            made = _as_json(built)
            for document in built:
                if document.values["is_public"]:
                    words.update(document.spelled)
            written += writing.result()
            written += _hide(kind, chunk, built)
        written += _write(cursor, made)
    return written


def _lock(kind, ids):
    """Whoever changes two sources of one document at once waits here, then reads what the other
    one committed; without it the later writer would bring back what the earlier one replaced."""
    list(
        SearchDocument.objects.select_for_update()
        .filter(kind=kind, object_id__in=ids)
        .order_by("object_id")
        .values_list("pk")
    )


def _in_order(documents):
    return sorted(documents, key=lambda document: document.values["object_id"])


def _hide(kind, ids, built):
    """Hide the documents of those `ids` that nothing was built for. Returns how many."""
    gone = set(ids) - {document.values["object_id"] for document in built}
    if gone:
        SearchDocument.objects.filter(kind=kind, object_id__in=gone, is_public=True).update(
            is_public=False, vector=None
        )
    return len(gone)


def _as_json(built):
    """Documents as the statement that writes them reads them; None if there are none."""
    rows = [document.values | {name: document.text(name) for name in _TEXTS} for document in built]
    return json.dumps(rows) if rows else None


def _write(cursor, made):
    """Write of the documents that `_as_json` made those that differ. Returns how many."""
    if made is None:
        return 0
    cursor.execute(_WRITE, [made])
    return cursor.fetchone()[0]


def _learn(words):
    """Add words that no document had before; their counts come with the next rebuild."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO programs_searchword (word, documents)"
            " SELECT new.word, 1 FROM unnest(%s::text[]) AS new (word) WHERE NOT EXISTS"
            " (SELECT FROM programs_searchword AS known WHERE known.word = new.word)",
            [sorted(set(words))],
        )


def learn_synonyms(phrases):
    """Words of synonyms are spelled right, too."""
    _learn(word for phrase in phrases for word in spelled_words(phrase))


def _count_words(counts):
    """Keep in how many public documents each word stands; words that stand nowhere go."""
    for phrase in Synonym.objects.values_list("phrase", flat=True):
        counts.update(spelled_words(phrase))
    known = sorted(SearchWord.objects.values_list("word", "documents"))
    if known != sorted(counts.items()):
        SearchWord.objects.all().delete()
        SearchWord.objects.bulk_create(
            [SearchWord(word=word, documents=count) for word, count in sorted(counts.items())],
            batch_size=5000,
        )


def stale():
    """Programs that are public and not findable, and the other way round: (missing, left over).

    Only that; whether a document says what it should, a rebuild finds out. The nightly task reports
    both before it rebuilds; zero and zero is what we expect.
    """
    public = set(Program.objects.open_to_students().values_list("pk", flat=True))
    documented = set(
        SearchDocument.objects.filter(kind=DocumentKind.PROGRAM, is_public=True).values_list(
            "object_id", flat=True
        )
    )
    return public - documented, documented - public
