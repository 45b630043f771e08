"""Made-up releases of equity figures: slices, and as many published cells as are asked for.

Of the newest cohort there is an earlier release as well, replaced: its cells are still on file,
as they are in life, and no page may show them.
"""

from collections import Counter, defaultdict
from datetime import UTC, datetime
from io import StringIO
from itertools import islice

from django.conf import settings
from django.db import connection

from equity import reference
from equity.bench import made_tables
from equity.bench.slices_to_fill import WINDOW, YEARS, groups_of, metrics_of, wanted
from equity.enums import PublicationState, ReleaseStatus
from equity.models import Publication, PublishedCell, Release, Slice
from programs.bench.loading import SOURCED

MODELS = (Release, Publication, Slice, PublishedCell)
SLICES_AT_ONCE = 2_000
TWICE = YEARS[-1]
FIRST, SECOND = datetime(2026, 3, 2, 17, tzinfo=UTC), datetime(2026, 9, 14, 17, tzinfo=UTC)


class Cells:
    """Loads `most` cells, or all there can be of fewer."""

    MODELS = MODELS

    def __init__(self, most):
        self.most = most

    def load(self, loading, _dataset):
        """Write them, after organizations and programs."""
        with loading.timed("metrics and groups"):
            tallies = reference.load(settings.BASE_DIR / "fixtures" / "equity")
        loading.rows["metrics and groups"] = sum(one.new for one in tallies)
        yield
        with loading.timed("tables made up"):
            every, of_pathways = wanted()
            segments = {one.segment for one in every} | {one.segment for one in of_pathways}
            self._metrics = {one: metrics_of(one) for one in segments}
            self._groups = {one: groups_of(one) for one in segments}
            self._tables, self._taken = {}, Counter()
            several = list(self._within(every, of_pathways))
        self._publications = self._publish(loading)
        yield
        slices = self._slices(several)
        while chunk := list(islice(slices, SLICES_AT_ONCE)):
            loading.write("slices", Slice, (one for one, _size in chunk))
            with loading.timed("published cells"):
                loading.rows["published cells"] += self._copy(chunk)
        yield

    def _within(self, every, of_pathways):
        """As many as are wanted: what every place has first, then of the pathways, spread."""
        each = sum(map(self._cells_of, of_pathways)) / max(1, len(of_pathways))
        left = self.most - sum(map(self._cells_of, every))
        step = max(1, int(len(of_pathways) * each / max(1, left)))
        spread = [one for start in range(step) for one in of_pathways[start::step]]
        left = self.most
        for one in [*every, *spread]:
            if left <= 0:
                return
            left -= self._cells_of(one)
            yield one

    def _cells_of(self, one):
        """How many cells; those of the cohort that is there twice count twice."""
        tables = sum(2 if cohort == TWICE else 1 for cohort, _span in one.cohorts)
        return len(self._metrics[one.segment]) * len(self._groups[one.segment]) * tables

    def _publish(self, loading):
        """{(metric, cohort): [publication]}, the one that stands last."""
        releases = [
            Release(
                label=f"Made-up release of {at:%B %Y}",
                file_name=f"made-up-{number}.csv",
                sha256=str(number) * 64,
                status=ReleaseStatus.PUBLISHED,
                created_at=at,
                published_at=at,
                is_synthetic=True,
                source=SOURCED["source"],
            )
            for number, at in enumerate((FIRST, SECOND))
        ]
        first, second = loading.write("releases", Release, releases)
        metrics = {one for several in self._metrics.values() for one in several}
        rows = [
            _publication(release, metric, cohort, state, at)
            for metric in sorted(metrics, key=lambda one: one.pk)
            for cohort in {*YEARS, WINDOW}
            for release, state, at in (
                (first, PublicationState.REPLACED, SECOND),
                (second, PublicationState.STANDING, SECOND),
            )
            if cohort == TWICE or release is second
        ]
        found = defaultdict(list)
        for one in loading.write("publications", Publication, rows):
            found[one.metric_id, one.cohort].append(one.pk)
        return found

    def _slices(self, several):
        """Pairs of a Slice and the size of its tables."""
        for one in several:
            for metric in self._metrics[one.segment]:
                for cohort, span in one.cohorts:
                    yield (
                        Slice(
                            **one.place,
                            segment=one.segment,
                            pathway_id=one.pathway,
                            metric=metric,
                            cohort=cohort,
                            span=span,
                        ),
                        one.size,
                    )

    def _copy(self, chunk):
        """Write the cells of these slices; how many there were."""
        lines, written = StringIO(), 0
        for one, size in chunk:
            for publication in self._publications[one.metric_id, one.cohort]:
                start = f"{publication}\t{one.pk}\t"
                table = self._next_table(one, size)
                lines.write("".join([start + line for line in table]))
                written += len(table)
        lines.seek(0)
        names = ", ".join(("publication_id", "slice_id", *made_tables.columns()))
        table = connection.ops.quote_name(PublishedCell._meta.db_table)
        with connection.cursor() as cursor, connection.wrap_database_errors:
            cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", lines)
        return written

    def _next_table(self, one, size):
        key = one.segment, one.metric.kind, size
        if key not in self._tables:
            self._tables[key] = made_tables.tables(self._groups[one.segment], one.metric.kind, size)
        self._taken[key] += 1
        return self._tables[key][self._taken[key] % made_tables.DIFFERENT]


def _publication(release, metric, cohort, state, at):
    return Publication(release=release, metric=metric, cohort=cohort, state=state, since=at)
