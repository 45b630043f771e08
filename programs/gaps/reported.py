"""How many have told us their whole list for a year: what every page of these gaps leads with."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.enums import CONFIRMS_ABSENCE, InventoryKind, InventoryState
from partners.models import Inventory
from programs.gaps.rows import printed

WORDS = {
    InventoryKind.PROGRAMS: lambda n: ngettext(
        "%(reported)s of %(n)s school has reported its whole list of programs for %(year)s.",
        "%(reported)s of %(n)s schools have reported their whole list of programs for %(year)s.",
        n,
    ),
    InventoryKind.AGREEMENTS: lambda n: ngettext(
        "%(reported)s of %(n)s school or college has reported its whole list of agreements "
        "for %(year)s.",
        "%(reported)s of %(n)s schools and colleges have reported their whole list of agreements "
        "for %(year)s.",
        n,
    ),
}


@dataclass(frozen=True)
class Share:
    """Of `total` organizations, `reported` gave the whole list and `in_part` some of it."""

    kind: str
    year: str
    total: int
    reported: int
    in_part: int

    @property
    def words(self):
        """ "12 of 337 schools have reported …", and how many did in part."""
        words = WORDS[self.kind](self.total) % {
            "reported": printed(self.reported),
            "n": printed(self.total),
            "year": self.year,
        }
        if self.in_part:
            words += " " + ngettext(
                "%(n)s has reported in part, which confirms nothing.",
                "%(n)s have reported in part, which confirms nothing.",
                self.in_part,
            ) % {"n": printed(self.in_part)}
        return words

    @property
    def caution(self):
        """What that means for the gaps of the page."""
        if self.reported == self.total:
            return ""
        return _("What the others have not told us is “not yet reported”: it may well be there.")


def share(organizations, kind, year):
    """The `Share` of these organizations (a queryset); those without a row have not reported."""
    rows = Inventory.objects.filter(kind=kind, academic_year=year, organization__in=organizations)
    counts = rows.aggregate(
        reported=Count("pk", filter=Q(state__in=[*CONFIRMS_ABSENCE])),
        in_part=Count("pk", filter=Q(state=InventoryState.PARTIAL)),
    )
    return Share(kind, year, organizations.count(), counts["reported"], counts["in_part"])
