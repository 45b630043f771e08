"""What happens around every request: broken input is refused, public pages can be kept."""

import re
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.http import Http404
from django.middleware.gzip import GZipMiddleware
from django.middleware.http import ConditionalGetMiddleware
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from pghistory.middleware import HistoryMiddleware

from pathways_portal.errors import NO_ANSWER, bad_request, page_not_found, unavailable

# Far more than any form of the portal sends, far less than what would tire it.
LONGEST_QUERY = 8_000
# Keys, tokens and language codes.
OUR_COOKIES = (
    settings.SESSION_COOKIE_NAME,
    settings.CSRF_COOKIE_NAME,
    settings.LANGUAGE_COOKIE_NAME,
)
OUR_VALUES = re.compile(r"[A-Za-z0-9-]+")


class GuardInput:
    """Refuse what no browser sends on purpose: NUL bytes, broken UTF-8, endless query strings.

    The reader gets the portal's own 400 page with a sentence. A cookie of ours with a value that
    we never set is passed over, as if there were none.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        for name in OUR_COOKIES:
            if not OUR_VALUES.fullmatch(request.COOKIES.get(name, "")):
                request.COOKIES.pop(name, None)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        reason = self.what_is_wrong(request)
        return bad_request(request, BadRequest(reason)) if reason else None

    @staticmethod
    def what_is_wrong(request):
        """A sentence for the reader, or an empty text."""
        query = request.META.get("QUERY_STRING", "")
        if len(query) > LONGEST_QUERY:
            return _("That address is too long. Search with fewer words or filters.")
        if any("\x00" in part or "%00" in part for part in (request.path_info, query)):
            return _("The address holds a character that means nothing here.")
        try:
            unquote_to_bytes(query.replace("+", " ")).decode()
        except UnicodeDecodeError:
            return _("The address holds letters we cannot read. Type the words again.")
        return ""


class OwnErrorPages:
    """Our pages where Django would show its own.

    A database that does not answer is a 503 with a sentence, not a 500. With DEBUG on, an address
    that leads nowhere shows our page too, so that a demo looks as the portal does; faults in the
    code keep Django's report there.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.DEBUG:
            try:
                resolve(request.path_info)
            except Resolver404 as error:
                return page_not_found(request, error)
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, NO_ANSWER):
            return unavailable(request, exception)
        if settings.DEBUG and isinstance(exception, Http404):
            return page_not_found(request, exception)
        if settings.DEBUG and isinstance(exception, BadRequest):
            return bad_request(request, exception)
        return None


class RequireSignIn(LoginRequiredMiddleware):
    """Every page needs an account unless its view says otherwise.

    Django's own looks at the user first, even on a public page; that reads the session and makes
    the page depend on cookies. Here a public page is let through unasked.
    """

    def process_view(self, request, view, args, kwargs):
        if not getattr(view, "login_required", True):
            return None
        try:
            return super().process_view(request, view, args, kwargs)
        except NO_ANSWER as error:
            return unavailable(request, error)


class WhoWrites(HistoryMiddleware):
    """Tells the history who sends a form; asks for the account before any view is called."""

    def __call__(self, request):
        try:
            return super().__call__(request)
        except NO_ANSWER as error:
            return unavailable(request, error)


class ConditionalGet(ConditionalGetMiddleware):
    """Django's, whose empty answer (304) keeps the content policy of the page it stands for.

    A browser takes the headers of that answer for the page it has; a page with a policy of its own
    would fall back to the usual one at the second visit.
    """

    def process_response(self, request, response):
        answer = super().process_response(request, response)
        for name, policy in vars(response).items():
            if name.startswith("_csp"):
                setattr(answer, name, policy)
        return answer


class PublicCache:
    """Let browsers and proxies keep a public page of a reader who is not signed in.

    A browser asks each time whether its copy is still right (the answer to an unchanged page is
    an empty 304), so an edit is seen at once; a proxy in front may answer for half a minute by
    itself. The session cookie is only looked for, not read: reading it would make every
    answer depend on all cookies, and no proxy could keep any.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if (
            request.method in {"GET", "HEAD"}
            and response.status_code in {200, 304}
            and not response.cookies
            and not response.has_header("Cache-Control")
        ):
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
                patch_cache_control(response, private=True, no_cache=True)
            else:
                patch_cache_control(
                    response, public=True, max_age=0, s_maxage=30, must_revalidate=True
                )
        return response


class CompressPublic(GZipMiddleware):
    """Compress the pages that anyone may keep, and only those.

    A page that holds a form's token or a reader's own records is sent as it is: from the size of
    a compressed page one can guess what stands in it (BREACH, breachattack.com). A public page
    holds nothing that is not public. Django's own middleware would compress every page.
    """

    def process_response(self, request, response):
        if "public" not in response.get("Cache-Control", ""):
            return response
        return super().process_response(request, response)
