"""What a crawler reads from the running site over three releases is attacked as a whole.

Pages, pictures, chart data, files and the monthly e-mails are read on their own; what they say of
one cell must fit together, must follow from counts that are shown, and together must leave every
hidden count as open as the method promises.
"""

from collections import Counter

import pandas as pd
import pytest

from equity.models import Metric
from equity.tests.protection.attack import APART, Attack
from equity.tests.protection.reading import Unchanged
from equity.tests.public import mail, site
from equity.tests.public.claims import Claims
from equity.tests.public.crawl import crawl, in_orders, in_spanish
from equity.tests.public.knowledge import NAME, everything, write_figures
from equity.tests.public.read_files import is_file, read_file
from equity.tests.public.read_pages import read_page

pytestmark = pytest.mark.django_db

PLACE_SUMS = {site.REGION_NAME: [f"College {number}" for number in range(1, site.PLACES + 1)]}
LINKS = [(f"step_{number}", f"step_{number + 1}") for number in range(1, site.METRICS)]


def read(found, messages):
    """The `Claims` of a crawl and of the e-mails that came after it."""
    claims = Claims()
    for address, text in found.items():
        if is_file(address):
            read_file(claims, address, text)
    for address, text in found.items():
        if text and not is_file(address):
            read_page(claims, address, text)
    for address, message in messages.items():
        mail.read_message(claims, address, message)
        if "-es@" in address:
            twin = messages[address.replace("-es@", "-en@")]
            for one, other in zip(mail.forms(message), mail.forms(twin), strict=True):
                mail.same_numbers(claims, one, other, f"{address} in English")
    return claims


def on_hold(plan):
    """{(metric, first year)} that keep what stood before."""
    codes = dict(Metric.objects.values_list("pk", "code"))
    return {(codes[metric], year) for metric, year in plan.held}


def true_counts(cells, held):
    """{name of a row: (n, s)} of what a publication replaces, windows of all cohorts too."""
    keys = ["place", "pathway", "metric", "group"]
    windows = cells.groupby(keys, as_index=False).agg(
        cohort=("cohort", "min"), span=("cohort", "nunique"), n=("n", "sum"), s=("s", "sum")
    )
    found = {}
    for cell in pd.concat([cells, windows], ignore_index=True).itertuples():
        name = site.named(cell)
        if name[2:4] not in held:
            found[name] = cell.n, cell.s
    return found


@pytest.mark.parametrize("seed", [1])
def test_nothing_hidden_can_be_worked_out_over_three_releases(client, settings, seed, capsys):
    site.build(more=True)
    mail.subscribe()
    cells = site.made(seed, more=True)
    other = site.made(seed + 100, students=420, more=True)
    first = site.of_cohorts(cells, 2021, 2022)
    releases = [
        first[first.metric != site.COMPOSITION],
        # A cohort more, and a measure that has three of them at once: where students are few, it
        # is a window.
        cells,
        # The same cohorts, and the newest one counted anew: most of it has to be held.
        pd.concat(
            [
                first,
                other[(other.cohort == 2023) & (other.metric != site.COMPOSITION)],
                site.with_more_completers(cells, 2023),
            ]
        ),
    ]
    attack, unchanged, lines = Attack(PLACE_SUMS, LINKS), Unchanged(), []
    figures, windows, sources, pages = 0, 0, Counter(), Counter()
    for at, release in enumerate(releases):
        plan = site.release(release, label=f"Release {chr(65 + at)}")
        held = on_hold(plan)
        unchanged.publish(at, true_counts(release, held))
        messages = mail.send(mail.MONTHS[at], settings)
        found = crawl(client)
        if at == 1:  # orders are the same code in every release
            found |= in_orders(client, found)
        claims = read(found, messages)
        for address, text in in_spanish(client, found).items():
            mail.same_numbers(claims, text, found[address], f"{address} in Spanish")
        rows, of_cell = everything(claims)
        assert len(messages) == 2 * (2 + site.PLACES)
        assert {row["group"] for row in rows} == {"all", *(f"g{n + 1}" for n in range(site.GROUPS))}
        windows += sum(row["span"] > 1 and row["n"] is not None for row in rows)
        rows = [row | unchanged.since(tuple(row[name] for name in NAME)) for row in rows]
        attack.read(rows, release=at)
        figures += write_figures(attack, claims, of_cell)
        sources += claims.by_source
        pages += claims.pages
        status = Counter(row["status"] for row in of_cell.values())
        lines.append(
            f"release {at + 1}: {len(found)} addresses, {len(messages)} e-mails, "
            f"{len(of_cell)} cells ({dict(status)}), {len(held)} held"
        )
    assert windows and ("step_1", 2023) in held and ("step_3", 2023) not in held
    found = attack.run()
    lines.append(f"read: {dict(pages.most_common())}")
    lines.append(f"facts by source: {dict(sources.most_common())}")
    lines.append(f"{figures} figures written as inequalities")
    lines.append(f"all three together: {found}")
    with capsys.disabled():
        print("", *lines, sep="\n")

    assert not found.broken
    assert not found.contradictions
    assert found.smallest >= APART
    assert all(sources[source] for source in SOURCES), sources


# Each of them was read, or the reader has gone blind.
SOURCES = (
    "CSV", "workbook", "table", "dot plot", "SVG", "chart data", "lede", "sentence",
    "text alternative", "comparison", "trend table", "trend chart", "title", "shares", "gains",
    "headline", "outcome", "report page", "e-mail, text", "e-mail, HTML",
)  # fmt: skip
