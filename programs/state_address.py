"""The addresses of a page whose every state is one: what is chosen stands in its query."""

from functools import cached_property
from urllib.parse import urlencode


class StateAddress:
    """Links from one state of a list to another.

    A page has `list_url`, its path; `_parameters`, the state as ordered (name, value) pairs without
    the page's number and without nonsense; and `page`, a page of its results.
    """

    def url(self, *, without=(), add=(), path=None):
        """The address of this state without some parameters (names or pairs), and with others."""
        pairs = [
            (name, value)
            for name, value in self._parameters
            if name not in without and (name, value) not in without
        ]
        query = urlencode([*pairs, *add])
        path = path or self.list_url
        return f"{path}?{query}" if query else path

    @cached_property
    def own_url(self):
        """The address of this very page, its number included."""
        number = self.page.number
        return self.url(add=[("page", number)] if number > 1 else [])

    @cached_property
    def state_query(self):
        """This state for the link to the other language, which stands outside the results."""
        return urlencode(self._parameters)
