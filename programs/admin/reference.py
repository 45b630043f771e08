"""Codes, crosswalks, sectors, pathways, awards: staff keeps, members look up."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partners.scoped_admin import ReferenceAdmin, ScopedInline, own_related
from partners.stewardship_admin import ReviewFilter, StewardedAdmin
from programs.admin.pathway_parts import (
    QualityReviewInline,
)
from programs.models import (
    AwardCount,
    Code,
    CodeSet,
    CompleterCount,
    Credential,
    Crosswalk,
    Pathway,
    PathwayProgram,
    QualityReview,
    Sector,
    SectorCode,
    Synonym,
)

# What a review judges. Its translation and the address of what shows it anybody may mend.
_JUDGMENT = {"element", "rating", "evidence", "reviewed_on"}


@admin.register(CodeSet)
class CodeSetAdmin(ReferenceAdmin):
    list_display = ["name", "scheme", "version", "valid_from", "valid_to"]
    list_filter = ["scheme"]
    search_fields = ["name", "version"]
    ordering = ["scheme", "version", "pk"]


@admin.register(Code)
class CodeAdmin(ReferenceAdmin):
    list_display = ["printed_code", "title", "code_set", "is_cte", "is_match"]
    list_filter = [own_related("code_set"), "is_cte", "is_match"]
    list_select_related = ["code_set"]
    search_fields = ["code", "title"]
    search_help_text = _("Code with or without dots, or words of its title.")
    autocomplete_fields = ["code_set", "parent"]
    ordering = ["code_set", "code", "pk"]

    @admin.display(description=_("code"), ordering="code")
    def printed_code(self, code):
        return code.printed

    def get_search_results(self, request, queryset, search_term):
        """TOP codes are stored without the dot that people write."""
        digits = search_term.replace(".", "")
        if len(digits) <= 6 and digits.isdigit() and search_term.find(".") == 4:
            search_term = digits
        return super().get_search_results(request, queryset, search_term)


@admin.register(Crosswalk)
class CrosswalkAdmin(ReferenceAdmin):
    list_display = ["from_code", "to_code", "note"]
    list_select_related = ["from_code", "to_code"]
    search_fields = ["from_code__code", "from_code__title", "to_code__code", "to_code__title"]
    autocomplete_fields = ["from_code", "to_code"]
    ordering = ["from_code__code", "to_code__code", "pk"]


@admin.register(Sector)
class SectorAdmin(ReferenceAdmin):
    list_display = ["name", "name_es", "code"]
    search_fields = ["name", "name_es", "code"]
    ordering = ["name", "pk"]

    def get_prepopulated_fields(self, request, obj=None):
        return {"slug": ["name"]} if obj is None else {}


@admin.register(SectorCode)
class SectorCodeAdmin(ReferenceAdmin):
    list_display = ["code", "sector"]
    list_filter = [own_related("sector")]
    list_select_related = ["code", "sector"]
    search_fields = ["code__code", "code__title"]
    autocomplete_fields = ["sector", "code"]
    ordering = ["sector__name", "code__code", "pk"]


class PathwayProgramInline(ScopedInline):
    model = PathwayProgram
    fields = ["program", "role"]
    autocomplete_fields = ["program"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("pathway", "program")


@admin.register(Pathway)
class PathwayAdmin(StewardedAdmin):
    """Its owner mends the names; staff says which pathways there are."""

    staff_fields = ("slug", "sector", "code", "status", "owner", "is_sample")
    list_display = ["title", "title_es", "sector", "status", "verified_on"]
    list_filter = [own_related("sector"), "status", ReviewFilter]
    list_select_related = ["sector"]
    search_fields = ["title", "title_es"]
    autocomplete_fields = ["sector", "code", "owner"]
    ordering = ["title", "pk"]
    inlines = [
        PathwayProgramInline,
        QualityReviewInline,
    ]
    history_parts = [
        (PathwayProgram, "pathway"),
        (QualityReview, "pathway"),
    ]
    fieldsets = [
        (
            _("What"),
            {"fields": ["title", ("title_es", "title_es_reviewed_on"), "slug", "sector", "code"]},
        ),
        StewardedAdmin.stewardship_fieldset,
    ]

    def get_prepopulated_fields(self, request, obj=None):
        return {"slug": ["title"]} if obj is None else {}

    def save_formset(self, request, form, formset, change):
        """Whoever rates an element, or says what shows it, has made the review."""
        if formset.model is QualityReview:
            for one in formset.forms:
                if one.instance.pk is None or _JUDGMENT.intersection(one.changed_data):
                    one.instance.reviewed_by = request.user
        super().save_formset(request, form, formset, change)


@admin.register(Credential)
class CredentialAdmin(ReferenceAdmin):
    list_display = ["title", "title_es", "kind"]
    list_filter = ["kind"]
    search_fields = ["title", "title_es"]
    ordering = ["title", "pk"]


@admin.register(AwardCount)
class AwardCountAdmin(ReferenceAdmin):
    list_display = ["organization", "code", "level", "academic_year", "count"]
    list_filter = ["academic_year", "level", own_related("organization")]
    list_select_related = ["organization", "code"]
    search_fields = ["organization__name", "code__code", "code__title"]
    autocomplete_fields = ["organization", "code"]
    ordering = ["-academic_year", "organization__name", "code__code", "pk"]


@admin.register(CompleterCount)
class CompleterCountAdmin(ReferenceAdmin):
    list_display = ["organization", "level", "academic_year", "students"]
    list_filter = ["academic_year", "level", own_related("organization")]
    list_select_related = ["organization"]
    search_fields = ["organization__name"]
    autocomplete_fields = ["organization"]
    ordering = ["-academic_year", "organization__name", "level", "pk"]


@admin.register(Synonym)
class SynonymAdmin(ReferenceAdmin):
    """What people type and what it is searched as."""

    list_display = ["phrase", "means", "language"]
    list_filter = ["language"]
    search_fields = ["phrase", "means"]
    ordering = ["phrase", "means", "pk"]
