"""The equity pages over as many published cells as a state would have, through real addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from itertools import chain
from pathlib import Path

from django.db import connection

from equity.bench import addresses
from equity.bench.loading_cells import Cells
from equity.models import PublishedCell, Release, Slice
from partners.kept_pages import forget_all
from programs.bench import loading_organizations, loading_programs
from programs.bench.clock import Times, cuts, verdict
from programs.bench.loading import Loading, fill
from programs.bench.pages import PageError, Reader, ask_in_process
from programs.bench.server import ask_over_http, served
from programs.search.warm import warm_up

LIMIT_MS = 40
CLIENTS = 2
# Pages of each kind that are asked for after an edit.
EDITED = 5
# A worker keeps its own pages, and which one answers is chance.
WARM_ROUNDS = 6


@dataclass(frozen=True)
class Pages:
    """Pages that are measured together: their name, what they are called, their addresses."""

    name: str
    heading: str
    addresses: Callable


PAGES = (
    Pages("overview", "overviews", lambda: addresses.overviews(60)),
    Pages("headline", "pages of institutions and pathways", lambda: addresses.headlines(40)),
    Pages("entering", "who enters, who completes", lambda: addresses.entering(24)),
    Pages("trend", "trends", lambda: addresses.trends(32)),
    Pages("compare", "comparisons", lambda: addresses.comparisons(24)),
    Pages("gains", "where students could be gained", lambda: addresses.gains(24)),
    Pages("table", "tables of the builder", lambda: addresses.tables(30)),
    Pages("explore", "the table builder", lambda: addresses.explore(12)),
    Pages("metric", "pages of measures", addresses.metrics),
)


def prepare(dataset, cells):
    """Tables, data, cells; lines of rows and seconds."""
    yield from fill(Loading(), dataset, (loading_organizations, loading_programs, Cells(cells)))


def look(reader, several):
    """Read every page once: a page without its figure is a `PageError`. A line of how many."""
    asked = [one for pages in several for one in pages.addresses()]
    for one in asked:
        page = unescape(reader.html(one.address))
        if one.figure not in page:
            raise PageError(f"{one.address} does not show {one.figure}.")
    yield f"{len(asked)} pages read, each with its figure"


def one_reader(several, rounds):
    """Times of one reader in this process, a table and verdicts for each of these `Pages`."""
    yield (
        f"{PublishedCell.objects.count():,} published cells, {Slice.objects.count():,} slices; "
        "one reader in this process; ms"
    )
    warm_up()  # as a web process does
    reader = Reader()
    yield from look(reader, several)
    everything, worked = [], []
    for pages in several:
        asked = pages.addresses()
        kept, _work = ask_in_process(reader, asked, rounds=rounds)
        drawn, work, of_database = drawn_anew(reader, asked, rounds)
        everything += drawn.all
        worked += map(sum, zip(work, of_database, strict=True))
        yield f"{pages.heading}: {len(asked)} addresses, {rounds} warm rounds, each page drawn anew"
        yield from drawn.lines()
        yield _cuts("of which work of this process", work)
        yield _cuts("and of the database's", of_database)
        yield _cuts("kept from an earlier reader", kept.all)
        yield verdict(f"95 of 100 {pages.heading}, drawn anew", cuts(drawn.all)[1], LIMIT_MS)
    yield verdict("95 of 100 pages of all kinds, drawn anew", cuts(everything)[1], LIMIT_MS)
    # On a machine that is busy with other things the clock says little; work says more.
    yield verdict("95 of 100, work of both processes alone", cuts(worked)[1], LIMIT_MS)
    yield _cuts("the first page after an edit", after_an_edit(reader, several))


def drawn_anew(reader, asked, rounds):
    """As whoever asks first waits: no page is kept.

    (Times, milliseconds of work of this process, of the database's process; 0 where it runs
    elsewhere)
    """
    times, work, of_database = Times(), [], []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    for timed in [False] + [True] * rounds:
        for one in asked:
            forget_all()
            before = _worked(backend)
            _response, took, worked = reader.get(one.address)
            if timed:
                times.add(one.kind, took)
                work.append(worked)
                of_database.append(_worked(backend) - before)
    return times, work, of_database


def _worked(backend):
    """Milliseconds that a process has had a processor, where the system tells."""
    try:
        return int(Path(f"/proc/{backend}/schedstat").read_text().split()[0]) / 1_000_000
    except (OSError, ValueError, IndexError):
        return 0


def after_an_edit(reader, several):
    """Milliseconds of pages before each of which a row was edited: lists are looked up again."""
    took = []
    release = Release.objects.latest("pk")
    for pages in several:
        for number, one in enumerate(pages.addresses()[:EDITED]):
            Release.objects.filter(pk=release.pk).update(note=f"{release.note} {number}".strip())
            took.append(reader.get(one.address)[1])
    Release.objects.filter(pk=release.pk).update(note=release.note)
    return took


def many_readers(several, rounds):
    """Times of as many readers as there are workers, over HTTP, inside a worker: the first time
    that an address is asked for, when its page is drawn, and later on, when it is kept.
    """
    yield f"{CLIENTS} clients over HTTP, gunicorn with two workers; ms inside a worker"
    with served() as server:
        asked = {pages: pages.addresses() for pages in several}
        # One of each kind, until both workers have met all of them.
        ask_over_http(server.port, _one_of_each(chain(*asked.values())) * 8, clients=CLIENTS)
        all_first, all_warm = [], []
        for pages, every in asked.items():
            first = _inside(server, every)
            ask_over_http(server.port, every * WARM_ROUNDS, clients=CLIENTS)
            warm = _inside(server, every * rounds)
            all_first += first
            all_warm += warm
            yield _cuts(f"{pages.heading}, the first time", first)
            yield _cuts(f"{pages.heading}, warm", warm)
            yield verdict(f"95 of 100 {pages.heading}, inside a worker", cuts(warm)[1], LIMIT_MS)
        for which, took in (("the first time", all_first), ("warm", all_warm)):
            yield verdict(
                f"95 of 100 pages of all kinds over HTTP, {which}", cuts(took)[1], LIMIT_MS
            )


def _one_of_each(asked):
    return list({one.kind: one for one in asked}.values())


def _inside(server, asked):
    """Milliseconds inside a worker of each of these."""
    before = len(server.server_times())
    ask_over_http(server.port, asked, clients=CLIENTS)
    return server.server_times(before)


def _cuts(heading, times):
    named = zip(("p50", "p95", "p99", "most"), cuts(times), strict=True)
    return f"{heading}: " + ", ".join(f"{name} {value:.1f}" for name, value in named)
