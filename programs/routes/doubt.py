"""Which hops worked out at night still hold: SQL of triggers that note what an edit changes.

Whoever writes, an edit of anything that hops by agreements are made of notes, in its own
transaction, the programs whose hops it may have changed, on both sides (`models.HopDoubt`): those
whose sequences hold a course of the agreements that it touches, before or after. Their hops are
then worked out when they are asked for, until the next night. So nobody ever reads a stale one, and
an edit costs little.
"""

from dataclasses import dataclass

# An edit that touches more agreements, courses or programs than this puts all hops in doubt.
MOST_TOUCHED = 5000

_NOTE = "programs_note_hop_doubt"
# Always new rows, also for a program noted before: the nightly task may just be taking those away.
_FUNCTION = f"""
CREATE FUNCTION {_NOTE}(agreements bigint[], courses bigint[], programs bigint[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE several integer := coalesce(cardinality(agreements), 0)
    + coalesce(cardinality(courses), 0) + coalesce(cardinality(programs), 0);
BEGIN
    IF several = 0 THEN
        RETURN;
    ELSIF several > {MOST_TOUCHED} THEN
        INSERT INTO programs_hopdoubt (program_id) VALUES (NULL);
        RETURN;
    END IF;
    INSERT INTO programs_hopdoubt (program_id)
    WITH touched (id) AS (
        SELECT unnest(agreements)
        UNION SELECT agreement_id FROM programs_sendingcourse WHERE course_id = ANY(courses)
        UNION SELECT agreement_id FROM programs_receivingcourse WHERE course_id = ANY(courses)
    ), named (id) AS (
        SELECT unnest(courses)
        UNION SELECT course_id FROM programs_sendingcourse JOIN touched ON touched.id = agreement_id
        UNION SELECT course_id FROM programs_receivingcourse
              JOIN touched ON touched.id = agreement_id
    )
    SELECT unnest(programs)
    UNION SELECT sequence.program_id
          FROM named
          JOIN programs_sequencestep AS step ON step.course_id = named.id
          JOIN programs_sequence AS sequence ON sequence.id = step.sequence_id;
END $$;
"""  # noqa: S608 - built from constants
_NONE = "NULL::bigint[]"
_COURSES_OF = (
    "(SELECT array_agg(DISTINCT step.course_id) FROM programs_sequencestep AS step"
    " JOIN programs_sequence AS sequence ON sequence.id = step.sequence_id"
    " WHERE sequence.program_id IN ({}))"
)


@dataclass(frozen=True)
class _Watched:
    """A table: the columns that matter, and which agreements, courses, programs a row touches.

    Each of the three is an array; `changed` are the rows as they were and as they are now. Of a row
    that is `alone` nothing hangs when it comes or goes: only its changes count.
    """

    columns: str
    agreements: str = _NONE
    courses: str = _NONE
    programs: str = _NONE
    is_alone: bool = True


def _all(what):
    return f"(SELECT array_agg(DISTINCT {what}) FROM changed)"  # noqa: S608 - columns


