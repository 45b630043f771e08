"""In which order the rows of a table stand, which of them, and where its columns lead."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from equity.pages.published.orders import BY_NAME, GROUP, NUMBERS, Order, order_asked
from equity.pages.published.tables import GAPS
from programs.address_words import about_choices


@dataclass(frozen=True)
class Column:
    """A column that a table can be put in order by. `url`: of that order; where the rows stand so,
    of the same turned. `aria_sort`: how they stand, "" where they do not stand by it."""

    url: str
    aria_sort: str = ""


class ColumnOrder:
    """The order that an address asks for: by name, or by the numbers of a column, either way.

    `page`: gives its own address by `url(**changed)`; `asked`: the order in words of an address;
    `names`: what its columns are called there, from the left; `usual`: the `Order` that comes
    unasked, and needs no word in an address.
    """

    def __init__(self, page, names, asked, usual=BY_NAME):
        self._page, self._names, self._asked, self._usual = page, list(names), asked, usual
        found = order_asked(asked, self._names) if asked else usual
        self.is_known = found is not None
        self.order = found or usual

    @property
    def unknown(self):
        """[(words, value)] of what of the address was not used."""
        return [] if self.is_known else [(_("Order"), self._asked)]

    @property
    def sentences(self):
        """The same as sentences."""
        return about_choices(self.unknown)

    @property
    def shown(self):
        """{parameter: value} of an address that asks for the same."""
        return self._in_address(self.order)

    def _in_address(self, order):
        return {"sort": None if order == self._usual else order.in_address}

    @cached_property
    def columns(self):
        """{name: its `Column`}; GROUP is that of the names.

        They are made once. That is right whenever it is: the addresses are those of what is shown,
        which is settled once and for all when it is asked for, and nothing gives way after it.
        """
        return {name: self._column(name) for name in (GROUP, *self._names)}

    def _column(self, name):
        order = self.order
        if name != order.column:
            return Column(self._page.url(**self._in_address(Order(name))))
        aria_sort = "descending" if order.is_falling else "ascending"
        return Column(self._page.url(**self._in_address(order.turned)), aria_sort)

    @property
    def by_name(self):
        return self.columns[GROUP]

    def sorted(self, rows, number_of, is_last):
        """Rows that stand by name, what is not shown last, in this order. `number_of(row, at)`:
        that of a row in the column at this place; the rest is as in `Order.of`.
        """
        column = self.order.column
        at = None if column == GROUP else self._names.index(column)
        return self.order.of(rows, number_of=lambda row: number_of(row, at), is_last=is_last)


class GroupOrder(ColumnOrder):
    """The order of a table of groups, and which of them it has: `only` is GAPS for those with a gap
    larger than chance, "" for all. `asked`: gives a value of the address by its name.
    """

    def __init__(self, page, asked):
        super().__init__(page, NUMBERS, asked("sort"))
        self._only = asked("only")
        self.only = GAPS if self._only == GAPS else ""

    @property
    def unknown(self):
        found = super().unknown
        return found if self._only == self.only else [*found, (_("Only"), self._only)]

    @property
    def shown(self):
        return {**super().shown, "only": self.only}
