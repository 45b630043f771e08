"""Pages about paths at the size of a state: over a million agreements, through real addresses."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone

from partners.kept_pages import forget_all
from programs.bench import (
    loading_agreements,
    loading_courses,
    loading_organizations,
    loading_programs,
    path_addresses,
)
from programs.bench.clock import cuts, verdict
from programs.bench.loading import Loading, fill
from programs.bench.pages import Reader, ask_in_process
from programs.bench.server import ask_over_http, served
from programs.models import ArticulationAgreement
from programs.routes.answer import answer
from programs.routes.question import read
from programs.search.warm import warm_up
from programs.tasks import work_out_gaps, work_out_hops

CLIENTS = 2
# A worker keeps its own pages, and which one answers is chance. After so many rounds over all
# addresses one in 128 is new to one of the two.
WARM_ROUNDS = 8


@dataclass(frozen=True)
class Pages:
    """Pages that are measured together: what they are called, their addresses, their limit in ms.

    `limit` None: none is set; the times are printed all the same. `is_kept`: some are drawn
    once, until anything is edited; how long it takes to draw them all is printed too.
    """

    name: str
    heading: str
    addresses: Callable
    limit: int | None = None
    is_kept: bool = False


PAGES = (
    Pages("program", "program pages", lambda: path_addresses.programs(200), 30, is_kept=True),
    Pages("seam", "seam views", lambda: path_addresses.seams(100), 60, is_kept=True),
    Pages("route", "routes", lambda: path_addresses.routes(100), 100, is_kept=True),
    Pages("gap", "gap pages", lambda: path_addresses.gaps(40), 150, is_kept=True),
    Pages(
        "agreement",
        "pages of the list of agreements",
        lambda: path_addresses.agreements(timezone.localdate()),
    ),
    Pages("credit", "pages of the Credit Finder", lambda: path_addresses.credit(20)),
)


LOADERS = (loading_organizations, loading_programs, loading_courses, loading_agreements)
TABLES = (*loading_courses.TABLES, *loading_agreements.TABLES)


def prepare(dataset):
    """Tables, data, search documents; lines of rows and seconds."""
    dataset.require(TABLES)
    loading = Loading()
    yield from fill(loading, dataset, LOADERS)
    yield f"inside one organization, so no agreement: {loading.inside:,} rows"


def nightly():
    """How long the tasks take that work gaps and steps between programs out, a line for each."""
    start = time.perf_counter()
    written = work_out_gaps()
    took = time.perf_counter() - start
    rows = ", ".join(f"{kind} {number:,}" for kind, number in sorted(written.items()))
    yield f"the nightly task works the gaps out in {took:.1f} s: {rows} rows"
    start = time.perf_counter()
    steps = work_out_hops()
    took = time.perf_counter() - start
    yield f"the nightly task works {steps:,} steps between programs out in {took:.1f} s"


def one_reader(several, rounds):
    """Times of one reader in this process, a table and a verdict for each of these `Pages`."""
    yield f"{ArticulationAgreement.objects.count():,} agreements; one reader in this process; ms"
    warm_up()
    reader = Reader()
    for pages in several:
        asked = pages.addresses()
        times, work = ask_in_process(reader, asked, rounds=rounds)
        yield f"{pages.heading}: {len(asked)} addresses, {rounds} warm rounds"
        yield from times.lines()
        p50, p95, p99, _most = cuts(work)
        yield f"of which work of this process: p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f}"
        if pages.is_kept:
            yield drawn_anew(reader, asked)
        if pages.name == "route":
            yield outcomes(asked)
        if pages.limit:
            yield verdict(f"95 of 100 {pages.heading}", cuts(times.all)[1], pages.limit)


def drawn_anew(reader, addresses):
    """How long the first reader after an edit waits: no page is kept."""
    took = []
    for asked in addresses:
        forget_all()
        took.append(reader.get(asked.address)[1])
    p50, p95, p99, most = cuts(took)
    times = f"p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f}, most {most:.1f}"
    return f"drawn anew, as after an edit: {times}"


def outcomes(addresses):
    """How many of the routes asked for there are, and how many searches were cut."""
    found = missing = cut = 0
    for asked in addresses:
        question = read(QueryDict(asked.address.partition("?")[2]))
        one = answer(question)
        found += bool(one.routes) and not one.is_missing_link
        missing += one.is_missing_link
        cut += one.is_cut
    return (
        f"{found} of {len(addresses)} have a route, {missing} have none from where they begin; "
        f"{cut} searches left programs out"
    )


def many_readers(several, rounds):
    """Times of as many readers as there are workers, over HTTP: inside a worker, by `Pages`.

    Of the rounds before, in which workers still draw pages that they have not kept, too.
    """
    yield f"{CLIENTS} clients over HTTP, gunicorn with two workers; ms inside a worker"
    with served() as server:
        for pages in several:
            asked = pages.addresses()
            before = len(server.server_times())
            warm_rounds = WARM_ROUNDS if pages.is_kept else 2
            ask_over_http(server.port, asked * warm_rounds, clients=CLIENTS)
            warming = cuts(server.server_times(before))
            skip = len(server.server_times())
            times, seconds = ask_over_http(server.port, asked * rounds, clients=CLIENTS)
            inside = cuts(server.server_times(skip))
            yield (
                f"{pages.heading}: "
                + ", ".join(
                    f"{name} {value:.1f}"
                    for name, value in zip(("p50", "p95", "p99", "most"), inside, strict=True)
                )
                + f"; {len(times.all) / seconds:.0f} pages a second"
                + f"; in {warm_rounds} rounds before: p50 {warming[0]:.1f}, p95 {warming[1]:.1f}"
            )
            if pages.limit:
                yield verdict(f"95 of 100 {pages.heading}, inside a worker", inside[1], pages.limit)
