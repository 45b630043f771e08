"""What the list of goals prints, and the rows of its download."""

from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode, urljoin

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.enums import ActionState, GoalState
from partners.goals.words import GOAL_LOOKS, progress_words
from partners.models import Goal, GoalCycle
from pathways_portal.common.addresses import repeated
from pathways_portal.common.choices import yes_no

# The state of an address that asks for what was set in earlier years.
HISTORICAL = "historical"
LONGEST_SHOWN = 60


class GoalRow:
    """A goal as a line of the list prints it."""

    def __init__(self, goal):
        self.goal = goal
        self.words = progress_words(goal)
        self.look = GOAL_LOOKS[goal.state]

    @property
    def open_actions(self):
        return self.goal.open_actions_count

    @cached_property
    def way(self):
        """How much of the way is done, 0 to 100, for the bar; None where it cannot be said."""
        share = self.goal.progress.share
        return None if share is None else round(100 * min(1, max(0, float(share))))


class GoalList:
    """All published goals, or those of one cycle or state. Two queries and those of the goals.

    `query`: `cycle` is an academic year, `state` a `GoalState` or "historical". What an address
    asks that there is not is left out, and `sentences` say so.
    """

    def __init__(self, query):
        self.query = query
        self.sentences = [
            _("The address gives “%(name)s” more than once; the last one counts: “%(value)s”.")
            % {"name": name, "value": value[:LONGEST_SHOWN]}
            for name, value in repeated(query, ["cycle", "state"])
        ]
        self.cycle = self._chosen("cycle", _("Cycle"), {one.year for one in self.cycles})
        self.state = self._chosen("state", _("State"), {*GoalState.values, HISTORICAL})

    def _chosen(self, name, label, known):
        asked = self.query.get(name, "").strip()
        if not asked or asked in known:
            return asked
        self.sentences.append(
            _("“%(value)s” is not a choice of “%(facet)s”; it was left out.")
            % {"value": asked[:LONGEST_SHOWN], "facet": label}
        )
        return ""

    @cached_property
    def cycles(self):
        """Cycles that have a published goal, newest first."""
        goals = Q(pk__in=Goal.objects.published().order_by().values("cycle"))
        return list(GoalCycle.objects.filter(goals).order_by("-year"))

    @cached_property
    def rows(self):
        goals = Goal.objects.published().in_order().for_rows()
        if self.cycle:
            goals = goals.filter(cycle__year=self.cycle)
        if self.state == HISTORICAL:
            goals = goals.filter(is_historical=True)
        elif self.state:
            goals = goals.filter(state=self.state, is_historical=False)
        goals = goals.annotate(
            open_actions_count=Count("actions", Q(actions__state=ActionState.OPEN))
        )
        return [GoalRow(one) for one in goals]

    @property
    def current(self):
        """[(cycle, its rows)] of goals that are no history."""
        return self._by_cycle(row for row in self.rows if not row.goal.is_historical)

    @property
    def historical(self):
        return self._by_cycle(row for row in self.rows if row.goal.is_historical)

    def _by_cycle(self, rows):
        return [(cycle, list(group)) for cycle, group in groupby(rows, lambda row: row.goal.cycle)]

    @property
    def has_samples(self):
        return any(row.goal.is_sample for row in self.rows)

    # --- The form and its chips -----------------------------------------------------------------

    @property
    def list_url(self):
        return reverse("partners:goals")

    @property
    def is_narrowed(self):
        return bool(self.cycle or self.state)

    @property
    def choices(self):
        """[(name, label, words for all, [(value, words, whether chosen)])] of the two menus."""
        cycles = [(one.year, one.year, one.year == self.cycle) for one in self.cycles]
        states = [(*one, one[0] == self.state) for one in GoalState.choices]
        states.append((HISTORICAL, _("Historical"), self.state == HISTORICAL))
        return [
            ("cycle", _("Cycle"), _("All cycles"), cycles),
            ("state", _("State"), _("All states"), states),
        ]

    @property
    def found(self):
        n = len(self.rows)
        return ngettext("%(n)s goal", "%(n)s goals", n) % {"n": n}

    @property
    def chips(self):
        """[(words, address without it)] of what narrows the list."""
        chosen = [(name, self._words(options)) for name, _label, _all, options in self.choices]
        chosen = [(name, words) for name, words in chosen if words]
        return [(words, self._without(name)) for name, words in chosen if getattr(self, name)]

    def _words(self, options):
        return next((words for _value, words, is_chosen in options if is_chosen), "")

    def _without(self, name):
        rest = {one: getattr(self, one) for one in ("cycle", "state") if one != name}
        return self._address(self.list_url, rest)

    def _address(self, url, chosen):
        text = urlencode({name: value for name, value in chosen.items() if value})
        return f"{url}?{text}" if text else url

    @property
    def csv_url(self):
        return self._address(
            reverse("partners:goals_csv"), {"cycle": self.cycle, "state": self.state}
        )


def header():
    return [
        _("Cycle"),
        _("Number"),
        _("Goal"),
        _("Desired outcome"),
        _("State"),
        _("Historical"),
        _("Sample"),
        _("Baseline"),
        _("Target"),
        _("Unit"),
        _("Newest value"),
        _("Newest value is of"),
        _("Due"),
        _("Owner"),
        _("Open actions"),
        _("Gap"),
        _("Source"),
        _("As of"),
        _("Page"),
    ]


def csv_rows(listed, *, site):
    """The lines of the file; `site` makes the pages' addresses whole."""
    for row in listed.rows:
        goal = row.goal
        on, value = goal.progress.latest or (None, None)
        yield [
            goal.cycle.year,
            goal.order,
            goal.local_statement,
            goal.outcomes,
            goal.get_state_display(),
            yes_no(goal.is_historical),
            yes_no(goal.is_sample),
            goal.baseline,
            goal.target,
            goal.local_unit,
            value,
            on,
            goal.due,
            goal.owner.name,
            row.open_actions,
            goal.gap_key,
            goal.source,
            goal.as_of,
            urljoin(site, goal.get_absolute_url()),
        ]
