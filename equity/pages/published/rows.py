"""A published cell as a reader sees it: figures and words, one `Row` for all pages and downloads.

What a cell's status leaves out is words here and never a number: a page can print only what a row
has.
"""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from equity.charts.dots import Dot
from equity.enums import CellStatus
from equity.measures.banded import Band
from equity.measures.display import percent, points
from equity.models import ALL, PublishedCell
from equity.pages.published.group_words import full_label_of, people_of

# Fewer students than these are marked in words: the margin is wide.
SMALL_GROUP = 30
MINUS = "\u2212"


def in_points(value):
    """A distance as it is printed: "−14.2", "+2.0", "0.0"."""
    text = points(value)
    if value is not None and not text.startswith("-") and text != "0.0":
        return f"+{text}"
    return text.replace("-", MINUS)


def band_words(band):
    """ "at most 39%", in the reader's language; "" for a band that says nothing."""
    if band is None or not band.says_something:
        return ""
    ends = {"low": band.at_least, "high": band.at_most}
    if band.at_least is None:
        return _("at most %(high)s%%") % ends
    if band.at_most is None:
        return _("at least %(low)s%%") % ends
    return _("%(low)s%% to %(high)s%%") % ends


@dataclass(frozen=True)
class Said:
    """What stands where there is no figure: a status, and its words of one group."""

    status: CellStatus
    words: str

    def __str__(self):
        return self.words

    @property
    def is_protected(self):
        """Whether “Why?” stands beside it."""
        return self.status == CellStatus.HIDDEN

    def of_several(self, count):
        """The words as they stand after the names of `count` groups: languages other than English
        say it of several in another way."""
        if self.status == CellStatus.HIDDEN:
            return npgettext("groups", "Not shown", "Not shown", count)
        if self.status == CellStatus.NOT_REPORTED:
            return npgettext("groups", "Not reported", "Not reported", count)
        return self.words


def not_shown():
    return Said(CellStatus.HIDDEN, _("Not shown"))


def not_reported():
    return Said(CellStatus.NOT_REPORTED, _("Not reported"))


def by_status(found):
    """[(words, whether they are those of protection, rows)] of `found`: [(row, its `Said`s)], those
    that say the same together. Only groups that are hidden are said to be protected: one without
    students is not."""
    together = {}
    for row, said in found:
        together.setdefault(tuple(dict.fromkeys(said)), []).append(row)
    return [
        (
            " · ".join(one.of_several(len(rows)) for one in said),
            any(one.is_protected for one in said),
            rows,
        )
        for said, rows in together.items()
    ]


