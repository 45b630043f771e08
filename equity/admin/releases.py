"""Releases: a file is uploaded, looked at as a preview, and published, discarded or withdrawn."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from equity import tasks
from equity.admin import withdraw_words
from equity.admin.release_preview import answered, put, refuse_large, waiting
from equity.enums import ReleaseStatus
from equity.importing import Refused, load
from equity.models import Release
from equity.publication import (
    Unsafe,
    draft_to_discard,
    prepared,
    publish,
    withdraw_release,
)
from partners import rights
from partners.scoped_admin import ReferenceAdmin
from pathways_portal.common.outbox.tasks import is_eager


def _day(moment):
    """The day of a moment as pages print it, on the region's clock; None for none."""
    return moment and date_format(localtime(moment), "j M Y")


def _what_became(release, plan):
    """What publishing did, in a sentence: how many figures are new, how many cohorts are held."""
    values = {"label": release.label, "cells": f"{len(plan.fresh):,}", "held": len(plan.held)}
    if plan.held:
        return (
            ngettext(
                "“%(label)s” is published: %(cells)s figures. %(held)s cohort of a measure is "
                "held: its earlier figures stand.",
                "“%(label)s” is published: %(cells)s figures. %(held)s cohorts of measures are "
                "held: their earlier figures stand.",
                values["held"],
            )
            % values
        )
    return _("“%(label)s” is published: %(cells)s figures.") % values


