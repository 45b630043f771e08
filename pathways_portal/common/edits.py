"""SQL that makes tables say when they were last edited: see `partners.kept_pages`, which asks.

A trigger of each watched table writes the time of the edit into the same transaction, once in it,
whoever writes. Each connection has a row of its own there, so that nobody waits for anybody.
"""

# As many rows as there are connections at once; two of the same number wait for one another.
SHARDS = 1024
NOTE = "partners_note_edit"

FUNCTION = f"""
CREATE OR REPLACE FUNCTION {NOTE}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Local to the transaction: a savepoint that is rolled back takes the note and its row along.
    IF coalesce(current_setting('portal.edit_noted', true), '') <> pg_current_xact_id()::text THEN
        INSERT INTO partners_editstamp (id, edited_at)
        VALUES (pg_backend_pid() % {SHARDS}, clock_timestamp())
        ON CONFLICT (id) DO UPDATE SET edited_at = excluded.edited_at;
        PERFORM set_config('portal.edit_noted', pg_current_xact_id()::text, true);
    END IF;
    RETURN NULL;
END $$;
"""  # noqa: S608 - built from constants


def watch(*tables):
    """SQL that sets the trigger on these tables."""
    return "".join(
        f"CREATE TRIGGER note_edit AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {NOTE}();\n"
        for table in tables
    )


def unwatch(*tables):
    """SQL that takes it off."""
    return "".join(f"DROP TRIGGER note_edit ON {table};\n" for table in tables)
