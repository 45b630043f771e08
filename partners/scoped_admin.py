"""Admin pages that obey partners.rights in every list, form, choice, part, action and history."""

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects, display_for_field, label_for_field
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import (
    BadRequest,
    FieldDoesNotExist,
    PermissionDenied,
    ValidationError,
)
from django.db import router
from django.db.models import Q, TextField, URLField
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import actions, history, more_parts, rights, spreadsheet
from partners.part_formset import OwnParts
from partners.related_filter import OwnRelatedFilter
from pathways_portal.common.models import Sourced, Stewarded


class LinesField(forms.CharField):
    """Text of several lines. Browsers send their ends as two characters; on file they are one.

    Otherwise a form that nobody touched would count as changed, and take a verification away.
    """

    def to_python(self, value):
        return super().to_python(_with_plain_ends(value))

    def has_changed(self, initial, data):
        return super().has_changed(_with_plain_ends(initial), _with_plain_ends(data))


def _with_plain_ends(text):
    return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text


class ScopedForm(forms.ModelForm):
    """A form that offers only rows its user may choose, and keeps a choice made by others.

    `user` is set on the class that the admin makes for one request, and `written_later`: fields
    that are not in the form because the page fills them itself when it saves.
    """

    user = None
    written_later = frozenset()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        deciding = rights.deciding_fields(self._meta.model)
        for name, field in self.fields.items():
            if not isinstance(field, forms.ModelChoiceField) or field.queryset is None:
                continue
            current = getattr(self.instance, f"{name}_id", None)
            if current is not None and not isinstance(field, forms.ModelMultipleChoiceField):
                loaded = self.instance._state.fields_cache.get(name)
                widget = getattr(field.widget, "widget", field.widget)
                if loaded is not None and isinstance(widget, KnownAutocomplete):
                    widget.known = loaded
                # A choice that staff or another tool made stays valid while nobody changes it.
                rows = field.queryset.model._default_manager
                ids = field.queryset.order_by().values("pk")
                field.queryset = rows.filter(Q(pk__in=ids) | Q(pk=current))
            if name in deciding and not rights.is_staff(self.user):
                # Without it the row would be nobody's, and gone from this user's list.
                field.required = True

    def _post_clean(self):
        """Django leaves out every rule that names a field which is not in the form.

        Here such a field keeps its value, so the rule can be asked; what it says stands at a field
        that the user can mend.
        """
        super()._post_clean()
        unsure = self._get_validation_exclusions()
        shown = [name for name in self.fields if name not in unsure]
        kept = {field.name for field in self.instance._meta.concrete_fields}
        kept -= {*self.fields, *self.written_later}
        for rule in self.instance._meta.constraints:
            names = _fields_of(rule)
            mine = [name for name in shown if name in names]
            if not mine or not names & kept or not names <= kept.union(shown):
                continue
            try:
                rule.validate(type(self.instance), self.instance)
            except ValidationError as refused:
                self.add_error(mine[0], refused.messages)


def _fields_of(rule):
    """Names of the fields that a constraint speaks of."""
    names = set(getattr(rule, "fields", ()))
    return names | getattr(getattr(rule, "condition", None), "referenced_base_fields", set())


class KnownAutocomplete(AutocompleteSelect):
    """The admin's search field for a key; prints a row already loaded without asking again."""

    known = None

    def optgroups(self, name, value, attr=None):
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        empty = (
            [] if self.is_required else [(None, [self.create_option(name, "", "", False, 0)], 0)]
        )
        label = self.choices.field.label_from_instance(self.known)
        chosen = self.create_option(name, self.known.pk, label, True, 0)
        return [*empty, (None, [chosen], 0)]


class ScopedChoices:
    """Fields of a form: foreign keys offer only rows that rights let the user choose, so that a
    tampered id is refused at its field; sets of choices are boxes to tick.
    """

    form = ScopedForm
    # Keys to short tables: a menu that all rows of a form share, asked for once.
    menu_fields: tuple[str, ...] = ()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if "queryset" not in kwargs:
            kwargs["queryset"] = rights.choices(request.user, db_field)
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownAutocomplete(
                db_field, self.admin_site, using=kwargs.get("using")
            )
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name in self.menu_fields:
            field.choices = list(field.choices)
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, ArrayField) and db_field.base_field.choices:
            return forms.TypedMultipleChoiceField(
                choices=db_field.base_field.choices,
                required=not db_field.blank,
                label=capfirst(db_field.verbose_name),
                help_text=db_field.help_text,
                widget=forms.CheckboxSelectMultiple,
            )
        if isinstance(db_field, URLField):
            kwargs.setdefault("assume_scheme", "https")
        if isinstance(db_field, TextField) and not db_field.choices:
            kwargs.setdefault("form_class", LinesField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


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
        for part in formset.save(commit=False):
            if isinstance(whole, Stewarded) and isinstance(part, Sourced):
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
