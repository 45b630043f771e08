"""What the figures of a page come from, and which of them were added up over organizations."""

from functools import cached_property

from django.utils.translation import gettext as _

from equity.models.release import SUM_OF_ORGANIZATIONS, sums_in_words
from equity.pages.published.standing import releases_of


def sums_of(standings):
    """{release's primary key: (names of its measures that are added up, whether all are)} of the
    standings that are shown; a release of which none is added up is not among them."""
    shown = {}
    for one in standings:
        shown.setdefault(one.release.pk, []).append(one)
    return {
        pk: (list({one.metric.pk: one.metric.local_name for one in sums}.values()), sums == here)
        for pk, here in shown.items()
        if (sums := [one for one in here if one.is_sum])
    }


class Sourced:
    """A page with figures: `sources` are the `Standing`s that it shows."""

    sources = ()

    # What stands beside its table where that is passed on without the page.

    @property
    def place_names(self):
        return [self.asked.place.name]

    @property
    def on_pathway(self):
        return self.asked.pathway

    @property
    def split_words(self):
        """By what its students are divided, "" where each row says it."""
        return self.dimension.local_label

    @cached_property
    def every_release(self):
        """Those that its figures came with, whether or not they are named at the foot."""
        return releases_of(self.sources)

    @cached_property
    def releases(self):
        return self.every_release

    @cached_property
    def _sums(self):
        return sums_of(self.sources)

    @property
    def sum_words(self):
        """That figures here are added up, all or some of them; "" where none is."""
        if not self._sums:
            return ""
        if all(one.is_sum for one in self.sources):
            return SUM_OF_ORGANIZATIONS
        return _("in part a sum of organizations, students may be counted more than once")

    def sum_sentence(self, release):
        """The same of one release, with the names of its measures where others are no sums."""
        return sums_in_words(*self._sums[release.pk]) if release.pk in self._sums else ""