@dataclass(frozen=True)
class Row:
    """One group of a slice. `since`: the day when its figures were taken back, if they were."""

    cell: PublishedCell
    since: object = None

    @property
    def group(self):
        return self.cell.group

    @property
    def status(self):
        return self.cell.status

    @cached_property
    def is_total(self):
        return self.group.code == ALL and self.group.dimension.code == ALL

    @cached_property
    def full_label(self):
        return full_label_of(self.group)

    @cached_property
    def people(self):
        return people_of(self.group)

    @cached_property
    def people_title(self):
        """The same where it stands alone: “Foster youth”."""
        return capfirst(self.people)

    # --- What is known of it ---------------------------------------------------------------------

    @cached_property
    def is_shown(self):
        return self.status == CellStatus.SHOWN

    @property
    def is_hidden(self):
        return self.status == CellStatus.HIDDEN

    @property
    def is_withdrawn(self):
        """Taken back: no number stands there until the correction is published."""
        return self.status == CellStatus.WITHDRAWN

    @property
    def has_n(self):
        return self.cell.n is not None

    @cached_property
    def band(self):
        cell = self.cell
        if self.status != CellStatus.BANDED or not cell.rate_text or not cell.n:
            return None
        return Band(cell.n, cell.low or 0, cell.n if cell.high is None else cell.high)

    @cached_property
    def is_banded(self):
        return bool(self.band and self.band.says_something)

    @cached_property
    def says_nothing(self):
        """Neither a rate nor a range: it stands last, whatever the order."""
        return not self.is_shown and not self.is_banded

    @cached_property
    def is_gap(self):
        """A gap larger than chance. Unknown is never flagged."""
        may_be = self.is_shown or self.is_banded
        return bool(may_be and self.cell.di and not self.group.is_unknown and not self.is_total)

    @property
    def is_small(self):
        return self.is_shown and self.cell.n is not None and self.cell.n < SMALL_GROUP

    @property
    def needed(self):
        """More students to full parity, None where it is not known or there is no gap."""
        return self.cell.needed_parity if self.is_shown else None

    # --- Words -----------------------------------------------------------------------------------

    @cached_property
    def rate_words(self):
        if self.is_shown:
            return percent(self.cell.rate)
        return self.said.words

    @property
    def said(self):
        """What stands where there is no rate, a `Said`; of a range its words."""
        if self.is_banded:
            return Said(CellStatus.BANDED, band_words(self.band))
        return self.without_range

    @property
    def without_range(self):
        """The same where a range cannot be said, such as of a share: it is not shown."""
        if self.status == CellStatus.NONE:
            return Said(CellStatus.NONE, _("No students"))
        if self.status == CellStatus.NOT_REPORTED:
            return not_reported()
        if self.is_withdrawn:
            return Said(CellStatus.WITHDRAWN, self._withdrawn_words)
        return not_shown()

    @property
    def _withdrawn_words(self):
        if self.since is None:
            return _("Being corrected")
        return _("Being corrected since %(day)s") % {"day": date_format(self.since, "j M Y")}

    @cached_property
    def is_protected(self):
        """Whether “Why?” stands beside it."""
        return not self.is_shown and self.said.is_protected

    @cached_property
    def others_words(self):
        return percent(self.cell.reference) if self.is_shown else ""

    @cached_property
    def gap_words(self):
        return in_points(self.cell.gap) if self.is_shown else ""

    @cached_property
    def count_words(self):
        """ "1,204 students"; "" where their number is not published."""
        if not self.has_n:
            return ""
        return ngettext("%(shown)s student", "%(shown)s students", self.cell.n) % {
            "shown": intcomma(self.cell.n)
        }

    @cached_property
    def lane_words(self):
        """What stands under the verdict: the rate, and that of everyone else where there is one."""
        if not self.others_words:
            return self.rate_words
        return _("%(rate)s · others %(others)s") % {
            "rate": self.rate_words,
            "others": self.others_words,
        }

    @cached_property
    def verdict(self):
        """The words at the right of a lane of the chart."""
        if self.is_total or not (self.is_shown or self.is_banded):
            return ""
        if self.is_gap:
            if self.is_banded:
                return _("gap")
            return _("gap: %(points)s points") % {"points": self.gap_words}
        if self.group.is_unknown:
            return _("not compared")
        if self.is_banded:
            if self.cell.di is None:
                return _("not enough students")
            return _("no gap larger than chance")
        if self.cell.gap is None:
            return ""
        if self.gap_words == in_points(0):
            return _("no gap")
        # Beside "+8.5" or "−3.2" the words "no gap" would read as a mistake; how far above is no
        # finding, nor is how far below where chance alone may do it.
        if self.cell.gap > 0:
            return _("above the others")
        return _("no gap larger than chance")

    @cached_property
    def sentence(self):
        """The group in one sentence part, for readers who hear the chart."""
        if self.is_banded or not self.is_shown:
            return self.rate_words
        if self.cell.reference is None:
            return self.rate_words
        return _("%(rate)s, everyone else %(others)s") % {
            "rate": self.rate_words,
            "others": self.others_words,
        }

    def dot(self):
        """What a dot plot draws of it."""
        if self.is_banded:
            return Dot(low=self.band.at_least, high=self.band.at_most, is_gap=self.is_gap)
        if not self.is_shown:
            return Dot()
        cell = self.cell
        return Dot(rate=cell.rate, margin=cell.moe, others=cell.reference, is_gap=self.is_gap)