_OF_PROGRAMS = "SELECT program_id FROM changed"
_OF_ORGANIZATIONS = (
    "SELECT program.id FROM programs_program AS program"
    " JOIN changed ON changed.id = program.organization_id"
)
_WATCHED = {
    "partners_organization": _Watched(
        "id, parent_id, status, operating",
        agreements="(SELECT array_agg(agreement.id)"
        " FROM programs_articulationagreement AS agreement"
        " WHERE agreement.sending_id IN (SELECT id FROM changed)"
        " OR agreement.receiving_id IN (SELECT id FROM changed))",
        courses=_COURSES_OF.format(_OF_ORGANIZATIONS),
        programs=f"ARRAY({_OF_ORGANIZATIONS})",
    ),
    "programs_articulationagreement": _Watched(
        "id, sending_id, receiving_id, status, state, years_from, years_through",
        agreements=_all("id"),
    ),
    "programs_course": _Watched("id, organization_id", courses=_all("id")),
    "programs_program": _Watched(
        "id, organization_id, segment",
        courses=_COURSES_OF.format("SELECT id FROM changed"),
        programs=_all("id"),
    ),
    "programs_receivingcourse": _Watched(
        "id, agreement_id, course_id, units",
        agreements=_all("agreement_id"),
        courses=_all("course_id"),
        is_alone=False,
    ),
    "programs_sendingcourse": _Watched(
        "id, agreement_id, course_id",
        agreements=_all("agreement_id"),
        courses=_all("course_id"),
        is_alone=False,
    ),
    "programs_sequence": _Watched(
        "id, program_id, status",
        courses="(SELECT array_agg(DISTINCT step.course_id) FROM programs_sequencestep AS step"
        " JOIN changed ON changed.id = step.sequence_id)",
        programs=_all("program_id"),
        is_alone=False,  # written past Django, it may go before its steps or come after them
    ),
    "programs_sequencestep": _Watched(
        "id, sequence_id, course_id, kind",
        courses=_all("course_id"),
        programs="(SELECT array_agg(DISTINCT sequence.program_id)"
        " FROM programs_sequence AS sequence"
        " JOIN changed ON changed.sequence_id = sequence.id)",
        is_alone=False,
    ),
}
_ROWS = {
    "INSERT": "SELECT {columns} FROM after",
    "DELETE": "SELECT {columns} FROM before",
    "UPDATE": "(SELECT {columns} FROM before EXCEPT SELECT {columns} FROM after)"
    " UNION ALL (SELECT {columns} FROM after EXCEPT SELECT {columns} FROM before)",
}
_SEEN_AS = {
    "INSERT": "NEW TABLE AS after",
    "DELETE": "OLD TABLE AS before",
    "UPDATE": "OLD TABLE AS before NEW TABLE AS after",
}
_ALL_IN_DOUBT = f"{_NOTE}_of_all"
_FUNCTION_OF_ALL = f"""
CREATE FUNCTION {_ALL_IN_DOUBT}() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO programs_hopdoubt (program_id) VALUES (NULL);
    RETURN NULL;
END $$;
"""  # noqa: S608 - built from constants


def _triggers():
    """(table, event, name of its function, SQL that tells the three arrays) of every trigger."""
    for table, watched in _WATCHED.items():
        for event, rows in _ROWS.items():
            if event == "UPDATE" or not watched.is_alone:
                told = (
                    f"WITH changed AS ({rows.format(columns=watched.columns)})"
                    f" SELECT {watched.agreements} AS agreements, {watched.courses} AS courses,"
                    f" {watched.programs} AS programs"
                )
                yield table, event, f"{_NOTE}_{table.partition('_')[2]}_{event.lower()}", told


def watch():
    """SQL that sets the triggers."""
    made = [_FUNCTION, _FUNCTION_OF_ALL]
    for table, event, name, told in _triggers():
        made.append(f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE told record;
BEGIN
    {told} INTO told;
    PERFORM {_NOTE}(told.agreements, told.courses, told.programs);
    RETURN NULL;
END $$;
CREATE TRIGGER hop_doubt_{event.lower()} AFTER {event} ON {table} REFERENCING {_SEEN_AS[event]}
FOR EACH STATEMENT EXECUTE FUNCTION {name}();
""")
    for table in _WATCHED:
        made.append(
            f"CREATE TRIGGER hop_doubt_truncate AFTER TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {_ALL_IN_DOUBT}();\n"
        )
    return "".join(made)


def unwatch():
    """SQL that takes them off."""
    gone = [f"DROP TRIGGER hop_doubt_truncate ON {table};\n" for table in _WATCHED]
    for table, event, name, _told in _triggers():
        gone.append(
            f"DROP TRIGGER hop_doubt_{event.lower()} ON {table};\nDROP FUNCTION {name}();\n"
        )
    return "".join([*gone, f"DROP FUNCTION {_ALL_IN_DOUBT}();\n", f"DROP FUNCTION {_NOTE};\n"])


# Whether any hop by agreements may be read as it was worked out, and whether those of a program.
_NONE_IS_KEPT = (
    "NOT EXISTS (SELECT FROM programs_hopyear AS kept WHERE kept.current = %(current)s)"
    " OR EXISTS (SELECT FROM programs_hopdoubt WHERE program_id IS NULL)"
)


def in_doubt(program):
    """SQL: whether the hops of a program (a column) have to be worked out."""
    one = f"EXISTS (SELECT FROM programs_hopdoubt WHERE program_id = {program})"
    return f"({_NONE_IS_KEPT} OR {one})"
