"""What the courses of a list ask for: found by number, also further down, and never in a circle."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pathways_portal.common.row_import import Outcome
from programs import course_order
from programs.imports.comparing import end
from programs.models import Prerequisite
from programs.sequences import Asked


class Wanted:
    """The prerequisites of new courses. They have their numbers already, and no rows yet."""

    def __init__(self, importer):
        self.importer = importer
        self.dropped = set()  # new courses that cannot be made after all

    def judge(self, new):
        """{course: courses it asks for} of `new`, {key: (course, row)}.

        Rows whose prerequisite is not on file or closes a circle end as rejected; their courses,
        and in turn those that ask for them, leave `new`.
        """
        while True:
            asked = self._found(new)
            if asked is None:
                continue
            pairs = [Asked(course.pk, one.pk) for course, several in asked for one in several]
            circle = course_order.circle_through(pairs) if pairs else []
            if not circle:
                return dict(asked)
            self._refuse_circle(circle, new, asked)

    def _found(self, new):
        """[(course, courses it asks for)]; None if one could not be found, and was dropped."""
        found = []
        for key, (course, row) in list(new.items()):
            several = []
            try:
                for text in row.values["prerequisites"]:
                    several.append(self.importer.courses.named(course.organization, text))
            except ValidationError as error:
                self._drop(new, key, " ".join(error.messages))
                return None
            if several:
                found.append((course, several))
        return found

    def _refuse_circle(self, circle, new, asked):
        names = {one.pk: one for course, several in asked for one in (course, *several)}
        words = course_order.circle_words(circle, names)
        for key, (course, _row) in list(new.items()):
            if course.pk in circle:
                self._drop(new, key, words)

    def _drop(self, new, key, sentence):
        course, row = new.pop(key)
        end(row, Outcome.REJECTED, sentence)
        self.importer.courses.remove(course)
        self.dropped.add(course)

    def make(self, asked, said):
        rows = [
            Prerequisite(course=course, required=one, **said)
            for course, several in asked.items()
            for one in several
        ]
        self.importer.make(Prerequisite, rows)


def line_lost(line):
    return _("Line %s of the same course could not be taken, so this one was not.") % line
