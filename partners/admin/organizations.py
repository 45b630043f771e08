"""Organizations with their sites, and how complete their lists are."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partners import actions
from partners.models import Inventory, Organization, Site
from partners.part_formset import OwnParts
from partners.scoped_admin import ScopedAdmin, ScopedInline, own_related
from partners.stewardship_admin import ReviewFilter, StewardedAdmin, stewardship_fieldset


class SiteParts(OwnParts):
    """A new site is the main one only where there is none yet."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        is_new = index is None or index >= self.initial_form_count()
        if (
            is_new
            and "is_main" in form.fields
            and any(site.is_main for site in self.get_queryset())
        ):
            form.fields["is_main"].initial = False


class SiteInline(ScopedInline):
    model = Site
    formset = SiteParts
    fields = ["name", "street", "city", "zip_code", "latitude", "longitude", "is_main"]


@admin.register(Organization)
class OrganizationAdmin(StewardedAdmin):
    """Coordinators keep the contact facts; staff says what it is, its codes, its place.

    Its owner is not in the form: that is always the organization itself.
    """

    list_display = ["name", "kind", "county", "parent", "status", "verified_on"]
    list_filter = ["kind", "status", "operating", own_related("county"), ReviewFilter]
    list_select_related = ["county", "parent"]
    search_fields = ["name", "short_name", "aliases", "cds_code", "mis_code", "ipeds_id"]
    autocomplete_fields = ["parent", "county"]
    ordering = ["name", "pk"]
    inlines = [SiteInline]
    history_parts = [(Site, "organization")]
    staff_fields = (
        "slug",
        "kind",
        "segments",
        "parent",
        "county",
        "operating",
        "cds_code",
        "ipeds_id",
        "mis_code",
        "school_type",
        "grades",
        "is_charter",
        "is_virtual",
        "status",
        "is_sample",
    )
    readonly_fields = ("owner", *StewardedAdmin.readonly_fields)
    prepopulated_for_staff = {"slug": ["name"]}
    fieldsets = [
        (_("Name and contact"), {"fields": ["name", "short_name", "website", "phone", "email"]}),
        (
            _("What it is"),
            {
                "fields": [
                    "kind",
                    "segments",
                    "aliases",
                    "parent",
                    "county",
                    "operating",
                    "school_type",
                    "grades",
                    ("is_charter", "is_virtual"),
                    "slug",
                ]
            },
        ),
        (_("Codes"), {"fields": [("cds_code", "ipeds_id", "mis_code")]}),
        stewardship_fieldset("owner"),
    ]

    def get_prepopulated_fields(self, request, obj=None):
        """Only a new organization gets an address from its name; addresses never change alone."""
        return self.prepopulated_for_staff if obj is None else {}


@admin.register(Site)
class SiteAdmin(ScopedAdmin):
    list_display = ["organization", "name", "street", "city", "zip_code", "is_main"]
    list_filter = ["is_main", own_related("organization")]
    list_select_related = ["organization"]
    search_fields = ["name", "street", "city", "zip_code", "organization__name"]
    autocomplete_fields = ["organization"]
    ordering = ["organization__name", "-is_main", "name", "pk"]

    def get_queryset(self, request):
        # A site without a name is called like its organization.
        return super().get_queryset(request).select_related("organization")


@admin.register(Inventory)
class InventoryAdmin(ScopedAdmin):
    """Saying how complete a list is, is confirming it: day and person are noted by the save."""

    list_display = ["organization", "kind", "academic_year", "state", "confirmed_on"]
    list_filter = ["kind", "academic_year", "state"]
    list_select_related = ["organization"]
    search_fields = ["organization__name"]
    autocomplete_fields = ["organization"]
    ordering = ["organization__name", "kind", "-academic_year", "pk"]
    fields = ["organization", "kind", "academic_year", "state", "confirmed_on", "confirmed_by"]
    readonly_fields = ["confirmed_on", "confirmed_by"]

    def save_model(self, request, obj, form, change):
        actions.report_inventory(obj, by=request.user)
