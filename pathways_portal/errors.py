"""Pages for requests that go wrong, where Django's own views would leave out our sentence."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader

# Seconds after which a reader or a robot may try again.
TRY_AGAIN = "30"


@login_not_required
def bad_request(request, exception):
    """400, with the sentence that our own code gave; Django's internal reasons stay inside."""
    reason = str(exception) if isinstance(exception, BadRequest) else ""
    return render(request, "400.html", {"reason": reason}, status=400)


@login_not_required
def csrf_failure(request, reason=""):
    """403 for a form that was sent without its token: usually an old page or refused cookies."""
    return render(request, "403.html", status=403)


@login_not_required
def page_not_found(request, exception):
    """404 with search, in the reader's language."""
    return render(request, "404.html", status=404)


def unavailable(request):
    """503 while the database does not answer; drawn without it."""
    page = loader.render_to_string("503.html")
    return HttpResponse(page, status=503, headers={"Retry-After": TRY_AGAIN})
