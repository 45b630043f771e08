"""Brings rows of one table to what an official file says, and leaves alone what people edited.

The idea is that of `region.loader`, for files that come one by one: each row is new, changed, same
or kept. *Kept* are rows that a person has written since we last did, so that what we wrote is no
longer what stands there; rows a person has confirmed, added or deleted; and rows for which what is
on file is newer than the file. "We" are this command and `load_region`: the history knows who.
"""

from django.db.models import Q

from pathways_portal.common.models import Stewarded
from programs.bulk_writes import marked_in_history, new_ids
from programs.tally import Tally

COMMAND = "refresh"
OURS = Q(pgh_context__metadata__command=COMMAND) | Q(pgh_context__metadata__command="load_region")
PROVENANCE = ("source", "source_url", "as_of")
BATCH = 2000


def written_by_this_command(**what):
    """Marks what is written inside in the history as ours."""
    return marked_in_history(COMMAND, **what)


class Writer:
    """Writes rows of any table. `even_if_older`: also over rows whose source is newer."""

    def __init__(self, *, even_if_older=False):
        self.even_if_older = even_if_older
        self.written = 0
        self.newer_on_file = None  # the newest day for the sake of which a row was kept

    def write(self, name, model, key, rows, **how):
        """Bring `rows` ({field: value} each, keys as `…_id`) into a table; return its Tally.

        `key`: fields by which a row is known. `only_new`: fields that a row on file keeps.
        `within`: the rows of the table that the file speaks of; all by default. `group`: a field;
        rows that share it stand and fall together: all are kept once a person wrote one of them,
        and those that the file no longer has are taken out. `composite`: the row is made from
        several files, so its source and day are no sign of what changed. `newer`: primary keys of
        such rows whose part on file is of a later edition. `keeps_itself`: a new row, an
        organization, is its own owner.
        """
        task = _Task(self, name, model, key, rows, **how)
        tally = task.run()
        self.written += tally.written
        return tally


