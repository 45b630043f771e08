"""Whom to call, and as what. Contact details are for signed-in practitioners."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partners.models import Person, Role
from partners.scoped_admin import ScopedAdmin, ScopedInline, own_related
from partners.stewardship_admin import ReviewFilter, StewardedAdmin


class RoleInline(ScopedInline):
    model = Role
    fields = ["organization", "kind", "areas"]
    autocomplete_fields = ["organization"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "organization")


@admin.register(Person)
class PersonAdmin(StewardedAdmin):
    list_display = ["name", "job_title", "organization", "status", "verified_on"]
    list_filter = [own_related("organization"), "roles__kind", "status", ReviewFilter]
    list_select_related = ["organization"]
    search_fields = ["name", "job_title", "email", "organization__name"]
    autocomplete_fields = ["organization", "owner", "user"]
    ordering = ["name", "pk"]
    inlines = [RoleInline]
    history_parts = [(Role, "person")]
    staff_fields = ("user", "is_sample")
    fieldsets = [
        (_("Who"), {"fields": ["name", "job_title", "organization", "email", "phone", "user"]}),
        StewardedAdmin.stewardship_fieldset,
    ]


@admin.register(Role)
class RoleAdmin(ScopedAdmin):
    """Who does what for whom, over all people."""

    list_display = ["person", "kind", "organization"]
    list_filter = ["kind", own_related("organization")]
    list_select_related = ["person", "organization"]
    search_fields = ["person__name", "person__email", "organization__name"]
    autocomplete_fields = ["person", "organization"]
    ordering = ["person__name", "kind", "pk"]

    def get_queryset(self, request):
        # A role is called by its person.
        return super().get_queryset(request).select_related("person", "organization")
