"""What a crawler reads from the running site over three releases is attacked as a whole."""

import re
from itertools import product

import pandas as pd
import pytest

from equity.models import Group
from equity.tests.protection.attack import APART, Attack
from equity.tests.public import site
from equity.tests.public.crawl import crawl, facts

pytestmark = pytest.mark.django_db

REGION_NAME = "Example Region"
PLACE_SUMS = {REGION_NAME: [f"College {number}" for number in range(1, site.PLACES + 1)]}
LINKS = [(f"step_{number}", f"step_{number + 1}") for number in range(1, site.METRICS)]


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


def number(text):
    return int(text) if text.isdigit() else None


def rows_of(seen):
    """The facts of one crawl as the attacker takes them, and the years behind each window."""
    rows, keys = [], set()
    for (place, pathway, metric, cohort, dimension, group), said in seen.items():
        first, _, last = cohort.partition("-to-")
        year, span = int(first[:4]), 1
        if last:
            span = int(last[:4]) - year + 1
        n = number(said["denominator"])
        banded = said["status"] == "range"
        low, high = bounds(said["rate_text"], n) if banded else (None, None)
        status = {"ok": "shown", "range": "banded", "c": "hidden", "z": "none"}[said["status"]]
        row = {
            "place": place,
            "pathway": -1 if pathway == "all" else pathway,
            "metric": metric,
            "cohort": year,
            "span": span,
            "dimension": dimension,
            "group": group,
            "total": dimension == "all",
            "n": n,
            "s": number(said["numerator"]),
            "low": low,
            "high": high,
            "status": status,
            "has_s": True,
        }
        rows.append(row)
        keys.add((place, row["pathway"], metric, year, span, dimension, group))
    # What has no row of its own exists all the same: slices of which only the total is published,
    # and the years behind a window.
    groups = {row["group"]: row for row in rows}
    places, pathways, metrics, cohorts = (
        {row[name] for row in rows} for name in ("place", "pathway", "metric", "cohort")
    )
    last = max(row["cohort"] + row["span"] - 1 for row in rows)
    for slice_ in product(places, pathways, metrics, range(min(cohorts), last + 1), [1]):
        for group, like in groups.items():
            if (*slice_, like["dimension"], group) not in keys:
                names = ("place", "pathway", "metric", "cohort", "span")
                behind = {**like, **dict(zip(names, slice_, strict=True)), "status": "unlisted"}
                rows.append(behind | dict.fromkeys(("n", "s", "low", "high")))
    return rows


@pytest.mark.parametrize("seed", [1])
def test_nothing_hidden_can_be_worked_out_over_three_releases(client, seed, capsys):
    site.build()
    cells = site.made(seed)
    other = site.made(seed + 100, students=420)
    releases = [
        site.of_cohorts(cells, 2021, 2022),
        cells,
        # The same cohorts, and the newest one counted anew.
        pd.concat([site.of_cohorts(cells, 2021, 2022), site.of_cohorts(other, 2023)]),
    ]
    together = Attack(PLACE_SUMS, LINKS)
    lines = []
    for at, release in enumerate(releases):
        plan = site.release(release, label=f"Release {at + 1}")
        pages = crawl(client)
        rows = rows_of(facts(pages))
        assert {row["group"] for row in rows if not row["total"]} == {
            group.code for group in Group.objects.exclude(code="all")
        }
        alone = Attack(PLACE_SUMS, LINKS)
        alone.read(rows)
        together.read(rows, release=at)
        found = alone.run()
        read = f"{len(pages)} pages, {len(rows)} cells, {len(plan.held)} held"
        lines.append(f"release {at + 1}: {read}; {found}")
        assert not found.broken
    found = together.run()
    lines.append(f"all three together: {found}")
    with capsys.disabled():
        print("", *lines, sep="\n")

    assert not found.broken
    assert found.smallest >= APART
