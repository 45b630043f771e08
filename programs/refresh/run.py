"""One official file: read, screened, written and derived from, in one transaction."""

from dataclasses import dataclass, field

from django.db import transaction

from pathways_portal.common.layouts import open_table
from pathways_portal.common.row_import import Outcome
from programs import search_documents
from programs.bulk_writes import lock
from programs.labor import derived as labor_derived
from programs.refresh.writing import Writer, written_by_this_command
from programs.row_files import refusing
from programs.tally import Tally, totals


@dataclass
class Refreshed:
    """What a refresh did, or would have done."""

    said: dict
    read: int = 0
    counts: dict = field(default_factory=dict)
    left_out: dict = field(default_factory=dict)
    tallies: list[Tally] = field(default_factory=list)
    newer_on_file: object = None


def refresh(source, *, dry_run=False, tell=lambda row: None):
    """Bring the database to what `source` (one file) says; raises `Refused` with nothing written.

    `tell` is called with each row that was not accepted, but for those that are none of ours.
    """
    with refusing():
        with open_table(source.path, source.columns) as table:
            source.begin(table)
            done = Refreshed(source.said())
            rows = _accepted(source, done, tell)
        with transaction.atomic():
            lock(source.tables)
            _write(source, rows, done)
            transaction.set_rollback(dry_run)
    return done


def _accepted(source, done, tell):
    screening, accepted = source.screening(), []
    for row in screening:
        if row.outcome == Outcome.ACCEPTED:
            accepted.append(row)
        else:
            tell(row)
    done.read, done.counts, done.left_out = screening.read, screening.counts, screening.left_out
    return accepted


def _write(source, rows, done):
    writer = Writer(even_if_older=source.options.even_if_older)
    with written_by_this_command(source=source.name, file=source.path.name):
        done.tallies = source.write([row.values for row in rows], writer)
        derived = labor_derived.rebuild() if writer.written else []
    done.tallies += derived
    done.newer_on_file = writer.newer_on_file
    if totals(done.tallies).written:
        search_documents.rebuild_all()
