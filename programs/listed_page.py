"""The answer of a page whose every state is an address: the whole page, or its results alone."""

from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers


def listed_page(request, listed, *, called, page, results):
    """`listed` under the name `called`, by the template `page`; to htmx by `results`.

    `listed` is a `programs.state_address.StateAddress`.
    """
    partial = request.htmx and not request.htmx.history_restore_request
    response = TemplateResponse(request, results if partial else page, {called: listed})
    patch_vary_headers(response, ["HX-Request"])
    if partial:  # the address without the empty inputs that a form sends along
        response["HX-Push-Url"] = listed.own_url
    return response
