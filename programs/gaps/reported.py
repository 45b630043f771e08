"""How many have told us their whole list for a year: what every page of these gaps leads with."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.enums import InventoryKind, InventoryState
from partners.models import Inventory
from partners.reported import speaks, whole_lists
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
    """The `Share` of these organizations (a queryset): for how many a list speaks.

    A school's own list speaks for it, and its district's.
    """
    whole = speaks(whole_lists(kind, year))
    in_part = speaks(
        Inventory.objects.filter(kind=kind, academic_year=year, state=InventoryState.PARTIAL)
    )
    counts = organizations.order_by().aggregate(
        total=Count("pk"),
        reported=Count("pk", filter=whole),
        in_part=Count("pk", filter=in_part & ~whole),
    )
    return Share(kind, year, **counts)
