"""The parts of an agreement in its form: courses of both sides, and who signs in which order."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.part_formset import OwnParts
from partners.scoped_admin import ScopedInline
from programs.agreement_sides import RECEIVING, SENDING, owners
from programs.models import ReceivingCourse, SendingCourse, Signature


class SendingParts(OwnParts):
    """Courses of the sending organization, or of the district it belongs to."""

    def clean(self):
        super().clean()
        sending = self.instance.sending if self.instance.sending_id else None
        if sending is None:
            return  # its own field says so
        allowed = owners(SENDING, sending.pk, sending.parent_id)
        for form in self.staying:
            course = form.instance.course
            if course.organization_id not in allowed:
                form.add_error(
                    "course",
                    _(
                        "“%(course)s” is a course of %(owner)s, not of %(sending)s or its "
                        "district. Choose one of theirs, or change the sending organization."
                    )
                    % {"course": course, "owner": course.organization, "sending": sending},
                )


class ReceivingParts(OwnParts):
    """Courses of the receiving college."""

    def clean(self):
        super().clean()
        receiving = self.instance.receiving if self.instance.receiving_id else None
        if receiving is None:
            return
        allowed = owners(RECEIVING, receiving.pk, receiving.parent_id)
        for form in self.staying:
            course = form.instance.course
            if course.organization_id not in allowed:
                form.add_error(
                    "course",
                    _(
                        "“%(course)s” is a course of %(owner)s, not of %(receiving)s. Choose one "
                        "of that college, or change the receiving college."
                    )
                    % {"course": course, "owner": course.organization, "receiving": receiving},
                )


class SignatureParts(OwnParts):
    """Places of the two sides; of a new agreement the places cannot ask that themselves."""

    def clean(self):
        super().clean()
        sides = {self.instance.sending_id, self.instance.receiving_id}
        for form in self.staying:
            if None not in sides and form.instance.organization_id not in sides:
                form.add_error("organization", _("Choose one of the two sides of the agreement."))


class SendingInline(ScopedInline):
    model = SendingCourse
    formset = SendingParts
    verbose_name_plural = gettext_lazy("courses that are taken, all of them needed")
    fields = ["course"]
    autocomplete_fields = ["course"]
    ordering = ["course__number", "pk"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("agreement", "course__organization")


class ReceivingInline(ScopedInline):
    model = ReceivingCourse
    formset = ReceivingParts
    verbose_name_plural = gettext_lazy("college courses that are earned")
    fields = ["course", "units"]
    autocomplete_fields = ["course"]
    ordering = ["course__number", "pk"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("agreement", "course__organization")


class SignatureInline(ScopedInline):
    model = Signature
    formset = SignatureParts
    verbose_name_plural = gettext_lazy("chain of signatures, 1 signs first")
    fields = ["order", "organization", "role", "person", "signed_on"]
    autocomplete_fields = ["organization", "person"]
    ordering = ["order", "pk"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("agreement", "organization", "person")
