"""Brings the database to what the region's tables say, and leaves alone what people have edited.

One transaction; each row is new, changed, same, or kept. *Kept* means that the table says something
else than the database, but a person has had the row in hand since (the history knows who wrote
last), has confirmed it, has renamed it, or has deleted it; or that a person's own row has the place
that the table's row wants for itself alone (the main site). Rows that are in no table are never
touched.
"""

import hashlib
import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cached_property

import pghistory
from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from pathways_portal.common.models import Stewarded
from programs import search_documents
from programs.bulk_writes import new_ids
from programs.labor import derived as labor_derived
from programs.models import RegionLoad
from programs.region.files import BadTables
from programs.region.refusals import sentence, taken
from programs.region.tables import TABLES
from programs.tally import Tally, totals

COMMAND = "load_region"
BATCH = 2000
OURS = Q(pgh_context__metadata__command=COMMAND)


@contextmanager
def _written_by_this_command():
    """Marks what is written inside in the history; what follows in the transaction is not ours."""
    with pghistory.context(command=COMMAND):
        yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")


@dataclass
class Loaded:
    """Primary keys by table name and row key; None where a person deleted the row."""

    ids: dict[str, dict[str, int | None]] = field(default_factory=dict)


def fingerprint(values):
    """A short, stable print of a row's values."""
    text = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def load(region, *, tables=TABLES, report=lambda name, done, of: None):
    """Write a `Region` (see `region.files.read_all`); return one Tally per table.

    Runs in its own transaction; raises BadTables, with nothing written, when the database refuses
    a row. `report` is called with the table's name, tables done, and tables in all.
    """
    loaded, tallies = Loaded(), []
    tables = [table for table in tables if table.model]
    with transaction.atomic(), _written_by_this_command():
        _lock(tables)
        for done, table in enumerate(tables):
            report(table.name, done, len(tables))
            tallies.append(_TableLoad(table, region.rows[table.name], loaded).run())
        tallies += labor_derived.rebuild()
        report("search", len(tables), len(tables))
        counts = {tally.name: asdict(tally) for tally in tallies}
        if totals(tallies).written or not RegionLoad.is_current(region.fingerprint):
            search_documents.rebuild_all()
        RegionLoad.objects.create(fingerprint=region.fingerprint, counts=counts)
    return tallies


def load_tables(rows, *, tables):
    """Write tables that stand by themselves, in one transaction; return one Tally per table.

    `rows` by table name, as in a `Region`. The same rules as for the region's tables: what people
    have edited since is kept. Raises BadTables, with nothing written.
    """
    loaded = Loaded()
    with transaction.atomic(), _written_by_this_command():
        _lock(tables)
        return [_TableLoad(table, rows[table.name], loaded).run() for table in tables]


