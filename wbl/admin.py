"""Admin pages of work-based learning: its kinds, what employers offer, what programs do."""

from django.contrib import admin
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners import more_parts
from partners.scoped_admin import ReferenceAdmin, ScopedInline, own_related
from partners.stewardship_admin import ReviewFilter
from pathways_portal.common import academic_year
from programs.addressed_admin import AddressedAdmin
from programs.models import Program
from programs.slugs import free_slug
from wbl.models import ActivityKind, Opportunity, OpportunitySector, ProgramActivity


@admin.register(ActivityKind)
class ActivityKindAdmin(ReferenceAdmin):
    list_display = ["name", "stage", "order", "name_es"]
    list_filter = ["stage"]
    search_fields = ["name", "name_es"]
    ordering = ["stage", "order", "pk"]

    def get_prepopulated_fields(self, request, obj=None):
        return {"slug": ["name"]} if obj is None else {}


@admin.register(Opportunity)
class OpportunityAdmin(AddressedAdmin):
    """Kept by whoever owns the record, often a school or the regional office, for an employer."""

    list_display = ["title", "employer", "kind", "state", "apply_by", "status", "verified_on"]
    list_filter = [
        "status",
        "state",
        ReviewFilter,
        "kind__stage",
        own_related("kind"),
        own_related("county"),
        "is_paid",
        "is_sample",
    ]
    list_select_related = ["employer", "kind"]
    search_fields = ["title", "title_es", "employer__name"]
    search_help_text = _("Title in English or Spanish, or the employer.")
    autocomplete_fields = ["employer", "site", "owner"]
    ordering = ["title", "pk"]
    history_parts = [(OpportunitySector, "opportunity")]
    fieldsets = [
        (_("What"), {"fields": ["title", "description", "kind", "employer", "sectors", "slug"]}),
        (
            _("Who"),
            {"fields": [("min_age", "grades"), ("seats", "hours"), "is_paid"]},
        ),
        (
            _("When and where"),
            {"fields": [("starts_on", "ends_on"), "county", "site"]},
        ),
        (_("How to apply"), {"fields": ["state", "apply_by", "apply_url"]}),
        (
            _("Spanish"),
            {
                "fields": [
                    ("title_es", "title_es_reviewed_on"),
                    "description_es",
                    "description_es_reviewed_on",
                ]
            },
        ),
        AddressedAdmin.stewardship_fieldset,
    ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("widget", CheckboxSelectMultiple)  # a dozen sectors, all in sight
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def view_on_site(self, obj):
        """Its public page, while it has one."""
        is_public = Opportunity.objects.public().filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if is_public else None

    def new_slug(self, obj):
        return free_slug(title=obj.title, organization=obj.employer, model=Opportunity)


class ProgramActivityInline(ScopedInline):
    """What a program does at each stage; the form of the program stands in a lower app."""

    model = ProgramActivity
    fields = ["stage", "kind", "hours", "partner", "academic_year"]
    autocomplete_fields = ["partner"]
    menu_fields = ("kind",)
    ordering = ["-academic_year", "kind__order", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("program", "kind", "partner")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "kind":  # the names of stages stand in their order by chance
            kwargs.setdefault("queryset", ActivityKind.objects.order_by("stage", "order", "pk"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "academic_year":
            kwargs.setdefault("initial", academic_year.on(timezone.localdate()))
        return super().formfield_for_dbfield(db_field, request, **kwargs)


more_parts.add(ProgramActivityInline, to=Program)
