"""The answer of a list too long for any page: its first rows, and counts where they are few.

Of a million rows at most some are read, in the order of the page. Counts are exact and
*disjunctive* where all rows of a set could be read; of a larger set there are none. Every set is
one query, or two: the rows found, and for each filter in use the rows without it.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from programs.search.answer import WORDS

# Organizations that a facet lists; words find the rest.
MOST_CHOICES = 100


@dataclass(frozen=True)
class BoundedQuestion:
    """What somebody asks of the list. Everything is optional; nothing asked is everything."""

    text: str = ""
    chosen: dict = field(default_factory=dict)
    sort: str | None = None


@dataclass
class BoundedAnswer:
    """The rows that answer a question, in order, and what a page says about them.

    `rows`: the first ones; `is_more`: there are others; `narrowed`: all of them, in order, as a
    queryset. `choices`: {facet: {key: label}}, `short`: facets that list only some of theirs.
    `counts`: {facet: {key: n}}, None for a facet that was not counted. `kept_out`: {facet, or
    WORDS: how many more there would be without it}.
    """

    question: BoundedQuestion
    words: object
    sort: str
    chosen: dict
    unknown: list
    rows: list
    is_more: bool
    choices: dict
    short: set
    counts: dict
    kept_out: dict
    narrowed: QuerySet
    today: date

    @property
    def ids(self):
        return [row.pk for row in self.rows]

    @property
    def total(self):
        return len(self.rows)


class Asking:
    """One question on its way. A subclass says what can be chosen and what is found.

    `by_name`: {facet's name: facet}; a facet has a `name` and is `single` or not. `words`: what was
    typed, understood. `rows_of(without)`: (rows, whether there are more) of what is asked, without
    one filter; `narrowed()`: all of it as a queryset. `facet(name, rows, is_more)`: (choices,
    counts, whether only some choices are listed). `meant`: {facet's name: keys that mean
    something}.
    """

    by_name: dict
    first_sort: str

    def __init__(self, question, today):
        self.question, self.today = question, today
        self.sort = question.sort or self.first_sort

    def known(self, meant):
        """({facet: keys}, [(facet, key)]): what is chosen, and what means nothing."""
        known, unknown = {}, []
        for name, keys in self.question.chosen.items():
            unknown += [(self.by_name[name], key) for key in keys if key not in meant[name]]
            here = tuple(key for key in keys if key in meant[name])
            if here:
                known[name] = here[-1:] if self.by_name[name].single else here
        return known, unknown

    def answer(self):
        rows, is_more = self.rows_of()
        choices, counts, kept_out, short = {}, {}, {}, set()
        for name in self.by_name:
            own = self.rows_of(without=name) if name in self.chosen else (rows, is_more)
            choices[name], counts[name], is_short = self.facet(name, *own)
            if is_short:
                short.add(name)
            if name in self.chosen:
                kept_out[name] = len(own[0]) - len(rows)
        if not rows and self.words.condition is not None:
            kept_out[WORDS] = len(self.rows_of(without=WORDS)[0])
        return BoundedAnswer(
            question=self.question,
            words=self.words,
            sort=self.sort,
            chosen=self.chosen,
            unknown=self.unknown,
            rows=rows,
            is_more=is_more,
            choices=choices,
            short=short,
            counts=counts,
            kept_out=kept_out,
            narrowed=self.narrowed(),
            today=self.today,
        )
