"""The e-mail that asks the owner of an address whether they want the report."""

import css_inline
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, override

from equity.models import Subscription
from equity.reports import sentences, tokens
from equity.reports.reading import contact
from equity.reports.subscribing import CONFIRMATION
from pathways_portal.common.outbox import kinds

GONE = gettext_noop("Nobody asks for this any more.")


def write(delivery):
    """For an address that has the report already it says so: only its owner learns that."""
    subscription = Subscription.objects.filter(pk=delivery.about.get("subscription")).first()
    if subscription is None:
        raise kinds.NotSent(GONE)
    with override(delivery.language):
        return _message(subscription)


def _message(subscription):
    runs = subscription.runs
    context = {
        "subject": _("Your monthly equity report") if runs else _("Do you want this report?"),
        "runs": runs,
        "place": sentences.places_of(subscription),
        "url": tokens.settings_url(subscription) if runs else tokens.confirm_url(subscription),
        "contact": contact(),
    }
    text = render_to_string("equity/emails/report_confirmation.txt", context)
    html = render_to_string("equity/emails/report_confirmation.html", context)
    message = EmailMultiAlternatives(context["subject"], text)
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)
    message.attach_alternative(inliner.inline(html), "text/html")
    return message


def register():
    kinds.register(kinds.Kind(CONFIRMATION, gettext_lazy("Confirmation of a report"), write))
