"""Admin pages that obey partners.rights in every list, part, action and history."""

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects, display_for_field, label_for_field
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import BadRequest, FieldDoesNotExist, PermissionDenied
from django.db import router
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import actions, history, more_parts, rights, spreadsheet
from partners.part_formset import OwnParts
from partners.related_filter import OwnRelatedFilter
from partners.scoped_form import ScopedChoices
from pathways_portal.common.models import Sourced, Stewarded


class ScopedInline(ScopedChoices, admin.TabularInline):
    """Parts of a record: whoever may change the record may change its parts, others may look."""

    formset = OwnParts
    extra = 0
    show_change_link = False

    def get_queryset(self, request):
        return rights.visible(request.user, super().get_queryset(request))

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.user = request.user
        return formset

    def _may_edit(self, request, whole):
        if whole is None:
            return rights.can_add(request.user, self.parent_model)
        return rights.can_change(request.user, whole)

    def has_view_permission(self, request, obj=None):
        return rights.can_view(request.user, obj or self.parent_model)

    def has_add_permission(self, request, obj=None):
        return self._may_edit(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._may_edit(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may_edit(request, obj)


class ScopedAdmin(ScopedChoices, admin.ModelAdmin):
    """The admin of a table whose rows belong to organizations.

    A row out of the user's reach does not exist: its list, form, deletion and history answer 404.
    """

    list_per_page = 50
    show_full_result_count = False
    change_form_template = "admin/scoped_change_form.html"
    object_history_template = "admin/scoped_history.html"
    actions = ["download_csv"]
    # Fields that only staff may change; others read them.
    staff_fields: tuple[str, ...] = ()
    # (model, foreign key) of parts whose events belong to this record's history.
    history_parts: tuple[tuple[type, str], ...] = ()

    # --- who may do what ------------------------------------------------------------------------
    def has_module_permission(self, request):
        return rights.can_view(request.user, self.model)

    def has_view_permission(self, request, obj=None):
        return rights.can_view(request.user, obj or self.model)

    def has_add_permission(self, request):
        return rights.can_add(request.user, self.model)

    def has_change_permission(self, request, obj=None):
        return rights.can_change(request.user, obj or self.model)

    def has_delete_permission(self, request, obj=None):
        return rights.can_delete(request.user, obj or self.model)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if _is_autocomplete(request):
            return rows  # `get_search_results` leaves those that the form will accept
        return rights.visible(request.user, rows)

    def get_inlines(self, request, obj):
        return [*super().get_inlines(request, obj), *(part for part, _key in self._more_parts)]

    @property
    def _more_parts(self):
        return more_parts.parts_of(self.model)

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404(_("There is no such record, or it belongs to another organization."))
        return found

    def get_readonly_fields(self, request, obj=None):
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if rights.is_staff(request.user) else (*fields, *self.staff_fields)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user, form.written_later = request.user, frozenset(self.readonly_fields)
        return form

    def get_changeform_initial_data(self, request):
        """A user who edits for one organization need not choose it."""
        initial = super().get_changeform_initial_data(request)
        if not rights.is_staff(request.user):
            mine = list(rights.organizations(request.user)[:2])
            if len(mine) == 1:
                for name in rights.deciding_fields(self.model):
                    initial.setdefault(name, mine[0].pk)
        return initial

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if "_saveasnew" in request.POST and not self.save_as:
            # Django takes the word of the browser for it and makes a copy.
            raise BadRequest(_("Records are not copied here; add a new one instead."))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def changelist_view(self, request, extra_context=None):
        if ERROR_FLAG in request.GET and request.method == "GET":
            # Where Django sends a filter that means nothing, without saying so.
            words = _("The address asks for a filter that this list does not have; all is shown.")
            self.tell(request, words, messages.WARNING)
        return super().changelist_view(request, extra_context)

    # --- writing: the choices are narrowed already; this is the second lock -----------------------
    def save_model(self, request, obj, form, change):
        if not rights.can(request.user, "change" if change else "add", obj):
            raise PermissionDenied
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        whole = form.instance
        asks_for_source = "source" in formset.form.base_fields
        for part in formset.save(commit=False):
            if isinstance(whole, Stewarded) and isinstance(part, Sourced) and not asks_for_source:
                # What a person typed is not what the source of the whole says.
                part.source = actions.stated_by(whole, by=request.user)
                part.source_url, part.as_of = "", timezone.localdate()
            if not rights.can_change(request.user, part):
                raise PermissionDenied
        # Above: what parts would be. Here: what they still are, for some belong to others too.
        changed = {part.pk for part, _names in formset.changed_objects}
        deleted = {part.pk for part in formset.deleted_objects}
        for pks, mine in ((changed, rights.editable), (deleted, rights.deletable)):
            rows = formset.model._default_manager.filter(pk__in=pks)
            if pks and mine(request.user, rows).count() < len(pks):
                raise PermissionDenied
        formset.save()

    def get_deleted_objects(self, objs, request):
        """What deletion would take along; rows of others that stand in the way are only counted."""
        listed, counts, needed, protected = super().get_deleted_objects(objs, request)
        if protected and not rights.is_staff(request.user):
            needed = set()  # nothing is deleted while something stands in the way: say only that
            collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
            collector.collect(objs)
            shown = [o for o in collector.protected if rights.can_view(request.user, o)]
            others = len(collector.protected) - len(shown)
            protected = [f"{capfirst(o._meta.verbose_name)}: {o}" for o in shown]
            if others:
                protected.append(
                    ngettext(
                        "%d record of another organization",
                        "%d records of other organizations",
                        others,
                    )
                    % others
                )
        return listed, counts, needed, protected

    def get_search_results(self, request, queryset, search_term):
        """The choices of a search field are those the form will accept."""
        if _is_autocomplete(request):
            asked = request.GET
            try:
                model = apps.get_model(asked["app_label"], asked["model_name"])
                allowed = rights.choices(request.user, model._meta.get_field(asked["field_name"]))
            except (KeyError, LookupError, FieldDoesNotExist):
                raise PermissionDenied from None
            queryset = queryset.filter(pk__in=allowed.order_by().values("pk"))
        return super().get_search_results(request, queryset, search_term)

    # --- history ----------------------------------------------------------------------------------
    def history_view(self, request, object_id, extra_context=None):
        """Every change of the record and its parts, by whatever way it came."""
        record = self.get_object(request, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        # Parts of a row of the whole region, such as programs on a pathway, belong to many.
        is_shared = rights.rule_for(record).shown is not None
        shared = is_shared and not rights.is_staff(request.user)
        more = [(part.model, key) for part, key in self._more_parts]
        parts = () if shared else [*self.history_parts, *more]
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of “%s”") % record,
            "subtitle": None,
            "entries": history.timeline(record, parts=parts),
            "latest": history.LATEST,
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "object": record,
            "opts": self.opts,
            "preserved_filters": self.get_preserved_filters(request),
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.object_history_template, context)

    # --- export -----------------------------------------------------------------------------------
    def csv_fields(self, request):
        """Names of the columns of the export: what the model holds, except internals."""
        return [
            column.name
            for column in self.opts.concrete_fields
            if column.name not in {"id", "loaded_fingerprint", "password"}
        ]

    def _csv_cell(self, record, name):
        column = self.opts.get_field(name)
        value = getattr(record, name)
        if column.flatchoices:
            return display_for_field(value, column, "")
        return value

    @admin.action(
        description=gettext_lazy("Download the selected rows (CSV)"), permissions=["view"]
    )
    def download_csv(self, request, queryset):
        names = self.csv_fields(request)
        keys = [n for n in names if self.opts.get_field(n).is_relation]
        rows = rights.visible(request.user, queryset).select_related(None).select_related(*keys)
        return spreadsheet.download(
            f"{self.opts.model_name}-{timezone.localdate().isoformat()}.csv",
            [capfirst(label_for_field(name, self.model, self)) for name in names],
            ([self._csv_cell(row, name) for name in names] for row in rows),
        )

    def tell(self, request, words, level=messages.SUCCESS):
        self.message_user(request, words, level)


def _is_autocomplete(request):
    """Whether a search field asks for the rows it may offer."""
    return bool(request.resolver_match and request.resolver_match.url_name == "autocomplete")


class ReferenceAdmin(ScopedAdmin):
    """A table of the whole region: every member may look things up, staff keeps it."""


def own_related(name):
    """A list filter over a foreign key that offers only values of rows the user sees."""
    return (name, OwnRelatedFilter)
