"""What can be measured and how students are divided: staff keeps the lists."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from equity.models import Dimension, Group, Metric, SegmentMeaning, SourceLabel
from partners.scoped_admin import ReferenceAdmin
from partners.two_facts import two_facts


@admin.register(Dimension)
class DimensionAdmin(ReferenceAdmin):
    list_display = ["label", "code", "sensitive", "overlapping", "order"]
    list_filter = ["sensitive", "overlapping"]
    search_fields = ["label", "code"]
    ordering = ["order", "pk"]


@admin.register(Group)
class GroupAdmin(ReferenceAdmin):
    list_display = ["label", "dimension", "code", "is_unknown", "order"]
    list_filter = ["dimension"]
    list_select_related = ["dimension"]
    search_fields = ["label", "code"]
    ordering = ["dimension__order", "order", "pk"]
    autocomplete_fields = ["dimension", "first", "second"]


@admin.register(SegmentMeaning)
class SegmentMeaningAdmin(ReferenceAdmin):
    list_display = ["dimension", "segment", "is_collected", "words"]
    list_filter = ["segment", "is_collected"]
    list_select_related = ["dimension"]
    search_fields = ["words", "dimension__label"]
    ordering = ["dimension__order", "segment", "pk"]
    autocomplete_fields = ["dimension"]


@admin.register(SourceLabel)
class SourceLabelAdmin(ReferenceAdmin):
    list_display = ["label", "group", "source"]
    list_select_related = ["group__dimension"]
    search_fields = ["label", "group__label"]
    ordering = ["label", "pk"]
    autocomplete_fields = ["group"]


@admin.register(Metric)
class MetricAdmin(ReferenceAdmin):
    list_display = ["name_and_code", "stage", "kind", "cohort_kind", "order"]
    list_filter = ["stage", "kind", "cohort_kind"]
    search_fields = ["name", "code"]
    ordering = ["order", "pk"]
    autocomplete_fields = ["follows", "same_students_as"]

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def name_and_code(self, metric):
        return two_facts(metric.local_name, metric.code)
