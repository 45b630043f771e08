"""Numbers that colleges share: which courses count as the same one, from college to college."""

from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pathways_portal.common.sources import one_of_each
from programs.address_words import about_choices, about_names, about_repeats
from programs.courses.rows import public_course
from programs.enums import Scheme
from programs.models import Code, CourseAlias

KINDS = {"c-id": Scheme.C_ID, "common": Scheme.COMMON}
USUAL = "c-id"
PARAMETERS = ("kind", "q", "show")
ALL = "all"


@dataclass
class SharedNumber:
    """A number with its official title and the courses here that carry it, as their aliases.

    `code` is None for a number that a college uses and the list on file does not have.
    """

    number: str
    code: Code | None
    carriers: list = field(default_factory=list)

    @property
    def is_for_several(self):
        """Whether it stands for several courses of a college together, as C-ID marks with an S."""
        return self.number.endswith(" S")

    def has(self, words):
        """Whether each of these small words stands in number, title or the number of a course."""
        own = [self.number, self.code.title if self.code else ""]
        text = " ".join([*own, *(one.course.number for one in self.carriers)]).lower()
        return all(word in text for word in words)


class SharedNumbers:
    """The page of one numbering: what was asked, what is found, what could not be used.

    `kind` is a key of `KINDS`; `shows_all` also names numbers that no course here carries.
    """

    def __init__(self, query):
        asked = query.get("kind", "").strip()
        self.kind = asked if asked in KINDS else USUAL
        self.q = query.get("q", "").strip()[:80]
        self.shows_all = query.get("show") == ALL or bool(self.q)
        self.said = [
            *about_repeats(query, PARAMETERS),
            *about_choices([(_("Numbering"), asked)] if asked not in ("", *KINDS) else []),
            *about_names(name for name in query if name not in PARAMETERS),
        ]

    @property
    def scheme(self):
        return KINDS[self.kind]

    @property
    def kinds(self):
        """[(key, its name, whether it is the one shown)]"""
        names = {"c-id": Scheme.C_ID.label, "common": _("Common numbers")}
        return [(key, name, key == self.kind) for key, name in names.items()]

    @cached_property
    def every(self):
        """Each `SharedNumber` of the numbering. Two queries."""
        codes = Code.objects.filter(code_set__scheme=self.scheme)
        rows = {code.code: SharedNumber(code.code, code) for code in codes}
        for alias in _carriers(self.scheme):
            row = rows.setdefault(alias.number, SharedNumber(alias.number, None))
            row.carriers.append(alias)
        return sorted(rows.values(), key=lambda row: row.number)

    @property
    def listed(self):
        """How many numbers the list on file has."""
        return sum(row.code is not None for row in self.every)

    @property
    def carried(self):
        """How many of them a course here carries."""
        return sum(bool(row.carriers) for row in self.every)

    @property
    def told_on(self):
        """The newest day for which it is on file which course carries a number, or None."""
        days = [alias.as_of for row in self.every for alias in row.carriers]
        return max(days, default=None)

    @cached_property
    def rows(self):
        words = self.q.lower().split()
        return [row for row in self.every if (row.carriers or self.shows_all) and row.has(words)]

    @property
    def sources(self):
        """A record of each source: of the list, and of who carries a number."""
        records = [row.code for row in self.every if row.code]
        records += [alias for row in self.rows for alias in row.carriers]
        return one_of_each(records)


def _carriers(scheme):
    """`CourseAlias`es of public courses that hold today, college by college."""
    today = timezone.localdate()
    holds = ~Q(valid_from__gt=today) & ~Q(valid_to__lt=today)
    return (
        CourseAlias.objects.filter(public_course("course__"), holds, scheme=scheme)
        .select_related("course__organization")
        .order_by("course__organization__name", "course__number", "pk")
    )


@require_safe
@login_not_required
def shared_number_list(request):
    numbers = SharedNumbers(request.GET)
    return TemplateResponse(request, "programs/shared_numbers.html", {"numbers": numbers})
