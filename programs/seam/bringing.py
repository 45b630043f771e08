"""Credit for courses of where the reader starts, whether or not it is drawn. Plain Python."""


def brought_from(programs, steps, agreements):
    """{agreement: courses it asks for beside those taught} of agreements on courses of programs.

    Of several programs the one counts that teaches most of what an agreement asks for. `steps`:
    {program: steps}.
    """
    found = {}
    for agreement in agreements:
        lacking = [
            some
            for program in programs
            if (some := _lacking(agreement, program, steps[program.pk])) is not None
        ]
        if lacking:
            found[agreement] = min(lacking, key=len)
    return found


def holds(agreement, sent, school):
    """Whether an agreement holds at a school that teaches a course of it: `querysets.holds_at`."""
    return agreement.sending_id in {school.pk, school.parent_id, sent.course.organization_id}


def _lacking(agreement, program, steps):
    """Courses that a student of the program has to take too; None where it gives no credit."""
    taught = {step.course_id for step in steps}
    school = program.organization
    if not any(
        side.course_id in taught and holds(agreement, side, school) for side in agreement.sent
    ):
        return None
    return [side.course for side in agreement.sent if side.course_id not in taught]
