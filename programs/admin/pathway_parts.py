"""Reviews of a pathway, and the elements it is reviewed by."""

from django.contrib import admin

from partners.scoped_admin import ReferenceAdmin, ScopedInline
from programs.models import QualityElement, QualityReview


class QualityReviewInline(ScopedInline):
    """How the pathway stands with each element: a new row each time it is reviewed."""

    model = QualityReview
    fields = ["element", "rating", "evidence", "evidence_es", "evidence_url", "reviewed_on"]
    ordering = ["element__number", "-reviewed_on", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("pathway", "element")


@admin.register(QualityElement)
class QualityElementAdmin(ReferenceAdmin):
    list_display = ["number", "name", "name_es", "is_checked"]
    list_display_links = ["name"]
    list_filter = ["is_checked"]
    search_fields = ["name", "name_es"]
    ordering = ["number", "pk"]
