"""The signatures of an agreement: the keeper's button below the form, the other side's above it.

Whoever keeps an agreement records the next signature, also on the word of the other side, which is
then marked. A coordinator of the other side reads the agreement and signs for that side alone.
"""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.forms import DateField
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from partners import rights
from programs import agreement_actions
from programs.agreement_actions import Refused
from programs.enums import AgreementState
from programs.models import ArticulationAgreement, Signature


def waiting_for(user):
    """Agreements in review in which a place of the user's own organizations signs next."""
    if rights.is_staff(user):
        return ArticulationAgreement.objects.none()
    open_places = Signature.objects.filter(signed_on=None)
    before = open_places.filter(agreement=OuterRef("agreement"), order__lt=OuterRef("order"))
    mine = open_places.filter(
        ~Exists(before),
        organization__in=rights.organizations(user),
        agreement__state=AgreementState.IN_REVIEW,
    )
    return ArticulationAgreement.objects.filter(pk__in=mine.values("agreement"))


class WaitingFilter(admin.SimpleListFilter):
    """Agreements that wait for a signature of the user's own side."""

    title = gettext_lazy("signature")
    parameter_name = "sign"

    def lookups(self, request, model_admin):
        return [("mine", gettext_lazy("Waits for your organization"))]

    def queryset(self, request, queryset):
        if self.value() == "mine":
            return queryset.filter(pk__in=waiting_for(request.user).values("pk"))
        return queryset


class SigningAdmin(admin.ModelAdmin):
    """The part of the agreements' admin that signs."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_sign"
        sign = self.admin_site.admin_view(self.sign_view)
        return [path("<path:object_id>/sign/", sign, name=name), *super().get_urls()]

    @method_decorator(require_POST)
    def sign_view(self, request, object_id):
        """The button of the other side: signs at one of its own places, and saves nothing else."""
        agreement = self.get_object(request, object_id)
        typed = {}
        try:
            self._sign_at(request, self._open_place(agreement, request.POST.get("_sign", "")))
        except Refused as refused:
            for sentence in refused.sentences:
                self.tell(request, sentence, messages.ERROR)
            typed = {name: request.POST.get(name, "") for name in ("on", "signed_by")}
        return self._to_form(agreement, typed)

    def _open_place(self, agreement, key):
        """The place with this key, as long as nobody has signed there."""
        found = [row for row in self._open_places(agreement) if str(row.pk) == key]
        if not found:
            raise Refused(
                [_("Somebody else has changed the signatures meanwhile. Look at them again.")]
            )
        return found[0]

    def _open_places(self, agreement):
        places = agreement.signatures.select_related("organization")
        return places.filter(signed_on=None).order_by("order", "pk")

    def _to_sign(self, agreement):
        """The place in the chain that is signed next; None while nobody signs."""
        if agreement.state != AgreementState.IN_REVIEW:
            return None
        return self._open_places(agreement).first()

    def _signing_context(self, request, agreement):
        """What the other side's buttons print: each open place of its own, with its signers."""
        return {
            "own_places": [
                (place, missing, [] if missing else self._signers(request, place))
                for place, missing in agreement_actions.own_places(agreement, request.user)
            ],
            "in_review": agreement.state == AgreementState.IN_REVIEW,
            "day": request.GET.get("on", ""),
            "signed_by": request.GET.get("signed_by", ""),
        }

    def _signers(self, request, place):
        """People who may have signed at a place, as far as the user may name them."""
        people = rights.choices(request.user, Signature._meta.get_field("person"))
        of_the_side = people.filter(organization__in=agreement_actions.signers_of(place))
        return of_the_side.order_by("name", "pk")

    def _sign(self, request, agreement):
        """The keeper's button: the next place, which must still be the one the page showed."""
        place = self._open_place(agreement, request.POST["_sign"])
        self._sign_at(request, place)

    def _sign_at(self, request, place):
        on, person = self._day(request), self._person(request, place)
        agreement_actions.sign(place, by=request.user, on=on, person=person)
        self.tell(request, _("Signed: %(place)s.") % {"place": place})

    def _day(self, request):
        """The day beside the buttons; today where none is given."""
        typed = request.POST.get("on", "").strip()
        if not typed:
            return timezone.localdate()
        try:
            return DateField().clean(typed)
        except ValidationError:
            words = _("“%(day)s” is no day. Write it like 2026-06-30.") % {"day": typed[:40]}
            raise Refused([words]) from None

    def _person(self, request, place):
        """Who signed, chosen beside the buttons; None where that is not on file."""
        chosen = request.POST.get("signed_by", "")
        if not chosen:
            return None
        found = [one for one in self._signers(request, place) if str(one.pk) == chosen]
        if not found:
            raise Refused([_("Whoever signed is not in the list. Choose somebody from it.")])
        return found[0]

    def _to_form(self, agreement, typed=None):
        """Back to the form; `typed`: what stood beside the buttons, to be shown again."""
        url = reverse(
            "admin:programs_articulationagreement_change",
            args=[agreement.pk],
            current_app=self.admin_site.name,
        )
        shown = {name: value for name, value in (typed or {}).items() if value}
        return HttpResponseRedirect(f"{url}?{urlencode(shown)}" if shown else url)
