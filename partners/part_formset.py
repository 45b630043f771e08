"""The parts of a record in its form."""

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import UniqueConstraint
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _


class OwnParts(BaseInlineFormSet):
    """Refuses a row that is no part of this record, and one that repeats another.

    Django passes over the first in silence: a row of another record, sent on purpose, or one that
    somebody else deleted while this form was open. What was typed there would be lost unsaid.
    Of the rules that a value stands only once it compares only the plainest from row to row, and
    asks the database about none that names the record itself; it would answer with a fault.
    """

    def clean(self):
        if any(form.instance.pk is None for form in self.initial_forms):
            raise ValidationError(
                _(
                    "A row below is not, or no longer, a part of this record; nothing was saved. "
                    "Load the page again and repeat the change."
                )
            )
        self._refuse_repeats()
        super().clean()

    @property
    def _rules(self):
        """What the database lets stand only once in a record."""
        rules = self.model._meta.constraints
        return [r for r in rules if isinstance(r, UniqueConstraint) and self.fk.name in r.fields]

    def _refuse_repeats(self):
        """Say at its row what the database would refuse once all rows are written."""
        staying = self.staying
        others = self.rows_not_shown() if staying else []
        for rule in self._rules:
            taken = {self._place(rule, row) for row in others}
            for form in staying:
                place = self._place(rule, form.instance)
                if place is not None and place in taken:
                    form.add_error(None, rule.get_violation_error_message())
                taken.add(place)

    @property
    def staying(self):
        """Forms, right in themselves, of the rows that are there once all is saved."""
        return [form for form in self.forms if self._stays(form)]

    def _stays(self, form):
        is_row = form.instance.pk is not None or form.has_changed()
        return is_row and form.is_valid() and not self._should_delete_form(form)

    def rows_not_shown(self):
        """Rows of the record that the form does not hold: added by others since it was opened."""
        if self.instance.pk is None:
            return []
        shown = [form.instance.pk for form in self.initial_forms]
        rows = self.model._default_manager.filter(**{self.fk.name: self.instance})
        return list(rows.exclude(pk__in=shown))

    def _place(self, rule, row):
        """What the row takes for itself alone by this rule, beside the record; None for nothing."""
        if rule.condition and not rule.condition.check(_values(row)):
            return None
        names = (row._meta.get_field(name).attname for name in rule.fields if name != self.fk.name)
        place = tuple(getattr(row, name) for name in names)
        return None if None in place and rule.nulls_distinct is not False else place

    # --- Saving: rows may change places ---------------------------------------------------------

    def save(self, commit=True):
        if commit:
            with connection.cursor() as cursor:
                # What stands only once is counted when all rows are written, where a rule can wait.
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        return super().save(commit)

    def save_existing_objects(self, commit=True):
        """As Django's, but rows go before others take their place, and give it up before too.

        A rule with a condition, such as the one main site, cannot wait for the last row.
        """
        self.changed_objects, self.deleted_objects, saved = [], [], []
        for form in sorted(self.initial_forms, key=self._turn):
            row = form.instance
            if self._should_delete_form(form):
                self.deleted_objects.append(row)
                self.delete_existing(row, commit=commit)
            elif form.has_changed():
                self.changed_objects.append((row, form.changed_data))
                saved.append(self.save_existing(form, row, commit=commit))
                if not commit:
                    self.saved_forms.append(form)
        return saved

    def _turn(self, form):
        if self._should_delete_form(form):
            return -1
        conditions = [rule.condition for rule in self._rules if rule.condition]
        return sum(condition.check(_values(form.instance)) for condition in conditions)


def _values(row):
    return {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
