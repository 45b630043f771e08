"""A question about careers in, an answer out: which occupations, in which order, and counts.

    answer = ask(CareerQuestion(text="nurse", county="imperial", chosen={"pay": ("60000",)}))
    answer.rows, answer.counts["education"], answer.kept_out

Words are understood and matched as in the finder (`programs.search`); what is left is one pass over
the rows of the county. Counts are exact and *disjunctive*: the count of a choice is how many
occupations one would get if this facet's choice were only that one and all else stayed.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from programs.careers.facets import BY_NAME, FACETS
from programs.careers.rows import Here, Row, counties, rows_in
from programs.enums import DocumentKind
from programs.models import SearchDocument, Sector
from programs.search.answer import WORDS
from programs.search.matching import hits
from programs.search.spelling import Reading, read
from programs.search.words import fold
from programs.sector_pages import by_shown_name

BEST, NAME, PAY, OPENINGS, GROWTH = "best", "name", "pay", "openings", "growth"
# A whole SOC code or its beginning, as people write it: 29, 29-11, 291141, 29-1141.00.
SOC_BEGINNING = re.compile(r"(\d{2})[- ]?(\d{0,4})(?:\.\d{2})?")


@dataclass(frozen=True)
class CareerQuestion:
    """What somebody asks of the list. Everything is optional; nothing asked is everything.

    `county` is its name in addresses; an unknown or empty one is the county with the most jobs.
    """

    text: str = ""
    exact: bool = False
    county: str = ""
    chosen: dict = field(default_factory=dict)
    sort: str | None = None


@dataclass
class CareerAnswer:
    """The occupations that answer a question, in order, and what a page says about them.

    `has_words`: the words narrow. `choices`: {facet: {key: label}}. `unknown`: (facet, key) that
    mean nothing. `kept_out`: {facet, or WORDS: how many more there would be without it}.
    """

    question: CareerQuestion
    counties: list[Here]
    here: Here | None
    reading: Reading
    has_words: bool
    sort: str
    choices: dict
    chosen: dict
    unknown: list
    rows: list[Row]
    counts: dict
    kept_out: dict

    @property
    def total(self):
        return len(self.rows)

    @property
    def ids(self):
        return [row.pk for row in self.rows]


def ask(question):
    """Answer a question. At most thirteen queries, whatever the number of occupations."""
    known = counties()
    here = next((one for one in known if one.key == question.county), known[0] if known else None)
    sectors = by_shown_name(Sector.objects.all())
    choices = {facet.name: dict(facet.choices(here, sectors)) for facet in FACETS}
    chosen, unknown = _known(question.chosen, choices)
    rows = rows_in(here)
    reading, tiers = _words(question, rows)
    found, counts, kept_out = _pass(rows, here, chosen, tiers)
    sort = _sort(question.sort, has_words=tiers is not None)
    return CareerAnswer(
        question=question,
        counties=known,
        here=here,
        reading=reading,
        has_words=tiers is not None,
        sort=sort,
        choices=choices,
        chosen=chosen,
        unknown=unknown,
        rows=sorted(found, key=_order(sort, tiers)),
        counts=counts,
        kept_out=kept_out,
    )


def usual_sort(*, has_words):
    """The order when none is asked for."""
    return BEST if has_words else OPENINGS


def _sort(wanted, *, has_words):
    if wanted == BEST and not has_words:
        wanted = None
    return wanted or usual_sort(has_words=has_words)


def _known(chosen, choices):
    """({facet: keys}, [(facet, key)]): what is chosen, and what means nothing here."""
    known, unknown = {}, []
    for name, keys in chosen.items():
        facet = BY_NAME[name]
        unknown += [(facet, key) for key in keys if key not in choices[name]]
        meant = tuple(key for key in keys if key in choices[name])
        if meant:
            known[name] = meant[-1:] if facet.single else meant
    return known, unknown


def _words(question, rows):
    """(how the words were read, {occupation: tier}); None for the tiers where nothing narrows."""
    code = SOC_BEGINNING.fullmatch(question.text.strip())
    if code:
        beginning = f"{code[1]}-{code[2]}"
        return Reading(shown=question.text), {
            row.pk: 0 for row in rows if row.code.startswith(beginning)
        }
    reading = read(question.text, exact=question.exact) if question.text else Reading()
    if not reading.terms:
        return reading, None
    found = hits(reading).get(DocumentKind.OCCUPATION)
    if found is None:
        return reading, {}
    tiers = dict(zip(found.ids.tolist(), found.tiers.tolist(), strict=True))
    documents = SearchDocument.objects.filter(pk__in=tiers).values_list("pk", "object_id")
    return reading, {occupation: tiers[pk] for pk, occupation in documents}


def _pass(rows, here, chosen, tiers):
    """One pass: (rows found, counts of every choice, what each filter alone keeps out).

    A row that only one filter keeps out counts for the choices of that filter.
    """
    found, counts = [], {facet.name: Counter() for facet in FACETS}
    kept_out = dict.fromkeys([*chosen, *([] if tiers is None else [WORDS])], 0)
    for row in rows:
        out = [WORDS] if tiers is not None and row.pk not in tiers else []
        keys = {}
        for facet in FACETS:
            name = facet.name
            keys[name] = facet.keys(row, here)
            if name in chosen and not any(key in chosen[name] for key in keys[name]):
                out.append(name)
        if not out:
            found.append(row)
            for name, own in keys.items():
                counts[name].update(own)
        elif len(out) == 1:
            kept_out[out[0]] += 1
            if out[0] != WORDS:
                counts[out[0]].update(keys[out[0]])
    return found, counts, kept_out


def _order(sort, tiers):
    """A key for every row: what has no figure last, equals by name, and a last key that differs."""

    def name(row):
        return fold(row.local_title), row.pk

    def most_first(figure):
        return (True, 0) if figure is None else (False, -figure)

    if sort == NAME:
        return name
    if sort == BEST:
        return lambda row: (tiers[row.pk], *most_first(row.openings), *name(row))
    figures = {
        PAY: lambda row: row.annual,
        OPENINGS: lambda row: row.openings,
        GROWTH: lambda row: row.growth,
    }
    return lambda row: (*most_first(figures[sort](row)), *name(row))
