"""Articulation agreements: their courses and signatures in one form, their life by buttons."""

from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import rights
from partners.scoped_admin import own_related
from partners.stewardship_admin import ReviewFilter
from programs import agreement_actions, agreement_moves, agreement_renewal, agreements
from programs.addressed_admin import AddressedAdmin
from programs.admin.agreement_parts import (
    TERMS,
    AgreementForm,
    ReceivingInline,
    SendingInline,
    SignatureInline,
    sends,
)
from programs.admin.agreement_signing import SigningAdmin, WaitingFilter
from programs.agreement_actions import Refused
from programs.agreement_moves import Move
from programs.agreement_slugs import free_agreement_slug
from programs.articulation.phases import Phase, condition
from programs.enums import AgreementState
from programs.models import ArticulationAgreement, ReceivingCourse, SendingCourse, Signature


class EndFilter(admin.SimpleListFilter):
    """Active agreements whose last year is past, or near."""

    title = gettext_lazy("end")
    parameter_name = "end"

    def lookups(self, request, model_admin):
        return [
            ("past", gettext_lazy("Past its end: active, last year over")),
            ("past-kept", gettext_lazy("Past its end, and yours to end or renew")),
            ("soon", gettext_lazy("Ends within a year")),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "past":
            return queryset.filter(condition(Phase.PAST_END, today))
        if self.value() == "past-kept":
            kept = rights.editable(request.user, queryset)
            return kept.filter(condition(Phase.PAST_END, today))
        if self.value() == "soon":
            ending = agreements.years_that_end_within_a_year(today)
            return queryset.filter(state=AgreementState.ACTIVE, years_through__range=ending)
        return queryset


@admin.register(ArticulationAgreement)
class AgreementAdmin(SigningAdmin, AddressedAdmin):
    """The state is never typed: the buttons below the form save it, then take the step."""

    form = AgreementForm
    change_form_template = "admin/programs/articulationagreement/moves.html"
    actions = ["renew_selected", *AddressedAdmin.actions]
    list_display = [
        "sending",
        "receiving",
        "mechanism",
        "state",
        "years_from",
        "years_through",
        "status",
        "verified_on",
    ]
    list_display_links = ["sending", "receiving"]
    list_filter = [
        "state",
        EndFilter,
        WaitingFilter,
        "status",
        ReviewFilter,
        "mechanism",
        own_related("receiving"),
        "is_sample",
    ]
    list_select_related = ["sending", "receiving"]
    search_fields = [
        "sending__name",
        "receiving__name",
        "sending_courses__course__title",
        "sending_courses__course__number",
        "receiving_courses__course__title",
        "receiving_courses__course__number",
    ]
    search_help_text = gettext_lazy("School, college, or number or title of a course.")
    autocomplete_fields = ["sending", "receiving", "owner"]
    ordering = ["slug", "pk"]
    readonly_fields = ("state", "ended_on", *AddressedAdmin.readonly_fields)
    inlines = [SendingInline, ReceivingInline, SignatureInline]
    history_parts = [
        (SendingCourse, "agreement"),
        (ReceivingCourse, "agreement"),
        (Signature, "agreement"),
    ]
    fieldsets = [
        (gettext_lazy("Who"), {"fields": ["sending", "receiving", "slug"]}),
        (gettext_lazy("State"), {"fields": ["state", "ended_on"]}),
        (
            gettext_lazy("How the credit is earned"),
            {"fields": ["mechanism", "minimum_grade", "exam"]},
        ),
        (
            gettext_lazy("For which courses"),
            {"fields": [("years_from", "years_through"), "not_retroactive", "next_review"]},
        ),
        (
            gettext_lazy("How it is claimed"),
            {
                "fields": [
                    ("claim_opens", "claim_closes", "claim_years"),
                    "while_enrolled",
                    "how_to_claim",
                    "transfer_note",
                ]
            },
        ),
        (gettext_lazy("Document"), {"fields": ["document_url"]}),
        (
            gettext_lazy("Spanish"),
            {
                "fields": [
                    ("exam_es", "exam_es_reviewed_on"),
                    "how_to_claim_es",
                    "how_to_claim_es_reviewed_on",
                    ("transfer_note_es", "transfer_note_es_reviewed_on"),
                ]
            },
        ),
        AddressedAdmin.stewardship_fieldset,
    ]

    def get_readonly_fields(self, request, obj=None):
        """Its terms are typed while it is a draft.

        What a form sends that was opened before is refused by the form, so that it stays there.
        """
        fields = super().get_readonly_fields(request, obj)
        if obj is None or obj.state == AgreementState.DRAFT or sends(request, *TERMS):
            return fields
        return (*fields, *TERMS)

    class Media:
        css = {"all": ["css/agreement_admin.css"]}

    def view_on_site(self, obj):
        """Its public page, while it has one."""
        found = ArticulationAgreement.objects.open().filter(pk=obj.pk)
        return obj.get_absolute_url() if found.exists() else None

    # --- Its address ----------------------------------------------------------------------------

    def new_slug(self, obj):
        return free_agreement_slug(obj, [])

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        agreement = form.instance
        sent = [row.course for row in agreement.sending_courses.select_related("course")]
        if change or not sent:
            return
        # A new one was saved before its courses, which its address names.
        agreement.slug = free_agreement_slug(agreement, sent)
        try:
            with transaction.atomic():
                agreement.save(update_fields=["slug"])
        except IntegrityError:  # somebody else took it meanwhile; the first one is good, too
            agreement.refresh_from_db(fields=["slug"])

    # --- Its life -------------------------------------------------------------------------------

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.has_change_permission(request, obj):
            facts, today = agreement_actions.facts_of(obj), timezone.localdate()
            to_sign = self._to_sign(obj)
            context |= {
                "moves": [
                    (step, agreement_moves.hindrances(step, facts, today=today, on=today))
                    for step in agreement_moves.possible(AgreementState(obj.state))
                ],
                "to_sign": to_sign,
                "signers": self._signers(request, to_sign) if to_sign else [],
                "may_renew": agreement_renewal.may_renew(obj),
                "day": request.GET.get("on", ""),
                "signed_by": request.GET.get("signed_by", ""),
                "closed": agreement_moves.how_to_change_terms(AgreementState(obj.state)),
            }
        elif obj is not None:
            context |= self._signing_context(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request, obj):
        """After a save by one of the buttons: the step itself, or why it cannot be taken."""
        typed = {"on": request.POST.get("on", "")}
        try:
            if "_move" in request.POST:
                self._move(request, obj)
            elif "_sign" in request.POST:
                self._sign(request, obj)
            elif "_renew" in request.POST:
                return self._renewed(request, agreement_renewal.renew(obj, by=request.user))
            else:
                return super().response_change(request, obj)
        except Refused as refused:
            for sentence in refused.sentences:
                self.tell(request, sentence, messages.ERROR)
            self.tell(request, _("What you changed in the form is saved."), messages.INFO)
            typed["signed_by"] = request.POST.get("signed_by", "")
        return self._to_form(obj, typed)

    def _move(self, request, agreement):
        name = request.POST["_move"]
        if name not in Move.values:
            raise BadRequest(_("There is no such step."))
        step = Move(name)
        on = self._day(request) if step == Move.END else None
        agreement_actions.move(agreement, step, by=request.user, on=on)
        self.tell(
            request,
            _("The agreement is now: %(state)s.")
            % {"state": AgreementState(agreement.state).label},
        )

    def _renewed(self, request, agreement):
        """To the copy, saying for which years it is."""
        if agreement.years_through is None:
            words = _("This is the copy, a draft from %(first)s on. Read it through.")
        else:
            words = _("This is the copy, a draft for %(first)s through %(last)s. Read it through.")
        years = {"first": agreement.years_from, "last": agreement.years_through}
        self.tell(request, words % years)
        return self._to_form(agreement)

    @admin.action(
        description=gettext_lazy("Renew: copy as draft for the next years"),
        permissions=["change"],
    )
    def renew_selected(self, request, queryset):
        mine = rights.editable(request.user, queryset)
        others, renewed = queryset.count() - mine.count(), 0
        for agreement in mine.select_related("sending", "receiving").order_by("slug"):
            try:
                agreement_renewal.renew(agreement, by=request.user)
                renewed += 1
            except Refused as refused:
                words = f"{agreement}: {' '.join(refused.sentences)}"
                self.tell(request, words, messages.WARNING)
        self.tell(
            request,
            ngettext(
                "%d agreement is copied as a draft.", "%d agreements are copied as drafts.", renewed
            )
            % renewed,
        )
        self._tell_left_alone(request, others)
