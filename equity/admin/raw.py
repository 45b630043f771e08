"""The one page that shows raw counts: to permitted staff, of their own organization, logged.

Each look is on record before anything is shown. Nothing of it is kept by a browser or a cache, and
no search engine may follow it.
"""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from equity.admin.cells import ReadAdmin
from equity.models import Metric, Release
from equity.models.raw import RawCell, RawCellView
from partners import rights
from partners.models import Organization

PERMISSION = "equity.view_unsuppressed_counts"
ROWS_PER_PAGE = 100


class AskForm(forms.Form):
    """Which counts: always of one release, and of one organization for whoever is not staff."""

    release = forms.ModelChoiceField(
        Release.objects.order_by("-created_at", "-pk"), label=gettext_lazy("Release")
    )
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=gettext_lazy("Organization"), required=False
    )
    metric = forms.ModelChoiceField(
        Metric.objects.order_by("order", "pk"), label=gettext_lazy("Metric"), required=False
    )
    cohort = forms.CharField(max_length=7, label=gettext_lazy("Cohort"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        if rights.is_staff(user):
            field.queryset = Organization.objects.filter(slices__isnull=False).distinct()
            field.empty_label = _("All, counties and the region too")
        else:
            field.queryset = rights.organizations(user)
            field.required = True
        field.queryset = field.queryset.order_by("name", "pk")


def may_look(user):
    return rights.is_staff(user) or (
        user.is_active and user.has_perm(PERMISSION) and rights.is_editor(user)
    )


@admin.register(RawCell)
class RawCellAdmin(ReadAdmin):
    """One list, and nothing else: no page of a row, no export, no search."""

    actions = None

    def has_module_permission(self, request):
        return may_look(request.user)

    def has_view_permission(self, request, obj=None):
        return may_look(request.user)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        raise Http404

    def history_view(self, request, object_id, extra_context=None):
        raise Http404

    @method_decorator(never_cache)
    def changelist_view(self, request, extra_context=None):
        if not may_look(request.user):
            raise PermissionDenied
        form = AskForm(request.GET or None, user=request.user)
        page = None
        if request.GET and form.is_valid():
            page = self._page(request, form.cleaned_data)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Raw counts"),
            "form": form,
            "page": page,
        }
        response = TemplateResponse(request, "admin/equity/raw_counts.html", context)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    def _page(self, request, asked):
        """The counts asked for. That they were looked at is committed before they are read."""
        number = request.GET.get("page", "1")
        filters = {
            "slice__organization": asked["organization"],
            "slice__metric": asked["metric"],
            "slice__cohort": asked["cohort"],
        }
        codes = [asked["metric"] and asked["metric"].code, asked["cohort"], f"page {number}"]
        with transaction.atomic():
            RawCellView.objects.create(
                user=request.user,
                organization=asked["organization"],
                release=asked["release"],
                asked=" · ".join(filter(None, codes))[:300],
            )
        cells = RawCell.objects.filter(
            release=asked["release"], **{name: one for name, one in filters.items() if one}
        ).select_related(
            "group__dimension",
            "slice__organization",
            "slice__county",
            "slice__region",
            "slice__pathway",
            "slice__metric",
        )
        return Paginator(
            cells.order_by("slice_id", "group__dimension__order", "pk"), ROWS_PER_PAGE
        ).get_page(number)


@admin.register(RawCellView)
class RawCellViewAdmin(ReadAdmin):
    """Who looked at raw counts, of what, and when: for the portal's staff."""

    list_display = ["at", "user", "organization", "release", "asked"]
    list_select_related = ["user", "organization", "release"]
    search_fields = ["user__email", "organization__name"]
    ordering = ["-at", "-pk"]
