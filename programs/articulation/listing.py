"""What the list of agreements prints; see `programs.bounded_list`."""

from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.articulation.answer import MOST
from programs.articulation.download import MOST_LINES
from programs.articulation.facets import FACETS, RECEIVING, SENDING, YEAR
from programs.articulation.filters import SORTS
from programs.articulation.order import NAME
from programs.articulation.rows import agreement_rows
from programs.bounded_list import BoundedList


class AgreementList(BoundedList):
    """One state of the list of agreements."""

    heading = gettext_lazy("Articulation agreements")
    list_name = "programs:agreements"
    csv_name = "programs:agreements_csv"
    template = "programs/_agreement_list.html"
    facets, sort_labels, usual_sort = FACETS, SORTS, NAME
    by_count = (SENDING, RECEIVING)

    def cards_of(self, ids):
        return agreement_rows(ids, today=self.answer.today)

    @cached_property
    def found(self):
        """ "48 agreements", for the heading and for screen readers."""
        if self.is_more:
            return _("More than %(count)s agreements") % {"count": f"{MOST:,}"}
        return ngettext("%(count)s agreement", "%(count)s agreements", self.total) % {
            "count": f"{self.total:,}"
        }

    @cached_property
    def has_samples(self):
        return any(row.agreement.is_sample for row in self.page.object_list)

    @property
    def most_lines(self):
        """How many rows the download holds at most."""
        return f"{MOST_LINES:,}"

    def chip_words(self, name, key):
        if name == YEAR:
            return _("Counts a course of %(year)s") % {"year": key}
        return super().chip_words(name, key)
