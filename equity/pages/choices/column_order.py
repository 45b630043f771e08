"""In which order the rows of a table stand, for tables whose columns are not always the same."""

from functools import cached_property

from django.utils.translation import gettext as _

from equity.pages.choices.as_shown import order_shown
from equity.pages.published.rows import GROUP
from programs.address_words import about_choices


class ColumnOrder:
    """The order that an address asks for: by name, or by the numbers of a column.

    `page`: one that is `AsShown`, `names`: what its columns are called in addresses, from the left.
    """

    def __init__(self, page, names):
        self._page, self._names = page, list(names)
        self._asked = page.asked.value("sort")
        sort = self._asked or GROUP
        self.is_known = sort == GROUP or sort in self._names
        self.sort = sort if self.is_known else GROUP

    @property
    def sentences(self):
        """What of the address was not used."""
        if self.is_known:
            return []
        return about_choices([(_("Order"), self._asked)])

    @cached_property
    def columns(self):
        """{name: {its address, whether the rows stand so}}; GROUP is that of the names.

        They are made once. That is right whenever it is: the addresses are those of what is shown,
        which is settled once and for all when it is asked for, and nothing gives way after it.
        """
        return {
            name: {"url": self._page.url(**order_shown(name)), "on": name == self.sort}
            for name in (GROUP, *self._names)
        }

    @property
    def by_name(self):
        return self.columns[GROUP]

    def sorted(self, rows, number_of):
        """Rows that stand by name, what is not shown last, in this order: from the smallest number
        of the column. `number_of(row, at)`: that of a row in the column at this place, None where
        none is shown; such rows come after all others and keep their order.
        """
        if self.sort == GROUP:
            return rows
        at = self._names.index(self.sort)

        def key(row):
            number = number_of(row, at)
            return (1, 0) if number is None else (0, number)

        return sorted(rows, key=key)
