"""Forms for signed-in coordinators: start an action, propose a gap as a goal.

Both are opened by links beside a gap and come filled in: `?about=` is the gap's key or the address
of a page, `?goal=` the goal that an action serves. What the gap is called, and what a goal about it
starts from, is asked of the app that knows it; only where it says nothing do `?label=` and
`?baseline=`, a percent, with `?cohort=`, its years, count.
"""

import re
from functools import wraps

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from partners import about_pages, goal_actions, mfa, rights
from partners.about_keys import without_language
from partners.goals.forms import ActionForm, GoalForm

# What the link beside a gap brings along: a percent as pages print it, and one or two years. Two
# came with a comma between them once, and addresses are kept.
_PERCENT = re.compile(r"\d{1,3}(\.\d)?", re.ASCII)
_COHORT = re.compile(r"\d{4}-\d{2}((-to-|,)\d{4}-\d{2})?", re.ASCII)


def coordinators_only(view):
    """Lets in whoever edits for an organization; others read who can, or set a second factor up.

    Who is not signed in comes here only after signing in: the sign-in is required of all pages
    that do not say otherwise, and leads back.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not rights.is_editor(request.user):
            return TemplateResponse(request, "partners/coordinators_only.html", status=403)
        if mfa.is_missing(request.user):
            messages.info(
                request,
                _(
                    "You can edit the region's records, so your account needs a second factor: a "
                    "code from an app on your phone. Set it up once, here."
                ),
            )
            return redirect("mfa_activate_totp")
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@coordinators_only
def action_new(request):
    about = _about(request)
    initial = {"about_key": about["key"], "about_label": about["label"], "goal": _goal(request)}
    form = ActionForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        action = goal_actions.start_action(form.save(commit=False), by=request.user)
        messages.success(request, _("Your action is on file: “%s”") % action)
        goal = action.goal.get_absolute_url() if action.goal else ""
        return HttpResponseRedirect(about_pages.address_of(action.about_key) or goal)
    return _form(request, "partners/action_form.html", form, about)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@coordinators_only
def goal_new(request):
    about = _about(request)
    initial = {"gap_key": about["key"], "gap_label": about["label"]}
    initial |= about_pages.goal_of(about["key"]) or _baseline(request)
    form = GoalForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        goal = goal_actions.propose_goal(form.save(commit=False), by=request.user)
        messages.success(request, _("The goal is listed as proposed."))
        return HttpResponseRedirect(goal.get_absolute_url())
    return _form(request, "partners/goal_form.html", form, about)


def _form(request, template, form, about):
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "about": about}
    return TemplateResponse(request, template, context, status=status)


def _about(request):
    """What the address says the form is about: its key, label, page, and what was left out."""
    asked = request.GET.get("about", "").strip()
    key = without_language(asked)
    is_known = about_pages.leads_somewhere(key)
    key = key if is_known else ""
    title = about_pages.title_of(key)
    return {
        "key": key,
        "label": title or request.GET.get("label", "").strip()[:200],
        "url": about_pages.address_of(key),
        "left_out": asked[:80] if asked and not is_known else "",
    }


def _baseline(request):
    """Baseline and unit from the published figure that the address names with its cohort."""
    baseline, cohort = request.GET.get("baseline", ""), request.GET.get("cohort", "")
    if not (_PERCENT.fullmatch(baseline) and _COHORT.fullmatch(cohort)):
        return {}
    years = cohort.replace("-to-", " – ").replace(",", " – ")
    units = {}
    for name, language in (("unit", "en"), ("unit_es", "es")):
        with override(language):
            units[name] = _("percent, cohort %(years)s") % {"years": years}
    return {"baseline": baseline, **units}


def _goal(request):
    number = request.GET.get("goal", "")
    return number if number.isdecimal() and len(number) < 10 else ""
