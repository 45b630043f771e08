"""Addresses of a page, of its orders and of its files: of what is shown, not of what was asked.

What an address asks for may give way, and what it leaves open comes by default: a link that repeats
the address would be answered anew, with other rows where the answer is another.
"""

from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from equity.pages.choices.permalink import Choices


def query_of(state):
    """{parameter: value} as the end of an address, without what needs no word."""
    found = {name: value for name, value in state.items() if value}
    return f"?{urlencode(found)}" if found else ""


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
        return reverse(name) + query_of(self.state | changed)

    @property
    def csv_url(self):
        return self._of(f"{self.page_name}_csv")

    @property
    def xlsx_url(self):
        return self._of(f"{self.page_name}_xlsx")


class AsBuilt(AsShown):
    """The same of a page whose rows are one table of the builder: that table's address lasts and
    its files are the page's. `asked`: what was asked, its metric, place, pathway and segment;
    `standings`: what is shown, from the oldest cohort; `dimension`: how it is split.
    """

    asked, standings, dimension = None, (), None

    @cached_property
    def choices(self):
        """What the table builder is asked for the same rows."""
        return Choices(
            (self.asked.metric.code,),
            (self.asked.place.key,),
            tuple(one.key for one in self.standings),
            self.dimension.code,
            self.asked.pathway.slug if self.asked.pathway else "",
            self.asked.segment.value,
        )

    @property
    def rows_shown(self):
        """{parameter: value} of which of its rows the page has, in which order."""
        return {}

    @property
    def permalink(self):
        return reverse("equity:table", args=[self.choices.permalink])

    @property
    def csv_url(self):
        return self._file("equity:table_csv")

    @property
    def xlsx_url(self):
        return self._file("equity:table_xlsx")

    def _file(self, name):
        """Exactly the rows of the table, in its order."""
        return reverse(name, args=[self.choices.permalink]) + query_of(self.rows_shown)


def place_shown(asked):
    """{parameter: value} of the place and pathway of an `Asked`. A place without a pathway is that
    of all together wherever it has them."""
    return {"place": asked.place.key, "pathway": asked.pathway and asked.pathway.slug}


def measure_shown(asked):
    return {"metric": asked.metric.code, "segment": asked.segment.value}
