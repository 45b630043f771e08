"""An agreement's form and its parts: courses of both sides, and who signs in which order.

What signatures stand under is typed while the agreement is a draft. Afterwards the page shows it
closed; a form that was opened before and sends a change is refused, with all that was typed.
"""

import re

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.part_formset import OwnParts
from partners.scoped_admin import ScopedInline
from partners.stewarded_form import StewardedForm
from programs.agreement_moves import how_to_change_terms
from programs.agreement_sides import RECEIVING, SENDING, owners
from programs.enums import AgreementState as State
from programs.models import ReceivingCourse, SendingCourse, Signature

# What the two sides sign, beside the courses. How it is claimed in words, the document, notes and
# sources are mended in every state.
TERMS = (
    "sending",
    "receiving",
    "mechanism",
    "minimum_grade",
    "exam",
    "years_from",
    "years_through",
    "not_retroactive",
    "claim_opens",
    "claim_closes",
    "claim_years",
    "while_enrolled",
)


def sends(request, *patterns):
    """Whether a form that is sent has a field of one of these names; they may be patterns."""
    if request.method != "POST":
        return False
    return any(re.fullmatch(pattern, name) for name in request.POST for pattern in patterns)


class AgreementForm(StewardedForm):
    """Refuses a change of the terms of what is no draft any more."""

    def clean(self):
        cleaned = super().clean()
        words = how_to_change_terms(State(self.instance.state)) if self.instance.pk else ""
        for name in TERMS:
            if words and name in self.changed_data:
                self.add_error(name, words)
        return cleaned


class ClosedParts(OwnParts):
    """Parts that cannot be changed in some states of their agreement: `open_in` has the others."""

    open_in = (State.DRAFT,)

    def clean(self):
        super().clean()
        state = State(self.instance.state)
        if self.instance.pk and state not in self.open_in and self.changed_forms:
            raise ValidationError(how_to_change_terms(state))

    @property
    def changed_forms(self):
        return [form for form in self.forms if form.has_changed()]


class ClosedInline(ScopedInline):
    """Shows its rows closed, unless a form that was opened before sends some."""

    def _may_edit(self, request, whole):
        may_edit = super()._may_edit(request, whole)
        if not may_edit or whole is None or whole.state in self.formset.open_in:
            return may_edit
        prefix = self.model._meta.get_field("agreement").remote_field.related_name
        return sends(request, rf"{prefix}-\d+-{self.fields[0]}")


class CoursesOfSide(ClosedParts):
    """Courses of one side of the agreement; another one's is refused at its row."""

    side = ""
    refused = ""

    def clean(self):
        super().clean()
        organization = getattr(self.instance, self.side) if self._side_id else None
        if organization is None:
            return  # its own field says so
        allowed = owners(self.side, organization.pk, organization.parent_id)
        for form in self.staying:
            course = form.instance.course
            if course.organization_id not in allowed:
                names = {"course": course, "owner": course.organization, self.side: organization}
                form.add_error("course", self.refused % names)

    @property
    def _side_id(self):
        return getattr(self.instance, f"{self.side}_id")


class SendingParts(CoursesOfSide):
    """Courses of the sending organization, or of the district it belongs to."""

    side = SENDING
    refused = gettext_lazy(
        "“%(course)s” is a course of %(owner)s, not of %(sending)s or its "
        "district. Choose one of theirs, or change the sending organization."
    )


class ReceivingParts(CoursesOfSide):
    """Courses of the receiving college."""

    side = RECEIVING
    refused = gettext_lazy(
        "“%(course)s” is a course of %(owner)s, not of %(receiving)s. Choose one "
        "of that college, or change the receiving college."
    )


class SignatureParts(ClosedParts):
    """Places of the two sides; of a new agreement the places cannot ask that themselves.

    The days are not typed: `agreement_actions.sign` gives them, in the order of the chain.
    """

    open_in = (State.DRAFT, State.IN_REVIEW)

    def clean(self):
        super().clean()
        # Of the whole, for Django passes over what is said at a row that is to be deleted.
        for form in self.changed_forms:
            if form.instance.signed_on is not None:
                raise ValidationError(
                    _(
                        "“%(place)s” is signed, so it stays as it is. Signatures are taken away "
                        "when the agreement is sent back to a draft."
                    )
                    % {"place": Signature.objects.get(pk=form.instance.pk)}
                )
        sides = {self.instance.sending_id, self.instance.receiving_id}
        for form in self.staying:
            if None not in sides and form.instance.organization_id not in sides:
                form.add_error("organization", _("Choose one of the two sides of the agreement."))


class SendingInline(ClosedInline):
    model = SendingCourse
    formset = SendingParts
    verbose_name_plural = gettext_lazy("courses that are taken, all of them needed")
    fields = ["course"]
    autocomplete_fields = ["course"]
    ordering = ["course__number", "pk"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("agreement", "course__organization")


class ReceivingInline(ClosedInline):
    model = ReceivingCourse
    formset = ReceivingParts
    verbose_name_plural = gettext_lazy("college courses that are earned")
    fields = ["course", "units"]
    autocomplete_fields = ["course"]
    ordering = ["course__number", "pk"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("agreement", "course__organization")


class SignatureInline(ClosedInline):
    model = Signature
    formset = SignatureParts
    verbose_name_plural = gettext_lazy("chain of signatures, 1 signs first")
    fields = ["order", "organization", "role", "signed"]
    readonly_fields = ["signed"]
    autocomplete_fields = ["organization"]
    ordering = ["order", "pk"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("agreement", "organization", "person", "recorded_by")

    @admin.display(description=gettext_lazy("signed"))
    def signed(self, place):
        """The day, who, and on whose word; the steps below the form write them."""
        if place.signed_on is None:
            return _("not signed yet")
        said = [date_format(place.signed_on, "j M Y")]
        if place.person is not None:
            said.append(place.person.name)
        if place.is_on_anothers_word:
            words = _("recorded by %(keeper)s, not by the side itself")
            said.append(words % {"keeper": place.recorded_by.name})
        return ", ".join(said)
