"""Parts of programs on pages of their own, to find and mend the same thing in many programs."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partners.scoped_admin import ScopedAdmin, own_related
from programs.models import Offering, PathwayProgram, ProgramOccupation


class PartAdmin(ScopedAdmin):
    """Whoever may change the program may change what is listed here."""

    search_help_text = _("Title of the program, or its school.")

    def get_queryset(self, request):
        # A part is called by what it joins.
        return super().get_queryset(request).select_related(*self.list_select_related)


@admin.register(Offering)
class OfferingAdmin(PartAdmin):
    list_display = ["program", "site", "academic_year", "format", "language", "cost"]
    list_filter = [
        "academic_year",
        "format",
        "language",
        own_related("program__organization"),
        "is_sample",
    ]
    list_select_related = ["program", "site__organization"]
    search_fields = ["program__title", "program__title_es", "program__organization__name"]
    autocomplete_fields = ["program", "site"]
    ordering = ["program__title", "-academic_year", "pk"]
    staff_fields = ("is_sample",)


@admin.register(ProgramOccupation)
class ProgramOccupationAdmin(PartAdmin):
    list_display = ["program", "rank", "occupation", "basis"]
    list_filter = ["basis", own_related("program__organization")]
    list_select_related = ["program", "occupation"]
    search_fields = ["program__title", "program__organization__name", "occupation__title"]
    autocomplete_fields = ["program", "occupation"]
    ordering = ["program__title", "rank", "pk"]


@admin.register(PathwayProgram)
class PathwayProgramAdmin(PartAdmin):
    list_display = ["pathway", "program", "role"]
    list_filter = ["role", own_related("pathway"), "is_sample"]
    list_select_related = ["pathway", "program"]
    search_fields = ["pathway__title", "program__title", "program__organization__name"]
    autocomplete_fields = ["pathway", "program"]
    ordering = ["pathway__title", "program__title", "pk"]
    staff_fields = ("is_sample",)
