"""Chainable questions about programs."""

from partners.querysets import StewardedQuerySet
from programs.enums import OPEN_TO_STUDENTS


class ProgramQuerySet(StewardedQuerySet):
    def open_to_students(self):
        """Published, and students can enter: the only programs the public sees."""
        return self.published().filter(availability__in=OPEN_TO_STUDENTS)
