"""Brings the database to what the region's tables say, and leaves alone what people have edited.

One transaction; each row is new, changed, same, or kept. *Kept* means that the table says something
else than the database, but a person has had the row in hand since (the history knows who wrote
last), has confirmed it, has renamed it, or has deleted it. Rows that are in no table are never
touched.
"""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field

import pghistory
from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from pathways_portal.common.models import Stewarded
from programs.region_files import BadTables
from programs.region_tables import TABLES

COMMAND = "load_region"
BATCH = 2000
OURS = Q(pgh_context__metadata__command=COMMAND)


@dataclass
class Tally:
    """What happened to the rows of one table; `read` is the sum of the others."""

    name: str
    new: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0

    @property
    def read(self):
        return self.new + self.changed + self.same + self.kept


@dataclass
class Loaded:
    """Primary keys by table name and row key; None where a person deleted the row."""

    ids: dict[str, dict[str, int | None]] = field(default_factory=dict)
    new: dict[str, set[int]] = field(default_factory=dict)


def fingerprint(values):
    """A short, stable print of a row's values."""
    text = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def load(rows, *, tables=TABLES, report=lambda name, done, of: None):
    """Write `rows` (from `region_files.read_all`); return one Tally per table.

    Runs in its own transaction; raises BadTables, with nothing written, when the database refuses
    a row. `report` is called with the table's name, tables done, and tables in all.
    """
    loaded, tallies = Loaded(), []
    with transaction.atomic(), pghistory.context(command=COMMAND):
        for done, table in enumerate(tables):
            report(table.name, done, len(tables))
            tallies.append(_load_table(table, rows[table.name], loaded))
        report("", len(tables), len(tables))
    return tallies


def _load_table(table, rows, loaded):
    model, tally = table.model, Tally(table.name)
    manager = model._default_manager
    key_names = [model._meta.get_field(name).attname for name in table.key]
    names = _owned_names(table)
    extra = ["pk", *(["loaded_fingerprint", "verified_on"] if _stewarded(model) else [])]
    there = {
        tuple(_hashable(row[name]) for name in key_names): row
        for row in manager.values(*extra, *names)
    }
    known = loaded.ids.setdefault(table.name, {})
    wanted = [(row, _key(row, key_names, loaded)) for row in rows]
    missing = [key for _, key in wanted if key is not None and key not in there]
    gone = _keys_from_history(table, key_names) if there and missing else {}
    fresh = iter(_new_ids(model, sum(key not in gone for key in missing)))

    placed = []
    for row, key in wanted:
        if key is None:  # a row that it belongs to was deleted
            known[row.key] = None
            tally.kept += 1
        elif key in there:
            known[row.key] = there[key]["pk"]
            placed.append((row, there[key]))
        elif key in gone:
            known[row.key] = gone[key]  # None if deleted, its id if renamed
            tally.kept += 1
        else:
            known[row.key] = next(fresh)
            placed.append((row, None))

    inserts, updates, prints = [], [], []
    touched = None
    for row, old in placed:
        values = _resolve(row, loaded)
        if values is None:
            tally.kept += 1
            known[row.key] = old and old["pk"]
            continue
        mark = fingerprint(values) if _stewarded(model) else ""
        if old is None:
            if table.with_new and _has_older(table, values, loaded):
                tally.kept += 1
                continue
            inserts.append((row, _instance(model, known[row.key], values, mark)))
            tally.new += 1
        elif all(old[name] == value for name, value in values.items()):
            tally.same += 1
            if mark != old.get("loaded_fingerprint", ""):
                prints.append((row, _instance(model, old["pk"], {}, mark)))
        else:
            touched = _touched_by_people(model) if touched is None else touched
            if _is_edited(old, values, touched):
                tally.kept += 1
            else:
                updates.append((row, _instance(model, old["pk"], values, mark)))
                tally.changed += 1
    loaded.new[table.name] = {instance.pk for _, instance in inserts}
    _write(table, inserts, lambda batch: manager.bulk_create(batch, batch_size=BATCH))
    marked = ["loaded_fingerprint"] if _stewarded(model) else []
    _write(
        table,
        updates,
        lambda batch: manager.bulk_update(batch, [*names, *marked], batch_size=BATCH),
    )
    _write(table, prints, lambda batch: manager.bulk_update(batch, marked, batch_size=BATCH))
    return tally


def _stewarded(model):
    return issubclass(model, Stewarded)


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


def _instance(model, pk, values, mark):
    instance = model(pk=pk, **values)
    if mark:
        instance.loaded_fingerprint = mark
    return instance


def _new_ids(model, count):
    """Numbers for new rows, drawn beforehand so that rows may name each other."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [number for (number,) in cursor.fetchall()]


def _event_model(model):
    return getattr(model, "pgh_event_model", None)


def _keys_from_history(table, key_names):
    """Keys that this command wrote once -> id of the row today, or None if it was deleted."""
    events = _event_model(table.model)
    if not events:
        return {}
    alive = set(table.model._default_manager.values_list("pk", flat=True))
    written = events.objects.filter(OURS).values_list("pgh_obj_id", *key_names)
    return {
        tuple(_hashable(value) for value in key): (pk if pk in alive else None)
        for pk, *key in written.order_by("pgh_id")
    }


def _touched_by_people(model):
    """Ids of rows that anybody but this command has written."""
    events = _event_model(model)
    if not events:
        return set()
    return set(events.objects.exclude(OURS).values_list("pgh_obj_id", flat=True))


def _is_edited(old, values, touched):
    if old["pk"] not in touched:
        return False
    if "loaded_fingerprint" not in old:
        return True
    as_it_is = fingerprint({name: old[name] for name in values})
    return as_it_is != old["loaded_fingerprint"] or old["verified_on"] is not None


def _has_older(table, values, loaded):
    name = table.model._meta.get_field(table.with_new).attname
    return values[name] not in loaded.new[table.refers[table.with_new]]


def _write(table, pairs, write):
    """Write in one go; if the database refuses, find the line it refuses and say so."""
    if not pairs:
        return
    try:
        with transaction.atomic():
            write([instance for _, instance in pairs])
            with connection.cursor() as cursor:  # now, while we know which table it is
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        for row, instance in pairs:
            try:
                with transaction.atomic():
                    write([instance])
            except IntegrityError as refused:
                raise BadTables([_refusal(table, row, refused)]) from error
        raise BadTables([f"{table.file}: {error}"]) from error


def _refusal(table, row, error):
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", "") or ""
    for rule in table.model._meta.constraints:
        if rule.name == name and rule.violation_error_code is not None:
            return (
                f"{table.file}, line {row.line} ({row.key}): {rule.get_violation_error_message()}"
            )
    detail = getattr(diagnosis, "message_detail", "") or str(error)
    return f"{table.file}, line {row.line} ({row.key}): the database refuses it: {detail}"


def totals(tallies):
    """All tables' counts in one Tally."""
    counts = Counter()
    for tally in tallies:
        counts.update(new=tally.new, changed=tally.changed, same=tally.same, kept=tally.kept)
    return Tally("all tables", **counts)
