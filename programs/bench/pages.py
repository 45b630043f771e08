"""Times inside this process: pages through the whole of Django, and edits as a coordinator saves."""

import time

from django.conf import settings
from django.db import transaction
from django.test import Client

from programs.bench.clock import Times
from programs.enums import DocumentKind
from programs.models import Program, SearchDocument
from programs.search.words import fold

EDIT = "measured"


class PageError(Exception):
    """A sentence for the person at the keyboard."""


class Reader:
    """One reader in this process, who asks as browsers do."""

    def __init__(self):
        host = settings.ALLOWED_HOSTS[0].lstrip(".")
        self.client = Client(HTTP_HOST=host, SERVER_PORT="443", HTTP_ACCEPT_ENCODING="gzip")

    def get(self, address):
        """(response, milliseconds, milliseconds that this process worked)."""
        start, worked = time.perf_counter(), time.process_time()
        response = self.client.get(address, secure=True)
        took = (time.perf_counter() - start) * 1000
        work = (time.process_time() - worked) * 1000
        if response.status_code != 200:
            raise PageError(f"{address} answered {response.status_code}.")
        return response, took, work

    def html(self, address):
        """The page as it is before it is compressed."""
        response = self.client.get(address, secure=True, HTTP_ACCEPT_ENCODING="identity")
        if response.status_code != 200:
            raise PageError(f"{address} answered {response.status_code}.")
        return response.content.decode()


def ask_in_process(reader, questions, *, rounds):
    """A warm round, then timed ones: (Times, milliseconds of work of this process)."""
    times, work = Times(), []
    for timed in [False] + [True] * rounds:
        for asked in questions:
            _response, took, worked = reader.get(asked.address)
            if timed:
                times.add(asked.kind, took)
                work.append(worked)
    return times, work


def program_pages(reader, count):
    """Pages of `count` programs spread over all of them, once to warm up and once timed."""
    pks = list(Program.objects.open_to_students().order_by("pk").values_list("pk", flat=True))
    programs = list(Program.objects.filter(pk__in=pks[:: max(1, len(pks) // count)][:count]))
    times = Times()
    for timed in (False, True):
        for program in programs:
            _response, took, _work = reader.get(program.get_absolute_url())
            if timed:
                times.add(program.segment, took)
    return times


def edits(reader, count):
    """Rename `count` programs and back again, each in a transaction, as the admin's forms do.

    Returns Times by what was timed: the save with its document, the commit after it, and the
    finder's next page, which learns of the edit. Fails if a document does not say the new title
    inside the transaction.
    """
    pks = list(Program.objects.open_to_students().order_by("pk").values_list("pk", flat=True))
    times = Times()
    reader.get("/programs/")
    for pk in pks[:: max(1, len(pks) // count)][:count]:
        program = Program.objects.select_related("organization").get(pk=pk)
        title = program.title
        for new in (f"{title[:140]} {EDIT} {pk}", title):
            program.title = new
            start = time.perf_counter()
            with transaction.atomic():
                program.save()
                saved = time.perf_counter()
                document = SearchDocument.objects.get(kind=DocumentKind.PROGRAM, object_id=pk)
                read = time.perf_counter()
            done = time.perf_counter()
            if document.sort_name != fold(new)[:250]:
                raise PageError(f"The document of program {pk} was not written with it.")
            times.add("save", (saved - start) * 1000)
            times.add("commit", (done - read) * 1000)
            _response, took, _work = reader.get("/programs/")
            times.add("next page", took)
    return times
