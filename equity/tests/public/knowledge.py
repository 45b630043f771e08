"""What was read, for the attacker: cells with their counts and ranges, and each figure about them.

`explained` works every figure out anew from counts that are shown, by the formulas of the method:
what stands anywhere and does not follow from them is a leak or a mistake.
"""

import re
from fractions import Fraction
from itertools import product
from math import ceil, sqrt

from equity.tests.public import site
from equity.tests.public.claims import (
    HIDDEN,
    N_ALONE,
    NONE,
    NOT_REPORTED,
    RANGE,
    SHOWN,
    Key,
    is_share,
)

# Figures that may stand beside a cell that is not shown.
ALLOWED = {HIDDEN: set(), NOT_REPORTED: set(), NONE: {"n", "s"}, RANGE: {"n"}, N_ALONE: {"n"}}
EPSILON = 1e-9
LEAD = 30


def bounds(text, n):
    """(fewest, most) that a range says of who reached it: it is rounded outward."""
    low, high = 0, n
    if found := re.search(r"at least (\d+)%|^(\d+)% to", text):
        low = -(-int(found[1] or found[2]) * n // 100)
    if found := re.search(r"(?:at most|to) (\d+)%", text):
        high = int(found[1]) * n // 100
    if text.startswith("at most") and int(found[1]) == -(-1000 // n):
        high = 10  # a reader knows the rule
    if text.startswith("at least") and low and int(text.split()[2][:-1]) == 100 * (n - 10) // n:
        low = n - 10
    return low, high


def is_impact(n, s, total):
    """Disproportionate impact by the method's section 1.1, or None without anyone else."""
    rest = total[0] - n
    if not rest:
        return None
    gap = Fraction(s, n) - Fraction(total[1] - s, rest)
    return bool(gap <= 0 and gap * gap >= _margin_squared(n, s))


def _margin_squared(n, s):
    q = Fraction(s, n) if 0 < s < n else Fraction(1, 2)
    return max(Fraction(49, 25) ** 2 * q * (1 - q) / n, Fraction(1, 2500))


def _possible(claims, key, low, high):
    """The numbers of a range that agree with its flag, if the total is shown."""
    n, total = claims.shown(key, "n"), _total(claims, key)
    found = range(low, high + 1)
    if not total:
        return list(found)
    found = [s for s in found if 0 <= total[1] - s <= total[0] - n]
    flag = claims.flag_of(key)
    if flag in ("yes", "no"):
        found = [s for s in found if is_impact(n, s, total) == (flag == "yes")]
    return found


def _total(claims, key):
    everyone = key._replace(group="all")
    n, s = claims.shown(everyone, "n"), claims.shown(everyone, "s")
    return None if n is None or s is None else (n, s)


def is_as_published(key):
    """Whether the source gives a rate of its own, rounded, and no count of who reached it."""
    return key.metric == f"step_{site.AS_PUBLISHED}"


def _printed(claims, key):
    """The rate in words: all that a reader has of one that its source rounded."""
    return max(claims.figures[key]["rate"], key=lambda claim: claim.high - claim.low)


def rows_of(claims, status):
    """Rows as `attack.Attack` takes them, and {Key: row}; cells without a row of their own too."""
    found = {key: _row(claims, key, status[key]) for key in sorted(status)}
    # Slices of which only the total is published, and the years behind a window, exist all the
    # same.
    rows = list(found.values())
    groups = {(_kind_of_slice(row), row["group"]): row for row in rows}
    places = sorted({row["place"] for row in rows})
    pathways = {
        kind: {r["pathway"] for r in rows if _kind_of_slice(r) == kind} for kind, _group in groups
    }
    years = range(
        min(row["cohort"] for row in rows), max(row["cohort"] + row["span"] for row in rows)
    )
    known = {tuple(row[name] for name in NAME) for row in rows}
    for (kind, _group), like in groups.items():
        for place, pathway, year in product(places, sorted(pathways[kind], key=str), years):
            behind = like | {"place": place, "pathway": pathway, "cohort": year, "span": 1}
            if tuple(behind[name] for name in NAME) not in known:
                behind |= {"status": "unlisted", "s_follows": False}
                rows.append(behind | dict.fromkeys(("n", "s", "low", "high")))
    return rows, found


def _kind_of_slice(row):
    """What a source divides alike everywhere: its metric, on single pathways or on all."""
    return row["metric"], row["pathway"] == -1


def _row(claims, key, status):
    first, _, last = key.cohort.partition("-to-")
    n = claims.shown(key, "n")
    low = high = None
    if status in (RANGE, N_ALONE):
        low, high = bounds(claims.range_of(key), n)
        possible = _possible(claims, key, low, high)
        low, high = (possible[0], possible[-1]) if possible else (low, high)
    return {
        "place": key.place,
        "pathway": -1 if key.pathway == "all" else key.pathway,
        "metric": key.metric,
        "cohort": int(first[:4]),
        "span": int(last[:4]) - int(first[:4]) + 1 if last else 1,
        "dimension": DIMENSION_OF[key.group],
        "group": key.group,
        "total": key.group == "all",
        "n": n,
        "s": claims.shown(key, "s"),
        "low": low,
        "high": high,
        "status": {SHOWN: "shown", RANGE: "banded", N_ALONE: "banded", NONE: "none"}.get(
            status, "hidden"
        ),
        "has_s": not is_share(key),
        # A rate beside its n gives away who reached it, as its source means it to.
        "s_follows": is_as_published(key) and status == SHOWN,
    } | PARENTS.get(key.group, {})


NAME = ("place", "pathway", "metric", "cohort", "span", "group")
PARENTS = {
    f"g{number}": {"first": f"g{first}", "second": f"g{second}"}
    for number, (first, second) in site.PARENTS.items()
}
DIMENSION_OF = {"all": "all"} | {
    f"g{number}": code for code, numbers in site.NUMBERS.items() for number in numbers
}


# --- Each figure as an inequality ----------------------------------------------------------------


def write_figures(attack, claims, rows):
    """Every figure of every source becomes an inequality over counts. Returns how many."""
    written = 0
    for key, figures in claims.figures.items():
        everyone = key._replace(group="all")
        if key not in rows or everyone not in rows:
            continue
        value = {}
        for name, one in (("n", key), ("s", key), ("N", everyone), ("S", everyone)):
            value[name] = attack.values.get((attack._key(rows[one]), name.lower()))
        for name, claims_of_it in figures.items():
            # A picture draws a rate of the source where it is printed, not where its counts are.
            as_printed = name == "rate" and is_as_published(key)
            for claim in [_printed(claims, key)] if as_printed else claims_of_it:
                written += _write(attack, value, name, float(claim.low), float(claim.high))
    return written


def _write(attack, value, name, low, high):
    """The figure lies from `low` to `high`: written where that is linear in what is not known."""
    infinite = float("inf")
    n, s, everyone, reached = (value[one] for one in ("n", "s", "N", "S"))
    above_below = {
        "rate": ([(s, 1)], [(n, 1)]),
        "others": ([(reached, 1), (s, -1)], [(everyone, 1), (n, -1)]),
        "share_n": ([(n, 1)], [(everyone, 1)]),
        "share_s": ([(s, 1)], [(reached, 1)]),
    }
    if name in ("n", "s"):
        attack._write([(value[name], 1)], low, high)
    elif name in above_below:
        above, below = above_below[name]
        attack._write([*above, *((one, -low * sign) for one, sign in below)], 0, infinite)
        attack._write([*above, *((one, -high * sign) for one, sign in below)], -infinite, 0)
    elif name in ("gap", "needed") and n[0] == everyone[0] == "known" and n[1] < everyone[1]:
        rest = everyone[1] - n[1]
        if name == "gap":
            attack._write([(s, 1 / n[1] + 1 / rest), (reached, -1 / rest)], low, high)
        else:
            attack._write([(reached, n[1] / rest), (s, -1 - n[1] / rest)], low - 1, high)
    else:
        return 0
    return 1


# --- Each figure from shown counts ---------------------------------------------------------------


def explained(claims, status):
    """Problems: figures beside what is not shown, and figures that shown counts do not give."""
    for key, state in status.items():
        names = {name for name, found in claims.figures[key].items() if found}
        if state != SHOWN:
            more = names - ALLOWED.get(state, set())
            claims.check(not more, f"{key} is {state} and has {sorted(more)}")
            if state == RANGE and claims.flag_of(key):
                _flag_of_range(claims, key)
            continue
        worked_out = _figures(claims, key, status)
        for name in names:
            value = worked_out.get(name)
            for claim in claims.figures[key][name]:
                so = value is not None and claim.low - EPSILON <= value <= claim.high + EPSILON
                claims.check(so, f"{key} {name}: {claim} where counts give {value}")
        total = _total(claims, key)
        is_rate = not is_share(key) and not is_as_published(key)
        claims.check(is_rate or not claims.flag_of(key), f"{key}: a flag of what is no rate")
        if claims.flag_of(key) in ("yes", "no") and total:
            flag = is_impact(claims.shown(key, "n"), claims.shown(key, "s"), total)
            claims.same(claims.flag_of(key) == "yes", flag, f"{key}: flag")


def _flag_of_range(claims, key):
    low, high = bounds(claims.range_of(key), claims.shown(key, "n"))
    total = _total(claims, key)
    if claims.flag_of(key) == "open" or not total:
        claims.check(claims.flag_of(key) == "open", f"{key}: a flag without a total")
        return
    n = claims.shown(key, "n")
    every = [s for s in range(low, high + 1) if 0 <= total[1] - s <= total[0] - n]
    claims.same(_possible(claims, key, low, high), every, f"{key}: its flag narrows its range")


def _figures(claims, key, status):
    """{name: value} of a shown cell, by the method's formulas."""
    n, s, total = claims.shown(key, "n"), claims.shown(key, "s"), _total(claims, key)
    if is_share(key):
        of_all = claims.shown(key._replace(group="all"), "n")
        return {"n": n, "share_n": Fraction(n, of_all)} if of_all else {"n": n}
    if is_as_published(key):
        printed = _printed(claims, key)
        return {"n": n, "rate": (printed.low + printed.high) / 2}
    if n is None or s is None:
        return {}
    rate, margin = Fraction(s, n), sqrt(_margin_squared(n, s))
    found = {"n": n, "s": s, "rate": rate, "margin": margin}
    found |= {"lower": rate - margin, "upper": rate + margin}
    if not total:
        return found
    found |= {"share_n": Fraction(n, total[0])}
    if total[1]:
        found |= {"share_s": Fraction(s, total[1])}
        found |= {"index_prop": rate / Fraction(total[1], total[0])}
    highest = _highest(claims, key, status)
    if highest:
        found["index_80"] = rate / highest
    if total[0] > n:
        others = Fraction(total[1] - s, total[0] - n)
        found |= {"others": others, "gap": rate - others}
        found["needed"] = max(0, ceil((others - rate) * n))
        impact = is_impact(n, s, total)
        found["clear"] = max(0, ceil(float(others - rate - margin) * n - EPSILON)) if impact else 0
    return found


def _highest(claims, key, status):
    """The highest rate among shown groups of the dimension that may lead."""
    rates = []
    for number in site.NUMBERS.get(DIMENSION_OF[key.group], ()):
        one = key._replace(group=f"g{number}")
        n, s = claims.shown(one, "n"), claims.shown(one, "s")
        if status.get(one) == SHOWN and n and n >= LEAD and number != site.UNKNOWN:
            rates.append(Fraction(s, n))
    return max(rates, default=0)


def everything(claims):
    """(rows for the attacker, {Key: row}) after all checks; raises on any problem."""
    status = claims.settle()
    explained(claims, status)
    assert not claims.problems, "\n".join([str(len(claims.problems)), *claims.problems[:20]])
    return rows_of(claims, status)


__all__ = ["Key", "bounds", "everything", "explained", "rows_of", "write_figures"]
