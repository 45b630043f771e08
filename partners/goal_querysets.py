"""Chainable questions about goals, and about the actions that people promised."""

from django.db.models import BooleanField, Case, Func, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from partners.enums import ActionState, GoalState
from partners.querysets import StewardedQuerySet


def _begins(field, start):
    """That a text begins so. Unlike a pattern, `start` stands in the statement as it is."""
    return Func(field, Value(start), function="starts_with", output_field=BooleanField())


def _page_or_row(field, key, rows):
    """That a field names the page of `key`, or a row of it: an address that begins like one of
    `rows` and names the row behind a "#". Without `rows` any that goes on from the page's own.
    """
    begins = Q()
    for start in rows or (f"{key}&", f"{key}#"):
        begins |= Q(_begins(field, start))
    return Q(**{field: key}) | begins & Q(**{f"{field}__contains": "#"})


class GoalQuerySet(StewardedQuerySet):
    def current(self):
        """Not historical, and not closed: what the region works at or has met."""
        return self.filter(is_historical=False).exclude(state=GoalState.CLOSED)

    def about(self, key, rows=()):
        """Goals that a gap was adopted as, or a row of the page that shows it; `rows`: how the
        names of its rows begin, where not all that goes on from its own is one."""
        return self.filter(_page_or_row("gap_key", key, rows))

    def about_prefix(self, prefix):
        """Goals that a gap was adopted as whose key or address starts with `prefix`."""
        return self.filter(_begins("gap_key", prefix)) if prefix else self

    def in_order(self):
        """Newest cycle first, within it as numbered."""
        return self.order_by("-cycle__year", "order", "pk")

    def for_rows(self):
        """What a row of the list prints: cycle, owner, measurements from old to new."""
        values = self.model._meta.get_field("measurements").related_model.objects
        measured = Prefetch("measurements", values.order_by("on", "pk"))
        return self.select_related("cycle", "owner").prefetch_related(measured)


class ActionQuerySet(QuerySet):
    def open(self):
        return self.filter(state=ActionState.OPEN)

    def overdue(self):
        """Open, and due before today in the region's time."""
        return self.open().filter(due__lt=timezone.localdate())

    def about(self, key, rows=()):
        """About the gap or page of a key, or a row of that page; `rows` as for goals."""
        return self.filter(_page_or_row("about_key", key, rows))

    def about_prefix(self, prefix):
        """About anything whose key or address starts with `prefix`; all for an empty one."""
        return self.filter(_begins("about_key", prefix)) if prefix else self

    def of(self, organizations):
        """Owned by one of these organizations (rows or primary keys)."""
        return self.filter(owner__in=organizations)

    def yours_first(self, organizations=()):
        """Those of these organizations first, in each part the overdue first, then by due day.

        As an overdue action is due before all others, the day alone puts it there.
        """
        keys = [getattr(one, "pk", one) for one in organizations]
        if not keys:
            return self.order_by("due", "pk")
        yours = Case(When(Q(owner__in=keys), then=Value(0)), default=Value(1))
        return self.order_by(yours, "due", "pk")

    def open_actions(self, organizations=None, about_prefix=None):
        """Open actions for a list or an e-mail, yours first, overdue first. One query.

        `organizations`: rows or primary keys of those whose actions stand first; others follow.
        `about_prefix`: only actions about a key or address that starts like this. Chain `of` to
        leave the others out.
        """
        rows = self.open().about_prefix(about_prefix).select_related("owner", "goal")
        return rows.yours_first(organizations or ())
