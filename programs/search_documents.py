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

from collections import defaultdict

from django.db import connection, transaction
from psycopg2.extras import execute_values

from programs.enums import DocumentKind
from programs.models import Program, SearchDocument, SearchWord, Synonym
from programs.search.sources import BUILDERS, COLUMNS, object_ids
from programs.search.words import spelled_words

CHUNK = 1000
WEIGHTS = "abcd"
_TEXTS = [f"{weight}_{language}" for weight in WEIGHTS for language in ("en", "es")]
_VECTOR = " || ".join(
    f"setweight(to_tsvector('portal_{name}', {weight}_{language}), '{weight.upper()}')"
    for weight in WEIGHTS
    for language, name in (("en", "english"), ("es", "spanish"))
)
_WRITTEN = [*COLUMNS, "vector"]
_ARRAYS = {
    "organizations": "bigint[]",
    "occupations": "bigint[]",
    "formats": "varchar[]",
    "schedules": "varchar[]",
    "languages": "varchar[]",
    "costs": "varchar[]",
    "job_flags": "varchar[]",
    "sector": "bigint",
    "county": "bigint",
    "awards": "integer",
    "pay": "integer",
    "openings": "integer",
    "latitude": "float8",
    "longitude": "float8",
}
_UPSERT = f"""
    INSERT INTO programs_searchdocument ({", ".join(_WRITTEN)})
    SELECT {", ".join(f"{name}::{_ARRAYS[name]}" if name in _ARRAYS else name for name in COLUMNS)},
           {_VECTOR}
    FROM (VALUES %s) AS built ({", ".join([*COLUMNS, *_TEXTS])})
    ON CONFLICT (kind, object_id) DO UPDATE
    SET {", ".join(f"{name} = excluded.{name}" for name in _WRITTEN)}
    WHERE ({", ".join(f"programs_searchdocument.{name}" for name in _WRITTEN)})
          IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in _WRITTEN)})
    RETURNING id
"""  # noqa: S608 - names of our own columns


def refresh(kind, ids):
    """Build the documents of these things anew; those that are gone stop being public.

    Returns how many documents were written; unchanged ones are not.
    """
    written = 0
    ids = sorted({pk for pk in ids if pk is not None})
    for start in range(0, len(ids), CHUNK):
        with transaction.atomic():
            written += _build(kind, ids[start : start + CHUNK])
    return written


def refresh_kinds(stale):
    """Build the documents of {kind: ids} anew, kind after kind in the order that all keep to."""
    return sum(refresh(kind, stale.get(kind, ())) for kind in DocumentKind)


def rebuild_all():
    """Build every document; hide those of things that are gone; count the words anew.

    The row of a gone thing stays, not public (see `SearchDocument`). Writes only what differs, so
    a second run writes nothing. Stamps from the future, brought by a dump of another cluster, are
    put right beside (see `programs.search.columns`). Returns {kind: documents written}.
    """
    written = {}
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
            known = SearchDocument.objects.filter(kind=kind).values_list("object_id", flat=True)
            written[kind.value] = refresh(kind, set(known) | set(object_ids(kind)))
        count_words()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE programs_searchdocument, programs_searchword")
    return written


def _build(kind, ids):
    # Whoever changes two sources of one document at once waits here, then reads what the other
    # one committed; without it the later writer would bring back what the earlier one replaced.
    list(
        SearchDocument.objects.select_for_update()
        .filter(kind=kind, object_id__in=ids)
        .order_by("object_id")
        .values_list("pk")
    )
    built = sorted(BUILDERS[kind](ids), key=lambda document: document.values["object_id"])
    gone = set(ids) - {document.values["object_id"] for document in built}
    if gone:
        SearchDocument.objects.filter(kind=kind, object_id__in=gone, is_public=True).update(
            is_public=False, vector=None
        )
    if not built:
        return len(gone)
    rows = [
        [*(document.values[name] for name in COLUMNS), *(document.text(name) for name in _TEXTS)]
        for document in built
    ]
    with connection.cursor() as cursor:
        written = execute_values(cursor.cursor, _UPSERT, rows, page_size=CHUNK, fetch=True)
    if written:
        _learn(
            word for document in built if document.values["is_public"] for word in document.spelled
        )
    return len(written) + len(gone)


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


def count_words():
    """Count in how many public documents each word stands; words that stand nowhere go."""
    counts = defaultdict(int)
    for kind in DocumentKind:
        ids = sorted(
            SearchDocument.objects.filter(kind=kind, is_public=True).values_list(
                "object_id", flat=True
            )
        )
        for start in range(0, len(ids), CHUNK):
            for document in BUILDERS[kind](ids[start : start + CHUNK]):
                for word in document.spelled:
                    counts[word] += 1
    for phrase in Synonym.objects.values_list("phrase", flat=True):
        for word in spelled_words(phrase):
            counts[word] += 1
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
