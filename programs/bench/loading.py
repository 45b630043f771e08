"""How made-up data come into an empty database: in bulk, through the portal's own models."""

import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.core.management import call_command
from django.db import connection

from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs import search_documents
from programs.bench.bare import laid_bare
from programs.bench.copying import copy_in

SOURCED = {"source": "Made-up data to measure with", "as_of": date(2026, 6, 30)}
PUBLISHED = {"status": EditingStatus.PUBLISHED, **SOURCED}
DRAFT = PUBLISHED | {"status": EditingStatus.DRAFT}
OFFERED_IN = academic_year.starting(2026)


@dataclass
class Loading:
    """Rows and seconds by step, in the order of the work; and what later steps look up.

    `inside`: rows of agreements that join no two organizations, and so are none.
    """

    rows: Counter = field(default_factory=Counter)
    seconds: Counter = field(default_factory=Counter)
    inside: int = 0
    told: set = field(default_factory=set)

    def write(self, name, model, rows):
        """Create these rows, and count them and the time under `name`, the making included."""
        with self.timed(name):
            created = copy_in(model, rows)
        self.rows[name] += len(created)
        return created

    @contextmanager
    def timed(self, name):
        """Count the seconds of the block under `name`."""
        start = time.perf_counter()
        yield
        self.seconds[name] += time.perf_counter() - start

    def news(self):
        """A line of rows and seconds for each step since the last call."""
        for step, seconds in self.seconds.items():
            if step not in self.told:
                self.told.add(step)
                yield f"{step:<28}{self.rows[step]:>12,}{seconds:>10.1f}"

    def statistics(self, name):
        """As PostgreSQL makes them by itself within minutes of a bulk load."""
        with self.timed(name), connection.cursor() as cursor:
            # Old versions of rows cannot be cleared away inside a transaction.
            cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")

    def documents(self):
        """Build every search document; return {kind: documents written}."""
        with self.timed("search documents"):
            written = search_documents.rebuild_all()
        self.rows["search documents"] = sum(written.values())
        return written


def fill(loading, dataset, loaders):
    """Tables, data, indexes, search documents; yields a line for each step as it ends.

    A loader is a module with `load(loading, dataset)`, which yields wherever steps have ended, and
    MODELS, whose tables are bare until all have run.
    """
    start = time.perf_counter()
    yield f"{'step':<28}{'rows':>12}{'seconds':>10}"
    with loading.timed("tables"):
        call_command("migrate", verbosity=0, interactive=False)
    yield from loading.news()
    models = [model for loader in loaders for model in loader.MODELS]
    with laid_bare(models):
        for loader in loaders:
            for _stage in loader.load(loading, dataset):
                yield from loading.news()
        loading.statistics("statistics")
        yield from loading.news()
        indexes_from = time.perf_counter()
    loading.seconds["indexes and foreign keys"] = time.perf_counter() - indexes_from
    loading.statistics("statistics with indexes")
    yield from loading.news()
    loading.documents()
    loading.statistics("statistics with documents")
    yield from loading.news()
    yield f"loaded in {time.perf_counter() - start:,.0f} s"
