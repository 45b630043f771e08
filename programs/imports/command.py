"""What the import commands share: their options, and what they print."""

import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pathways_portal.common.row_import import Outcome
from programs.imports.base import run
from programs.imports.comparing import in_words
from programs.row_files import NEEDS_A_PERSON, Refused, RowReport, in_columns, open_lines


class ImportCommand(BaseCommand):
    """Imports one kind of list: `importer` says which."""

    importer = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.help = (
            f"Imports {self.importer.reads} as drafts: all or nothing, as often as you like. What "
            "is on file is never written over. docs/imports.md says which columns are read."
        )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="The list: .xlsx, .csv, .tsv or .txt.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Do everything, then take it back."
        )
        parser.add_argument(
            "--report",
            type=Path,
            metavar="OUT.csv",
            help="Write every row with its line, what became of it and what was understood.",
        )
        parser.add_argument(
            "--source", default="", help="Who says so, in words; the file's name by default."
        )

    def handle(self, *, file, dry_run, report, source, **options):
        start = time.monotonic()
        importer = self.importer(file, source)
        try:
            with ExitStack() as stack:
                # Opened before anything is written, in case it cannot be.
                out = report and stack.enter_context(RowReport(report, self.headings()))
                done = run(importer, dry_run=dry_run)
                for row in done.rows if out else ():
                    out.write(row, map(in_words, map(row.understood.get, importer.told)))
        except Refused as error:
            raise CommandError(f"Nothing was written.\n{error}") from None
        self.print_done(file, done)
        took = time.monotonic() - start
        self.stdout.write(
            f"Dry run, {took:.1f} s: everything was done and taken back. Nothing has changed."
            if dry_run
            else f"Written in {took:.1f} s."
        )

    def headings(self):
        return [name.replace("_", " ") for name in self.importer.told]

    def print_done(self, file, done):
        counts = done.counts
        self.stdout.write(file.name)
        self.stdout.write(in_columns("", ["read", *Outcome.values]))
        self.stdout.write(in_columns("rows of the file", [len(done.rows), *counts.values()]))
        self.stdout.write("")
        for name, count in done.made.items():
            self.stdout.write(in_columns(f"new {name}", [count]))
        for name, count in done.changed.items():
            self.stdout.write(in_columns(f"filled in {name}", [count]))
        if not done.made and not done.changed:
            self.stdout.write("Nothing new.")
        skipped = Counter(row.reason for row in done.rows if row.outcome == Outcome.SKIPPED)
        for reason, count in skipped.most_common():
            self.stdout.write(f"{count:,} skipped: {reason}")
        open_rows = [row for row in done.rows if row.outcome in NEEDS_A_PERSON]
        for line in open_lines(open_rows, len(open_rows)):
            self.stdout.write(line)
