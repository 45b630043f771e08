"""In which order the rows of a table stand: by name, or by the numbers of a column, either way."""

from dataclasses import dataclass

GROUP, STUDENTS, RATE, GAP, NEEDED = "group", "students", "rate", "gap", "needed"
# Columns of numbers of a table of groups, from the left.
NUMBERS = (STUDENTS, RATE, GAP, NEEDED)
# Of these the most come first; of all others the least, until the order is turned.
MOST_FIRST = frozenset({STUDENTS, NEEDED})
# In front of a column in an address: from its other end. No column's name begins so.
TURNED = "-"


@dataclass(frozen=True)
class Order:
    """`column`: its name in addresses, GROUP for that of the names. `is_turned`: from its other
    end."""

    column: str = GROUP
    is_turned: bool = False

    @property
    def in_address(self):
        """As an address has it."""
        return f"{TURNED * self.is_turned}{self.column}"

    @property
    def is_falling(self):
        return (self.column in MOST_FIRST) != self.is_turned

    @property
    def turned(self):
        return Order(self.column, not self.is_turned)

    def of(self, rows, *, number_of, is_last):
        """Rows that stand by name, in this order. `number_of(row)`: that of the column, None where
        none is shown; such rows come after all others. `is_last(row)`: whether nothing of it is
        shown; then it stands at the end of either way of every order. Both keep to their names,
        so no order says anything of what is not shown, and so do rows of equal numbers.
        """
        last = [row for row in rows if is_last(row)]
        told = [row for row in rows if not is_last(row)]
        if self.column == GROUP:
            return [*(reversed(told) if self.is_turned else told), *last]
        sign = -1 if self.is_falling else 1
        numbers = [(number_of(row), row) for row in told]
        without = [row for number, row in numbers if number is None]
        found = [(sign * number, row) for number, row in numbers if number is not None]
        return [*(row for _n, row in sorted(found, key=lambda one: one[0])), *without, *last]


BY_NAME = Order()


def order_asked(words, columns):
    """The `Order` that an address asks for, of these columns or of the names; None for one that is
    not there."""
    order = Order(words.removeprefix(TURNED) or words, words.startswith(TURNED))
    return order if order.column in (GROUP, *columns) else None


# --- Of a table of groups ------------------------------------------------------------------------

_NUMBER = {
    STUDENTS: lambda row: row.cell.n,
    RATE: lambda row: row.cell.rate if row.is_shown else None,
    GAP: lambda row: row.cell.gap if row.is_shown else None,
    NEEDED: lambda row: row.needed,
}


def by_name(row):
    return row.full_label.casefold(), row.cell.pk or 0


def in_order(rows, order=BY_NAME):
    """Rows in an `Order`. What has no number for it comes after all others, by name; what is not
    shown is last in every order, by name."""
    return order.of(
        sorted(rows, key=by_name),
        number_of=_NUMBER.get(order.column),
        is_last=lambda row: row.says_nothing,
    )
