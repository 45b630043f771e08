"""The finder: one page whose every state is an address, and the same rows as a CSV file."""

from django.contrib.auth.decorators import login_not_required
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.downloads import program_rows
from programs.filters import ProgramFilter
from programs.finder import FinderPage
from programs.listed_page import listed_page


@require_safe
@login_not_required
def program_list(request):
    """Find a program. To htmx it answers with the results region only."""
    return listed_page(
        request,
        FinderPage(ProgramFilter(request.GET), page=request.GET.get("page")),
        called="finder",
        page="programs/program_list.html",
    )


@require_safe
@login_not_required
def program_csv(request):
    """Exactly the filtered rows, in the order of the page, with their sources."""
    finder = ProgramFilter(request.GET)
    response = StreamingHttpResponse(
        program_rows(finder.answer, site=request.build_absolute_uri("/")),
        content_type="text/csv; charset=utf-8",
    )
    name = f"programs-{timezone.localdate().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
