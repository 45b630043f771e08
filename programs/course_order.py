"""What courses ask for, as it is on file, and the sentences when their order is wrong.

The rules themselves are plain functions in `programs.sequences`. Forms and importers load and speak
through here, so that both refuse the same in the same words.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from django.db import connection
from django.utils.translation import gettext as _

from partners.enums import K12
from pathways_portal.common.enums import EditingStatus
from programs.enums import PrerequisiteKind
from programs.models import Course, Prerequisite, Sequence, SequenceStep
from programs.models.course_circle import ORDERING_LOCK
from programs.sequences import Asked, circle, out_of_order

_COLUMNS = ("course_id", "required_id", "kind", "alternative")
_BEYOND = """
    WITH RECURSIVE beyond (course_id) AS (
        SELECT unnest(%s::bigint[])
        UNION
        SELECT asked.required_id
        FROM programs_prerequisite AS asked
        JOIN beyond ON asked.course_id = beyond.course_id
        WHERE asked.kind <> 'advised'
    )
    SELECT course_id, required_id, kind, alternative
    FROM programs_prerequisite JOIN beyond USING (course_id)
"""


def wait_for_turn():
    """Let one writer at a time judge and change the order of courses, until its transaction ends.

    Locks on the rows that a writer knows would not do: a circle may close through courses that
    neither of two writers touches. Ask for the turn before any row is locked; otherwise two
    writers may wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ORDERING_LOCK])


def asked_by(courses):
    """[Asked] of these courses (primary keys), wherever what they ask for is taken."""
    rows = Prerequisite.objects.filter(course__in=list(courses)).order_by("pk")
    return [Asked(*row) for row in rows.values_list(*_COLUMNS)]


# --- Circles -------------------------------------------------------------------------------------


def circle_through(asked):
    """Primary keys of the courses of a circle that these rows, once written, would close; or [].

    What is on file of the courses beyond them is loaded, in one query; nothing there stands in a
    circle, since the database refuses one.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BEYOND, [sorted({one.required for one in asked})])
        return circle([*asked, *(Asked(*row) for row in cursor.fetchall())])


def circle_words(courses, names=None):
    """The sentence that refuses a circle of these courses (primary keys), naming all of them.

    `names`: {primary key: course}, for courses that are not all on file yet.
    """
    names = names or Course.objects.in_bulk(courses)
    asks = "; ".join(
        _("“%(course)s” asks for “%(required)s”")
        % {"course": names[course], "required": names[required]}
        for course, required in pairwise([*courses, courses[0]])
    )
    return _(
        "These prerequisites form a circle, so nobody could begin: %(asks)s. Take one of them "
        "away, or mark it as advised only."
    ) % {"asks": asks}


# --- Order in a sequence -------------------------------------------------------------------------


@dataclass(frozen=True)
class Misplaced:
    """A course (primary key) that stands before what it asks for, and the sentence that says so."""

    course: int
    words: str


def misplaced(places, *, segment):
    """[Misplaced] of a sequence, given {course: its term or grade} and its program's segment."""
    asked = asked_by(places)
    wrong = out_of_order(places, asked)
    if not wrong:
        return []
    names = Course.objects.in_bulk(places)
    rows = {(one.course, one.required): one for one in asked}
    return [
        Misplaced(course, _misplaced_words(rows[course, required], asked, names, places, segment))
        for course, required in wrong
    ]


def place_words(place, segment):
    """What a place of a sequence is called: a grade in school, a term elsewhere."""
    in_school = segment in K12
    return (_("grade %d") if in_school else _("term %d")) % place


def _misplaced_words(one, asked, names, places, segment):
    told = {
        "course": names[one.course],
        "place": place_words(places[one.course], segment),
        "required": names[one.required],
        "required_place": place_words(places[one.required], segment),
    }
    if one.alternative is not None:
        several = [
            other.required
            for other in asked
            if (other.course, other.alternative) == (one.course, one.alternative)
        ]
        if len(several) > 1:
            told["several"] = "; ".join(
                f"“{names[other]}” ({place_words(places[other], segment)})" for other in several
            )
            return (
                _(
                    "“%(course)s” is in %(place)s and asks for one of several courses, but none of "
                    "them comes early enough: %(several)s. Put one of them earlier, or "
                    "“%(course)s” later."
                )
                % told
            )
    if one.kind == PrerequisiteKind.WITH:
        return (
            _(
                "“%(course)s” is in %(place)s, but “%(required)s”, which has to come at the same "
                "time or before it, is in %(required_place)s. Put “%(required)s” earlier, or "
                "“%(course)s” later."
            )
            % told
        )
    return (
        _(
            "“%(course)s” is in %(place)s, but “%(required)s”, which has to come before it, is in "
            "%(required_place)s. Put “%(required)s” earlier, or “%(course)s” later."
        )
        % told
    )


def sequences_upset_by(course):
    """Sequences in which a course (primary key) comes before what it now asks for.

    A sequence keeps the order of its catalog year, and prerequisites have none; so a new one may
    be right although it is not met by every sequence on file. Archived ones are left in peace.
    """
    asked = asked_by([course])
    if not asked:
        return Sequence.objects.none()
    with_it = Sequence.objects.filter(steps__course=course).exclude(status=EditingStatus.ARCHIVED)
    places = defaultdict(dict)
    steps = SequenceStep.objects.filter(sequence__in=with_it.values("pk"))
    for sequence, step, place in steps.values_list("sequence", "course", "place"):
        places[sequence][step] = place
    upset = [sequence for sequence, there in places.items() if out_of_order(there, asked)]
    return Sequence.objects.filter(pk__in=upset)