class _Task:
    """One table on its way into the database."""

    def __init__(
        self,
        writer,
        name,
        model,
        key,
        rows,
        *,
        only_new=(),
        within=None,
        group="",
        composite=False,
        newer=frozenset(),
        keeps_itself=False,
    ):
        self.writer, self.model, self.key, self.rows = writer, model, key, rows
        self.only_new, self.group = only_new, group
        self.within = model._default_manager.all() if within is None else within
        self.composite, self.newer, self.keeps_itself = composite, newer, keeps_itself
        self.tally = Tally(name)
        self.owned = list(dict.fromkeys(name for row in rows for name in row))
        self.is_stewarded = issubclass(model, Stewarded)

    def run(self):
        if not self.rows:
            return self.tally
        self.read_what_is_there()
        new, differing, wanted = [], [], set()
        for row in self.rows:
            key = self.key_of(row)
            wanted.add(key)
            old = self.there.get(key)
            if old is None:
                new.append((key, row))
            else:
                values = {n: v for n, v in row.items() if n not in self.only_new}
                if all(old[name] == value for name, value in values.items()):
                    self.tally.same += 1
                else:
                    differing.append((old, values))
        self.find_what_people_did(differing, new)
        self.insert(new)
        self.update(differing)
        if self.group:
            self.take_out(wanted)
        return self.tally

    def read_what_is_there(self):
        """The table's rows by key, with the fields that the file fills."""
        names = {"pk", *self.key, *self.owned}
        names |= {"verified_on"} if self.is_stewarded else set()
        names |= {self.group} if self.group else set()
        self.there = {self.key_of(row): row for row in self.within.values(*names)}

    def key_of(self, row):
        return tuple(row[name] for name in self.key)

    def find_what_people_did(self, differing, new):
        """Which rows on file a person has written, and which of the new ones a person deleted."""
        self.events = getattr(self.model, "pgh_event_model", None)
        self.edited, self.deleted, self.groups_touched = set(), set(), set()
        if not self.events:
            return
        events = self.events.objects
        if self.group:
            self.groups_touched = set(events.exclude(OURS).values_list(self.group, flat=True))
            return
        ids = [old["pk"] for old, _values in differing]
        if ids:
            touched = set(
                events.exclude(OURS).filter(pgh_obj_id__in=ids).values_list("pgh_obj_id", flat=True)
            )
            ours = self.last_events(OURS & Q(pgh_obj_id__in=touched))
            self.edited = {
                old["pk"]
                for old, _v in differing
                if old["pk"] in touched and self.is_edited(old, ours)
            }
        if new:
            self.deleted = self.keys_deleted_by_people()

    def last_events(self, condition):
        """{id of a row: its last event among those}"""
        found = self.events.objects.filter(condition).order_by("pgh_obj_id", "-pgh_id")
        names = {"pgh_obj_id", *self.key, *self.owned}
        return {row["pgh_obj_id"]: row for row in found.distinct("pgh_obj_id").values(*names)}

    def is_edited(self, old, ours):
        """Whether what stands there is a person's: not as we left it, or confirmed."""
        if old.get("verified_on"):
            return True
        left = ours.get(old["pk"])
        ignored = {*self.only_new, *(PROVENANCE if self.composite else ())}
        names = [name for name in self.owned if name not in ignored]
        return left is None or any(left[name] != old[name] for name in names)

    def keys_deleted_by_people(self):
        """Keys of rows that we wrote once and that are gone, or have another key, by a person."""
        events = self.events.objects
        alive = set(self.model._default_manager.values_list("pk", flat=True))
        touched = set(events.exclude(OURS).values_list("pgh_obj_id", flat=True))
        by_us = set(events.filter(OURS, pgh_label="delete").values_list("pgh_obj_id", flat=True))
        written = events.filter(OURS).exclude(pgh_label="delete")
        return {
            tuple(key)
            for pk, *key in written.values_list("pgh_obj_id", *self.key)
            if pk not in by_us and (pk not in alive or pk in touched)
        }

    def insert(self, new):
        kept = [
            key in self.deleted or (bool(self.group) and row[self.group] in self.groups_touched)
            for key, row in new
        ]
        rows = [row for (_key, row), is_kept in zip(new, kept, strict=True) if not is_kept]
        self.tally.kept += sum(kept)
        self.tally.new += len(rows)
        made = [self.model(**row) for row in rows]
        if self.keeps_itself:
            for instance, pk in zip(made, new_ids(self.model, len(made)), strict=True):
                instance.pk = instance.owner_id = pk
        self.model._default_manager.bulk_create(made, batch_size=BATCH)

    def update(self, differing):
        changed = []
        for old, values in differing:
            if self.is_kept(old, values):
                self.tally.kept += 1
            else:
                changed.append(self.model(pk=old["pk"], **values))
        self.tally.changed += len(changed)
        names = [name for name in self.owned if name not in (*self.key, *self.only_new)]
        if changed:
            self.model._default_manager.bulk_update(changed, names, batch_size=BATCH)

    def is_kept(self, old, values):
        if old["pk"] in self.edited:
            return True
        if self.group and old[self.group] in self.groups_touched:
            return True
        if self.composite:
            newer = old["pk"] in self.newer
        else:
            newer = old.get("as_of") and old["as_of"] > values["as_of"]
        if newer and not self.writer.even_if_older:
            self.writer.newer_on_file = max(self.writer.newer_on_file or old["as_of"], old["as_of"])
            return True
        return False

    def take_out(self, wanted):
        """Delete what the file no longer has, in groups that it speaks of and nobody touched."""
        groups = {row[self.group] for row in self.rows} - self.groups_touched
        stale = [
            row["pk"]
            for key, row in self.there.items()
            if key not in wanted and row[self.group] in groups
        ]
        self.model._default_manager.filter(pk__in=stale).delete()
        self.tally.taken_out += len(stale)
