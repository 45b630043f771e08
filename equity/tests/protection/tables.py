"""Small tables of cells, written the short way."""

import pandas as pd

from equity.protection.cells import Settings, Structure
from equity.protection.release import protect

ALL, TOTAL = 0, 0


def cells(groups, *, dimension=1, place=1, pathway=-1, metric=1, cohort=2020, span=1, **columns):
    """One dimension of one slice: {group: (n, s)}, and the total row that follows from it."""
    address = {
        "place": place, "pathway": pathway, "metric": metric, "cohort": cohort, "span": span,
    }  # fmt: skip
    rows = [
        address
        | {"dimension": dimension, "group": group, "is_total": False, "n": n, "s": s}
        | {name: value.get(group, default(value)) for name, value in columns.items()}
        for group, (n, s) in groups.items()
    ]
    n, s = (sum(pair[at] for pair in groups.values()) for at in (0, 1))
    total = {"dimension": ALL, "group": TOTAL, "is_total": True, "n": n, "s": s}
    return pd.DataFrame([*rows, address | total | {k: default(v) for k, v in columns.items()}])


def default(values):
    """What the other groups have in a column: nothing, in the type of those that are named."""
    value = next(iter(values.values()))
    return False if isinstance(value, bool) else "ok" if isinstance(value, str) else -1


def together(*tables):
    """Several slices or dimensions as one release; a total row only once."""
    joined = pd.concat(tables, ignore_index=True)
    key = ["place", "pathway", "metric", "cohort", "span", "dimension", "group"]
    return joined.drop_duplicates(key).reset_index(drop=True)


def protected(table, structure=None, **settings):
    """`table` with what protection decided beside it."""
    done = protect(table, structure or Structure(), Settings(**settings))
    assert not done.uncertified
    return pd.concat([table, done.result], axis=1)


def hidden(result, **where):
    """Groups whose n is not shown, among the rows with these values."""
    for name, value in where.items():
        result = result[result[name] == value]
    return sorted(result.loc[~result.show_n & ~result.is_total, "group"])
