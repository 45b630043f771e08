"""Pages of a saved search: ask, confirm, end. None needs an account; looking changes nothing."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from pathways_portal.common import limits
from pathways_portal.common.outbox import tasks as outbox
from programs.alerts import saving, searches
from programs.models import SavedSearch

MOST_FROM_ONE = 10
MOST_FROM_ALL = 300
LONGEST = SavedSearch._meta.get_field("query").max_length


class AlertForm(forms.Form):
    """Where to write. `website` is bait for machines."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail"),
        help_text=gettext_lazy(
            "We send one e-mail there and ask you to confirm. It is used for nothing else."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(label=gettext_lazy("Leave this empty"), required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def new(request):
    """The form; the search stands in the address, as on the finder."""
    query = searches.query_of(request.GET)
    form = AlertForm(request.POST or None)
    not_used, rest = searches.not_used(request.GET)
    context = {
        "form": form,
        "not_used": not_used,
        "rest_url": f"{request.path}?{rest}" if rest else "",
        "asked": searches.asked_words(query),
        "is_too_long": len(query) > LONGEST,
        "finder_url": f"{reverse('programs:list')}?{query}",
    }
    page = "programs/alerts/new.html"
    is_refused = context["is_too_long"] or not_used
    if request.method != "POST" or is_refused or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, page, context, status=status)
    if not form.cleaned_data["website"]:
        if limits.too_many(
            request, form="alert", most_from_one=MOST_FROM_ONE, most_from_all=MOST_FROM_ALL
        ):
            return TemplateResponse(request, "programs/alerts/limit.html", status=429)
        saving.ask(email=form.cleaned_data["email"], language=get_language(), query=query)
        outbox.soon(only=[saving.CONFIRMATION], most=5)
    return HttpResponseRedirect(reverse("programs:alert_sent"))


@require_safe
@login_not_required
def sent(request):
    return TemplateResponse(request, "programs/alerts/sent.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def confirm(request, token):
    """The owner of the address says yes, with a button."""
    search = searches.to_confirm(token)
    if search is None:
        return TemplateResponse(request, "programs/alerts/stale.html", status=410)
    if request.method == "POST":
        saving.confirm(search)
        return HttpResponseRedirect(searches.end_url(search))
    return TemplateResponse(request, "programs/alerts/confirm.html", _about(search))


@csrf_exempt  # the one click of RFC 8058 comes from a mail program, without cookie or token
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def end(request, token):
    """What is watched, and a button that ends it; a mail program's one click ends it at once."""
    search = searches.managed(token)
    if search is None:
        raise Http404(_("This link is not one of ours, or it was cut off on the way."))
    if request.method == "POST":
        saving.end(search)
    return TemplateResponse(request, "programs/alerts/end.html", _about(search))


def _about(search):
    return {
        "search": search,
        "asked": searches.asked_words(search.query),
        "total": len(searches.matching(search)),
        "finder_url": f"{reverse('programs:list')}?{search.query}",
    }
