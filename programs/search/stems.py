"""Which documents hold each stem, written down for all stems at once, and read by every search.

Why: a common word stands in a quarter of 100,000 documents. To look those up one by one takes
PostgreSQL 60 to 200 ms; to read the list of their numbers takes it less than one.

How the lists stay true while people edit: they say as of which transaction they were written (all
before it had ended), and each search asks the documents that were written since by themselves, as
`programs.search.matching` tells. The lists are written anew after whatever writes many documents,
and nightly. Where none fit the table at hand (a restored dump brings those of another server),
every document is asked by itself: slow, not wrong.
"""

from django.db import connection, transaction

from programs.search import phrases

# The lists hold for this file of the table on this server.
GENERATION = (
    "(SELECT system_identifier FROM pg_control_system())::text"
    " || '/' || pg_relation_filenode('programs_searchdocument')::text"
)
# Any number, the same in every process: PostgreSQL's lock for writing the lists.
WRITING = 20_261_124
# So many documents written since make searches slower than it takes to write the lists anew.
MANY = 2_000

_WRITE = """
    INSERT INTO programs_searchstem (stem, in_titles, in_headlines, elsewhere)
    SELECT lexeme,
           coalesce(string_agg(int4send(document), '') FILTER (WHERE weight = 'A'), ''),
           coalesce(string_agg(int4send(document), '') FILTER (WHERE weight = 'B'), ''),
           coalesce(string_agg(int4send(document), '') FILTER (WHERE weight = 'C'), '')
    FROM (
        SELECT lexeme, id::int AS document,
               CASE WHEN 'A' = ANY(weights) THEN 'A' WHEN 'B' = ANY(weights) THEN 'B' ELSE 'C' END
               AS weight
        FROM programs_searchdocument CROSS JOIN unnest(vector) WHERE is_public
    ) AS held
    GROUP BY lexeme
"""
_WRITTEN = f"""
    INSERT INTO programs_stemswritten (as_of, generation) SELECT %s, {GENERATION}
"""


@transaction.atomic
def write():
    """Write all lists anew. Searches go on; they see the new ones when these are committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITING])
        # Asked before the documents are read: what is written from here on was written since.
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        (as_of,) = cursor.fetchone()
        cursor.execute("DELETE FROM programs_searchstem")
        cursor.execute("DELETE FROM programs_stemswritten")
        cursor.execute(_WRITE)
        phrases.write(cursor)
        cursor.execute(_WRITTEN, [as_of])


def write_soon():
    """Write them once the transaction at hand, which writes many documents, is committed."""
    transaction.on_commit(write)