def _lock(tables):
    """Nobody writes what is loaded until it is loaded; everybody may read.

    Without it an edit that is committed between reading a row and writing it would be lost. All
    tables at once, before anything is read: whoever is in the middle of an edit of several finishes
    it first.
    """
    names = ", ".join(table.model._meta.db_table for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


class _TableLoad:
    """One table on its way into the database."""

    def __init__(self, table, rows, loaded):
        self.table, self.rows, self.loaded = table, rows, loaded
        self.model, self.tally = table.model, Tally(table.name)
        self.manager = self.model._default_manager
        self.key_names = [self.model._meta.get_field(name).attname for name in table.key]
        self.names = _owned_names(table)
        self.marked = ["loaded_fingerprint"] if issubclass(self.model, Stewarded) else []
        self.known = loaded.ids.setdefault(table.name, {})
        self.inserts, self.updates, self.prints = [], [], []

    def run(self):
        """Sort the rows into new, changed, same and kept, and write."""
        there = self.rows_there()
        for row, old in self.placed(there):
            self.sort(row, old)
        if self.table.together:
            self.take_out(there)
        self.write()
        return self.tally

    def rows_there(self):
        """The database's rows by key."""
        extra = [*self.marked, *(["verified_on"] if self.marked else [])]
        return {
            tuple(_hashable(row[name]) for name in self.key_names): row
            for row in self.manager.values("pk", *extra, *self.names)
        }

    def placed(self, there):
        """Yield (row, the database's row or None) for rows that are there or are to be made."""
        wanted = [(row, _key(row, self.key_names, self.loaded)) for row in self.rows]
        missing = [key for _, key in wanted if key is not None and key not in there]
        gone = self.keys_from_history() if missing else {}
        fresh = iter(new_ids(self.model, sum(key not in gone for key in missing)))
        pairs = []
        for row, key in wanted:
            if key in there:
                self.known[row.key] = there[key]["pk"]
                pairs.append((row, there[key]))
            elif key is None or key in gone:
                # A row it belongs to, or it itself, was deleted by a person; or it was renamed.
                self.known[row.key] = gone.get(key)
                self.tally.kept += 1
            else:
                self.known[row.key] = next(fresh)
                pairs.append((row, None))
        return pairs

    def sort(self, row, old):
        """Decide what becomes of one row."""
        values = _resolve(row, self.loaded)
        if values is None or self.is_kept_together(values):
            self.tally.kept += 1
            self.known[row.key] = old and old["pk"]
            return
        mark = fingerprint(values) if self.marked else ""
        if old is None:
            self.inserts.append((row, self.instance(self.known[row.key], values, mark)))
            self.tally.new += 1
        elif all(old[name] == value for name, value in values.items()):
            if mark != old.get("loaded_fingerprint", ""):
                self.prints.append((row, self.instance(old["pk"], {}, mark)))
            self.tally.same += 1
        elif self.is_edited(old, values):
            self.tally.kept += 1
        else:
            self.updates.append((row, self.instance(old["pk"], values, mark)))
            self.tally.changed += 1

    def instance(self, pk, values, mark):
        return self.model(pk=pk, **values, **dict.fromkeys(self.marked, mark))

    @cached_property
    def events(self):
        """The history of the table; None where it keeps none."""
        model = getattr(self.model, "pgh_event_model", None)
        return model and model.objects

    @cached_property
    def touched(self):
        """Ids of rows that anybody but this command has written."""
        return set(self.events.exclude(OURS).values_list("pgh_obj_id", flat=True))

    @cached_property
    def touched_groups(self):
        """Ids of the records (see `Table.together`) with a row that a person has written."""
        return set(self.events.exclude(OURS).values_list(self.group_name, flat=True))

    @property
    def group_name(self):
        return self.model._meta.get_field(self.table.together).attname

    def keys_from_history(self):
        """Keys that this command wrote once -> id of the row today, or None if it was deleted."""
        if not self.events or self.table.together:
            return {}
        alive = set(self.manager.values_list("pk", flat=True))
        written = self.events.filter(OURS).values_list("pgh_obj_id", *self.key_names)
        return {
            tuple(_hashable(value) for value in key): (pk if pk in alive else None)
            for pk, *key in written.order_by("pgh_id")
        }

    def is_edited(self, old, values):
        """Whether a person wrote the row since, and left it other than we had written it."""
        if not self.events or old["pk"] not in self.touched:
            return False
        if not self.marked or old["verified_on"]:
            return True
        return fingerprint({name: old[name] for name in values}) != old["loaded_fingerprint"]

    def is_kept_together(self, values):
        return bool(self.table.together) and values[self.group_name] in self.touched_groups

    def take_out(self, there):
        """Delete rows that the rule no longer yields, of records that nobody has touched."""
        wanted = set(self.known.values())
        stale = [
            row["pk"]
            for row in there.values()
            if row["pk"] not in wanted and row[self.group_name] not in self.touched_groups
        ]
        self.manager.filter(pk__in=stale).delete()
        self.tally.taken_out = len(stale)

    def write(self):
        """Write in one go; if the database refuses, find the line it refuses and say so.

        What is checked at the end of a transaction is checked once new and changed rows are both
        in: a new row may take the rank that a changed row gives up, and a changed row may name
        a new one.
        """
        steps = [
            (self.inserts, lambda batch: self.manager.bulk_create(batch, batch_size=BATCH)),
            (self.updates, self.updating([*self.names, *self.marked])),
            (self.prints, self.updating(self.marked)),
        ]
        steps = [(pairs, write) for pairs, write in steps if pairs]
        if not steps:
            return
        try:
            with transaction.atomic():
                for pairs, write in steps:
                    write([instance for _, instance in pairs])
                with connection.cursor() as cursor:  # now, while we know which table it is
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except IntegrityError as error:
            if self.leave_to_people(error):
                return self.write()
            for pairs, write in steps:
                for row, instance in pairs:
                    try:
                        with transaction.atomic():
                            write([instance])
                    except IntegrityError as refused:
                        raise BadTables([sentence(self.table, row, refused)]) from error
            raise BadTables([f"{self.table.file}: {error}"]) from error

    def leave_to_people(self, error):
        """Keep rows whose place a person's row has; returns how many. They are written no more."""
        kept = 0
        for pairs in (self.inserts, self.updates):
            holders = taken(self.model, error, [instance for _, instance in pairs])
            theirs = {at for at, pk in holders.items() if self.events and pk in self.touched}
            for at in sorted(theirs, reverse=True):
                row, _instance = pairs.pop(at)
                if pairs is self.inserts:
                    self.known[row.key] = None  # what refers to it is kept as well
                    self.tally.new -= 1
                else:
                    self.tally.changed -= 1
            kept += len(theirs)
        self.tally.kept += kept
        return kept

    def updating(self, names):
        return lambda batch: self.manager.bulk_update(batch, names, batch_size=BATCH)


def _owned_names(table):
    """Names of the model's fields that the table fills; all else belongs to people."""
    names = [table.model._meta.get_field(name).attname for name in (*table.columns, *table.fixed)]
    has_source = any(f.name == "source_url" for f in table.model._meta.get_fields())
    return names + (["source", "source_url", "as_of"] if has_source else [])


def _hashable(value):
    return tuple(value) if isinstance(value, list) else value


def _key(row, key_names, loaded):
    """The row's key as the database holds it; None if a row that it names was deleted."""
    key = []
    for name in key_names:
        if name in row.references:
            target, text = row.references[name]
            value = loaded.ids[target][text]
            if value is None:
                return None
        else:
            value = _hashable(row.values[name])
        key.append(value)
    return tuple(key)


def _resolve(row, loaded):
    """All values with references as ids; None if a row that it names was deleted."""
    values = dict(row.values)
    for name, (target, text) in row.references.items():
        values[name] = loaded.ids[target][text]
        if values[name] is None:
            return None
    return values
