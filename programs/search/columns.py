"""Facet columns of all public programs, held in the memory of each web process and always true.

Why: counting every facet value of 100,000 rows takes PostgreSQL 15-150 ms and numpy 1-3.

How they stay true, without locks or invalidation messages: a trigger stamps each search document
with the transaction that wrote it (`changed_in`). Every answer asks, in one statement, for the
oldest transaction still running in its own snapshot (`xmin`) and for the documents whose
`changed_in` is at or above the `xmin` of the columns at hand. Whatever finished before that `xmin`
was visible then; whatever was not is fetched now. So an edit is counted by the next answer of
every process, and inside the transaction that made it as well:

- Columns are never changed in place. Patching makes new ones that share the unchanged arrays.
- Rows written by the asking transaction itself may still be rolled back. They are used for this
  one answer and never kept.
- A truncated, rebuilt or restored table has a new file number, a restarted server a new start
  time; either makes the columns load afresh. Stamps brought by a dump from another cluster may lie
  in the future: such rows are fetched again every time (slow, not wrong) until the nightly rebuild
  stamps them anew.
"""

import threading
from collections import OrderedDict
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from django.db import connections, transaction

from pathways_portal.common.prepared import PlannedSql
from programs.enums import DocumentKind
from programs.search.facets import FACETS
from programs.search.labels import Label, Labels
from programs.search.names import Names
from programs.search.value_sets import ValueSets

NO_PLACE = float("nan")
# Below every figure, so that what has none stands last.
NO_FIGURE = -1
# Rows taken at a time when all are loaded: as Python objects they need far more room than as
# columns, and a web process never gives such room back.
CHUNK = 5_000

_COLUMNS = ", ".join(dict.fromkeys(facet.column for facet in FACETS))
# Of programs no title is kept here: cards read their own.
_OF_LABELS = ", ".join(
    f"CASE WHEN kind <> 'program' THEN {name} END" for name in ("key", "page", "title", "title_es")
)
_FIELDS = (
    f"id, changed_in, is_public, kind, object_id, {_OF_LABELS}, sort_name, standing,"
    f" latitude, longitude, pay, openings, {_COLUMNS}"
)
_COLUMN_AT = {
    name: at for at, name in enumerate(dict.fromkeys(facet.column for facet in FACETS), start=15)
}
_CHANGED = f"""
    SELECT state.*, document.* FROM (
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
               pg_current_xact_id_if_assigned()::text::bigint,
               pg_relation_filenode('programs_searchdocument')::text
               || '@' || pg_postmaster_start_time()::text
    ) AS state (xmin, own, generation)
    LEFT JOIN (SELECT {_FIELDS} FROM programs_searchdocument) AS document
    ON document.changed_in >= %(since)s
"""  # noqa: S608 - built from the declared facets
_CHANGES = PlannedSql("changed_documents", _CHANGED)
_GENERATION_AT, _ROW_AT = 2, 3


class Places:
    """Where public documents stand when all are in one row: programs first, then labels."""

    def __init__(self, ids):
        self.ids = ids
        self._order = np.argsort(ids, kind="stable")
        self._sorted = ids[self._order]

    def __len__(self):
        return len(self.ids)

    def of(self, documents):
        """Their places; those that are not public are left out."""
        if not len(self.ids):
            return np.zeros(0, np.int64)
        at = np.searchsorted(self._sorted, documents)
        at[at == len(self.ids)] = 0
        return self._order[at[self._sorted[at] == documents]]

    def knows(self, documents):
        """Which of these documents are public."""
        return np.isin(documents, self.ids)


