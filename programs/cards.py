"""Result cards of the finder: each is drawn once for each writing of its document, and kept.

A document holds all that its card prints (`programs.search.card_content`), and the columns that
every answer comes with say which transaction wrote it (`programs.search.columns`). So a card kept
under that number is never stale, in any process, and a page of kept cards asks the database one
question only: which of its programs are still public.
"""

from dataclasses import dataclass

from django.db import connection
from django.template.defaultfilters import floatformat
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pathways_portal.common.written_once import written_once
from programs import card_words
from programs.card_row import CardRow
from programs.enums import DocumentKind
from programs.models import Program, SearchDocument
from programs.search.answer import PAGE_SIZE
from programs.search.sources import BUILDERS

COLUMNS = """
    id changed_in object_id key title title_es segment award city job_flags awards awards_year card
""".split()  # noqa: SIM905 - reads better than a dozen quoted names
COLUMNS += [facet.column for facet in card_words.OFFERED]
# So many cards are kept in a process, some ten megabytes of them; then the oldest make room.
MOST_KEPT = 5_000
# Stands in a drawn card where the miles go: no text of the database can hold it.
MILES = "\0"


@dataclass(frozen=True)
class Drawn:
    """A card as HTML, with MILES where they go, and the sources of its figures as (name, day)."""

    html: str
    sources: tuple

    def at(self, miles):
        """The same, so many miles away; nothing is said of None."""
        words = ""
        if miles is not None:
            distance = _("%(miles)s mi") % {"miles": floatformat(miles, 1)}
            words = format_html(' · <span class="num">{}</span>', distance)
        return Drawn(mark_safe(self.html.replace(MILES, words)), self.sources)  # noqa: S308 - ours


def cards(answer, number):
    """`Drawn` cards of one page with their miles, in order. Two queries; more for documents that
    an older version wrote.

    A program that is public no more is left out, even where its document does not know it yet.
    """
    first = (number - 1) * PAGE_SIZE
    rows, columns = answer.rows[first : first + PAGE_SIZE], answer.columns
    programs = columns.program_ids[rows].tolist()
    drawn = _drawn(columns, rows, card_words.asked(answer.chosen))
    public = set(_public(programs))
    miles = answer.miles(first, first + PAGE_SIZE)
    return [
        card.at(miles.get(program))
        for program, card in zip(programs, drawn, strict=True)
        if card and program in public
    ]


@written_once
def _public(programs):
    return Program.objects.open_to_students().filter(pk__in=programs).values_list("pk", flat=True)


def _drawn(columns, rows, asked):
    """The card of each of these rows; None where its document is gone. One query if any is new."""
    kept, reader = columns.drawn, (get_language(), timezone.localdate(), asked)
    writings = zip(columns.ids[rows].tolist(), columns.changed_in[rows].tolist(), strict=True)
    found = {writing[0]: kept.get((writing, reader)) for writing in writings}
    new = [document for document, card in found.items() if card is None]
    for writing, card in _draw(new, asked):
        found[writing[0]] = card
        # What the transaction at hand wrote may be written again under the same number.
        if not connection.in_atomic_block:
            kept[writing, reader] = card
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)
    return list(found.values())


def _draw(documents, asked):
    """Each ((document, transaction that wrote it), `Drawn`), as the database has it now."""
    if not documents:
        return
    rows = SearchDocument.objects.filter(pk__in=documents, kind=DocumentKind.PROGRAM)
    for row in with_cards(list(rows.values(*COLUMNS))):
        program = CardRow(row)
        html = render_to_string(
            "programs/_card.html",
            {
                "program": program,
                "facts": card_words.facts(program),
                "offered": card_words.offered(row, dict(asked)),
                "stated": card_words.stated(program),
                "checked": card_words.checked(program),
                "miles": mark_safe(MILES),  # noqa: S308 - a constant
                "LANGUAGE_CODE": get_language(),
            },
        )
        sources = program.job.sources if program.job else ()
        yield (row["id"], row["changed_in"]), Drawn(html, sources)


def with_cards(rows):
    """The same rows, each with its card.

    Documents that an older version wrote hold none until they are rebuilt; it is built for them,
    if their programs are still there.
    """
    without = [row["object_id"] for row in rows if not row["card"]]
    built = BUILDERS[DocumentKind.PROGRAM](without) if without else ()
    cards = {document.values["object_id"]: document.values["card"] for document in built}
    for row in rows:
        if card := row["card"] or cards.get(row["object_id"]):
            yield row | {"card": card}
