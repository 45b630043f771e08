"""SQL that makes tables note when they were last edited: see `partners.kept_pages`, which asks.

A trigger of each watched table writes the time of the edit into the same transaction, once in it,
whoever writes. It takes any stamp that no other transaction holds, else a new one, so that nobody
waits for anybody: there are as many stamps as there ever were transactions that wrote at once.
"""

NOTE = "partners_note_edit"

# With the rights of its owner and the schemas of now: any role that may write a table may note it.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION {NOTE}() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    -- Local to the transaction: a savepoint that is rolled back takes the note and its row along.
    IF coalesce(current_setting('portal.edit_noted', true), '') <> pg_current_xact_id()::text THEN
        UPDATE partners_editstamp SET edited_at = clock_timestamp()
        WHERE id = (SELECT id FROM partners_editstamp LIMIT 1 FOR UPDATE SKIP LOCKED);
        IF NOT FOUND THEN
            INSERT INTO partners_editstamp (edited_at) VALUES (clock_timestamp());
        END IF;
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
