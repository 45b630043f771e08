"""The region's tables of goals, how far they are, and what was promised."""

from partners.models import ActionItem, Goal, GoalCycle, Measurement
from programs.region.table import PUBLISHED, Table

# After `organizations`, whose rows they name, in the order in which they are loaded.
GOAL_TABLES = (
    Table("goal_cycles", GoalCycle, ("year",), ("year", "label", "label_es", "adopted")),
    Table(
        "goals",
        Goal,
        ("cycle", "order"),
        (
            "cycle",
            "order",
            "statement",
            "statement_es",
            "outcome",
            "outcome_es",
            "baseline",
            "target",
            "unit",
            "unit_es",
            "due",
            "gap_key",
            "gap_label",
            "gap_label_es",
            "state",
            "is_historical",
            "owner",
            "is_sample",
        ),
        refers={"cycle": "goal_cycles", "owner": "organizations"},
        fixed=PUBLISHED,
    ),
    Table(
        "measurements",
        Measurement,
        ("goal", "on"),
        ("goal", "on", "value", "note", "note_es"),
        refers={"goal": "goals"},
    ),
    Table(
        "action_items",
        ActionItem,
        ("owner", "text"),
        (
            "owner",
            "text",
            "text_es",
            "about_key",
            "about_label",
            "about_label_es",
            "goal",
            "due",
            "state",
            "done_on",
            "note",
            "is_sample",
        ),
        refers={"owner": "organizations", "goal": "goals"},
    ),
)
