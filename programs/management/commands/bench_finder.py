"""Time the finder over a mix of questions, and check its counts against a slow count."""

import json
import random
import time
from collections import defaultdict
from statistics import quantiles
from urllib.parse import urlencode

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test import Client
from django.urls import reverse

from programs.enums import DocumentKind
from programs.models import SearchWord
from programs.search import columns as columns_module
from programs.search.answer import PAGE_SIZE, Question, ask
from programs.search.facets import BY_NAME, FACETS
from programs.search.slow_counts import count, values_of_programs

# The limit of the finder at regional size: 95 of 100 pages are made within this, all counts told.
LIMIT_MS = 25
# Facets as other question files name them; values are taken from our own tables.
OTHER_NAMES = {"institution": "organization", "modality": "format"}
EACH = 20


class Command(BaseCommand):
    help = (
        "Ask the finder a mix of questions through its real address, in this process, and print "
        "how long the pages took. --check compares facet counts with a slow count."
    )

    def add_arguments(self, parser):
        parser.add_argument("--queries", help="A file of questions, one JSON object a line.")
        parser.add_argument("--rounds", type=int, default=2, help="Timed rounds over the mix.")
        parser.add_argument("--check", action="store_true", help="Compare counts, do not time.")
        parser.add_argument("--seed", type=int, default=7, help="Which mix is made.")

    def handle(self, *args, queries, rounds, check, seed, **options):
        columns = columns_module.current()
        if not len(columns):
            raise CommandError("There is nothing to find yet: run load_region first.")
        self.values = _common_values(columns)
        self.random = random.Random(seed)  # noqa: S311 - a mix, not a secret
        mix = self._read(queries) if queries else self._mix(columns)
        if check:
            self._check(columns, mix)
        else:
            self._time(mix, rounds, len(columns))

    # --- The mix --------------------------------------------------------------------------------

    def _read(self, path):
        """Questions of another data set; their filters become as many values of ours."""
        try:
            with open(path, encoding="utf-8") as lines:
                rows = [json.loads(line) for line in lines if line.strip()]
        except (OSError, ValueError) as error:
            raise CommandError(f"{path} cannot be read as questions: {error}") from error
        mix = []
        for row in rows:
            pairs = [("q", row["q"])] if row.get("q") else []
            for name, sent in row.get("filters", {}).items():
                name = OTHER_NAMES.get(name, name)
                values = self.values.get(name, [])
                for value in sent[: len(values)]:
                    pairs.append((name, values[sum(map(ord, str(value))) % len(values)]))
            mix.append((row["kind"], [*pairs, ("page", row.get("page", 1))]))
        return mix

    def _mix(self, columns):
        """The same kinds of questions, from the words and values of this region."""
        words = list(
            SearchWord.objects.order_by("-documents", "word").values_list("word", "documents")
        )
        long_words = [(word, n) for word, n in words if len(word) >= 6]
        common = [word for word, _n in long_words[:150]]
        rare = [word for word, n in long_words if n <= 2] or common
        last = 1 + len(columns) // PAGE_SIZE
        mix = [("landing", [])] * 4
        for _ in range(EACH):
            word, other = self.random.choice(common), self.random.choice(common)
            at = self.random.randrange(1, len(word) - 1)
            mix += [
                ("common", [("q", word)]),
                ("multi", [("q", f"{word} {other}")]),
                ("prefix", [("q", word[: self.random.randint(2, len(word) - 1)])]),
                ("typo", [("q", word[:at] + word[at + 1 :])]),
                ("rare", [("q", self.random.choice(rare))]),
                ("one_filter", self._filters(1)),
                ("filters", self._filters(3)),
                ("text_filters", [("q", word), *self._filters(2)]),
                ("near", [("near", "92243"), ("within", self.random.choice([10, 25, 50]))]),
                ("deep", [("page", self.random.randint(last // 2, last))]),
            ]
        return mix

    def _filters(self, how_many):
        names = [name for name in self.values if self.values[name]]
        pairs = []
        for name in self.random.sample(names, min(how_many, len(names))):
            values = self.values[name][:10]
            pairs += [
                (name, value)
                for value in self.random.sample(values, self.random.randint(1, min(3, len(values))))
            ]
        return pairs

    # --- Time -----------------------------------------------------------------------------------

    def _time(self, mix, rounds, programs):
        client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0].lstrip("."), SERVER_PORT="443")
        times, work, path = defaultdict(list), [], reverse("programs:list")
        for timed in [False] + [True] * rounds:
            for kind, pairs in mix:
                address = f"{path}?{urlencode(pairs)}"
                start, worked = time.perf_counter(), time.process_time()
                response = client.get(address, secure=True)
                took = (time.perf_counter() - start) * 1000
                if response.status_code != 200:
                    raise CommandError(f"{address} answered {response.status_code}.")
                if timed:
                    times[kind].append(took)
                    work.append((time.process_time() - worked) * 1000)
        everything = [took for several in times.values() for took in several]
        self.stdout.write(f"{programs:,} programs, {len(mix)} questions, {rounds} warm rounds; ms")
        self.stdout.write(f"{'kind':<14}{'pages':>7}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}")
        for kind, several in [*sorted(times.items()), ("all", everything)]:
            cuts = quantiles(several, n=100, method="inclusive")
            figures = [cuts[49], cuts[94], cuts[98], max(several)]
            self.stdout.write(
                f"{kind:<14}{len(several):>7}" + "".join(f"{value:>8.1f}" for value in figures)
            )
        # On a machine that is busy with other things the clock says little; work says more.
        cuts = quantiles(work, n=100, method="inclusive")
        self.stdout.write(
            f"of which work of this process: p50 {cuts[49]:.1f}, p95 {cuts[94]:.1f}, "
            f"p99 {cuts[98]:.1f}; the rest is the database, and waiting for a processor"
        )
        p95 = quantiles(everything, n=100, method="inclusive")[94]
        verdict = "within" if p95 <= LIMIT_MS else "OVER"
        self.stdout.write(f"95 of 100 pages within {p95:.1f} ms: {verdict} the limit of {LIMIT_MS}")

    # --- Check ----------------------------------------------------------------------------------

    def _check(self, columns, mix):
        programs, compared, differ = values_of_programs(), 0, 0
        for _kind, pairs in mix:
            chosen = defaultdict(list)
            for name, value in pairs:
                if name in BY_NAME:
                    chosen[name].append(value)
            if any(name in {"q", "near"} for name, _value in pairs):
                continue
            answer = ask(Question(chosen=chosen))
            total, counts = count(programs, answer.chosen)
            found = [("total", answer.total, total)]
            for facet in FACETS:
                fast, slow = answer.counts[facet.name], counts[facet.name]
                for value in fast.keys() | slow.keys():
                    found.append((facet.name, fast.get(value, 0), slow.get(value, 0)))
            compared += len(found)
            for name, fast, slow in found:
                if fast != slow:
                    differ += 1
                    self.stderr.write(f"{dict(chosen)} {name}: finder {fast}, slow count {slow}")
        self.stdout.write(f"{compared:,} counts compared, {differ} differ")
        if differ:
            raise CommandError("The finder miscounts.")


def _common_values(columns):
    """{facet: keys as in addresses, the most common first}"""
    rows = columns.best_first
    found = {}
    for facet in FACETS:
        counts = columns.facets[facet.name].counts(rows)
        values = sorted((v for v in counts if counts[v]), key=lambda v: (-counts[v], str(v)))
        if facet.kind:
            labels = [columns.labels.get((DocumentKind(facet.kind), value)) for value in values]
            found[facet.name] = [label.key for label in labels if label]
        else:
            found[facet.name] = values
    return found
