"""The inputs of the lists of schools, colleges and adult schools."""

import django_filters
from django import forms
from django.db.models import F, Func, Q, TextField, Value
from django.utils.translation import gettext_lazy as _

from partners.enums import Segment
from partners.models import County, Organization
from programs.organization_lists import nearest_first
from programs.search.places import LONGEST_PLACE, find_place

LONGEST_NAME = 100
CHARTER = [("yes", _("Charter schools")), ("no", _("Not charter schools"))]


def districts_of(organizations):
    """The parents of these organizations, by name."""
    return Organization.objects.filter(children__in=organizations).distinct().by_name()


class OrganizationFilter(django_filters.FilterSet):
    """Words of the name, place, county and district; every list has these.

    `place` is what "near" was understood as (see programs.search.places), or None.
    """

    place = None

    q = django_filters.CharFilter(
        method="filter_name",
        label=_("Name or city"),
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST_NAME}),
    )
    near = django_filters.CharFilter(
        method="order_by_distance",
        label=_("Near (ZIP code, city or school)"),
        widget=forms.TextInput(attrs={"maxlength": LONGEST_PLACE}),
    )
    county = django_filters.ModelChoiceFilter(
        queryset=County.objects.order_by("name"),
        to_field_name="slug",
        label=_("County"),
        empty_label=_("All counties"),
    )
    district = django_filters.ModelChoiceFilter(
        field_name="parent",
        queryset=Organization.objects.none(),  # each list sets its own below
        to_field_name="slug",
        label=_("District"),
        empty_label=_("All districts"),
    )

    class Meta:
        model = Organization
        fields = ["q", "near", "county", "district"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "district" in self.filters:
            self.filters["district"].queryset = districts_of(self.queryset.order_by())

    def order_by_distance(self, queryset, name, value):
        """Nearest first, without a point last; a place that nobody knows changes nothing."""
        self.place = find_place(value)
        if self.place is None or self.place.point is None:
            return queryset
        return nearest_first(queryset, self.place.point)

    def filter_name(self, queryset, name, value):
        """Every word must be in the name, another name, or the city."""
        queryset = queryset.annotate(
            other_names=Func(
                F("aliases"),
                Value(" "),
                function="array_to_string",
                output_field=TextField(),
            )
        )
        for word in value[:LONGEST_NAME].split():
            queryset = queryset.filter(
                Q(name__unaccent__icontains=word)
                | Q(short_name__unaccent__icontains=word)
                | Q(other_names__unaccent__icontains=word)
                | Q(pk__in=_in_city(word))
            )
        return queryset


def _in_city(word):
    return Organization.objects.filter(
        sites__is_main=True, sites__city__unaccent__icontains=word
    ).values("pk")


class SchoolFilter(OrganizationFilter):
    """Schools can also be narrowed by segment and charter."""

    segment = django_filters.ChoiceFilter(
        choices=[
            (Segment.MIDDLE_SCHOOL.value, Segment.MIDDLE_SCHOOL.label),
            (Segment.HIGH_SCHOOL.value, Segment.HIGH_SCHOOL.label),
        ],
        method="filter_segment",
        label=_("Segment"),
        empty_label=_("Middle and high schools"),
    )
    charter = django_filters.ChoiceFilter(
        choices=CHARTER, method="filter_charter", label=_("Charter"), empty_label=_("All schools")
    )

    class Meta(OrganizationFilter.Meta):
        fields = ["q", "near", "county", "district", "segment", "charter"]

    def filter_segment(self, queryset, name, value):
        return queryset.filter(segments__contains=[value])

    def filter_charter(self, queryset, name, value):
        return queryset.filter(is_charter=value == "yes")


class CollegeFilter(OrganizationFilter):
    """Ten colleges need no district list."""

    district = None

    class Meta(OrganizationFilter.Meta):
        fields = ["q", "near", "county"]
