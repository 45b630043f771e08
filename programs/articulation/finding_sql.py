"""SQL that keeps `AgreementFinding` true: a function that writes rows, and triggers that call it.

Each table that a row follows from has a trigger on whole statements, so that a load of thousands
writes once. Only columns that count are compared: saving a program anew costs next to nothing.
"""

from partners.querysets import public_organization_sql
from pathways_portal.common.enums import EditingStatus
from programs.querysets import counted_place_sql, public_program_sql

WRITE = "programs_find_agreements"
_TRIGGER = "find_agreements"
_PUBLISHED = EditingStatus.PUBLISHED.value

_COPIED = [
    *("slug", "sending_id", "receiving_id", "mechanism", "state"),
    *("years_from", "years_through", "ended_on"),
]
_WRITTEN = [*_COPIED, "words", "sectors", "sides"]

_SIDES = """
    SELECT agreement_id, course_id FROM programs_sendingcourse
    UNION ALL
    SELECT agreement_id, course_id FROM programs_receivingcourse
"""

# The sectors of a course: by its code, and by published sequences of public programs that have it.
# A made-up sequence of a real program says nothing about the program's sector.
_SECTORS_OF_COURSE = f"""
    SELECT sectorcode.sector_id
    FROM programs_course AS course
    JOIN programs_sectorcode AS sectorcode ON sectorcode.code_id = course.code_id
    WHERE course.id = side.course_id
    UNION ALL
    SELECT program.sector_id
    FROM programs_sequencestep AS step
    JOIN programs_sequence AS sequence ON sequence.id = step.sequence_id
    JOIN programs_program AS program ON program.id = sequence.program_id
    JOIN partners_organization AS offers ON offers.id = program.organization_id
    WHERE step.course_id = side.course_id AND sequence.status = '{_PUBLISHED}'
      AND {counted_place_sql("sequence", "program")} AND {public_program_sql("program", "offers")}
"""  # noqa: S608 - built from constants

# Agreements that the public sees, among those of the array `changed`.
_PUBLIC = """
    FROM programs_articulationagreement AS agreement
    JOIN partners_organization AS sending ON sending.id = agreement.sending_id
    JOIN partners_organization AS receiving ON receiving.id = agreement.receiving_id
"""
_IS_PUBLIC = (
    f"agreement.id = ANY (changed) AND agreement.status = '{_PUBLISHED}'"
    f" AND {public_organization_sql('sending')} AND {public_organization_sql('receiving')}"
)


def _names(side):
    return f"{side}.name, {side}.short_name, array_to_string({side}.aliases, ' ')"


# Who writes the same agreement at the same time waits, then reads what the first one wrote.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION {WRITE}(changed bigint[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM 1 FROM programs_articulationagreement WHERE id = ANY (changed)
    ORDER BY id FOR NO KEY UPDATE;
    DELETE FROM programs_agreementfinding WHERE agreement_id = ANY (changed)
    AND agreement_id NOT IN (SELECT agreement.id {_PUBLIC} WHERE {_IS_PUBLIC});
    INSERT INTO programs_agreementfinding AS found (agreement_id, {", ".join(_WRITTEN)})
    SELECT agreement.id, {", ".join(f"agreement.{name}" for name in _COPIED)},
        -- AUTO-099 is two words, as people type it.
        strip(to_tsvector('portal_english',
            concat_ws(' ', {_names("sending")}, {_names("receiving")}, named.words))),
        coalesce(belongs.sectors, '{{}}'), ARRAY[agreement.sending_id, agreement.receiving_id]
    {_PUBLIC}
    CROSS JOIN LATERAL (
        SELECT string_agg(concat_ws(' ', replace(course.number, '-', ' '), title, title_es), ' ')
            AS words
        FROM ({_SIDES}) AS side JOIN programs_course AS course ON course.id = side.course_id
        WHERE side.agreement_id = agreement.id
    ) AS named
    CROSS JOIN LATERAL (
        SELECT array_agg(DISTINCT sector_id ORDER BY sector_id) AS sectors
        FROM ({_SIDES}) AS side CROSS JOIN LATERAL ({_SECTORS_OF_COURSE}) AS own
        WHERE side.agreement_id = agreement.id AND sector_id IS NOT NULL
    ) AS belongs
    WHERE {_IS_PUBLIC}
    ORDER BY agreement.slug
    ON CONFLICT (agreement_id) DO UPDATE
    SET {", ".join(f"{name} = excluded.{name}" for name in _WRITTEN)}
    WHERE ({", ".join(f"found.{name}" for name in _WRITTEN)})
    IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in _WRITTEN)});