@dataclass(frozen=True)
class Columns:
    """All public programs, a row each, by document id; and the labels of other documents.

    `changed_in`: which transaction wrote each row. `pay` (cents an hour) and `openings`: NO_FIGURE
    where none is on file. `others`: which transaction wrote each document that is no public
    program. `drawn`: what was drawn of single writings of documents (`programs.cards`), shared by
    all columns that came of one load.
    """

    ids: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    program_ids: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    changed_in: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    standing: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    latitude: np.ndarray = field(default_factory=lambda: np.zeros(0))
    longitude: np.ndarray = field(default_factory=lambda: np.zeros(0))
    pay: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int32))
    openings: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int32))
    names: Names = field(default_factory=Names.empty)
    facets: dict = field(
        default_factory=lambda: {facet.name: ValueSets.empty() for facet in FACETS}
    )
    labels: Labels = field(default_factory=Labels)
    others: dict = field(default_factory=dict)
    drawn: OrderedDict = field(default_factory=OrderedDict)

    def __len__(self):
        return len(self.ids)

    @cached_property
    def by_name(self):
        """All rows in the order of their names; equal names by document."""
        return np.argsort(self.names.ranks, kind="stable")

    @cached_property
    def best_first(self):
        """All rows, the best standing first, then by name."""
        return self.by_name[np.argsort(self.standing[self.by_name], kind="stable")]

    @cached_property
    def best_paid_first(self):
        """All rows by the pay of their first job, then by standing; without a figure last."""
        return self.best_first[np.argsort(-self.pay[self.best_first], kind="stable")]

    @cached_property
    def most_openings_first(self):
        """All rows by the openings of their first job, then by standing; without a figure last."""
        return self.best_first[np.argsort(-self.openings[self.best_first], kind="stable")]

    @cached_property
    def places(self):
        return Places(np.concatenate([self.ids, self.labels.documents]))

    def written_since(self, transaction_id):
        """Public documents that this transaction or a later one wrote: programs, then others."""
        programs = self.ids[self.changed_in >= transaction_id].tolist()
        if self._others_written < transaction_id:
            return programs
        return programs + [one for one, wrote in self.others.items() if wrote >= transaction_id]

    @cached_property
    def _others_written(self):
        """The last transaction that wrote any of the others."""
        return max(self.others.values(), default=0)

    def knows(self, row):
        """Whether this very writing of a document is in the columns."""
        found = self.others.get(row[0])
        if found is None:
            at = np.searchsorted(self.ids, row[0])
            if at == len(self.ids) or self.ids[at] != row[0]:
                return False
            found = self.changed_in[at]
        return found == row[1]

    def patched(self, rows):
        """New columns in which these rows of the search table replace what was known of them."""
        others, labels, programs = dict(self.others), {}, []
        for row in rows:
            if row[3] == DocumentKind.PROGRAM:
                programs.append(row)
            else:
                key = row[3], row[4]
                labels[key] = Label(row[0], *row[3:11]) if row[2] else None
            if row[3] == DocumentKind.PROGRAM and row[2]:
                others.pop(row[0], None)
            else:
                others[row[0]] = row[1]
        patched = replace(
            self, others=others, labels=self.labels.patched(labels) if labels else self.labels
        )
        return patched._with_programs(programs) if programs else patched

    def _with_programs(self, rows):
        gone = np.array([row[0] for row in rows], np.int64)
        kept = np.flatnonzero(~np.isin(self.ids, gone))
        new = sorted((row for row in rows if row[2]), key=lambda row: row[0])
        ids = np.concatenate([self.ids[kept], np.array([row[0] for row in new], np.int64)])
        order = np.argsort(ids, kind="stable")
        place = _ranks(order)  # where each row of the concatenation goes
        moved, fresh = place[: len(kept)], place[len(kept) :]

        def column(old, values, dtype):
            merged = np.empty(len(ids), dtype)
            merged[moved] = old[kept]
            merged[fresh] = np.array(values, dtype)
            return merged

        def degrees(at):
            return [NO_PLACE if row[at] is None else row[at] for row in new]

        def figures(at):
            return [NO_FIGURE if row[at] is None else row[at] for row in new]

        def put(old, value_of):
            values = [(at, value_of(row)) for at, row in zip(fresh, new, strict=True)]
            return old.put(len(ids), kept, moved, values)

        patched = replace(
            self,
            ids=ids[order],
            program_ids=column(self.program_ids, [row[4] for row in new], np.int64),
            changed_in=column(self.changed_in, [row[1] for row in new], np.int64),
            standing=column(self.standing, [row[10] for row in new], np.int64),
            latitude=column(self.latitude, degrees(11), float),
            longitude=column(self.longitude, degrees(12), float),
            pay=column(self.pay, figures(13), np.int32),
            openings=column(self.openings, figures(14), np.int32),
            names=put(self.names, lambda row: row[9]),
            facets={
                facet.name: put(
                    self.facets[facet.name],
                    lambda row, facet=facet: _values(facet, row[_COLUMN_AT[facet.column]]),
                )
                for facet in FACETS
            },
        )
        patched._keep_orders_of(self)
        return patched

    def _keep_orders_of(self, old):
        """Sorting is the dear part: an edit that changes no name and no standing needs none."""
        same = (
            np.array_equal(self.ids, old.ids)
            and np.array_equal(self.standing, old.standing)
            and np.array_equal(self.names.codes, old.names.codes)
        )
        if same and "best_first" in old.__dict__:
            self.__dict__ |= {"by_name": old.by_name, "best_first": old.best_first}


