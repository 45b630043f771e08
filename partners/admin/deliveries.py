"""E-mails going out: what became of each, and the two decisions that only a person can make."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import rights
from partners.two_facts import two_facts
from pathways_portal.common.outbox import kinds, queue
from pathways_portal.common.outbox import tasks as outbox
from pathways_portal.common.outbox.models import Delivery


class KindFilter(admin.SimpleListFilter):
    """Kinds by their words, as the list has them."""

    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [(name, kinds.label(name)) for name in kinds.names()]

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin):
    """For the portal's staff. Rows are read; released or closed, and each decision is logged."""

    # Two facts in a cell, so that the list fits beside its filters.
    list_display = ["kind_words", "sent_to", "standing", "server_words"]
    list_display_links = ["kind_words"]
    list_filter = ["state", KindFilter, "period", "language"]
    search_fields = ["address", "recipient", "message_id", "server_words"]
    ordering = ["-created_at", "-pk"]
    list_per_page = 50
    show_full_result_count = False
    actions = ["release", "close"]

    # --- who ------------------------------------------------------------------------------------
    def has_module_permission(self, request):
        return rights.is_staff(request.user)

    def has_view_permission(self, request, obj=None):
        return rights.is_staff(request.user)

    def has_decide_permission(self, request):
        return rights.is_staff(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    # --- what -----------------------------------------------------------------------------------
    @admin.display(description=gettext_lazy("Kind"), ordering="kind")
    def kind_words(self, row):
        """What is sent; under it for which period."""
        return two_facts(kinds.label(row.kind), row.period)

    @admin.display(description=gettext_lazy("address"), ordering="address")
    def sent_to(self, row):
        """Whom it goes to; under it what it is about."""
        return two_facts(row.address, row.scope)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def standing(self, row):
        """What became of it; under it how often it was tried, and when a worker last took it."""
        if not row.tries:
            return row.get_state_display()
        tries = ngettext("%d try", "%d tries", row.tries) % row.tries
        at = row.claimed_at and date_format(localtime(row.claimed_at), "j M Y, H:i")
        return two_facts(row.get_state_display(), ", ".join(filter(None, [tries, at])))

    @admin.action(
        description=gettext_lazy("Release: send the selected again, under the same Message-ID"),
        permissions=["decide"],
    )
    def release(self, request, queryset):
        """It may be a second copy: a person has looked and takes that on."""
        words = "Released: sent again under the same Message-ID. Before: {}"
        count = self._decide(request, queryset, queue.release, words)
        if count:
            outbox.soon()
        self._tell(
            request,
            count,
            ngettext("%d e-mail is released.", "%d e-mails are released.", count),
            _("None of them is failed or not known, so none was released."),
        )

    @admin.action(
        description=gettext_lazy("Close: do not send the selected"), permissions=["decide"]
    )
    def close(self, request, queryset):
        def close(row):
            return queue.close(row, f"Closed by a person. Before: {row.server_words or row.state}")

        count = self._decide(request, queryset, close, "Closed: not to be sent. Before: {}")
        self._tell(
            request,
            count,
            ngettext("%d e-mail is closed.", "%d e-mails are closed.", count),
            _("All of them were sent, are being sent or are closed already."),
        )

    def _decide(self, request, queryset, decide, words):
        """Do it to each row that still waits for a decision, and write down who did."""
        if not rights.is_staff(request.user):
            raise PermissionDenied
        count = 0
        for row in queryset:
            before = f"{row.state}, {row.server_words}"[:400]
            if decide(row):
                self.log_change(request, row, words.format(before))
                count += 1
        return count

    def _tell(self, request, count, done, nothing):
        if count:
            self.message_user(request, done % count, messages.SUCCESS)
        else:
            self.message_user(request, nothing, messages.WARNING)
