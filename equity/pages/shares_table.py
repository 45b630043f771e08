"""The table of who enters and who completes: shares, the indexes that compare them, a file."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from equity.enums import CellStatus, MetricKind
from equity.measures.display import index, tenths
from equity.pages.choices.column_order import ColumnOrder
from equity.pages.published.downloads import (
    HIDDEN,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    OK,
    about_of,
    as_index,
    being_corrected,
    keys_of,
)
from equity.pages.published.rows import Said, not_reported

# Both indexes are marked below it (method, sections 1.2 and 1.3).
FOUR_FIFTHS = Fraction(4, 5)
INDEX, INDEX_80 = "index", "index-80"
# What the columns of shares are called in addresses, from the left.
SHARE = "share-%d"
# Names of columns are stable and English in every language, as in the files of other tables.
HEADER = [
    *("cohort", "segment", "place", "pathway", "metric", "dimension", "group"),
    *("share_of", "share_pct", "share_status", "of_students"),
    *("index_proportionality", "index_80"),
    *("release", "published_on", "synthetic", "source", "address", "note"),
]
# Of whom a line gives the share: of a rate's two counts, of the one count of a composition.
COULD, DID, COUNTED = "could_reach_it", "reached_it", "counted"


@dataclass(frozen=True)
class Index:
    """A published index of a group; `said` is what the table says."""

    value: object
    said: Said
    is_unknown: bool = False

    @property
    def is_protected(self):
        return self.said.is_protected

    @property
    def is_low(self):
        """Whether it is marked; Unknown never is."""
        return self.value is not None and not self.is_unknown and self.value < FOUR_FIFTHS


def has_no_share(one):
    """Of a row of `Entering.rows`, whether none of its shares is shown."""
    return all(share is None for share, _said in one[1])


class SharesTable:
    """The table of one state of the page: `page` is an `Entering`."""

    def __init__(self, page):
        self.page, self.parts = page, page.parts
        names = [SHARE % at for at in range(1, len(self.parts) + 1)]
        names += [INDEX, INDEX_80] if self.step else []
        self.order = ColumnOrder(page, names, page.asked.value("sort"))

    @cached_property
    def step(self):
        """The `Standing` whose first and last count are two parts of the page, or None: its
        indexes compare them."""
        counts = {(part.standing, part.counts) for part in self.parts}
        return next(
            (
                one
                for one in self.page.standings
                if one.is_rate and {(one, "n"), (one, "s")} <= counts
            ),
            None,
        )

    def indexes_of(self, row):
        """[the group's proportionality index, its 80% index]: those that are published."""
        own = self.page.by_group[row.group.pk].get(self.step.slice)
        if own is None:
            return [Index(None, not_reported())] * 2
        if not own.is_shown:
            return [Index(None, own.without_range)] * 2
        values = (own.cell.prop_index, own.cell.index80)
        return [
            Index(value, Said(CellStatus.SHOWN, index(value) or "–"), row.group.is_unknown)
            for value in values
        ]

    # --- On the page -----------------------------------------------------------------------------

    @cached_property
    def _ordered(self):
        return self.order.sorted(self.page.rows, self._number, has_no_share)

    def _number(self, one, at):
        row, shares = one
        if at < len(shares):
            return shares[at][0]
        return self.indexes_of(row)[at - len(shares)].value

    @property
    def heads(self):
        """[(Part, its column's place in the order)]"""
        columns = self.order.columns
        return [(part, columns[SHARE % at]) for at, part in enumerate(self.parts, 1)]

    @cached_property
    def index_heads(self):
        """[(words, its column's place in the order)]"""
        if self.step is None:
            return []
        columns = self.order.columns
        return [
            (_("Proportionality index"), columns[INDEX]),
            (_("80% index"), columns[INDEX_80]),
        ]

    @property
    def rows(self):
        """[(row that names the group, [(Part, words, whether they are those of protection)],
        [(words of the column, Index)], whether nothing is shown of all of it)]"""
        found = []
        for row, shares in self._ordered:
            parts = zip(self.parts, shares, strict=True)
            said = [(part, one.words, one.is_protected) for part, (_share, one) in parts]
            indexes = self.indexes_of(row) if self.step else []
            heads = [words for words, _column in self.index_heads]
            is_hidden = all(protected for _part, _words, protected in said)
            once = is_hidden and all(one.is_protected for one in indexes)
            found.append((row, said, list(zip(heads, indexes, strict=True)), once))
        return found

    @property
    def width(self):
        """How many columns have figures."""
        return len(self.parts) + len(self.index_heads)

    # --- As a file -------------------------------------------------------------------------------

    def lines(self, *, address):
        """Lines under HEADER: one of each group and part, in the order of the page. `address` is
        where the table stands."""
        place, pathway = self.page.asked.place, self.page.asked.pathway
        for row, shares in self._ordered:
            for part, (share, _said) in zip(self.parts, shares, strict=True):
                standing = part.standing
                own = self.page.by_group[row.group.pk].get(standing.slice)
                yield [
                    *keys_of(standing, place, pathway),
                    *(row.group.dimension.code, row.group.code, _share_of(part)),
                    *((tenths(share), OK) if share is not None else _without_share(part, own)),
                    _sign(part.everyone) if part.total is None else part.total,
                    *self._indexes_in_file(standing, own),
                    *about_of(standing, address),
                ]

    def _indexes_in_file(self, standing, own):
        """The indexes of the step stand beside its shares; to other parts they do not apply."""
        if standing != self.step:
            return [NOT_APPLICABLE] * 2
        if own is None or not own.is_shown:
            return [_sign(own)] * 2
        return [as_index(value) for value in (own.cell.prop_index, own.cell.index80)]


def _share_of(part):
    """Which students of the measure the group is a share of."""
    if part.standing.metric.kind == MetricKind.COMPOSITION:
        return COUNTED
    return COULD if part.counts == "n" else DID


def _without_share(part, own):
    """(what stands where there is no share, its status): as of the group, or of all students where
    the group's count is shown and theirs is not. Withdrawn is said in words."""
    row = own if part.count(own) is None else part.everyone
    sign = NOT_APPLICABLE if part.count(row) == 0 else _sign(row)  # no share of nobody
    return sign, being_corrected(row) if row and row.is_withdrawn else sign


def _sign(row):
    """What stands where a `Row`, or None for no row, has no figure: by the signs of official
    statistics."""
    if row is None or row.is_withdrawn or row.status == CellStatus.NOT_REPORTED:
        return NOT_AVAILABLE
    return NOT_APPLICABLE if row.status == CellStatus.NONE else HIDDEN