def _values(facet, stored):
    """The values of one row as a tuple, each once; not on file is the empty tuple."""
    if stored is None or stored == "":
        return ()
    return tuple(sorted(set(stored))) if facet.several else (stored,)


def _ranks(order):
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


@dataclass(frozen=True)
class _Kept:
    """Columns as of a moment: true for every transaction that ended before `xmin`."""

    columns: Columns
    xmin: int
    generation: str


_kept = {}
_lock = threading.Lock()
_loading = threading.Lock()


def current(using="default"):
    """The columns as the asking transaction sees them now. One query, one more after a reload."""
    connection = connections[using]
    connection.ensure_connection()  # the embedded database has a host only then
    database = (connection.settings_dict["HOST"], connection.settings_dict["NAME"])
    held = _kept.get(database)
    if held is None:
        return _loaded(connection, database, held)
    found = _fetch(connection, held.xmin)
    xmin, own, generation = found[0][:_ROW_AT]
    if generation != held.generation:
        return _loaded(connection, database, held)
    columns = held.columns
    rows = [row[_ROW_AT:] for row in found if row[_ROW_AT] is not None]
    # Equal stamps of finished transactions mean equal rows; our own rows may differ every time.
    news = [row for row in rows if row[1] == own or not columns.knows(row)]
    if news:
        columns = columns.patched(news)
    if own is None and (news or held.xmin != xmin):
        _keep(database, held, _Kept(columns, xmin, generation))
    return columns


def _keep(database, held, new):
    with _lock:  # of two that patched the same columns, the first one is kept
        if _kept.get(database) is held:
            _kept[database] = new


def _loaded(connection, database, held):
    """All columns afresh. Threads of a process wait for the first one that loads them."""
    with _loading:
        if _kept.get(database) is held:
            (xmin, own, generation), columns = _load(connection)
            if own is None:
                _keep(database, held, _Kept(columns, xmin, generation))
            return columns
    return current(connection.alias)


def _fetch(connection, since):
    return _CHANGES.rows(connection, since=since)


def _load(connection):
    """(state, columns) of all documents, as one statement sees them, a chunk at a time."""
    columns, state = Columns(), None
    with ExitStack() as stack:
        if connection.get_autocommit():  # a pool may give each statement another connection
            stack.enter_context(transaction.atomic(using=connection.alias))
        cursor = stack.enter_context(connection.chunked_cursor())
        cursor.execute(_CHANGED, {"since": 0})
        while found := cursor.fetchmany(CHUNK):
            state = found[0][:_ROW_AT]
            rows = [row[_ROW_AT:] for row in found if row[_ROW_AT] is not None]
            if rows:
                columns = columns.patched(rows)
    return state, columns
