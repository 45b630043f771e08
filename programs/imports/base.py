"""One list: read, screened, compared with what is on file, and the rest made as drafts."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.layouts import Column, open_table, plain
from pathways_portal.common.row_import import Outcome, Row, RowForm, Screening
from programs.bulk_writes import check_constraints, lock, marked_in_history
from programs.row_files import refusing

TOTALS = frozenset(["total", "totals", "grandtotal", "subtotal", "sum"])
# Rows whose records on file are read together.
CHUNK = 500


def in_chunks(rows):
    """Lists of `CHUNK` rows, so that what is on file is asked for once for each list."""
    return [rows[at : at + CHUNK] for at in range(0, len(rows), CHUNK)]


class ImportRow(RowForm):
    """One row of a list. `importer` is set before it is judged."""

    importer = None

    def clean(self):
        values = super().clean()
        if any(plain(text) in TOTALS for text in self.data.values()):
            self.skip(_("A note or a total, not a row."))
        return values


class Importer:
    """One kind of list. A subclass fills in what is particular to it; an instance reads one file.

    `tables`: models that it writes, which nobody else writes meanwhile. `told`: what a report says
    of each row beside its line and outcome, by the names of what was understood. `made`, `changed`:
    how many rows by the names people call them.
    """

    name = ""
    reads = ""
    tables: tuple = ()
    columns: tuple[Column, ...] = ()
    told: tuple[str, ...] = ()
    form: type[ImportRow] = ImportRow

    def __init__(self, path, stated_by=""):
        self.path = Path(path)
        self.stated_by = stated_by
        self.made, self.changed = Counter(), Counter()

    def wait(self):
        """Take what has to be taken before any table is locked."""

    def begin(self):
        """Look up what rows are compared with."""

    def make_form(self, cells):
        form = self.form(cells)
        form.importer = self
        return form

    def key(self, values):
        """What may stand in the file only once."""
        raise NotImplementedError

    def take(self, rows):
        """Make what the accepted rows ask for, or end them otherwise; `rows`: all of the file."""
        raise NotImplementedError

    def said(self):
        """The values of `Sourced` for every row that is made."""
        words = self.stated_by or _("Imported from %s") % self.path.name
        return {"source": words[:300], "as_of": timezone.localdate()}

    def draft(self, owner):
        """The values of `Stewarded` for every record that is made."""
        return {**self.said(), "status": EditingStatus.DRAFT, "owner": owner}

    def count(self, rows):
        """Note what was made, by the name people call it, and hand it on."""
        if rows:
            self.made[str(rows[0]._meta.verbose_name_plural)] += len(rows)
        return rows

    def make(self, model, rows):
        """Insert rows of a model and count them."""
        return self.count(model._default_manager.bulk_create(rows))


@dataclass
class Imported:
    """What an import did, or would have done: how every row ended, what was made and changed."""

    rows: list[Row] = field(default_factory=list)
    made: Counter = field(default_factory=Counter)
    changed: Counter = field(default_factory=Counter)

    @property
    def counts(self):
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in Outcome}


def run(importer, *, dry_run=False):
    """Import a list: all of it, or nothing. Raises `Refused` with nothing written."""
    with refusing(), transaction.atomic():
        importer.wait()
        lock(importer.tables)
        importer.begin()
        with open_table(importer.path, importer.columns) as table:
            screening = Screening(table, importer.make_form, key=importer.key)
            rows = list(screening)
        about = {"command": importer.name, "file": importer.path.name}
        with marked_in_history(**about):
            importer.take(rows)
            check_constraints()
        transaction.set_rollback(dry_run)
    return Imported(rows, importer.made, importer.changed)
