"""Ways to early college credit, and what exams are worth: colleges mend their own ways."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partners.scoped_admin import ReferenceAdmin, own_related
from partners.stewardship_admin import ReviewFilter, StewardedAdmin
from programs.models import EarlyCreditOption, ExamCredit

TEXTS = ("summary", "rules", "steps", "deadline", "cost", "transfer_note")


@admin.register(EarlyCreditOption)
class EarlyCreditOptionAdmin(StewardedAdmin):
    """Its owner mends the texts; staff says which ways there are, and whose rules they are."""

    staff_fields = ("kind", "organization", "status", "owner", "is_sample")
    list_display = ["kind", "organization", "status", "verified_on"]
    list_filter = ["kind", own_related("organization"), "status", ReviewFilter]
    list_select_related = ["organization"]
    search_fields = ["summary", "summary_es", "organization__name"]
    autocomplete_fields = ["organization", "owner"]
    ordering = ["kind", "organization__name", "pk"]
    fieldsets = [
        (_("Which way"), {"fields": ["kind", "organization", "segments"]}),
        (_("In English"), {"fields": list(TEXTS)}),
        (
            _("In Spanish"),
            {
                "fields": [
                    name for text in TEXTS for name in (f"{text}_es", f"{text}_es_reviewed_on")
                ]
            },
        ),
        StewardedAdmin.stewardship_fieldset,
    ]


@admin.register(ExamCredit)
class ExamCreditAdmin(ReferenceAdmin):
    list_display = ["exam", "kind", "organization", "least_score", "units", "areas"]
    list_filter = ["kind", own_related("organization"), "is_elective_only"]
    list_select_related = ["organization"]
    search_fields = ["exam", "exam_es", "organization__name"]
    autocomplete_fields = ["organization"]
    ordering = ["kind", "exam", "organization__name", "least_score", "pk"]
