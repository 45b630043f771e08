"""Which opportunities fit a question, how many each choice would find, and in which order.

All that is public is read as one narrow row each and passed over once: the counts of seven facets
would be seven statements otherwise, and offers are few beside programs.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, OuterRef, Q, Value, When
from django.utils import timezone

from partners.models import County
from programs.models import Sector
from programs.search.words import fold
from programs.sector_pages import by_shown_name
from wbl.enums import Stage
from wbl.facets import ALL, BY_NAME, FACETS, OPEN, SHOW, Choices
from wbl.models import ActivityKind, Opportunity
from wbl.querysets import can_apply

WORDS = "q"
STARTS, APPLY, NAME = "starts", "apply", "name"
# More words than that narrow nothing any more.
MOST_WORDS = 12
SEARCHED = (
    "title",
    "title_es",
    "description",
    "description_es",
    "employer__name",
    "kind__name",
    "kind__name_es",
)


@dataclass(frozen=True)
class Question:
    """What is asked: words, chosen keys by facet, whether closed ones too, in which order."""

    text: str = ""
    chosen: dict | None = None
    shows_all: bool = False
    sort: str | None = None


class Row(NamedTuple):
    """What an opportunity is narrowed and put in order by."""

    pk: int
    title: str
    title_es: str
    stage: str
    kind: str
    county: str | None
    is_paid: bool | None
    min_age: int | None
    grades: list
    starts_on: date | None
    apply_by: date | None
    sectors: list
    is_open: bool
    has_words: bool


@dataclass(frozen=True)
class Answer:
    """Rows in order; counts by facet and key; what each filter alone keeps out."""

    question: Question
    known: Choices
    choices: dict
    chosen: dict
    unknown: list
    rows: list
    counts: dict
    kept_out: dict
    sort: str
    on_file: int
    today: date

    @property
    def ids(self):
        return [row.pk for row in self.rows]


def ask(question):
    """Answer a question in four queries, whatever the number of opportunities."""
    today = timezone.localdate()
    rows = rows_on(today, question.text)
    known = Choices(
        kinds=kinds_in_order(),
        sectors=by_shown_name(Sector.objects.all()),
        counties=list(County.objects.order_by("name", "pk")),
        grades=sorted({grade for row in rows for grade in row.grades}),
    )
    choices = {facet.name: dict(facet.choices(known)) for facet in FACETS}
    chosen, unknown = _known(question.chosen or {}, choices)
    found, counts, kept_out = _pass(rows, chosen, question)
    sort = question.sort or STARTS
    return Answer(
        question=question,
        known=known,
        choices=choices,
        chosen=chosen,
        unknown=unknown,
        rows=sorted(found, key=_order(sort)),
        counts=counts,
        kept_out=kept_out,
        sort=sort,
        on_file=len(rows),
        today=today,
    )


def kinds_in_order():
    """All kinds, along the continuum."""
    stages = list(Stage.values)
    return sorted(
        ActivityKind.objects.all(), key=lambda kind: (stages.index(kind.stage), kind.order, kind.pk)
    )


def rows_on(day, text=""):
    """A `Row` of every public opportunity, as it stands on a day."""
    words = Q()
    for word in text.split()[:MOST_WORDS]:
        words &= Q(
            *(Q(**{f"{name}__unaccent__icontains": word}) for name in SEARCHED), _connector="OR"
        )
    sectors = (
        Sector.objects.filter(opportunities=OuterRef("pk")).order_by("name", "pk").values("slug")
    )
    rows = Opportunity.objects.public().values_list(
        "pk",
        "title",
        "title_es",
        "kind__stage",
        "kind__slug",
        "county__slug",
        "is_paid",
        "min_age",
        "grades",
        "starts_on",
        "apply_by",
        ArraySubquery(sectors),
        _whether(can_apply(day)),
        _whether(words),
    )
    return [Row(*row) for row in rows.order_by()]


def _whether(condition):
    """A condition as a column; one that asks for nothing holds."""
    if not condition:
        return Value(True)
    return Case(When(condition, then=Value(True)), default=False, output_field=BooleanField())


def _known(chosen, choices):
    """({facet: keys}, [(label, key)]): what is chosen, and what means nothing here."""
    known, unknown = {}, []
    for name, keys in chosen.items():
        unknown += [(BY_NAME[name].label, key) for key in keys if key not in choices[name]]
        meant = tuple(key for key in keys if key in choices[name])
        if meant:
            known[name] = meant[-1:] if BY_NAME[name].single else meant
    return known, unknown


def _pass(rows, chosen, question):
    """One pass: (rows found, counts of every choice, what each filter alone keeps out).

    A row that only one filter keeps out counts for the choices of that filter.
    """
    found, counts = [], {facet.name: Counter() for facet in FACETS}
    kept_out = Counter()
    for row in rows:
        out = [] if row.has_words else [WORDS]
        if not (row.is_open or question.shows_all):
            out.append(SHOW)
        keys = {facet.name: facet.keys(row) for facet in FACETS}
        out += [
            name for name, wanted in chosen.items() if not any(key in wanted for key in keys[name])
        ]
        if not out:
            found.append(row)
            for name, own in keys.items():
                counts[name].update(own)
        elif len(out) == 1:
            kept_out[out[0]] += 1
            if out[0] in counts:
                counts[out[0]].update(keys[out[0]])
    open_ones = sum(row.is_open for row in found)
    counts[SHOW] = {OPEN: open_ones, ALL: len(found) + kept_out[SHOW]}
    return found, counts, kept_out


def _order(sort):
    """What is open first, then by day with those without one last, then by name."""

    def key(row):
        day = {STARTS: row.starts_on, APPLY: row.apply_by, NAME: date.min}[sort]
        return not row.is_open, day or date.max, fold(row.title), row.pk

    return key
