"""The answer of a page whose every state is an address: the whole page, or its results alone."""

from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers

RESULTS = "programs/_listed_results.html"


def listed_page(request, listed, *, called, page):
    """`listed`, a `programs.list_state.ListState`, also under the name `called`.

    By the template `page`; to htmx its results alone.
    """
    partial = request.htmx and not request.htmx.history_restore_request
    context = {called: listed, "listed": listed}
    response = TemplateResponse(request, RESULTS if partial else page, context)
    patch_vary_headers(response, ["HX-Request"])
    if partial:  # the address without the empty inputs that a form sends along
        response["HX-Push-Url"] = listed.own_url
    return response
