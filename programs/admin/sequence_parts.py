"""The parts of a sequence in its form: choices of courses, and steps, judged together."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.forms import Script, TypedChoiceField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.part_formset import OwnParts
from partners.scoped_admin import ScopedInline
from programs import course_order
from programs.models import ChoiceGroup, SequenceStep

# Before the prefix of a choice that was typed in the same form and has no key yet.
NEW = "new:"


class ChoiceParts(OwnParts):
    """Choices of courses. `steps`, the rows of courses in the same form, are set by the page."""

    steps = None

    @cached_property
    def by_value(self):
        """{what a step sends along: the form of the choice it means}."""
        on_file = {str(form.instance.pk): form for form in self.initial_forms}
        typed = {f"{NEW}{form.prefix}": form for form in self.extra_forms if form.has_changed()}
        return on_file | typed

    def clean(self):
        super().clean()
        if self.steps is None or self.steps.has_unclear_rows:
            return
        for form in self.staying:
            choice = form.instance
            there = sum(step.choice == choice for step in self.steps.rows)
            if there < choice.required:
                form.add_error(None, self._too_few(choice, there))

    def _too_few(self, choice, there):
        return _(
            "“%(choice)s” asks for more courses than it has (asked: %(required)d, there: "
            "%(there)d). Pick this choice at more of the courses below, or ask for fewer."
        ) % {"choice": choice, "required": choice.required, "there": there}


class StepParts(OwnParts):
    """Courses at their places. `choices`, the choices in the same form, are set by the page."""

    choices = None

    def add_fields(self, form, index):
        super().add_fields(form, index)
        field = form.fields.get("choice")
        if field is not None and self.choices is not None:
            form.fields["choice"] = TypedChoiceField(
                choices=[("", "—"), *self._offered],
                coerce=self._choice,
                empty_value=None,
                required=False,
                label=field.label,
                help_text=field.help_text,
            )

    @cached_property
    def _offered(self):
        """The choices of this sequence, also those typed in the same form: read once for all."""
        return [(value, form["title"].value()) for value, form in self.choices.by_value.items()]

    def _choice(self, value):
        form = self.choices.by_value.get(str(value))
        if form is None:
            raise ValueError
        return form.instance

    @property
    def has_unclear_rows(self):
        """Whether a row has to be mended before the rows can be counted."""
        return any(not (form.is_valid() or self._should_delete_form(form)) for form in self.forms)

    @property
    def rows(self):
        """The steps that are there once all is saved, also those that others added meanwhile."""
        return [*self.rows_not_shown(), *(form.instance for form in self.staying)]

    def clean(self):
        super().clean()
        self._refuse_deleted_choices()
        self._refuse_wrong_order()

    def _refuse_deleted_choices(self):
        if self.choices is None:
            return
        for choice in self.choices.forms:
            if not (choice.is_valid() and self.choices._should_delete_form(choice)):
                continue
            for form in self.staying:
                if form.instance.choice == choice.instance:
                    form.add_error(
                        "choice",
                        _(
                            "This choice is to be deleted. Pick another one here, or none, or "
                            "keep it above."
                        ),
                    )

    def _refuse_wrong_order(self):
        """Say at its row which course comes before what it asks for."""
        forms = {form.instance.course_id: form for form in self.staying}
        places = {row.course_id: row.place for row in self.rows}
        program = self.instance.program if self.instance.program_id else None
        for wrong in course_order.misplaced(places, segment=program and program.segment):
            if wrong.course not in forms:
                raise ValidationError(wrong.words)
            forms[wrong.course].add_error(None, wrong.words)


class ChoiceGroupInline(ScopedInline):
    model = ChoiceGroup
    formset = ChoiceParts
    verbose_name = gettext_lazy("choice")
    verbose_name_plural = gettext_lazy("choices, such as “2 of these 4”")
    fields = ["title", "required", "title_es", "title_es_reviewed_on"]
    ordering = ["title", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("sequence")


class SequenceStepInline(ScopedInline):
    model = SequenceStep
    formset = StepParts
    template = "admin/programs/sequence/steps.html"
    verbose_name = gettext_lazy("course")
    verbose_name_plural = gettext_lazy("courses in their order")
    fields = ["place", "order", "course", "choice", "kind", "is_work_based"]
    autocomplete_fields = ["course"]
    ordering = ["place", "order", "pk"]

    class Media:
        js = [
            Script("js/step_order.js", defer=True),
            Script("js/step_choices.js", defer=True),
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("sequence", "course", "choice")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "course" and field is not None:
            # A row is short: a course that is missing can be added, others are one search away.
            field.widget.can_change_related = field.widget.can_view_related = False
        return field
