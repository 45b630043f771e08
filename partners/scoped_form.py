"""Forms of the admin that offer only rows their user may choose."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db.models import Q, TextField, URLField
from django.utils.text import capfirst

from partners import rights


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
