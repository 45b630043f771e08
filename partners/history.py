"""What happened to a record: who changed which field, when, from what to what.

Database triggers write the events, so bulk updates and raw SQL are here too; see
docs/adr/0004-history-by-triggers.md.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db.models import ForeignKey, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pghistory.models import Context

from partners.models import User

LATEST = 200
LABELS = {
    "insert": gettext_lazy("Added"),
    "update": gettext_lazy("Changed"),
    "delete": gettext_lazy("Deleted"),
}
HIDDEN = {"id", "loaded_fingerprint"}


@dataclass
class Change:
    """One field of one event; values as a reader would read them, "" where there was none."""

    name: str
    before: str
    after: str


@dataclass
class Entry:
    """One event: when, who, to what, and the fields it changed.

    `event_id` counts in the table of events that it stands in.
    """

    at: datetime
    who: str
    url: str
    what: str
    about: str
    event_id: int
    changes: list[Change] = field(default_factory=list)


def event_model(model):
    """The table of events that belongs to a tracked model; None for an untracked one."""
    try:
        return apps.get_model(model._meta.app_label, f"{model._meta.object_name}Event")
    except LookupError:
        return None


def timeline(record, *, parts=()):
    """The latest events of a record and of its parts, newest first.

    `parts` names (model, foreign key) pairs, such as (Offering, "program"). Queries: one for each
    of these tables, one for who did it, one for each table that changed keys point to.
    """
    raw = _events(type(record), Q(pgh_obj_id=record.pk))
    for model, key in parts:
        raw += _events(model, Q(**{f"{key}_id": record.pk}))
    raw.sort(key=lambda pair: _moment(pair[0], type(record)), reverse=True)
    raw = raw[:LATEST]

    contexts = Context.objects.in_bulk({event.pgh_context_id for event, _before in raw})
    who = {pk: context.metadata.get("user") for pk, context in contexts.items()}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=filter(None, who.values()))}
    titles = _titles(raw)
    entries = []
    for event, before in raw:
        context = contexts.get(event.pgh_context_id)
        model = event.pgh_tracked_model
        entries.append(
            Entry(
                at=event.pgh_created_at,
                who=names.get(who.get(event.pgh_context_id)) or _("System"),
                url=(context and context.metadata.get("url")) or "",
                what=str(LABELS.get(event.pgh_label, event.pgh_label)),
                about="" if model is type(record) else capfirst(model._meta.verbose_name),
                event_id=event.pgh_id,
                changes=[
                    Change(
                        # Tables that Django makes by itself name their fields in English only.
                        capfirst(_(str(column.verbose_name))),
                        *(_printed(column, row, titles) for row in _sides(event, before)),
                    )
                    for column in _changed(event, before)
                ],
            )
        )
    return entries


def _moment(event, whole):
    """Where an event stands in time.

    Events of one transaction bear one time, and each table of events counts for itself. Within
    a transaction the whole is written before its parts, and deleted after them.
    """
    is_whole = event.pgh_tracked_model is whole
    place = 1 if not is_whole else 2 if event.pgh_label == "delete" else 0
    return event.pgh_created_at, place, event._meta.label, event.pgh_id


def _events(model, condition):
    """(event, event before it of the same row) for every event of a table that fits."""
    table = event_model(model)
    if table is None:
        return []
    newest_first = table.objects.filter(condition).order_by("-pgh_id")[: LATEST + 1]
    latest: dict[int, object] = {}
    pairs = []
    for event in reversed(newest_first):
        pairs.append((event, latest.get(event.pgh_obj_id)))
        latest[event.pgh_obj_id] = event
    return pairs


def _columns(event):
    """The tracked fields of the model that an event is about."""
    return [
        column
        for column in event.pgh_tracked_model._meta.concrete_fields
        if column.name not in HIDDEN and hasattr(event, column.attname)
    ]


def _sides(event, before):
    """The row before and after an event; None where there was none."""
    return (event, None) if event.pgh_label == "delete" else (before, event)


def _changed(event, before):
    """Fields to show: what differs; for a new row and a deleted one what is, or was, filled in."""
    if event.pgh_label in {"insert", "delete"}:
        return [c for c in _columns(event) if getattr(event, c.attname) not in (None, "", [])]
    if before is None:
        return []
    return [
        column
        for column in _columns(event)
        if getattr(event, column.attname) != getattr(before, column.attname)
    ]


def _titles(raw):
    """{model: {pk: title}} of all rows that changed keys point to, one query a table."""
    wanted = defaultdict(set)
    for event, before in raw:
        for column in _changed(event, before):
            if isinstance(column, ForeignKey):
                for row in (event, before):
                    if row is not None and getattr(row, column.attname) is not None:
                        wanted[column.remote_field.model].add(getattr(row, column.attname))
    return {
        model: {row.pk: str(row) for row in model._default_manager.filter(pk__in=keys)}
        for model, keys in wanted.items()
    }


def _printed(column, event, titles):
    value = None if event is None else getattr(event, column.attname)
    if value in (None, "", []):
        return ""
    if isinstance(column, ForeignKey):
        return titles.get(column.remote_field.model, {}).get(value) or _("deleted (%s)") % value
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(dict(column.flatchoices).get(value, value))
