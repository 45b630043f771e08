"""Pages for requests that go wrong, where Django's own views would leave out our sentence."""

import logging
import sys

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views import defaults

log = logging.getLogger(__name__)
# What a database raises that is down, going down or cut off.
NO_ANSWER = (OperationalError, InterfaceError)
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


def server_error(request):
    """500 for a fault of ours; 503 if it was the database, wherever around a page it was asked."""
    error = sys.exc_info()[1]
    if isinstance(error, NO_ANSWER):
        return unavailable(request, error)
    return defaults.server_error(request)


def unavailable(request, error):
    """503 while the database does not answer; drawn without it."""
    log.error("The database does not answer: %s", error)
    page = loader.render_to_string("503.html")
    return HttpResponse(page, status=503, headers={"Retry-After": TRY_AGAIN})
