"""Whether the rows of a slice fit: each once, one of all students, and sums that add up."""

import numpy as np
import pandas as pd
from django.utils.translation import gettext as _

from equity.importing.meaning import UNKNOWN
from equity.importing.numbers import EMPTY
from equity.models import ALL

_LISTED = 12


def check(table, meaning, numbers, problems):
    """Adds to `problems` what does not fit. Rows wrong by themselves are not judged again."""
    rows = pd.DataFrame(
        {
            "line": table.lines,
            "slice": meaning.slice,
            "dimension": meaning.dimension,
            "group": meaning.group,
            "n": numbers.n,
            "s": numbers.s,
            "good": numbers.good,
            "rate": numbers.has_second,
        }
    )
    rows = rows[(rows["slice"] != UNKNOWN) & (rows["group"] != UNKNOWN)]
    rows = _once_each(rows, problems)
    places = [place for place, one in enumerate(meaning.dimensions) if one.code == ALL]
    is_all = rows["dimension"].isin(places)
    _one_of_all(rows, is_all, problems)
    overlapping = [place for place, one in enumerate(meaning.dimensions) if one.overlapping]
    groups = rows[~is_all & ~rows["dimension"].isin(overlapping)]
    _sums(groups, rows[is_all].set_index("slice"), meaning, problems)


def _once_each(rows, problems):
    key = ["slice", "group"]
    again = rows.duplicated(key)
    if not again.any():
        return rows
    first = rows.drop_duplicates(key).set_index(key)["line"]
    lines = rows.loc[again, "line"].to_numpy()
    of = first.loc[pd.MultiIndex.from_frame(rows.loc[again, key])].to_numpy()
    problems.add(lines, lambda at: _("the same key as line %s.") % of[at])
    return rows[~again]


def _one_of_all(rows, is_all, problems):
    missing = rows[~rows["slice"].isin(rows.loc[is_all, "slice"])]
    problems.add(
        missing.drop_duplicates("slice")["line"].to_numpy(),
        _(
            "there is no row of all students (dimension all) for this organization, pathway, "
            "metric and cohort."
        ),
    )


def _sums(groups, everyone, meaning, problems):
    tables = groups.groupby(["slice", "dimension"], sort=False)
    whole = tables["good"].all()
    groups = groups[whole.loc[pd.MultiIndex.from_frame(groups[["slice", "dimension"]])].to_numpy()]
    everyone = everyone[everyone["good"]]
    groups = groups[groups["slice"].isin(everyone.index)]
    for column, words in (("n", "denominator"), ("s", "numerator")):
        counted = groups if column == "n" else groups[groups["rate"]]
        if not len(counted):
            continue
        # z, does not apply, counts nobody; c and x are numbers that nobody knows.
        known = counted[column].where(counted[column] >= 0, 0)
        unknown = counted[column].isin([-2, -3])
        tables = counted.assign(known=known, unknown=unknown).groupby(["slice", "dimension"])
        found = tables.agg(known=("known", "sum"), unknown=("unknown", "any")).reset_index()
        total = everyone[column].loc[found["slice"]].to_numpy()
        wrong = np.where(found["unknown"], found["known"] > total, found["known"] != total)
        wrong &= total > EMPTY
        bad = found[wrong].assign(total=total[wrong])
        _say(bad, counted, meaning, words, problems)


def _say(bad, counted, meaning, words, problems):
    if not len(bad):
        return
    tables = counted.groupby(["slice", "dimension"])["line"]
    for one in bad.itertuples():
        lines = tables.get_group((one.slice, one.dimension)).to_list()
        listed = ", ".join(map(str, lines[:_LISTED])) + ("…" if len(lines) > _LISTED else "")
        problems.add(
            lines[:1],
            _(
                "the groups of %(dimension)s (lines %(lines)s) add up to a %(column)s of "
                "%(sum)s, but the row of all students says %(total)s."
            )
            % {
                "dimension": meaning.dimensions[one.dimension].code,
                "lines": listed,
                "column": words,
                "sum": one.known,
                "total": one.total,
            },
        )
