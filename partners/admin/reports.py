"""What readers say is wrong: the coordinators of the record's owner answer."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partners import actions, rights
from partners.enums import ReportState
from partners.models import ProblemReport
from partners.scoped_admin import ScopedAdmin, own_related


@admin.register(ProblemReport)
class ProblemReportAdmin(ScopedAdmin):
    """Readers write, coordinators answer: only state and answer can be changed here."""

    list_display = ["about", "organization", "state", "created_at", "resolved_on"]
    list_filter = ["state", own_related("organization"), "language"]
    list_select_related = ["organization"]
    search_fields = ["about", "message", "answer", "organization__name"]
    ordering = ["-created_at", "-pk"]
    date_hierarchy = "created_at"
    actions = ["mark_mended", "mark_declined", "download_csv"]
    readonly_fields = [
        "about",
        "page",
        "message",
        "reply_to",
        "language",
        "created_at",
        "resolved_on",
        "resolved_by",
    ]
    staff_fields = ("organization",)
    autocomplete_fields = ["organization"]
    fieldsets = [
        (
            _("What the reader says"),
            {"fields": ["about", "page", "message", "reply_to", "language", "created_at"]},
        ),
        (
            _("What you did"),
            {"fields": ["organization", "state", "answer", "resolved_on", "resolved_by"]},
        ),
    ]

    def save_model(self, request, obj, form, change):
        actions.answer_report(obj, by=request.user)

    def _settle(self, request, queryset, state):
        mine = rights.editable(request.user, queryset)
        count = actions.settle_reports(mine, state=state, by=request.user)
        self.tell(
            request, ngettext("%d report is settled.", "%d reports are settled.", count) % count
        )

    @admin.action(description=_("Mended: the selected reports"), permissions=["change"])
    def mark_mended(self, request, queryset):
        self._settle(request, queryset, ReportState.MENDED)

    @admin.action(description=_("Nothing to mend: the selected reports"), permissions=["change"])
    def mark_declined(self, request, queryset):
        self._settle(request, queryset, ReportState.DECLINED)
