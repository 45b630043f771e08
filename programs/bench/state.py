"""The finder at the size of a state: made-up data in a scratch database, measured and checked."""

import time

from django.utils.text import slugify

from partners.models import Organization
from programs.bench import loading_organizations, loading_programs, rendered
from programs.bench import mix as mixes
from programs.bench.clock import cuts, verdict
from programs.bench.loading import Loading, fill
from programs.bench.pages import Reader, ask_in_process, edits, program_pages
from programs.bench.region import compare_counts
from programs.bench.server import ask_over_http, served
from programs.search import columns as columns_module
from programs.search.slow_counts import count, values_of_programs
from programs.search.warm import warm_up

# The limits, in milliseconds, seconds and megabytes.
PAGE_P95, PAGE_MOST, PROGRAM_PAGE_P95, EDIT_P95 = 50, 250, 30, 50
REBUILD_SECONDS, REBUILD_PROGRAMS = 60, 100_000
MEMORY_MB = 250
CLIENTS = 8
SAMPLE = 200
NEAR = 20
LOADERS = (loading_organizations, loading_programs)


def prepare(dataset):
    """Tables, data, search documents; lines of rows and seconds."""
    loading = Loading()
    yield from fill(loading, dataset, LOADERS)
    if loading.rows["programs"] <= REBUILD_PROGRAMS:
        yield verdict("all documents", loading.seconds["search documents"], REBUILD_SECONDS, "s")


def questions(dataset, path):
    """The mix, and lines about what of it the portal does not have."""
    sectors = {
        row.sector_code: slugify(row.sector) for row in dataset.table("sectors").itertuples()
    }
    mix = mixes.over_dataset(path, sectors)
    return mix, [
        f"left out, the portal has no such filter: {what} ({times} questions)"
        for what, times in sorted(mix.left_out.items())
    ]


def one_client(mix, rounds):
    """Times of one reader in this process."""
    near = mixes.near_schools(
        Organization.objects.filter(sites__is_main=True).order_by("pk")[:NEAR]
    )
    warm_up()
    reader = Reader()
    times, work = ask_in_process(reader, mix.questions, rounds=rounds)
    beside, _work = ask_in_process(reader, near, rounds=1)
    yield f"one client in this process: {len(mix.questions)} questions, {rounds} warm rounds; ms"
    yield from times.lines()
    yield from list(beside.lines())[1:2]
    p50, p95, p99, _most = cuts(work)
    yield f"of which work of this process: p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f}"
    _p50, p95, _p99, most = cuts(times.all)
    yield verdict("95 of 100 pages", p95, PAGE_P95)
    yield verdict("the slowest page", most, PAGE_MOST)


def many_clients(mix, rounds):
    """Times of eight readers over HTTP, and the memory of the web processes."""
    with served() as server:
        warm = mix.questions * 2
        ask_over_http(server.port, warm, clients=CLIENTS)
        skip = len(server.server_times())
        times, seconds = ask_over_http(server.port, mix.questions * rounds, clients=CLIENTS)
        inside, memory = server.server_times(skip), server.memory()
    yield (
        f"{CLIENTS} clients over HTTP, gunicorn with two workers; ms as the clients saw them, "
        f"{len(times.all) / seconds:.0f} pages a second"
    )
    yield from times.lines()
    p50, p95, p99, most = cuts(inside)
    yield f"inside a worker: p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f}, most {most:.1f}"
    yield verdict("95 of 100 pages, inside a worker", p95, PAGE_P95)
    yield verdict("the slowest page, inside a worker", most, PAGE_MOST)
    for number, (now, ever) in enumerate(memory, start=1):
        yield verdict(f"web process {number}, ever {ever:.0f} MB; now", now, MEMORY_MB, "MB")


def other_pages():
    """Times of program pages and of edits."""
    reader = Reader()
    times = program_pages(reader, SAMPLE)
    yield f"{len(times.all)} program pages by segment; ms"
    yield from times.lines("segment")
    yield verdict("95 of 100 program pages", cuts(times.all)[1], PROGRAM_PAGE_P95)
    times = edits(reader, SAMPLE // 4)
    yield "editing one program: the save with its document, the commit, the finder's next page; ms"
    yield from list(times.lines("edit"))[:-1]
    yield verdict("95 of 100 saves", cuts(times.by_kind["save"])[1], EDIT_P95)


def result(mix):
    """Lines about whether pages and slow counts agree, and how many counts do not."""
    start = time.perf_counter()
    programs, columns = values_of_programs(), columns_module.current()
    keys, broad = rendered.keys_of(columns), rendered.districts(columns, programs)
    value_of = {(name, key): value for (name, value), key in keys.items()}
    reader, pages, compared, wrong = Reader(), 0, 0, []
    for asked in {asked.address: asked for asked in mix.questions}.values():
        if not asked.has_filters_only:
            continue
        chosen = {
            name: {value_of.get((name, key), key) for key in values}
            for name, values in asked.chosen.items()
        }
        slow = rendered.in_words_of_the_page(*count(programs, chosen), keys, broad)
        found, differ = rendered.differences(
            rendered.Printed.read(reader.html(asked.address)), slow
        )
        pages, compared = pages + 1, compared + found
        wrong += [f"{asked.address} {sentence}" for sentence in differ]
    lines = [f"result: {pages} pages without words, {compared:,} printed totals and counts"]
    values, differ = compare_counts(mix)
    lines.append(f"and {values:,} counts of all values, printed or not, against a slow count")
    wrong += differ
    took = time.perf_counter() - start
    lines.append(f"{len(wrong)} differ ({took:.0f} s)")
    return wrong, lines
