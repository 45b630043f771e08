"""The finder over the region at hand: its times, and its counts against a slow count."""

from programs.bench.clock import cuts, verdict
from programs.bench.pages import Reader, ask_in_process
from programs.search.answer import Question, ask
from programs.search.facets import FACETS
from programs.search.slow_counts import count, values_of_programs
from programs.search.warm import warm_up

# The limit of the finder at regional size: 95 of 100 pages are made within this, all counts told.
LIMIT_MS = 25


def time_pages(columns, mix, rounds):
    """Lines of the table of times."""
    warm_up()
    times, work = ask_in_process(Reader(), mix.questions, rounds=rounds)
    yield f"{len(columns):,} programs, {len(mix.questions)} questions, {rounds} warm rounds; ms"
    yield from times.lines()
    # On a machine that is busy with other things the clock says little; work says more.
    p50, p95, p99, _most = cuts(work)
    yield (
        f"of which work of this process: p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f}; "
        "the rest is the database, and waiting for a processor"
    )
    yield verdict("95 of 100 pages", cuts(times.all)[1], LIMIT_MS)


def compare_counts(mix):
    """(how many counts were compared, sentences about those that differ)."""
    programs, compared, wrong = values_of_programs(), 0, []
    for asked in mix.questions:
        if not asked.has_filters_only:
            continue
        answer = ask(Question(chosen=asked.chosen))
        total, counts = count(programs, answer.chosen)
        found = [("total", answer.total, total)]
        for facet in FACETS:
            fast, slow = answer.counts[facet.name], counts[facet.name]
            for value in fast.keys() | slow.keys():
                found.append((facet.name, fast.get(value, 0), slow.get(value, 0)))
        compared += len(found)
        wrong += [
            f"{asked.chosen} {name}: finder {fast}, slow count {slow}"
            for name, fast, slow in found
            if fast != slow
        ]
    return compared, wrong
