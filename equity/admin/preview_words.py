"""What a preview counts, in the reader's words: measures by name, states and rules in sentences."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from equity.enums import CellStatus
from equity.models import Metric
from equity.protection.cells import Rule
from equity.protection.held import PATTERN, SMALL_CHANGE, SUBTRACTION


@dataclass(frozen=True)
class Held:
    """A measure's cohort that keeps what stands, and why."""

    measure: str
    cohort: str
    slices: int
    why: str


@dataclass(frozen=True)
class HeldTogether:
    """Measures whose same cohorts are held for the same reason, and how many slices they have."""

    measures: list[str]
    cohorts: list[str]
    slices: int
    why: str


def held_together(held):
    """`HeldTogether` for some `Held`, in their order: mostly one row for each reason."""
    of_measures = {}
    for one in held:
        of_measures.setdefault((one.measure, one.why), []).append(one)
    found = {}
    for (measure, why), several in of_measures.items():
        cohorts = tuple(one.cohort for one in several)
        slices = sum(one.slices for one in several)
        found.setdefault((cohorts, why), []).append((measure, slices))
    return [
        HeldTogether(
            [measure for measure, _slices in several],
            list(cohorts),
            sum(slices for _measure, slices in several),
            why,
        )
        for (cohorts, why), several in found.items()
    ]


def held_in_words(preview):
    """Every `Held`, by measure and cohort. One query."""
    known = {
        one.code: one for one in Metric.objects.filter(code__in={row[0] for row in preview.held})
    }
    reasons = {
        SMALL_CHANGE: _(
            "A count that is shown would change by 1 to %(most)s. The change would tell of a group "
            "that small."
        )
        % {"most": settings.EQUITY_MIN_CELL - 1},
        PATTERN: _(
            "A figure that is shown today would be hidden, gone, or shown as another range. Both "
            "releases together could tell of a small group."
        ),
        SUBTRACTION: _(
            "New figures are hidden, and whoever subtracts the earlier release could work them out."
        ),
    }
    found = [
        Held(known[code].local_name if code in known else code, cohort, n, reasons.get(why, why))
        for code, cohort, n, why in preview.held
    ]
    return sorted(found, key=lambda one: (one.measure, one.cohort))


def statuses_in_words(preview):
    """[(what readers get to see, how many)], most first."""
    return [(CellStatus(name).label, count) for name, count in preview.by_status.items()]


def rules_in_words(preview):
    """[(why it is hidden or a range, how many)], most first."""
    words = {
        Rule.SIZE: _("A group of 1 to 10 students"),
        Rule.OUTCOME: _("Too few students reached it, or too few did not"),
        Rule.SOURCE: _("Not shown by the source"),
        Rule.STICKY: _("Not shown in the release before"),
        Rule.COMPLEMENTARY: _("Protects another group of the same table"),
        Rule.NESTED: _("Protects a group of another table"),
        Rule.LINKED: _("The same count is hidden elsewhere"),
        Rule.PROGRAM: _("Could otherwise have been worked out"),
        Rule.GRAIN: _("Too few students for a table of its own"),
    }
    return [(words.get(rule, rule), count) for rule, count in preview.by_rule.items()]


def grains_in_words(preview):
    """[(how many years a slice shows, how many slices)]"""
    words = {
        "by year": _("Year by year"),
        "pooled": _("Several years as one cohort"),
        "total only": _("Only the figure of all students"),
    }
    return [(words.get(grain, grain), count) for grain, count in preview.grains.items()]
