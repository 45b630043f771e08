"""Early college credit: the ways side by side, and the Credit Finder, whose states are addresses.

No cookie is set and nothing is stored: what a student took stands in the address alone.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from partners.contacts import reader_of
from programs.credit.finder import CreditFinder
from programs.credit.options import EarlyCredit


@require_safe
@login_not_required
def early_credit(request):
    """The ways to college credit side by side, everywhere or at one college."""
    context = {"early": EarlyCredit(request.GET, today=timezone.localdate())}
    return TemplateResponse(request, "programs/early_credit.html", context)


@require_safe
@login_not_required
def credit_finder(request):
    """What can be claimed for the courses in the address.

    A form that adds a course sends its name and its year apart: it is led on to the address that
    says both in one, so that what is shared and printed is always the same.
    """
    finder = CreditFinder(request.GET, today=timezone.localdate(), reader=reader_of(request))
    if finder.question.is_addition:
        return HttpResponseRedirect(f"{finder.own_url}#courses")
    return TemplateResponse(request, "programs/credit_finder.html", {"finder": finder})
