"""Programs: what coordinators keep true, with codes, occupations, offerings and pathways."""

from django.contrib import admin
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

from partners.scoped_admin import ScopedInline, own_related
from partners.stewardship_admin import ReviewFilter
from programs.addressed_admin import AddressedAdmin
from programs.enums import OccupationBasis
from programs.models import (
    Offering,
    PathwayProgram,
    Program,
    ProgramCode,
    ProgramCredential,
    ProgramOccupation,
)
from programs.slugs import free_slug


class ProgramCodeInline(ScopedInline):
    model = ProgramCode
    fields = ["code"]
    autocomplete_fields = ["code"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("program", "code")


class ProgramOccupationInline(ScopedInline):
    model = ProgramOccupation
    verbose_name = _("occupation")
    verbose_name_plural = _("occupations it leads to, the usual first job first")
    fields = ["rank", "occupation", "basis"]
    autocomplete_fields = ["occupation"]
    ordering = ["rank", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("program", "occupation")

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "basis":
            kwargs.setdefault("initial", OccupationBasis.COLLEGE)
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class OfferingInline(ScopedInline):
    model = Offering
    fields = ["academic_year", "site", "format", "schedules", "language", "cost"]
    autocomplete_fields = ["site"]
    ordering = ["-academic_year", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("program", "site__organization")


class PathwayProgramInline(ScopedInline):
    """A program's place on pathways; the pathways themselves are the staff's."""

    model = PathwayProgram
    fields = ["pathway", "role"]
    autocomplete_fields = ["pathway"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("program", "pathway")


@admin.register(Program)
class ProgramAdmin(AddressedAdmin):
    list_display = [
        "title",
        "organization",
        "segment",
        "award",
        "availability",
        "status",
        "verified_on",
    ]
    list_filter = [
        "status",
        ReviewFilter,
        "segment",
        own_related("organization"),
        own_related("sector"),
        "award",
        "availability",
        "is_program_area",
        "is_sample",
    ]
    list_select_related = ["organization"]
    search_fields = ["title", "title_es", "organization__name", "control_number"]
    search_help_text = _("Title in English or Spanish, school, or state control number.")
    autocomplete_fields = ["organization", "owner", "sector"]
    ordering = ["title", "pk"]
    inlines = [ProgramCodeInline, ProgramOccupationInline, OfferingInline, PathwayProgramInline]
    history_parts = [
        (ProgramCode, "program"),
        (ProgramCredential, "program"),
        (ProgramOccupation, "program"),
        (Offering, "program"),
        (PathwayProgram, "program"),
    ]
    fieldsets = [
        (_("What"), {"fields": ["title", "summary", "sector", "website", "slug"]}),
        (_("Who"), {"fields": ["organization", "segment"]}),
        (
            _("Award and units"),
            {
                "fields": [
                    "is_program_area",
                    "award",
                    "award_text",
                    ("units_min", "units_max"),
                    "hours",
                    "credentials",
                ]
            },
        ),
        (_("Codes"), {"fields": ["control_number"]}),
        (
            _("Availability"),
            {"fields": ["availability", ("available_from", "available_to")]},
        ),
        (
            _("Spanish"),
            {
                "fields": [
                    ("title_es", "title_es_reviewed_on"),
                    "summary_es",
                    "summary_es_reviewed_on",
                ]
            },
        ),
        AddressedAdmin.stewardship_fieldset,
    ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("widget", CheckboxSelectMultiple)  # a handful of kinds, all in sight
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def view_on_site(self, obj):
        """Its public page, while it has one."""
        return obj.get_absolute_url() if obj.is_public else None

    def new_slug(self, obj):
        return free_slug(title=obj.title, organization=obj.organization)
