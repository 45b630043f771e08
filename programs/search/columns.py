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
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from django.db import connections

from programs.enums import DocumentKind
from programs.search.facets import FACETS

NO_PLACE = float("nan")

_COLUMNS = ", ".join(dict.fromkeys(facet.column for facet in FACETS))
_FIELDS = (
    "id, changed_in, is_public, kind, object_id, key, page, title, title_es, sort_name, standing,"
    f" latitude, longitude, {_COLUMNS}"
)
_COLUMN_AT = {
    name: at for at, name in enumerate(dict.fromkeys(facet.column for facet in FACETS), start=13)
}
_CHANGES = f"""
    SELECT state.*, document.* FROM (
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
               pg_current_xact_id_if_assigned()::text::bigint,
               pg_relation_filenode('programs_searchdocument')::text
               || '@' || pg_postmaster_start_time()::text
    ) AS state (xmin, own, generation)
    LEFT JOIN (SELECT {_FIELDS} FROM programs_searchdocument) AS document
    ON document.changed_in >= %s
"""  # noqa: S608 - built from the declared facets
_GENERATION_AT, _ROW_AT = 2, 3


@dataclass(frozen=True)
class Label:
    """What a document other than a program is called, and where its page is."""

    document: int
    kind: str
    object_id: int
    key: str
    page: str
    title: str
    title_es: str
    standing: int


@dataclass(frozen=True)
class ValueSets:
    """One facet of all programs: a code for each row, naming the set of values the row has.

    Single values are sets of one. `owners` and `members` list the pairs (set, value) flat.
    """

    codes: np.ndarray
    sets: tuple
    numbers: dict

    @classmethod
    def empty(cls):
        return cls(np.zeros(0, np.int32), ((),), {(): 0})

    @cached_property
    def values(self):
        """Every value of any set, with its position in the counts."""
        found = dict.fromkeys(value for values in self.sets for value in values)
        return {value: at for at, value in enumerate(found)}

    @cached_property
    def _pairs(self):
        at = self.values
        owners = [n for n, values in enumerate(self.sets) for _value in values]
        members = [at[value] for values in self.sets for value in values]
        return np.array(owners, np.int64), np.array(members, np.int64)

    def mask(self, chosen):
        """Rows that have at least one of the chosen values."""
        wanted = set(chosen)
        table = np.fromiter((not wanted.isdisjoint(s) for s in self.sets), bool, len(self.sets))
        return table[self.codes]

    def counts(self, rows):
        """{value: number of rows that have it} for a bool mask or an array of positions."""
        by_set = np.bincount(self.codes[rows], minlength=len(self.sets))
        owners, members = self._pairs
        totals = np.bincount(members, weights=by_set[owners], minlength=len(self.values))
        return {value: int(totals[at]) for value, at in self.values.items()}

    def put(self, count, old, moved, changed):
        """New sets for `count` rows: rows `old` go to `moved`, `changed` is [(position, set)]."""
        codes = np.zeros(count, np.int32)
        codes[moved] = self.codes[old]
        sets, numbers = self.sets, self.numbers
        fresh = [values for _at, values in changed if values not in numbers]
        if fresh:
            numbers = dict(numbers)
            for values in fresh:
                numbers.setdefault(values, len(numbers))
            sets = tuple(numbers)
        for at, values in changed:
            codes[at] = numbers[values]
        return ValueSets(codes, sets, numbers)


@dataclass(frozen=True)
class Columns:
    """All public programs, a row each, by document id; and the labels of other documents."""

    ids: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    program_ids: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    changed_in: dict = field(default_factory=dict)
    standing: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    latitude: np.ndarray = field(default_factory=lambda: np.zeros(0))
    longitude: np.ndarray = field(default_factory=lambda: np.zeros(0))
    names: np.ndarray = field(default_factory=lambda: np.zeros(0, object))
    facets: dict = field(
        default_factory=lambda: {facet.name: ValueSets.empty() for facet in FACETS}
    )
    labels: dict = field(default_factory=dict)

    def __len__(self):
        return len(self.ids)

    @cached_property
    def name_rank(self):
        """Position of each row in the order by name; equal names by document."""
        return _ranks(np.argsort(self.names, kind="stable"))

    @cached_property
    def best_first(self):
        """All rows, the best standing first, then by name."""
        return np.lexsort((self.name_rank, self.standing))

    @cached_property
    def by_key(self):
        """{(kind, key in addresses): label}"""
        return {(label.kind, label.key): label for label in self.labels.values()}

    @cached_property
    def by_document(self):
        return {label.document: label for label in self.labels.values()}

    def positions(self, document_ids):
        """Rows of these documents; ids that are no public program are skipped."""
        if not len(self.ids):
            return np.zeros(0, np.int64), np.zeros(len(document_ids), bool)
        at = np.searchsorted(self.ids, document_ids)
        at[at == len(self.ids)] = 0
        known = self.ids[at] == document_ids
        return at[known], known

    def patched(self, rows):
        """New columns in which these rows of the search table replace what was known of them."""
        labels, changed_in = dict(self.labels), dict(self.changed_in)
        programs = []
        for row in rows:
            changed_in[row[0]] = row[1]
            if row[3] == DocumentKind.PROGRAM:
                programs.append(row)
            elif row[2]:
                labels[row[3], row[4]] = Label(row[0], *row[3:9], row[10])
            else:
                labels.pop((row[3], row[4]), None)
        patched = replace(self, labels=labels, changed_in=changed_in)
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
            for at, value in zip(fresh, values, strict=True):
                merged[at] = value
            return merged

        def degrees(at):
            return [NO_PLACE if row[at] is None else row[at] for row in new]

        patched = replace(
            self,
            ids=ids[order],
            program_ids=column(self.program_ids, [row[4] for row in new], np.int64),
            standing=column(self.standing, [row[10] for row in new], np.int64),
            latitude=column(self.latitude, degrees(11), float),
            longitude=column(self.longitude, degrees(12), float),
            names=column(self.names, [row[9] for row in new], object),
            facets={
                facet.name: self.facets[facet.name].put(
                    len(ids),
                    kept,
                    moved,
                    [
                        (at, _values(facet, row[_COLUMN_AT[facet.column]]))
                        for at, row in zip(fresh, new, strict=True)
                    ],
                )
                for facet in FACETS
            },
        )
        if "name_rank" in self.__dict__ and np.array_equal(patched.names, self.names):
            patched.__dict__["name_rank"] = self.name_rank  # sorting is the dear part
        return patched


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


def current(using="default"):
    """The columns as the asking transaction sees them now. One query, one more after a reload."""
    connection = connections[using]
    database = (connection.settings_dict["HOST"], connection.settings_dict["NAME"])
    held = _kept.get(database)
    found = _fetch(connection, held.xmin if held else 0)
    if held and found[0][_GENERATION_AT] != held.generation:
        found = _fetch(connection, 0)
        columns = Columns()
    else:
        columns = held.columns if held else Columns()
    xmin, own, generation = found[0][:_ROW_AT]
    rows = [row[_ROW_AT:] for row in found if row[_ROW_AT] is not None]
    # Equal stamps of finished transactions mean equal rows; our own rows may differ every time.
    news = [row for row in rows if row[1] == own or columns.changed_in.get(row[0]) != row[1]]
    if news:
        columns = columns.patched(news)
    if own is None and (news or not held or held.xmin != xmin):
        with _lock:  # of two that patched the same columns, the first one is kept
            if _kept.get(database) is held:
                _kept[database] = _Kept(columns, xmin, generation)
    return columns


def _fetch(connection, since):
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, [since])
        return cursor.fetchall()
