"""Pages for requests that go wrong, where Django's own views would leave out our sentence."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.shortcuts import render


@login_not_required
def bad_request(request, exception):
    """400, with the sentence that our own code gave; Django's internal reasons stay inside."""
    reason = str(exception) if isinstance(exception, BadRequest) else ""
    return render(request, "400.html", {"reason": reason}, status=400)


@login_not_required
def csrf_failure(request, reason=""):
    """403 for a form that was sent without its token: usually an old page or refused cookies."""
    return render(request, "403.html", status=403)
