"""What a drill comes out as, whatever it is about."""

from dataclasses import dataclass


class DrillError(Exception):
    """A drill that did not come to its end; a sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Result:
    """What was there, what was done, what is there now, and whether that is as it must be.

    `before` and `after`: what stands, in words. `between`: ((what, words), ...) of all else that
    is told, in the order in which it was seen.
    """

    name: str
    processes: str
    before: str
    after: str
    is_right: bool
    between: tuple = ()

    @property
    def lines(self):
        """[(what, words)] of everything but the name, in order; without what has no words."""
        told = [
            ("processes", self.processes),
            ("before", self.before),
            *self.between,
            ("after", self.after),
        ]
        return [(what, words) for what, words in told if words]
