"""Pages that are drawn once for the public and kept until anything on file is edited.

    @kept_until_edited("school", "college")
    def pathway_detail(request, slug): …

Never stale: triggers note each edit in its own transaction (`partners.edits`), and what they noted
is part of the key that a page is kept under. One question on each visit. A page is kept in the
process, for this day, language and address. Who sends a cookie, which may stand for an account or a
message, is given a page of their own.
"""

import zlib
from collections import OrderedDict
from contextvars import ContextVar
from functools import wraps
from threading import Lock

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from pathways_portal.common.prepared import PlannedSql

# Compressed pages of one view in a process; then those not asked for the longest make room.
MOST_BYTES = 8_000_000
# The sum of all stamps is another after any edit, also where an earlier one is committed later.
_LAST_EDIT = PlannedSql(
    "last_edit",
    "SELECT coalesce(sum(extract(epoch FROM edited_at)), 0)::text FROM partners_editstamp",
)
_shelves = []
# What `state_on_file` said of the page that is being drawn.
_on_file = ContextVar("on_file", default=None)


class Shelf:
    """Kept pages by key, the last asked for at the end. Pages are bytes with a content type."""

    def __init__(self, most_bytes=MOST_BYTES):
        self._most, self._bytes = most_bytes, 0
        self._pages, self._lock = OrderedDict(), Lock()

    def __len__(self):
        return len(self._pages)

    def get(self, key):
        """(content, content type), or None."""
        with self._lock:
            if key not in self._pages:
                return None
            self._pages.move_to_end(key)
            packed, kind = self._pages[key]
        return zlib.decompress(packed), kind

    def put(self, key, content, kind):
        packed = zlib.compress(content, 1)
        with self._lock:
            self._take(key)
            self._pages[key] = packed, kind
            self._bytes += _weight(key, packed)
            while self._bytes > self._most:
                self._take(next(iter(self._pages)))

    def clear(self):
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def _take(self, key):
        if key in self._pages:
            packed, _kind = self._pages.pop(key)
            self._bytes -= _weight(key, packed)


def _weight(key, packed):
    return len(packed) + sum(len(str(part)) for part in key)


def forget_all():
    """Empty every shelf of this process."""
    for shelf in _shelves:
        shelf.clear()


def kept_until_edited(*parameters):
    """A view of a public page whose answer depends on its address, the language, the day and what
    is on file, and on nothing else of the request. Its answer is rendered here.

    `parameters`: those of the query that the view knows. An address with any other is answered and
    not kept, or strangers could fill the shelf.
    """

    def decorate(view):
        shelf = Shelf()
        _shelves.append(shelf)

        @wraps(view)
        def kept(request, *args, **kwargs):
            key = _key(request, parameters)
            found = key and shelf.get(key)
            if found:
                content, kind = found
                return HttpResponse(content, content_type=kind)
            token = _on_file.set(key and key[:3])
            try:
                response = view(request, *args, **kwargs)
                if key and hasattr(response, "render"):
                    response.render()
            finally:
                _on_file.reset(token)
            if key and _is_plain(response):
                shelf.put(key, response.content, response["Content-Type"])
            return response

        kept.shelf = shelf
        return kept

    return decorate


def _is_plain(response):
    """Whether content and type are all that the view answered with: nothing else is kept."""
    return (
        response.status_code == HttpResponse.status_code
        and set(response.headers) == {"Content-Type"}
        and not response.cookies
        and not any(name.startswith("_csp") for name in vars(response))
    )


def _key(request, parameters):
    """What an answer is kept under; None where none is kept.

    Who works on the code with DEBUG on sees each change of a template.
    """
    cookies = request.COOKIES.keys() - {settings.LANGUAGE_COOKIE_NAME}
    if settings.DEBUG or cookies or request.GET.keys() - set(parameters):
        return None
    on_file = state_on_file()
    if on_file is None:
        return None
    return *on_file, timezone.localdate(), get_language(), request.get_full_path()


def state_on_file():
    """(host, database, last edit): the same as long as nothing on file is edited. One query.

    None inside a transaction: what it reads may be rolled back. While a page is drawn that will be
    kept, what it is kept under: an edit meanwhile has the next reader ask for another one.
    """
    if known := _on_file.get():
        return known
    connection.ensure_connection()  # the embedded database has a host only then
    if connection.in_atomic_block:
        return None
    ((last_edit,),) = _LAST_EDIT.rows(connection)
    return connection.settings_dict["HOST"], connection.settings_dict["NAME"], last_edit
