"""What a source of official files is, and the options a file is read with."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pathways_portal.common.layouts import Column
from pathways_portal.common.row_import import RowForm, Screening
from programs.row_files import Refused


@dataclass(frozen=True)
class Options:
    """What the analyst said beside the file's name."""

    year: int | None = None
    as_of: date | None = None
    edition: str = ""
    even_if_older: bool = False


class Source:
    """One kind of official file. A subclass fills in what is particular to it.

    `takes`: the options it reads, with what each is for. `tables`: models that it writes, which
    nobody else writes meanwhile. An instance lives for one file.
    """

    name = ""
    file = ""
    published_at = ""
    takes: dict[str, str] = {}
    tables: tuple = ()
    columns: tuple[Column, ...] = ()
    form: type[RowForm] = RowForm

    def __init__(self, path, options):
        self.path, self.options = Path(path), options
        self.table = None

    def begin(self, table):
        """Look up what rows are compared with; refuse a file that is about something else."""
        self.table = table

    def screening(self):
        return Screening(self.table, self.make_form, elsewhere=self.elsewhere, key=self.key)

    def make_form(self, cells):
        form = self.form(cells)
        form.source = self
        return form

    def elsewhere(self, cells):
        """Why a row is none of ours, "" if it is: asked of every row before anything else."""
        return ""

    def key(self, values):
        """What may stand in the file only once."""
        raise NotImplementedError

    def write(self, rows, writer):
        """Bring the accepted rows into the database through `writer`; return a list of Tally."""
        raise NotImplementedError

    # What the rows say of where they come from

    agency = ""
    address = ""

    @property
    def as_of(self):
        """The day the file speaks of or was published."""
        if not self.options.as_of:
            raise Refused(
                f"The {self.name} file does not say its day. Add the day it was published or "
                "exported: --as-of 2026-06-17."
            )
        return self.options.as_of

    @property
    def edition(self):
        """What the words of the source end with, such as ", May 2025"."""
        return ""

    def said(self):
        """The values of `Sourced` for every row."""
        return {
            "source": f"{self.agency}{self.edition}",
            "source_url": self.address,
            "as_of": self.as_of,
        }

    def year_of(self, pattern):
        """The year of --year, or the one in the file's name."""
        named = re.search(pattern, self.path.name, re.IGNORECASE)
        if self.options.year or named:
            return self.options.year or int(next(filter(None, named.groups())))
        raise Refused(f"The {self.name} file does not say its year. Add it: --year 2025.")


def on_file(**rows):
    """Refuse when there is nothing that a row could belong to."""
    for what, found in rows.items():
        if not found:
            raise Refused(
                f"There are no {what.replace('_', ' ')} on file. Load the region first: "
                "python3 manage.py load_region."
            )
