"""Skills and supports: one page each."""

from django.contrib.auth.decorators import login_not_required
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from programs.help.skills import SkillsPage
from programs.help.supports import SupportList


@require_safe
@login_not_required
def skills(request):
    return TemplateResponse(request, "programs/skills.html", {"skills": SkillsPage()})


@require_safe
@login_not_required
def supports(request):
    """All supports, or those of one segment or kind."""
    return TemplateResponse(request, "programs/supports.html", {"listed": SupportList(request.GET)})
