"""The glossary, which its owners mend, and the region's places, which staff keeps."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partners.models import County, Place, Region, Term
from partners.scoped_admin import ReferenceAdmin, own_related
from partners.stewardship_admin import ReviewFilter, StewardedAdmin


@admin.register(Term)
class TermAdmin(StewardedAdmin):
    """Its owner mends the words; staff says which there are."""

    staff_fields = ("slug", "status", "owner", "is_sample")
    list_display = ["term", "term_es", "status", "verified_on"]
    list_filter = ["status", ReviewFilter]
    search_fields = ["term", "term_es", "also_called"]
    autocomplete_fields = ["owner"]
    ordering = ["term", "pk"]
    fieldsets = [
        (_("English"), {"fields": ["term", "slug", "definition", "also_called"]}),
        (_("Spanish"), {"fields": ["term_es", "definition_es", "definition_es_reviewed_on"]}),
        StewardedAdmin.stewardship_fieldset,
    ]

    def get_prepopulated_fields(self, request, obj=None):
        return {"slug": ["term"]} if obj is None else {}


@admin.register(Region)
class RegionAdmin(ReferenceAdmin):
    list_display = ["name", "name_es", "slug"]
    search_fields = ["name"]
    ordering = ["name", "pk"]


@admin.register(County)
class CountyAdmin(ReferenceAdmin):
    list_display = ["name", "fips", "region"]
    list_filter = [own_related("region")]
    list_select_related = ["region"]
    search_fields = ["name", "fips"]
    ordering = ["name", "pk"]


@admin.register(Place)
class PlaceAdmin(ReferenceAdmin):
    list_display = ["name", "kind", "city", "county"]
    list_filter = ["kind", own_related("county")]
    list_select_related = ["county"]
    search_fields = ["name", "city"]
    ordering = ["kind", "name", "pk"]
