"""Addresses of a page, of its orders and of its files: of what is shown, not of what was asked.

What an address asks for may give way, and what it leaves open comes by default: a link that repeats
the address would be answered anew, with other rows where the answer is another.
"""

from urllib.parse import urlencode

from django.urls import reverse

from equity.pages.published.rows import GROUP


class AsShown:
    """A page that names all that decides its rows: `state`, by its parameters, "" or None for what
    needs no word. `page_name`: its name among addresses; its files are called the same, with `_csv`
    and `_xlsx`. Asked again, the address shows the same, and nothing gives way.
    """

    page_name = ""

    @property
    def state(self):
        raise NotImplementedError

    def url(self, **changed):
        """The page's address, with some values changed; None takes one away."""
        return self._of(self.page_name, **changed)

    def _of(self, name, **changed):
        found = {key: value for key, value in (self.state | changed).items() if value}
        return reverse(name) + (f"?{urlencode(found)}" if found else "")

    @property
    def csv_url(self):
        return self._of(f"{self.page_name}_csv")

    @property
    def xlsx_url(self):
        return self._of(f"{self.page_name}_xlsx")


def place_shown(asked):
    """{parameter: value} of the place and pathway of an `Asked`. A place without a pathway is that
    of all together wherever it has them."""
    return {"place": asked.place.key, "pathway": asked.pathway and asked.pathway.slug}


def measure_shown(asked):
    return {"metric": asked.metric.code, "segment": asked.segment.value}


def order_shown(sort):
    """An order as an address has it: none for that of the names."""
    return {"sort": None if sort == GROUP else sort}
