"""Goals with what was measured and promised, cycles, and the actions by themselves."""

from django.contrib import admin
from django.db.models import TextField
from django.forms import Textarea
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from partners import desk_notices, goal_actions, rights
from partners.desk_notices import Notice
from partners.enums import ActionState
from partners.models import ActionItem, Goal, GoalCycle, Measurement
from partners.scoped_admin import ReferenceAdmin, ScopedAdmin, ScopedInline, own_related
from partners.scoped_form import ScopedForm
from partners.stewardship_admin import ReviewFilter, StewardedAdmin
from partners.two_facts import two_facts

OVERDUE = "overdue"
# Rows with this many fields are wider than a page: each stands as a block.
STACKED = "admin/edit_inline/stacked.html"


class ActionItemForm(ScopedForm):
    """An action; what is done has its day from the moment that somebody says so."""

    def clean(self):
        cleaned = super().clean()
        if "state" in cleaned:
            self.instance.state = cleaned["state"]
            goal_actions.day_follows_state(self.instance)
        return cleaned


class MeasurementInline(ScopedInline):
    """What was measured; whoever types a value says where it comes from."""

    model = Measurement
    template = STACKED
    fields = [("on", "value"), ("source", "source_url"), ("note", "note_es")]
    ordering = ["-on", "-pk"]


class ActionInline(ScopedInline):
    """What was promised for the goal; actions of other organizations are kept by those."""

    model = ActionItem
    form = ActionItemForm
    template = STACKED
    fields = ["text", ("owner", "person"), ("due", "state"), "note"]
    formfield_overrides = {TextField: {"widget": Textarea(attrs={"rows": 2, "cols": 32})}}
    autocomplete_fields = ["owner", "person"]
    ordering = ["due", "pk"]

    def get_queryset(self, request):
        # What cannot be edited here is not in the form either, or saving the goal would fail.
        return rights.editable(request.user, super().get_queryset(request))


class DueFilter(admin.SimpleListFilter):
    """Open actions whose day is past."""

    title = _("due")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [(OVERDUE, pgettext_lazy("actions", "Overdue"))]

    def queryset(self, request, queryset):
        return queryset.overdue() if self.value() == OVERDUE else queryset


@admin.register(GoalCycle)
class GoalCycleAdmin(ReferenceAdmin):
    list_display = ["year", "label", "adopted"]
    search_fields = ["year", "label"]
    ordering = ["-year"]


@admin.register(Goal)
class GoalAdmin(StewardedAdmin):
    """Its owner keeps the words, the numbers and the actions; staff says what was decided."""

    # Two facts in a cell, so that the list fits beside its filters.
    list_display = ["number", "statement", "owner", "standing", "due"]
    list_display_links = ["statement"]
    list_filter = ["cycle", "state", "is_historical", own_related("owner"), "status", ReviewFilter]
    list_select_related = ["cycle", "owner"]
    search_fields = ["statement", "statement_es", "gap_key", "owner__name"]
    autocomplete_fields = ["owner"]
    ordering = ["-cycle__year", "order", "pk"]
    inlines = [MeasurementInline, ActionInline]
    history_parts = [(Measurement, "goal"), (ActionItem, "goal")]
    staff_fields = ("state", "is_historical", "is_sample")
    menu_fields = ("cycle",)
    fieldsets = [
        (
            _("Goal"),
            {"fields": ["cycle", "order", "statement", "outcome", "state", "is_historical"]},
        ),
        (
            _("Numbers"),
            {"fields": [("baseline", "target"), ("unit", "unit_es"), "due"]},
        ),
        (_("The gap behind it"), {"fields": ["gap_key", ("gap_label", "gap_label_es")]}),
        (
            _("Spanish"),
            {
                "fields": [
                    ("statement_es", "statement_es_reviewed_on"),
                    ("outcome_es", "outcome_es_reviewed_on"),
                ]
            },
        ),
        StewardedAdmin.stewardship_fieldset,
    ]

    @admin.display(description=_("cycle"), ordering="cycle__year")
    def number(self, goal):
        """Its cycle, and which of the cycle's goals it is."""
        return f"{goal.cycle} · {goal.order}"

    @admin.display(description=_("state"), ordering="state")
    def standing(self, goal):
        """Whether it is proposed, adopted, reached or closed; under it whether readers see it."""
        return two_facts(goal.get_state_display(), goal.get_status_display())


@admin.register(ActionItem)
class ActionItemAdmin(ScopedAdmin):
    form = ActionItemForm
    list_display = ["text", "about", "owner", "due", "state", "done_on"]
    list_filter = ["state", DueFilter, own_related("owner")]
    list_select_related = ["owner"]
    search_fields = ["text", "about_key", "about_label", "owner__name"]
    autocomplete_fields = ["owner", "person", "goal"]
    ordering = ["due", "pk"]
    readonly_fields = ["done_on"]
    staff_fields = ("is_sample",)
    fieldsets = [
        (_("What it is about"), {"fields": ["about_key", "about_label", "about_label_es", "goal"]}),
        (_("What is promised"), {"fields": ["text", "text_es", "owner", "person", "due"]}),
        (_("How it stands"), {"fields": ["state", "done_on", "note", "is_sample"]}),
    ]

    @admin.display(description=_("about"), ordering="about_label")
    def about(self, action):
        return action.local_about_label


def _listed(query):
    return f"{reverse('admin:partners_actionitem_changelist')}?{query}"


def overdue_actions(request):
    """Open actions of the member's organizations whose day is past."""
    count = rights.editable(request.user, ActionItem.objects.overdue()).count()
    if not count:
        return None
    words = ngettext(
        "%(count)s action of your organizations is overdue. Say how it stands.",
        "%(count)s actions of your organizations are overdue. Say how they stand.",
        count,
    )
    return Notice(words % {"count": f"{count:,}"}, _listed(f"due={OVERDUE}"))


def open_actions(request):
    """All open actions of the member's organizations."""
    count = rights.editable(request.user, ActionItem.objects.open()).count()
    if not count:
        return None
    words = ngettext(
        "%(count)s action of your organizations is open.",
        "%(count)s actions of your organizations are open.",
        count,
    )
    return Notice(words % {"count": f"{count:,}"}, _listed(f"state__exact={ActionState.OPEN}"))


desk_notices.add(overdue_actions)
desk_notices.add(open_actions)
