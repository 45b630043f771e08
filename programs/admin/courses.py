"""Courses: their other numbers, where they are taught, and what they ask for."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners import rights
from partners.part_formset import OwnParts
from partners.scoped_admin import ScopedInline, own_related
from partners.stewarded_form import StewardedForm
from partners.stewardship_admin import ReviewFilter
from pathways_portal.common.enums import EditingStatus
from programs import course_order
from programs.addressed_admin import AddressedAdmin
from programs.models import Course, CourseAlias, CourseOffering, Prerequisite
from programs.sequences import Asked
from programs.slugs import free_slug


class CourseAliasInline(ScopedInline):
    model = CourseAlias
    verbose_name = gettext_lazy("number")
    verbose_name_plural = gettext_lazy("other numbers: common, state, former")
    fields = ["scheme", "number", "title", "valid_from", "valid_to"]
    ordering = ["scheme", "number", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("course")


class CourseOfferingInline(ScopedInline):
    model = CourseOffering
    verbose_name = gettext_lazy("offering")
    verbose_name_plural = gettext_lazy("where and when it is taught")
    fields = ["academic_year", "organization", "grade"]
    autocomplete_fields = ["organization"]
    ordering = ["-academic_year", "organization__name", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("course", "organization")


class PrerequisiteParts(OwnParts):
    """Refuses prerequisites that lead back to the course itself."""

    def clean(self):
        super().clean()
        course = self.instance.pk
        if course is None:
            return  # nobody asks for a course that is not on file yet
        rows = {form.instance.required_id: form for form in self.staying}
        found = course_order.circle_through(
            [
                Asked(course, required, form.instance.kind, form.instance.alternative)
                for required, form in rows.items()
            ]
        )
        if found:
            words = course_order.circle_words(found)
            if len(found) == 1:
                words = _("A course cannot ask for itself.")
            # What is on file has no circle, so one of these rows closes it.
            next(rows[pk] for pk in rows if pk in found).add_error(None, words)


class PrerequisiteInline(ScopedInline):
    model = Prerequisite
    formset = PrerequisiteParts
    fk_name = "course"
    verbose_name_plural = gettext_lazy("prerequisites: what it asks for")
    fields = ["required", "kind", "alternative"]
    autocomplete_fields = ["required"]
    ordering = ["alternative", "required__number", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("course", "required")


class CourseForm(StewardedForm):
    def clean(self):
        course_order.wait_for_turn()  # before the course itself is locked
        return super().clean()


@admin.register(Course)
class CourseAdmin(AddressedAdmin):
    form = CourseForm
    list_display = ["number", "title", "organization", "level", "credit", "status", "verified_on"]
    list_display_links = ["number", "title"]
    list_filter = [
        "status",
        ReviewFilter,
        own_related("organization"),
        "level",
        "credit",
        "is_sample",
    ]
    list_select_related = ["organization"]
    search_fields = ["number", "title", "title_es", "aliases__number"]
    search_help_text = gettext_lazy(
        "Number, also a common, state or former one, or title in English or Spanish."
    )
    autocomplete_fields = ["organization", "owner", "code"]
    ordering = ["number", "title", "pk"]
    inlines = [CourseAliasInline, CourseOfferingInline, PrerequisiteInline]
    history_parts = [
        (CourseAlias, "course"),
        (CourseOffering, "course"),
        (Prerequisite, "course"),
    ]
    fieldsets = [
        (gettext_lazy("What"), {"fields": ["number", "title", "slug"]}),
        (gettext_lazy("Who"), {"fields": ["organization"]}),
        (
            gettext_lazy("Level, credit and units"),
            {"fields": ["level", "credit", ("units_min", "units_max")]},
        ),
        (gettext_lazy("Codes"), {"fields": ["code"]}),
        (gettext_lazy("Spanish"), {"fields": [("title_es", "title_es_reviewed_on")]}),
        AddressedAdmin.stewardship_fieldset,
    ]

    def view_on_site(self, obj):
        """Its public page, while it has one."""
        is_public = obj.status == EditingStatus.PUBLISHED and obj.organization.is_public
        return obj.get_absolute_url() if is_public else None

    def new_slug(self, obj):
        return free_slug(
            title=f"{obj.number} {obj.title}", organization=obj.organization, model=Course
        )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and any(
            parts.model is Prerequisite and parts.has_changed() for parts in formsets
        ):
            self._tell_upset(request, form.instance)

    def _tell_upset(self, request, course):
        """Which sequences the course's new prerequisites have put out of order."""
        upset = rights.visible(request.user, course_order.sequences_upset_by(course.pk))
        upset = list(upset.select_related("program").order_by("-catalog_year", "pk"))
        if not upset:
            return
        links = format_html_join(
            "; ",
            '<a href="{}">{}</a>',
            ((reverse("admin:programs_sequence_change", args=[row.pk]), row) for row in upset),
        )
        words = _("“{course}” now comes before what it asks for in: {sequences}. Mend that, too.")
        self.tell(request, format_html(words, course=course, sequences=links), messages.WARNING)
