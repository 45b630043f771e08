"""Words, shapes and icons of the components: plain tables that the template tags print."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Segment:
    """A school system as it is shown: its word and its shape in a 16 by 16 box."""

    name: Promise
    shape: str


# Keys are the values of partners.enums.Segment, from left to right on the way.
SEGMENTS = {
    "ms": Segment(_("Middle school"), "M8 1.5 15.5 14.5H.5Z"),
    "hs": Segment(_("High school"), "M2 2h12v12H2Z"),
    "ae": Segment(_("Adult school"), "M8 .5 15.5 8 8 15.5.5 8Z"),
    "noncredit": Segment(_("Noncredit"), "M4 1.5h8L15.8 8 12 14.5H4L.2 8Z"),
    "college": Segment(_("College"), "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z"),
    "university": Segment(
        _("University"),
        "m8 .5 2.3 4.9 5.2.7-3.8 3.7 1 5.3L8 12.5l-4.7 2.6 1-5.3L.5 6.1l5.2-.7Z",
    ),
}

# Strokes in a 24 by 24 box.
ICONS = {
    "arrow": "M5 12h14M13 6l6 6-6 6",
    "check": "M5 13l5 5L19 7",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5l3 2",
    "close": "M6 6l12 12M18 6 6 18",
    "download": "M12 4v11M7 11l5 5 5-5M5 20h14",
    "external": "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
    "filter": "M4 6h16M7 12h10M10 18h4",
    "info": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v5M12 7.5v.01",
    "mail": "M3 6h18v12H3ZM3 7l9 7 9-7",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "phone": (
        "M6 3h3l2 5-2.5 2a12 12 0 0 0 5.5 5.5L16 13l5 2v3c0 2-1 3-3 3C10 21 3 14 3 6c0-2 1-3 3-3Z"
    ),
    "pin": (
        "M12 21c-4-5-7-8-7-11a7 7 0 0 1 14 0c0 3-3 6-7 11Z"
        "M12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"
    ),
    "print": "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7Z",
    "question": (
        "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z"
        "M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17v.01"
    ),
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20.5 20.5",
    "warning": "M12 4 2.5 20h19ZM12 10v5M12 17.5v.01",
}

NOTICES = {"info": "info", "care": "warning", "sample": "info", "done": "check"}


@dataclass(frozen=True)
class State:
    """A state as it is shown: its words, an icon, and whether it is good, plain or needs care."""

    name: Promise
    icon: str
    tone: str


STATES = {
    "offered": State(_("Offered"), "check", "good"),
    "verified": State(_("Verified"), "check", "good"),
    "complete": State(_("Complete"), "check", "good"),
    "partial": State(_("Partly reported"), "clock", "plain"),
    "unknown": State(_("Not yet reported"), "question", "plain"),
    "none_offered": State(_("None offered, confirmed"), "check", "plain"),
    "draft": State(_("Draft"), "clock", "plain"),
    "in_review": State(_("In review"), "clock", "plain"),
    "published": State(pgettext_lazy("editing state", "Published"), "check", "good"),
    "archived": State(_("Archived"), "close", "plain"),
    "stale": State(_("Check is overdue"), "warning", "care"),
    "overdue": State(_("Overdue"), "warning", "care"),
    "unverified": State(_("Not verified yet"), "question", "plain"),
}
