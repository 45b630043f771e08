"""What was published, to read; and slices, which are withdrawn here."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, ActionForm
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from equity.admin import withdraw_words
from equity.models import Publication, PublishedCell, Slice
from equity.pages.published.rows import Row
from equity.publication import withdraw_slices
from partners.scoped_admin import ReferenceAdmin
from partners.two_facts import two_facts


class ReadAdmin(ReferenceAdmin):
    """Staff looks at it; only importing and publishing write it."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def _chosen(request):
    """What a list of slices was sent with that says which are meant, to be sent again: thousands
    that were chosen all at once are not named one by one."""
    keys = request.POST.getlist(ACTION_CHECKBOX_NAME)
    if request.POST.get("select_across") == "1":
        return [("select_across", "1"), *((ACTION_CHECKBOX_NAME, key) for key in keys[:1])]
    return [(ACTION_CHECKBOX_NAME, key) for key in keys]


@admin.register(Publication)
class PublicationAdmin(ReadAdmin):
    list_display = ["measure", "cohort", "state", "of_release"]
    list_filter = ["state", "cohort"]
    list_select_related = ["metric", "release"]
    search_fields = ["metric__name", "metric__code", "release__label"]
    ordering = ["-since", "-pk"]

    @admin.display(description=gettext_lazy("metric"), ordering="metric")
    def measure(self, publication):
        return publication.metric.local_name

    @admin.display(description=gettext_lazy("release"), ordering="release")
    def of_release(self, publication):
        return publication.release.local_label


@admin.register(PublishedCell)
class PublishedCellAdmin(ReadAdmin):
    """The very cells that everybody reads on the pages."""

    # Two facts in a cell, so that the list fits beside its filters.
    list_display = ["whose", "measure", "group_words", "figure", "release"]
    list_filter = ["status", "publication__state"]
    list_select_related = [
        "group__dimension",
        "publication__metric",
        "publication__release",
        "slice__organization",
        "slice__county",
        "slice__region",
        "slice__pathway",
        "slice__metric",
    ]
    search_fields = ["slice__organization__name", "slice__metric__code"]
    ordering = ["-pk"]

    @admin.display(description=gettext_lazy("whose"))
    def whose(self, cell):
        """The place; under it the years and the pathway."""
        one = cell.slice
        years = [one.cohort_label, one.pathway and one.pathway.local_title]
        return two_facts(one.place, " · ".join(filter(None, years)))

    @admin.display(description=gettext_lazy("metric"))
    def measure(self, cell):
        return cell.slice.metric.local_name

    @admin.display(description=gettext_lazy("group"), ordering="group")
    def group_words(self, cell):
        return f"{cell.group.dimension.local_label}: {cell.group.local_label}"

    @admin.display(description=gettext_lazy("figure"), ordering="status")
    def figure(self, cell):
        """What readers read; under it of how many students."""
        return two_facts(Row(cell).rate_words, "" if cell.n is None else f"n {cell.n:,}")

    @admin.display(description=gettext_lazy("release"))
    def release(self, cell):
        return cell.publication.release.local_label


class WithdrawForm(ActionForm):
    reason = forms.CharField(
        required=False, max_length=200, label=gettext_lazy("Why it is withdrawn")
    )


@admin.register(Slice)
class SliceAdmin(ReadAdmin):
    list_display = ["whose", "segment", "on_pathway", "measure"]
    list_filter = ["segment", "metric", "cohort"]
    list_select_related = ["organization", "county", "region", "pathway", "metric"]
    search_fields = ["organization__name", "county__name", "pathway__title", "metric__code"]
    ordering = ["-pk"]
    action_form = WithdrawForm
    actions = ["withdraw_selected", "download_csv"]

    @admin.display(description=gettext_lazy("whose"), ordering="cohort")
    def whose(self, one):
        """The place, and under it the years."""
        return two_facts(one.place, one.cohort_label)

    @admin.display(description=gettext_lazy("pathway"), ordering="pathway")
    def on_pathway(self, one):
        return one.pathway and one.pathway.local_title

    @admin.display(description=gettext_lazy("metric"), ordering="metric")
    def measure(self, one):
        return one.metric.local_name

    @admin.action(
        description=gettext_lazy("Withdraw what is published: pages say “being corrected”"),
        permissions=["view"],
    )
    def withdraw_selected(self, request, queryset):
        reason = request.POST.get("reason", "").strip()
        if not reason:
            self.tell(request, _("Write why it is withdrawn beside the action."), messages.ERROR)
            return None
        if not request.POST.get("confirmed"):
            context = {
                **self.admin_site.each_context(request),
                **withdraw_words.asked(slice__in=queryset.order_by().values("pk")),
                "opts": self.opts,
                "title": _("Withdraw what is published of these slices?"),
                "list_url": request.get_full_path(),
                "back_url": request.get_full_path(),
                "reason": reason,
                "kept": [("action", "withdraw_selected"), *_chosen(request)],
            }
            return TemplateResponse(request, "admin/equity/withdraw.html", context)
        count = withdraw_slices(queryset, by=request.user, reason=reason)
        self.tell(
            request,
            ngettext("%s figure was withdrawn.", "%s figures were withdrawn.", count) % count,
        )
        return None
