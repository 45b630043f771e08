"""What a page of headlines prints of a measure, and of a stage of the way."""

from dataclasses import dataclass

from equity.enums import MetricKind
from equity.pages.published.cells import Shares
from equity.pages.published.standing import cohort_words


@dataclass(frozen=True)
class Line:
    """A measure: its newest complete cohort, or the newest where none is complete; all students'
    row or None, gaps larger than chance.

    `gaps`: [(Row, its `Forms.about`)]. `shares`: of a composition, its groups in one line.
    """

    standing: object
    total: object
    gaps: list
    shares: Shares
    url: str

    @property
    def is_composition(self):
        return self.standing.metric.kind == MetricKind.COMPOSITION

    @property
    def is_divided(self):
        """Whether groups are published, and not the figure of all students alone."""
        return bool(self.total is None or self.total.cell.is_divided)

    @property
    def says_something(self):
        """Whether any group has a rate, a share or a range."""
        return bool(self.gaps or self.total is None or self.total.cell.says_something)

    @property
    def has_figure(self):
        """Whether a rate or a range of all students stands there."""
        return bool(self.total and not self.total.says_nothing)

    @property
    def is_withdrawn(self):
        """Whether its figures are taken back until they are corrected."""
        return bool(self.total and self.total.is_withdrawn)

    @property
    def metric(self):
        return self.standing.metric

    @property
    def cohort(self):
        return cohort_words(self.standing)


@dataclass(frozen=True)
class Section:
    """A stage in words, and its lines."""

    words: str
    lines: list

    @property
    def is_withdrawn(self):
        """Whether it has several measures and all are taken back: then that is said once."""
        return len(self.lines) > 1 and all(one.is_withdrawn for one in self.lines)
