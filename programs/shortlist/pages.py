"""Compare up to four programs; the reader's own list with notes. Nothing is stored here."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.decorators import login_not_required
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from pathways_portal.common.addresses import absolute
from programs.models import Program
from programs.shortlist.listed import (
    LONGEST_NOTE,
    MOST_COMPARED,
    MOST_SAVED,
    Listed,
)
from programs.shortlist.rows import compared, lines, suggested


@dataclass
class ListPage:
    """A list of programs as its page prints it. `listed` is what the address asks for."""

    listed: Listed
    url_name: str
    most: int

    @cached_property
    def programs(self):
        return compared(self.listed)

    @cached_property
    def shown(self):
        """The list without what is no (longer a) public program."""
        return self.listed.only({one.name for one in self.programs})

    @property
    def not_found(self):
        """How many of the programs asked for are not public, or not there."""
        return len(self.listed.names) - len(self.programs)

    @property
    def left_over(self):
        return self.listed.left_over

    @property
    def is_full(self):
        return len(self.programs) >= self.most

    @cached_property
    def columns(self):
        """Each program with the address of this page without it."""
        return [(one, self._url(self.shown.without(one.name))) for one in self.programs]

    @cached_property
    def lines(self):
        return lines(self.programs)

    @cached_property
    def undo(self):
        """(title, address) of the way back to a program just taken off; None if there is none."""
        if not self.listed.removed or self.is_full:
            return None
        name, place = self.listed.removed
        program = Program.objects.open_to_students().filter(slug=name).first()
        back = Listed(self.shown.names, self.shown.notes, removed=(name, place)).restored()
        return program and (program, self._url(back))

    @cached_property
    def suggested(self):
        """[(title, who, address of this page with it)], while there is room."""
        if self.is_full or not self.programs:
            return []
        return [
            (title, who, self._url(self.shown.with_(name)))
            for title, who, name in suggested(self.shown)
        ]

    @cached_property
    def share_url(self):
        """The whole address of this list, without notes."""
        return absolute(self._path(self.url_name, self.shown.query(notes=False)))

    @property
    def compare_url(self):
        first = Listed(self.shown.names[:MOST_COMPARED])
        return self._path("programs:compare", first.query())

    @property
    def saved_url(self):
        return self._path("programs:saved", Listed(self.shown.names).query())

    def _url(self, listed):
        return self._path(self.url_name, listed.query())

    @staticmethod
    def _path(url_name, query):
        path = reverse(url_name)
        return f"{path}?{query}" if query else path


@require_safe
@login_not_required
def compare(request):
    """Up to four programs side by side."""
    listed = Listed.of(request.GET, most=MOST_COMPARED)
    page = ListPage(listed, "programs:compare", MOST_COMPARED)
    return TemplateResponse(request, "programs/program_compare.html", {"list": page})


@require_safe
@login_not_required
def saved(request):
    """A list of programs with the reader's notes, all of it in the address.

    With JavaScript the browser keeps the list too, and its notes leave the browser only when the
    reader shares them.
    """
    listed = Listed.of(request.GET, most=MOST_SAVED)
    page = ListPage(listed, "programs:saved", MOST_SAVED)
    context = {"list": page, "longest_note": LONGEST_NOTE, "most_compared": MOST_COMPARED}
    return TemplateResponse(request, "programs/program_saved.html", context)
