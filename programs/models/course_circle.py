"""The database's own word against prerequisites in a circle, for tools that ask no form of ours."""

import pgtrigger

# The advisory lock of whoever judges or changes what courses ask for; it only has to be its own.
ORDERING_LOCK = 24_031_778

# The lock first: what another writer is about to commit is seen by the question after it. A row
# that was taken back meanwhile closes nothing.
_WAIT = f"PERFORM pg_advisory_xact_lock({ORDERING_LOCK});"
_JUDGE = """
    PERFORM 1 FROM programs_prerequisite
    WHERE id = NEW.id AND kind <> 'advised' AND course_id IN (
        WITH RECURSIVE beyond (course_id) AS (
            SELECT programs_prerequisite.required_id
            UNION
            SELECT asked.required_id
            FROM programs_prerequisite AS asked
            JOIN beyond ON asked.course_id = beyond.course_id
            WHERE asked.kind <> 'advised'
        )
        SELECT course_id FROM beyond
    );
    IF FOUND THEN
        RAISE EXCEPTION 'Course % asks for itself by way of its prerequisites.', NEW.course_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'prerequisite_no_circle';
    END IF;
    RETURN NULL;
"""

NO_CIRCLE = pgtrigger.Trigger(
    name="no_circle",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("course_id", "required_id", "kind"),
    condition=~pgtrigger.Q(new__kind="advised"),
    timing=pgtrigger.Deferred,  # rows of a form, or of a load, are judged when all are written
    func=f"{_WAIT}{_JUDGE}",
)
