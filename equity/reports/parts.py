"""A place's part of the e-mail: read and written once for everybody whose e-mail holds it."""

import time
from collections import OrderedDict
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse

from equity.reports import reading
from equity.reports.issue import issue_of
from pathways_portal.common.addresses import absolute

# How long a worker uses what it has read and written once, in seconds, and for how many places.
KEEP = 120
MOST_KEPT = 64


@dataclass(frozen=True)
class Part:
    """What an e-mail says of one place. `has_figures`: there is a gap or something better in it."""

    organization_id: int | None
    read: reading.Reading
    text: str
    html: str

    @property
    def content(self):
        return self.read.content

    @property
    def has_figures(self):
        return self.read.has_figures

    @property
    def url(self):
        """Its page in the archive."""
        query = f"?organization={self.content['organization']}" if self.organization_id else ""
        return absolute(reverse("equity:report", args=[self.read.issue.month])) + query


class Kept:
    """The newest things made, each used for a while: rows of one scope come one after the other."""

    def __init__(self):
        self._things = OrderedDict()

    def get(self, key, make):
        at, thing = self._things.get(key, (0.0, None))
        if thing is None or time.monotonic() - at >= KEEP:
            at, thing = time.monotonic(), make()
            self._things[key] = at, thing
        self._things.move_to_end(key)
        while len(self._things) > MOST_KEPT:
            self._things.popitem(last=False)
        return thing

    def clear(self):
        self._things.clear()


_parts = Kept()


def part_of(month, organization_id, language, form):
    """`form`: "alone", "one of several", or "beside", which names the gaps in a line each."""
    key = (month, organization_id, language, form)
    return _parts.get(key, lambda: _written(month, organization_id, language, form))


def _written(month, organization_id, language, form):
    read = reading.reading_of(issue_of(month, organization_id, language))
    context = {
        "read": read,
        "content": read.content,
        "news": read.content["news"]
        or read.content["no_news" if form == "alone" else "no_news_at_all"],
        "is_alone": form == "alone",
        "is_brief": form == "beside",
        "level": 2 if form == "alone" else 3,
        "gap_level": 3 if form == "alone" else 4,
    }
    return Part(
        organization_id,
        read,
        render_to_string("equity/emails/_part.txt", context),
        render_to_string("equity/emails/_part.html", context),
    )


def forget():
    """Drop what was kept: for tests, and after a long pause."""
    _parts.clear()
