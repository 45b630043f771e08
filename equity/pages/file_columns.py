"""What the columns of downloads say, for the page of the method. Their names are those of files."""

from django.utils.translation import gettext as _


def file_columns():
    """[(names of columns, what they say)] of all downloads, in their order."""
    return [
        (["cohort", "segment"], _("The cohort’s years, and the school system.")),
        (["place", "pathway"], _("Whose students; “all” stands for all pathways together.")),
        (
            ["metric", "dimension", "group"],
            _("Codes of the measure, of the way to divide students, of the group."),
        ),
        (
            ["denominator", "numerator"],
            _("Students who could reach it, and of these who did (n and s)."),
        ),
        (
            ["rate_pct", "rate_text", "rate_status"],
            _("The rate or share in percent; the same in words; a sign, as below."),
        ),
        (
            ["margin_points", "everyone_else_pct", "gap_points", "gap_larger_than_chance"],
            _("Margin of error, rate of everyone else, the gap, whether it is larger than chance."),
        ),
        (
            ["more_to_clear", "more_to_parity"],
            _("More students until the gap is within the margin; until there is none."),
        ),
        (
            ["index_80", "index_proportionality"],
            _("The 80% index and the proportionality index."),
        ),
        (
            ["share_of", "share_pct", "share_status", "of_students"],
            _(
                "Who enters, who completes: of which students the group is a share (could_reach_it,"
                " reached_it, or counted), its share in percent, a sign, how many they are in all."
            ),
        ),
        (
            ["cohort_complete"],
            _("Where students could be gained: no, where later students may still close the gap."),
        ),
        (
            ["profile"],
            _("By which rule the gap was worked out; ppg1_2022 is the one on this page."),
        ),
        (
            ["release", "published_on", "source"],
            _("With which release the figures came, when it was published, whose they are."),
        ),
        (["synthetic"], _("SYNTHETIC where figures are made up, else no.")),
        (
            ["address", "note"],
            _("Where the table stands; whether a region was added up over its organizations."),
        ),
    ]