END $$;
"""  # noqa: S608 - built from constants

# What is on file when the table is made.
FILL = f"SELECT {WRITE}(ARRAY(SELECT id FROM programs_articulationagreement));"  # noqa: S608

_OF_COURSES = f"SELECT agreement_id FROM ({_SIDES}) AS side WHERE course_id IN ({{}})"  # noqa: S608
_OF_SIDE = "SELECT id FROM programs_articulationagreement WHERE {} = ANY (changed)"
_STEPS = (
    "SELECT course_id FROM programs_sequencestep AS step"
    " JOIN programs_sequence AS sequence ON sequence.id = step.sequence_id"
    " JOIN programs_program AS program ON program.id = sequence.program_id WHERE {}"
)
_CHANGED = "SELECT unnest(changed)"

# {table: (the column that leads on, others that count, agreements of the numbers in `changed`)}
_FOLLOWS_FROM = {
    "programs_articulationagreement": ("id", [*_COPIED, "status"], _CHANGED),
    "programs_sendingcourse": ("agreement_id", ["course_id"], _CHANGED),
    "programs_receivingcourse": ("agreement_id", ["course_id"], _CHANGED),
    "programs_course": (
        "id",
        ["number", "title", "title_es", "code_id"],
        _OF_COURSES.format(_CHANGED),
    ),
    "programs_sectorcode": (
        "code_id",
        ["sector_id"],
        _OF_COURSES.format("SELECT id FROM programs_course WHERE code_id = ANY (changed)"),
    ),
    "programs_sequencestep": ("course_id", ["sequence_id"], _OF_COURSES.format(_CHANGED)),
    "programs_sequence": (
        "id",
        ["program_id", "status", "is_sample"],
        _OF_COURSES.format(_STEPS.format("sequence.id = ANY (changed)")),
    ),
    "programs_program": (
        "id",
        ["organization_id", "sector_id", "status", "availability", "is_sample"],
        _OF_COURSES.format(_STEPS.format("program.id = ANY (changed)")),
    ),
    "partners_organization": (
        "id",
        ["name", "short_name", "aliases", "status", "operating"],
        f"{_OF_SIDE.format('sending_id')} UNION ALL {_OF_SIDE.format('receiving_id')} UNION ALL "
        + _OF_COURSES.format(_STEPS.format("program.organization_id = ANY (changed)")),
    ),
}
_ROWS = {
    "INSERT": "REFERENCING NEW TABLE AS new_rows",
    "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "REFERENCING OLD TABLE AS old_rows",
}


def _watch(table, key, others, agreements):
    columns = ", ".join([key, *others])
    old, new = (f"SELECT {columns} FROM {rows}_rows" for rows in ("old", "new"))  # noqa: S608
    differing = f"({old} EXCEPT ALL {new}) UNION ALL ({new} EXCEPT ALL {old})"
    function = f"{table}_finds_agreements"
    triggers = "".join(
        f"CREATE TRIGGER {_TRIGGER}_{event.lower()} AFTER {event} ON {table} {rows}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}();\n"
        for event, rows in _ROWS.items()
    )
    return f"""
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE changed bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        changed := ARRAY(SELECT DISTINCT {key} FROM new_rows);
    ELSIF TG_OP = 'DELETE' THEN
        changed := ARRAY(SELECT DISTINCT {key} FROM old_rows);
    ELSE
        changed := ARRAY(SELECT DISTINCT {key} FROM ({differing}) AS rows_that_differ);
    END IF;
    changed := ARRAY(SELECT DISTINCT * FROM ({agreements}) AS concerned);
    IF cardinality(changed) > 0 THEN
        PERFORM {WRITE}(changed);
    END IF;
    RETURN NULL;
END $$;
{triggers}"""  # noqa: S608 - built from constants


# A table that is emptied names no rows: all agreements are looked at.
_AFTER_EMPTYING = f"""
CREATE OR REPLACE FUNCTION {WRITE}_anew() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    DELETE FROM programs_agreementfinding;
    PERFORM {WRITE}(ARRAY(SELECT id FROM programs_articulationagreement));
    RETURN NULL;
END $$;
""" + "".join(  # noqa: S608 - built from constants
    f"CREATE TRIGGER {_TRIGGER}_truncate AFTER TRUNCATE ON {table}"
    f" FOR EACH STATEMENT EXECUTE FUNCTION {WRITE}_anew();\n"
    for table in _FOLLOWS_FROM
)

WATCH = _AFTER_EMPTYING + "".join(_watch(table, *what) for table, what in _FOLLOWS_FROM.items())
UNWATCH = (
    "".join(
        f"DROP TRIGGER {_TRIGGER}_{event.lower()} ON {table};\n"
        for table in _FOLLOWS_FROM
        for event in [*_ROWS, "TRUNCATE"]
    )
    + "".join(f"DROP FUNCTION {table}_finds_agreements();\n" for table in _FOLLOWS_FROM)
    + f"DROP FUNCTION {WRITE}_anew();\n"
)
DROP_FUNCTION = f"DROP FUNCTION {WRITE}(bigint[]);"
