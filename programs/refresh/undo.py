"""Takes the last refresh of a source back, from the history that the database keeps.

Records that it added go, records that it changed or took out are as they were before. A record that
anybody has written since stays as it is, with its parts and what it names. What is taken back may
come again with another file: the undoing is ours, not a person's.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import IntegrityError, models, transaction
from pghistory.models import Context

from programs import search_documents
from programs.bulk_writes import check_constraints, lock
from programs.labor import derived as labor_derived
from programs.refresh.writing import BATCH, COMMAND, written_by_this_command
from programs.row_files import Refused
from programs.tally import Tally, totals


@dataclass
class Undone:
    """Which refresh was taken back, and what that did; `new` counts what is there again."""

    file: str
    at: object
    tallies: list[Tally]


def undo(source, *, dry_run=False):
    """Take the newest refresh of a source back that was not taken back yet; returns `Undone`."""
    context, passed = _newest(source)
    if not context:
        raise Refused(f"No refresh of {source} is left that could be taken back.")
    written = [model for model in _tracked() if _events(model).filter(pgh_context=context).exists()]
    try:
        with transaction.atomic():
            lock(written)
            what = {"source": source, "undoes": str(context.pk)}
            with written_by_this_command(**what):
                undoings = [_Undoing(model, context, passed) for model in written]
                _keep_whole(undoings)
                for undoing in undoings:
                    undoing.delete_added()
                for undoing in undoings:
                    undoing.restore()
                tallies = [undoing.tally for undoing in undoings] + labor_derived.rebuild()
                check_constraints()
            if totals(tallies).written:
                search_documents.rebuild_all()
            transaction.set_rollback(dry_run)
    except IntegrityError as error:
        detail = getattr(getattr(error.__cause__, "diag", None), "message_detail", "") or error
        raise Refused(
            f"Something that was added since hangs on a record of that refresh: {detail} "
            "Delete or move it first."
        ) from None
    return Undone(context.metadata["file"], context.created_at, tallies)


def _newest(source):
    """(The refresh to take back, the ids of those taken back before and of their undoing)."""
    ours = Context.objects.filter(metadata__command=COMMAND)
    undoings = dict(ours.filter(metadata__has_key="undoes").values_list("pk", "metadata__undoes"))
    passed = [*undoings, *undoings.values()]
    files = ours.filter(metadata__source=source, metadata__has_key="file").exclude(pk__in=passed)
    return files.order_by("-created_at").first(), passed


def _tracked():
    return [model for model in apps.get_models() if getattr(model, "pgh_event_model", None)]


def _events(model):
    return model.pgh_event_model.objects


def _keep_whole(undoings):
    """A record that stays keeps its parts (they would go with it) and the records it names."""
    by_model = {one.model._meta.concrete_model: one for one in undoings}
    links = [
        (one, by_model[field.related_model], field)
        for one in undoings
        for field in one.model._meta.concrete_fields
        if field.is_relation and field.related_model in by_model
    ]
    moved = True
    while moved:
        moved = False
        for one, other, field in links:
            is_part = field.remote_field.on_delete is models.CASCADE
            rows = one.manager.filter(pk__in=one.added | one.staying)
            for pk, named in list(rows.values_list("pk", field.attname)):
                if pk in one.staying and named in other.added:
                    moved = other.stay(named)
                elif is_part and named in other.staying and pk in one.added:
                    moved = one.stay(pk)


class _Undoing:
    """One table: its rows that one refresh wrote and nobody since."""

    def __init__(self, model, context, passed):
        self.model, self.tally = model, Tally(str(model._meta.verbose_name_plural))
        self.manager, events = model._default_manager, _events(model)
        written = events.filter(pgh_context=context).order_by("pgh_id")
        first = written.values_list("pgh_id", flat=True)[0]
        ids = set(written.values_list("pgh_obj_id", flat=True))
        last = events.filter(pgh_obj_id__in=ids).order_by("pgh_obj_id", "-pgh_id")
        # What was written and taken back in between is as if it had never been.
        writers = last.exclude(pgh_context__in=passed).distinct("pgh_obj_id")
        untouched = {
            pk for pk, by in writers.values_list("pgh_obj_id", "pgh_context") if by == context.pk
        }
        self.tally.kept = len(ids) - len(untouched)
        self.names = [field.attname for field in model._meta.concrete_fields]
        before = last.filter(pgh_id__lt=first).exclude(pgh_label="delete").distinct("pgh_obj_id")
        known = {row.pop("pgh_obj_id"): row for row in before.values("pgh_obj_id", *self.names)}
        self.before = {pk: row for pk, row in known.items() if pk in untouched}
        self.added = untouched - known.keys()
        self.staying = ids - untouched - known.keys()

    def stay(self, pk):
        """Let a record that was added stay after all."""
        self.added.remove(pk)
        self.staying.add(pk)
        self.tally.kept += 1
        return True

    def delete_added(self):
        """Without cascades: what a person hung on such a row must not go with it."""
        rows = self.manager.filter(pk__in=self.added)
        self.tally.taken_out = rows.count()
        rows._raw_delete(rows.db)

    def restore(self):
        alive = set(self.manager.filter(pk__in=self.before).values_list("pk", flat=True))
        gone = [self.model(**row) for pk, row in self.before.items() if pk not in alive]
        changed = [self.model(**row) for pk, row in self.before.items() if pk in alive]
        self.manager.bulk_create(gone, batch_size=BATCH)
        if changed:
            names = [name for name in self.names if name != self.model._meta.pk.attname]
            self.manager.bulk_update(changed, names, batch_size=BATCH)
        self.tally.new, self.tally.changed = len(gone), len(changed)
