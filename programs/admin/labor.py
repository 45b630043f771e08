"""Occupations and the labor market: staff keeps them, members look them up."""

from django.contrib import admin
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners.scoped_admin import ReferenceAdmin, ScopedInline, own_related
from pathways_portal.common.pay_row import ANNUAL, HOURLY
from programs import search_documents
from programs.enums import DocumentKind
from programs.labor import estimates
from programs.models import (
    Area,
    Occupation,
    OccupationFigure,
    OccupationRelated,
    OccupationSkill,
    PriorityRule,
    Program,
    Skill,
    SupplyLink,
    WageBenchmark,
)
from programs.tally import Tally

SOURCE = (_("Source"), {"fields": ["source", "source_url", "as_of"]})


class OccupationSkillInline(ScopedInline):
    model = OccupationSkill
    fields = ["skill", "importance"]
    autocomplete_fields = ["skill"]
    ordering = ["-importance", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("occupation", "skill")


class OccupationRelatedInline(ScopedInline):
    model = OccupationRelated
    fk_name = "occupation"
    fields = ["rank", "related_to"]
    autocomplete_fields = ["related_to"]
    ordering = ["rank", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("occupation", "related_to")


@admin.register(Occupation)
class OccupationAdmin(ReferenceAdmin):
    list_display = ["title", "code", "entry_education", "job_zone"]
    list_filter = ["entry_education", "job_zone", "training", "needs_license"]
    list_select_related = ["code"]
    search_fields = ["title", "title_es", "aliases", "code__code"]
    autocomplete_fields = ["code"]
    ordering = ["title", "pk"]
    inlines = [OccupationSkillInline, OccupationRelatedInline]

    def get_prepopulated_fields(self, request, obj=None):
        return {"slug": ["title"]} if obj is None else {}


@admin.register(Area)
class AreaAdmin(ReferenceAdmin):
    list_display = ["name", "name_es", "kind", "county", "survey_code"]
    list_filter = ["kind"]
    list_select_related = ["county"]
    search_fields = ["name", "name_es", "survey_code"]
    autocomplete_fields = ["county"]
    ordering = ["name", "pk"]

    def get_prepopulated_fields(self, request, obj=None):
        return {"slug": ["name"]} if obj is None else {}


@admin.register(OccupationFigure)
class OccupationFigureAdmin(ReferenceAdmin):
    """Estimates are worked out by the portal: they follow what is saved and deleted here."""

    list_display = ["occupation", "area", "kind", "period", "jobs", "annual_p50", "openings"]
    list_filter = [own_related("area"), "kind", "is_estimate", "year"]
    list_select_related = ["occupation", "area"]
    search_fields = ["occupation__title", "occupation__code__code"]
    autocomplete_fields = ["occupation", "area", "priced_as"]
    ordering = ["occupation__title", "area", "kind", "-year", "pk"]
    readonly_fields = ["is_estimate", "method"]
    fieldsets = [
        (
            _("What"),
            {
                "fields": [
                    "occupation",
                    "area",
                    "kind",
                    ("year", "through_year"),
                    "priced_as",
                    ("is_estimate", "method"),
                ]
            },
        ),
        (_("Jobs and pay"), {"fields": ["jobs", HOURLY, ANNUAL, "top_coded"]}),
        (_("Growth and openings"), {"fields": ["jobs_through", "growth", "openings"]}),
        SOURCE,
    ]

    @admin.display(description=_("year"), ordering="year")
    def period(self, figure):
        return figure.period

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        _follow({obj.occupation_id, form.initial.get("occupation")})

    def delete_model(self, request, obj):
        occupation = obj.occupation_id
        super().delete_model(request, obj)
        _follow({occupation})

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        # Django's action is no transaction, unlike its forms.
        occupations = set(queryset.values_list("occupation", flat=True))
        super().delete_queryset(request, queryset)
        _follow(occupations)


def _follow(occupations):
    """Bring the estimates up to date, and the documents of programs that lead to these."""
    estimates.rebuild(Tally("estimated_openings"))
    programs = Program.objects.filter(program_occupations__occupation__in=occupations - {None})
    search_documents.refresh(DocumentKind.PROGRAM, programs.values_list("pk", flat=True))


@admin.register(WageBenchmark)
class WageBenchmarkAdmin(ReferenceAdmin):
    list_display = ["county", "household", "year", "hourly", "annual", "measure"]
    list_filter = [own_related("county"), "household"]
    list_select_related = ["county"]
    search_fields = ["county__name", "measure", "year"]
    autocomplete_fields = ["county"]
    ordering = ["county__name", "-year", "household", "pk"]


@admin.register(PriorityRule)
class PriorityRuleAdmin(ReferenceAdmin):
    list_display = ["county", "year", "benchmark", "min_openings"]
    list_filter = [own_related("county")]
    list_select_related = ["county", "benchmark__county"]
    search_fields = ["county__name", "year"]
    autocomplete_fields = ["county", "benchmark"]
    ordering = ["county__name", "-year", "pk"]


@admin.register(Skill)
class SkillAdmin(ReferenceAdmin):
    list_display = ["name", "name_es", "kind"]
    list_filter = ["kind"]
    search_fields = ["name", "name_es"]
    ordering = ["name", "pk"]


@admin.register(SupplyLink)
class SupplyLinkAdmin(ReferenceAdmin):
    """To look up why awards are counted for an occupation; the portal writes it by its rule."""

    list_display = ["code", "occupation", "basis"]
    list_filter = ["basis"]
    list_select_related = ["code", "occupation"]
    search_fields = ["code__code", "code__title", "occupation__title"]
    ordering = ["code__code", "occupation__title", "pk"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
