"""What the finder finds, for staff to see why something is found or is not; nobody writes here."""

from django.contrib import admin

from partners.scoped_admin import ScopedAdmin
from programs.models import SearchDocument


@admin.register(SearchDocument)
class SearchDocumentAdmin(ScopedAdmin):
    """Read only: these rows are derived from others, whose pages change them."""

    list_display = ["title", "kind", "segment", "is_public"]
    list_filter = ["kind", "is_public", "segment"]
    search_fields = ["title", "title_es", "key"]
    ordering = ["title", "pk"]
    fields = ["kind", "title", "title_es", "key", "segment", "is_public"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def csv_fields(self, request):
        return self.fields
