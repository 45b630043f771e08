"""Asking for alerts, confirming and ending them, and the daily look for new matches."""

from django.db import transaction
from django.utils import timezone

from pathways_portal.common.outbox import queue
from programs.alerts.searches import matching
from programs.models import SavedSearch

CONFIRMATION, ALERT = "search_confirmation", "search_alert"
# Programs that one e-mail can name; the rest is counted and found by its link.
MOST_TOLD = 200


@transaction.atomic
def ask(*, email, language, query):
    """Note the search and put the e-mail that asks for a yes; one a day for each search."""
    search, _is_new = SavedSearch.objects.get_or_create(
        email=email.strip().lower(), language=language, query=query
    )
    queue.put(
        kind=CONFIRMATION,
        recipient=f"search:{search.pk}",
        address=search.email,
        period=timezone.localdate().isoformat(),
        language=search.language,
        about={"search": search.pk},
    )
    return search


def confirm(search):
    """From now on: what matches today is nothing new."""
    if not search.runs:
        search.seen = sorted(matching(search))
        search.confirmed_at, search.ended_at = timezone.now(), None
        search.save(update_fields=["seen", "confirmed_at", "ended_at"])


def end(search):
    if search.ended_at is None:
        search.ended_at = timezone.now()
        search.save(update_fields=["ended_at"])


def look(day=None):
    """Put an e-mail for every search that new programs match; return how many.

    What was seen is noted together with the e-mail, so two that look at once, or a worker that
    dies, neither lose a program nor tell it twice. One e-mail a day for a search: what comes
    later on the same day is told tomorrow.
    """
    day = (day or timezone.localdate()).isoformat()
    keys = SavedSearch.objects.filter(confirmed_at__isnull=False, ended_at__isnull=True)
    return sum(_look_at(key, day) for key in keys.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _look_at(key, day):
    search = SavedSearch.objects.select_for_update(skip_locked=True).filter(pk=key).first()
    if search is None or not search.runs:
        return False
    new = sorted(matching(search) - set(search.seen))
    if not new:
        return False
    put = queue.put(
        kind=ALERT,
        recipient=f"search:{search.pk}",
        address=search.email,
        period=day,
        language=search.language,
        about={"search": search.pk, "programs": new[:MOST_TOLD], "count": len(new)},
    )
    if put:
        search.seen = sorted({*search.seen, *new})
        search.save(update_fields=["seen"])
    return put
