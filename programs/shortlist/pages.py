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
    """A list of programs as its page prints it. `listed` is what the address asks for.

    `keeps_hidden`: a program that is not public now stays in the addresses of the page, with its
    note, until the reader takes it off: it may be public again tomorrow.
    """

    listed: Listed
    url_name: str
    most: int
    keeps_hidden: bool = False

    @cached_property
    def programs(self):
        return compared(self.listed)

    @cached_property
    def shown(self):
        """The list without what is no (longer a) public program."""
        return self.listed.only({one.name for one in self.programs})

    @property
    def kept(self):
        """The list that the addresses of this page go on with."""
        return self.listed if self.keeps_hidden else self.shown

    @cached_property
    def hidden(self):
        """Web names of the programs asked for that are not public, or not there."""
        return [name for name in self.listed.names if name not in self.shown.names]

    @property
    def asked(self):
        """Web names of all that the address asks for, shown or not, in their order."""
        return [*self.listed.names, *self.listed.over]

    @property
    def hidden_notes(self):
        """[(web name, note)] of what is in the address and not shown, for the form of notes."""
        notes, hidden = self.listed.notes, (*self.hidden, *self.listed.over)
        return [(name, notes[name]) for name in hidden if name in notes]

    @property
    def not_found(self):
        """How many of the programs asked for are not public, or not there."""
        return len(self.hidden)

    @property
    def without_hidden_url(self):
        return self._url(self.listed.without(*self.hidden))

    @property
    def left_over(self):
        return len(self.listed.over)

    @property
    def is_full(self):
        return len(self.kept.names) >= self.most

    @cached_property
    def columns(self):
        """Each program with the address of this page without it."""
        return [(one, self._url(self.kept.without(one.name))) for one in self.programs]

    @cached_property
    def lines(self):
        return lines(self.programs)

    @cached_property
    def undo(self):
        """(program, address of the way back) of one that was just taken off; None if none was."""
        if not self.listed.removed:
            return None
        name, _place = self.listed.removed
        program = Program.objects.open_to_students().filter(slug=name).first()
        return program and (program, self._url(self.kept.restored()))

    @cached_property
    def suggested(self):
        """[(program, address of this page with it)], while there is room."""
        if self.is_full or not self.programs:
            return []
        return [
            (program, self._url(self.kept.with_(program.slug))) for program in suggested(self.shown)
        ]

    @cached_property
    def share_url(self):
        """The whole address of this list, without notes."""
        return absolute(self._path(self.url_name, Listed(self.shown.names).query()))

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
    page = ListPage(listed, "programs:saved", MOST_SAVED, keeps_hidden=True)
    context = {"list": page, "longest_note": LONGEST_NOTE, "most_compared": MOST_COMPARED}
    return TemplateResponse(request, "programs/program_saved.html", context)
