"""What was published, to read; and slices, which are withdrawn here."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from equity.models import Publication, PublishedCell, Slice
from equity.publication import withdraw
from partners.scoped_admin import ReferenceAdmin


class ReadAdmin(ReferenceAdmin):
    """Staff looks at it; only importing and publishing write it."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Publication)
class PublicationAdmin(ReadAdmin):
    list_display = ["metric", "cohort", "state", "release"]
    list_filter = ["state", "cohort"]
    list_select_related = ["metric", "release"]
    search_fields = ["metric__name", "metric__code", "release__label"]
    ordering = ["-since", "-pk"]


@admin.register(PublishedCell)
class PublishedCellAdmin(ReadAdmin):
    """The very cells that everybody reads on the pages."""

    list_display = ["slice", "group", "status", "n", "rate_text", "release"]
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

    @admin.display(description=gettext_lazy("release"))
    def release(self, cell):
        return cell.publication.release


class WithdrawForm(ActionForm):
    reason = forms.CharField(
        required=False, max_length=200, label=gettext_lazy("Why it is withdrawn")
    )


@admin.register(Slice)
class SliceAdmin(ReadAdmin):
    list_display = ["place", "segment", "pathway", "metric", "cohort_label"]
    list_filter = ["segment", "metric", "cohort"]
    list_select_related = ["organization", "county", "region", "pathway", "metric"]
    search_fields = ["organization__name", "county__name", "pathway__title", "metric__code"]
    ordering = ["-pk"]
    action_form = WithdrawForm
    actions = ["withdraw_selected", "download_csv"]

    @admin.display(description=gettext_lazy("place"))
    def place(self, one):
        return one.place

    @admin.action(
        description=gettext_lazy("Withdraw what is published: pages say “being corrected”"),
        permissions=["view"],
    )
    def withdraw_selected(self, request, queryset):
        reason = request.POST.get("reason", "").strip()
        if not reason:
            self.tell(request, _("Write why it is withdrawn beside the action."), messages.ERROR)
            return
        count = sum(withdraw(one, by=request.user, reason=reason) for one in queryset)
        self.tell(
            request,
            ngettext("%s figure was withdrawn.", "%s figures were withdrawn.", count) % count,
        )