class UploadForm(forms.Form):
    """The file, and what readers see of the release."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV in UTF-8: counts by group, never students."),
    )
    label = forms.CharField(
        max_length=120,
        label=gettext_lazy("Label"),
        help_text=gettext_lazy("Name readers see, such as Fall 2026 release."),
    )
    source = forms.CharField(max_length=300, label=gettext_lazy("Source"))
    source_url = forms.URLField(
        required=False, label=gettext_lazy("Source address"), assume_scheme="https"
    )
    is_synthetic = forms.BooleanField(
        required=False, label=gettext_lazy("Synthetic: made up to show how the portal works")
    )
    note = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}), label=gettext_lazy("Note")
    )


@admin.register(Release)
class ReleaseAdmin(ReferenceAdmin):
    # Days alone, so that the list fits beside its filters; the record has the hour and the person.
    list_display = ["label", "status", "is_synthetic", "loaded_on", "published_on"]
    list_filter = ["status", "is_synthetic"]
    search_fields = ["label", "file_name"]
    ordering = ["-created_at", "-pk"]
    readonly_fields = [
        "file_name",
        "sha256",
        "status",
        "created_by",
        "created_at",
        "published_at",
    ]
    change_form_template = "admin/equity/release_change_form.html"

    @admin.display(description=gettext_lazy("loaded at"), ordering="created_at")
    def loaded_on(self, release):
        return _day(release.created_at)

    @admin.display(description=gettext_lazy("published at"), ordering="published_at")
    def published_on(self, release):
        return _day(release.published_at)

    def has_delete_permission(self, request, obj=None):
        return False  # a draft is discarded; what was published is kept

    def get_urls(self):
        found = []
        for name in ("preview", "here", "again", "publish", "discard", "withdraw"):
            view = self.admin_site.admin_view(getattr(self, f"{name}_view"))
            found.append(path(f"<int:object_id>/{name}/", view, name=f"equity_release_{name}"))
        return [*found, *super().get_urls()]

    @method_decorator(never_cache)
    def add_view(self, request, form_url="", extra_context=None):
        """The upload: a draft, or what is wrong with the file, line by line."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        refused = []
        if request.method == "POST" and form.is_valid():
            fields = dict(form.cleaned_data)
            file = fields.pop("file")
            try:
                loaded = load(file, name=file.name, by=request.user, **fields)
            except Refused as error:
                refused = error.sentences
            else:
                self.tell(
                    request,
                    loaded.sentence,
                    messages.SUCCESS if loaded.is_new else messages.WARNING,
                )
                return self._to("preview" if loaded.is_new else "change", loaded.release)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Upload a release"),
            "form": form,
            "refused": refused,
        }
        return TemplateResponse(request, "admin/equity/release_upload.html", context)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def here_view(self, request, object_id):
        """The preview, worked out while the browser waits, where there is no queue. It is the
        answer itself: what is kept is known to this process alone.
        """
        if request.method != "POST":  # the address was kept, or opened again
            return self._to("preview", self._release(request, object_id))
        return self.preview_view(request, object_id, is_waited_for=True)

    @method_decorator(never_cache)
    def preview_view(self, request, object_id, is_waited_for=False):
        """The preview, or why there is none yet."""
        release = self._release(request, object_id)
        if release.status == ReleaseStatus.PUBLISHED:
            return self._to("change", release)  # published while somebody waited here
        release = self._draft(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Preview of “%s”") % release.label,
            "original": release,
            "refusal": prepared.refusal(release),
        }
        if prepared.is_being_published(release):
            return waiting(request, context | {"is_publishing": True})
        return answered(request, context, is_waited_for=is_waited_for)

    @method_decorator(require_POST)
    def again_view(self, request, object_id):
        """Ask anew for a preview: a worker may have died, or said that something was wrong."""
        release = self._draft(request, object_id)
        prepared.forget(release)
        return self._to("preview", release)

    @method_decorator(require_POST)
    def publish_view(self, request, object_id):
        release = self._draft(request, object_id)
        try:
            refuse_large(release)
            if not is_eager():
                if asked := prepared.ask_for_publication(release):
                    put(
                        release,
                        tasks.publish_release,
                        request.user.pk,
                        asked.isoformat(),
                        otherwise=gettext_noop(
                            "The task queue does not answer, so the release was not published. "
                            "Publish it later from its preview."
                        ),
                    )
                return self._to("preview", release)
            plan = publish(
                release,
                by=request.user,
                note=lambda: self.log_change(request, release, "Published"),
            )
        except Unsafe as unsafe:
            self.tell(request, str(unsafe), messages.ERROR)
            return self._to("preview", release)
        self.tell(request, _what_became(release, plan))
        return self._to("change", release)

    @method_decorator(require_POST)
    def discard_view(self, request, object_id):
        release = self._draft(request, object_id)
        if prepared.is_being_published(release):
            return self._to("preview", release)
        try:
            with transaction.atomic():
                draft = draft_to_discard(release)
                self.log_deletions(request, Release.objects.filter(pk=release.pk))
                draft.delete()
        except Unsafe as unsafe:  # begun after we looked
            self.tell(request, str(unsafe), messages.ERROR)
            return self._to("preview", release)
        self.tell(request, _("The draft “%s” and its counts are gone.") % release.label)
        return HttpResponseRedirect(reverse("admin:equity_release_changelist"))

    @method_decorator([never_cache, require_http_methods(["GET", "HEAD", "POST"])])
    def withdraw_view(self, request, object_id):
        """Says what would go from which pages; withdraws it once confirmed, with a reason."""
        release = self._release(request, object_id)
        if release.status != ReleaseStatus.PUBLISHED:
            return self._to("change", release)
        reason = request.POST.get("reason", "").strip()
        if request.method == "POST" and not reason:
            self.tell(request, _("Write why the release is withdrawn."), messages.ERROR)
        if not (reason and request.POST.get("confirmed")):
            context = {
                **self.admin_site.each_context(request),
                **withdraw_words.asked(publication__release=release),
                "opts": self.opts,
                "title": _("Withdraw “%s”?") % release.label,
                "original": release,
                "list_url": reverse("admin:equity_release_changelist"),
                "back_url": reverse("admin:equity_release_change", args=[release.pk]),
                "reason": reason,
            }
            return TemplateResponse(request, "admin/equity/withdraw.html", context)
        count = withdraw_release(release, by=request.user, reason=reason)
        self.log_change(request, release, f"Withdrawn: {reason}"[:300])
        words = _("“%(label)s” is withdrawn: %(cells)s figures say “being corrected”.")
        self.tell(request, words % {"label": release.label, "cells": f"{count:,}"})
        return self._to("change", release)

    def _release(self, request, object_id):
        release = self.get_object(request, str(object_id))
        if not rights.can_change(request.user, release):
            raise PermissionDenied
        return release

    def _draft(self, request, object_id):
        release = self._release(request, object_id)
        if release.status != ReleaseStatus.DRAFT:
            raise Http404(_("This release is no draft."))
        return release

    def _to(self, name, release):
        return HttpResponseRedirect(reverse(f"admin:equity_release_{name}", args=[release.pk]))
