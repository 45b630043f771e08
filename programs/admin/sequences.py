"""Sequences: the courses of a program, in order, for whoever starts in one catalog year."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners import rights
from partners.scoped_admin import own_related
from partners.stewarded_form import StewardedForm
from partners.stewardship_admin import ReviewFilter, StewardedAdmin
from programs import course_order, sequence_actions
from programs.admin.sequence_parts import ChoiceGroupInline, SequenceStepInline
from programs.models import ChoiceGroup, Sequence, SequenceStep


class SequenceForm(StewardedForm):
    def clean(self):
        course_order.wait_for_turn()  # before the sequence itself is locked
        return super().clean()


@admin.register(Sequence)
class SequenceAdmin(StewardedAdmin):
    form = SequenceForm
    actions = ["copy_to_next_year", *StewardedAdmin.actions]
    list_display = ["program", "organization", "catalog_year", "pace", "status", "verified_on"]
    list_filter = [
        "status",
        ReviewFilter,
        own_related("program__organization"),
        own_related("program"),
        "catalog_year",
        "pace",
        "is_sample",
    ]
    list_select_related = ["program__organization"]
    search_fields = [
        "program__title",
        "program__title_es",
        "program__organization__name",
        "catalog_year",
    ]
    search_help_text = gettext_lazy("Title of the program, its school, or the catalog year.")
    autocomplete_fields = ["program", "owner"]
    ordering = ["program__title", "program__pk", "-catalog_year", "pace", "pk"]
    inlines = [ChoiceGroupInline, SequenceStepInline]
    history_parts = [(ChoiceGroup, "sequence"), (SequenceStep, "sequence")]
    fieldsets = [
        (gettext_lazy("What"), {"fields": ["program", ("catalog_year", "pace")]}),
        StewardedAdmin.stewardship_fieldset,
    ]

    @admin.display(description=gettext_lazy("organization"), ordering="program__organization__name")
    def organization(self, sequence):
        return sequence.program.organization

    def get_queryset(self, request):
        # A sequence is called by its program.
        return super().get_queryset(request).select_related(*self.list_select_related)

    def _create_formsets(self, request, obj, change):
        """As Django's, and choices and steps know each other, for neither can be judged alone."""
        formsets, inlines = super()._create_formsets(request, obj, change)
        parts = {formset.model: formset for formset in formsets}
        choices, steps = parts.get(ChoiceGroup), parts.get(SequenceStep)
        if choices is not None and steps is not None:
            choices.steps, steps.choices = steps, choices
        return formsets, inlines

    @admin.action(
        description=gettext_lazy("Copy to the next catalog year, as a draft"),
        permissions=["change"],
    )
    def copy_to_next_year(self, request, queryset):
        chosen = queryset.count()
        mine = list(rights.editable(request.user, queryset))
        for sequence in mine:
            try:
                copy = sequence_actions.copy_to_next_year(sequence, by=request.user)
            except ValidationError as refused:
                for words in refused.messages:
                    self.tell(request, words, messages.WARNING)
            else:
                self._tell_copied(request, copy)
        self._tell_left_alone(request, chosen - len(mine))

    def _tell_copied(self, request, copy):
        self.tell(
            request,
            _("“%s” is a draft now. Read it through before you publish it.") % copy,
        )
        places = dict(copy.steps.values_list("course", "place"))
        for wrong in course_order.misplaced(places, segment=copy.program.segment):
            self.tell(request, wrong.words, messages.WARNING)
