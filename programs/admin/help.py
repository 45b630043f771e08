"""Skills and supports: whose they are, and where they are had."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partners import more_parts
from partners.models import Organization
from partners.scoped_admin import ScopedInline
from partners.stewardship_admin import ReviewFilter, StewardedAdmin
from programs.enums import SkillKind
from programs.models import (
    OrganizationSupport,
    Pathway,
    PathwaySkill,
    PathwaySupport,
    Program,
    ProgramSkill,
    ProgramSupport,
    Skill,
    Support,
)


@admin.register(Support)
class SupportAdmin(StewardedAdmin):
    """Its owner mends the words; staff says which supports there are."""

    staff_fields = ("slug", "kind", "status", "owner", "is_sample")
    list_display = ["name", "kind", "name_es", "status", "verified_on"]
    list_filter = ["kind", "status", ReviewFilter]
    search_fields = ["name", "name_es"]
    autocomplete_fields = ["owner"]
    ordering = ["kind", "name", "pk"]
    fieldsets = [
        (_("What"), {"fields": ["name", "slug", "kind", "description"]}),
        (_("Who"), {"fields": ["segments", "eligibility"]}),
        (
            _("Spanish"),
            {
                "fields": [
                    ("name_es", "name_es_reviewed_on"),
                    "description_es",
                    "description_es_reviewed_on",
                    "eligibility_es",
                    "eligibility_es_reviewed_on",
                ]
            },
        ),
        StewardedAdmin.stewardship_fieldset,
    ]

    def get_prepopulated_fields(self, request, obj=None):
        return {"slug": ["name"]} if obj is None else {}


class SkillInline(ScopedInline):
    """Only skills that hold in every job are taught as such; those of O*NET describe jobs."""

    fields = ["skill"]
    menu_fields = ("skill",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("skill")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "skill":
            taught = Skill.objects.filter(kind=SkillKind.EMPLOYABILITY)
            kwargs.setdefault("queryset", taught.order_by("name", "pk"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ProgramSkillInline(SkillInline):
    model = ProgramSkill


class PathwaySkillInline(SkillInline):
    model = PathwaySkill


class SupportInline(ScopedInline):
    fields = ["support"]
    menu_fields = ("support",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("support")


class ProgramSupportInline(SupportInline):
    model = ProgramSupport


class PathwaySupportInline(SupportInline):
    model = PathwaySupport


class OrganizationSupportInline(SupportInline):
    model = OrganizationSupport
    fields = ["support", "website"]


more_parts.add(ProgramSkillInline, to=Program)
more_parts.add(ProgramSupportInline, to=Program)
more_parts.add(PathwaySkillInline, to=Pathway)
more_parts.add(PathwaySupportInline, to=Pathway)
more_parts.add(OrganizationSupportInline, to=Organization)
