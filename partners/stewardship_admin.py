"""Admin pages of records that people keep true: verify with one button, find what is due."""

from django.contrib import admin, messages
from django.db.models import DateField, Func
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from partners import actions, rights
from partners.scoped_admin import ScopedAdmin
from partners.stewarded_form import StewardedForm, has_changed_facts
from pathways_portal.common.enums import EditingStatus

DATE = DateField()
SOURCE_FIELDS = ("source", "source_url", "as_of")


class ReviewDueOn(Func):
    """The day a record must be confirmed again, in SQL; Stewarded.review_due_on in Python."""

    arg_joiner = " + make_interval(months => "
    template = "(%(expressions)s))::date"


class ReviewFilter(admin.SimpleListFilter):
    """Where a record stands with its review."""

    title = gettext_lazy("review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [
            ("due", gettext_lazy("Due: published, review date has passed")),
            ("fresh", gettext_lazy("Verified, not due yet")),
            ("never", gettext_lazy("Not verified yet")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "never":
            return queryset.filter(verified_on__isnull=True)
        if self.value() not in {"due", "fresh"}:
            return queryset
        dated = queryset.filter(verified_on__isnull=False).alias(
            review_due=ReviewDueOn("verified_on", "review_every", output_field=DATE)
        )
        today = timezone.localdate()
        if self.value() == "due":
            return dated.filter(status=EditingStatus.PUBLISHED, review_due__lt=today)
        return dated.filter(review_due__gte=today)


def stewardship_fieldset(*without):
    """The last part of a form: where the record comes from, and who keeps it true."""
    fields = (
        *SOURCE_FIELDS,
        "status",
        "owner",
        ("verified_on", "verified_by"),
        "review_every",
        "is_sample",
    )
    return (
        gettext_lazy("Source and verification"),
        {"fields": [name for name in fields if name not in without]},
    )


class StewardedAdmin(ScopedAdmin):
    """Adds to the form and the list: verified by whom and when, and the button that says so.

    Saving does not verify by itself: mending one field is not having read them all. "Save and
    verify" says both; "Verified, nothing changed" says only that the record is right as it is.
    A fact that is changed by a plain save, in the record or in its parts, takes the earlier
    verification away. Whoever changed it is its source from then on, unless they name another.
    """

    form = StewardedForm
    actions = ["verify_selected", "unverify_selected", "download_csv"]
    staff_fields = ("is_sample",)
    readonly_fields = ("verified_on", "verified_by")
    stewardship_fieldset = stewardship_fieldset()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_verify"
        verify = self.admin_site.admin_view(self.verify_view)
        return [path("<path:object_id>/verify/", verify, name=name), *super().get_urls()]

    @method_decorator(require_POST)
    def verify_view(self, request, object_id):
        """The button "Verified, nothing changed"."""
        record = self.get_object(request, object_id)
        actions.verify_unchanged(record, by=request.user)
        self.tell(request, _("“%s” is verified as of today.") % record)
        info = (self.opts.app_label, self.opts.model_name)
        return HttpResponseRedirect(
            reverse(
                "admin:{}_{}_change".format(*info),
                args=[record.pk],
                current_app=self.admin_site.name,
            )
        )

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return super().changeform_view(
            request, object_id, form_url, {"is_stewarded": True} | (extra_context or {})
        )

    def get_fieldsets(self, request, obj=None):
        """Whoever may change the record sends along which state of it they saw."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, (None, {"fields": ["seen_event"], "classes": ["hidden-fields"]})]

    def save_model(self, request, obj, form, change):
        facts = form.changed_facts if change else []
        if facts and "source" not in form.changed_data:
            self._name_source(request, obj)
        if "_verify" in request.POST:
            obj.verified_on, obj.verified_by = timezone.localdate(), request.user
        elif facts and obj.verified_on:
            self._take_verification(request, obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        record = form.instance
        if "_verify" in request.POST or not record.verified_on:
            return
        if any(has_changed_facts(formset) for formset in formsets):
            self._take_verification(request, record)
            record.save(update_fields=["verified_on", "verified_by"])

    def _take_verification(self, request, record):
        record.verified_on = record.verified_by = None
        self.tell(
            request,
            _(
                "“%s” is not verified any more, because a fact was changed. Read it through "
                "and press “Verified, nothing changed”."
            )
            % record,
            messages.WARNING,
        )

    def _name_source(self, request, obj):
        """What a person typed is not what the old source says."""
        stated_by = actions.stated_by(obj, by=request.user)
        before = obj.source.partition(actions.BEFORE)[2] or obj.source
        obj.source = f"{stated_by}{actions.BEFORE}{before}"[:300] if before else stated_by
        obj.source_url, obj.as_of = "", timezone.localdate()
        self.tell(
            request,
            _(
                "Its source now reads “%(source)s”, as of today, because a fact was changed. Name "
                "another source if somebody else states it."
            )
            % {"source": stated_by},
        )

    @admin.action(
        description=gettext_lazy("Verified, nothing changed: the selected records"),
        permissions=["change"],
    )
    def verify_selected(self, request, queryset):
        mine = rights.editable(request.user, queryset)
        chosen = queryset.count()  # afterwards a list filtered by review holds others
        count = actions.verify_all_unchanged(mine, by=request.user)
        self.tell(
            request,
            ngettext("%d record is verified.", "%d records are verified.", count) % count,
        )
        self._tell_left_alone(request, chosen - count)

    @admin.action(
        description=gettext_lazy("Not verified after all: the selected records"),
        permissions=["change"],
    )
    def unverify_selected(self, request, queryset):
        mine = rights.editable(request.user, queryset)
        chosen = queryset.count()
        count = actions.take_verification_back(mine, by=request.user)
        self.tell(
            request,
            ngettext(
                "%d record is not verified any more.",
                "%d records are not verified any more.",
                count,
            )
            % count,
        )
        self._tell_left_alone(request, chosen - count)

    def _tell_left_alone(self, request, left):
        if left:
            self.tell(
                request,
                ngettext(
                    "%d record was left alone: you may only read it.",
                    "%d records were left alone: you may only read them.",
                    left,
                )
                % left,
                messages.WARNING,
            )
