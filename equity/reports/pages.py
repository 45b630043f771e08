"""Pages of a subscription: ask, confirm, change, end. None needs an account.

Links in e-mails are opened by machines that look for danger: nothing changes by looking at a page.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from equity.reports import months, sentences, subscribing, tokens
from equity.reports.forms import SubscribeForm, WantedForm, is_looking
from equity.reports.letter import KIND
from pathways_portal.common import limits
from pathways_portal.common.outbox import tasks as outbox
from pathways_portal.common.outbox.enums import DeliveryState
from pathways_portal.common.outbox.models import Delivery

MOST_FROM_ONE = 5
MOST_FROM_ALL = 300
MONTHS_SHOWN = 12


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def subscribe(request):
    """Ask for the report; the answer is the same for every address."""
    page = "equity/subscribe.html"
    if request.method == "POST" and is_looking(request.POST):
        return TemplateResponse(request, page, {"form": SubscribeForm.looking(request.POST)})
    form = SubscribeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, page, {"form": form}, status=status)
    if not form.cleaned_data["website"]:
        if limits.too_many(
            request,
            form="report-subscribe",
            most_from_one=MOST_FROM_ONE,
            most_from_all=MOST_FROM_ALL,
        ):
            return TemplateResponse(request, "equity/subscribe_limit.html", status=429)
        subscribing.ask(email=form.cleaned_data["email"], **form.wanted)
        outbox.soon(only=[subscribing.CONFIRMATION], most=5)
    return HttpResponseRedirect(reverse("equity:subscribe_sent"))


@require_safe
@login_not_required
def sent(request):
    return TemplateResponse(request, "equity/subscribe_sent.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def confirm(request, token):
    """The owner of the address says yes, with a button."""
    subscription = tokens.to_confirm(token)
    if subscription is None:
        return TemplateResponse(request, "equity/subscribe_stale.html", status=410)
    if request.method == "POST":
        subscribing.confirm(subscription)
        return HttpResponseRedirect(tokens.settings_url(subscription) + "?started=1")
    return TemplateResponse(request, "equity/subscribe_confirm.html", _about(subscription))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def settings_page(request, token):
    """What this subscription is about; which months came, and why others did not."""
    subscription = _managed(token)
    organizations, with_region = subscription.places
    start = {
        "organizations": organizations,
        "with_region": with_region,
        "language": subscription.language,
    }
    is_sent = request.method == "POST" and not is_looking(request.POST)
    if request.method == "POST" and not is_sent:
        form = WantedForm.looking(request.POST)
    else:
        form = WantedForm(request.POST or None, initial=start)
    if is_sent and form.is_valid():
        subscribing.change(subscription, **form.wanted)
        return HttpResponseRedirect(tokens.settings_url(subscription) + "?saved=1")
    context = _about(subscription) | {
        "form": form,
        "saved": request.GET.get("saved") == "1",
        "started": request.GET.get("started") == "1",
        "months": _months(subscription),
        "unsubscribe_url": tokens.unsubscribe_url(subscription),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "equity/subscription.html", context, status=status)


@csrf_exempt  # the one click of RFC 8058 comes from a mail program, without cookie or token
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def unsubscribe(request, token):
    """A page with a button; the button, or the mail program's one click, ends it at once."""
    subscription = _managed(token)
    if request.method == "POST":
        subscribing.end(subscription)
    context = {
        "one": subscription,
        "settings_url": tokens.settings_url(subscription),
        "is_ended": subscription.ended_at is not None,
    }
    return TemplateResponse(request, "equity/unsubscribe.html", context)


def _about(subscription):
    """`next_at`: from when the next report is due, or the first one for whoever says yes now."""
    return {
        "one": subscription,
        "places": sentences.places_of(subscription),
        "next_at": months.first_due(timezone.now()),
    }


def _managed(token):
    subscription = tokens.managed(token)
    if subscription is None:
        raise Http404(_("This link is not one of ours, or it was cut off on the way."))
    return subscription


def _months(subscription):
    """[(month, what became of it, why)] of the last year, newest first."""
    rows = Delivery.objects.filter(kind=KIND, recipient=subscription.email)
    told = {
        DeliveryState.SENT: _("sent"),
        DeliveryState.CLOSED: _("not sent"),
        DeliveryState.FAILED: _("could not be delivered"),
        DeliveryState.UNKNOWN: _("not known whether it arrived"),
    }
    return [
        (
            months.month_words(row.period),
            told.get(row.state, _("waiting to be sent")),
            _(row.server_words) if row.state == DeliveryState.CLOSED else "",
        )
        for row in rows.order_by("-period")[:MONTHS_SHOWN]
    ]
