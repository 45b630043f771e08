"""Bring the database to what an official file says: `manage.py refresh SOURCE FILE`."""

import time
from collections import Counter
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.timezone import localtime

from pathways_portal.common.row_import import Outcome
from programs.refresh.catalog import SOURCES
from programs.refresh.run import refresh
from programs.refresh.source import Options
from programs.refresh.undo import undo
from programs.row_files import NEEDS_A_PERSON, SHOWN, Refused, RowReport, in_columns, open_lines
from programs.tally import totals


class Command(BaseCommand):
    help = (
        "Brings the database to what an official file says, as its publisher lays it out: all or "
        "nothing, as often as you like. Rows that a person has edited since are left alone. "
        "--list says which files there are; docs/runbooks/refresh-official-files.md how to go on."
    )

    def add_arguments(self, parser):
        parser.add_argument("source", nargs="?", help="Which kind of file; see --list.")
        parser.add_argument("file", nargs="?", type=Path, help="The file: .xlsx, .csv or .txt.")
        parser.add_argument("--list", action="store_true", help="Say which sources there are.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Do everything, then take it back."
        )
        parser.add_argument("--year", type=int, help="The year the file speaks of.")
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            metavar="DATE",
            help="The day it was published or exported, such as 2026-06-17.",
        )
        parser.add_argument("--edition", default="", help="The edition, such as 29.3.")
        parser.add_argument(
            "--even-if-older",
            action="store_true",
            help="Also write over rows whose source on file is newer than this file.",
        )
        parser.add_argument(
            "--undo",
            action="store_true",
            help="Take back what the last refresh of the source wrote; needs no file.",
        )
        parser.add_argument(
            "--report",
            type=Path,
            metavar="OUT.csv",
            help="Write every row that was not accepted, with its line and why.",
        )

    def handle(self, *, source, file, **options):
        if options["list"]:
            return self.print_sources()
        if not source or not (file or options["undo"]):
            raise CommandError("Name a source and a file. --list says which sources there are.")
        if source not in SOURCES:
            raise CommandError(f"“{source}” is none of: {', '.join(SOURCES)}.")
        if options["undo"]:
            return self.take_back(source, options["dry_run"])
        for name in ("year", "edition"):
            if options[name] and name not in SOURCES[source].takes:
                raise CommandError(f"{source} takes no --{name}; --list says what it takes.")
        start = time.monotonic()
        given = {name: options[name] for name in ("year", "as_of", "edition", "even_if_older")}
        dry_run, self.open_rows, self.skipped = options["dry_run"], [], Counter()
        try:
            with ExitStack() as stack:
                report = options["report"] and stack.enter_context(RowReport(options["report"]))
                done = refresh(
                    SOURCES[source](file, Options(**given)),
                    dry_run=dry_run,
                    tell=lambda row: self.note(row, report),
                )
        except Refused as error:
            raise CommandError(f"Nothing was written.\n{error}") from None
        self.print_done(source, file, done)
        self.finish(dry_run, start)

    def take_back(self, source, dry_run):
        start = time.monotonic()
        try:
            done = undo(source, dry_run=dry_run)
        except Refused as error:
            raise CommandError(f"Nothing was taken back.\n{error}") from None
        self.stdout.write(
            f"{source}: {done.file}, written {localtime(done.at):%Y-%m-%d %H:%M}, taken back\n"
        )
        self.print_tallies(done.tallies)
        self.finish(dry_run, start)

    def finish(self, dry_run, start):
        if not dry_run:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        took = time.monotonic() - start
        self.stdout.write(
            f"Dry run, {took:.1f} s: everything was done and taken back. Nothing has changed."
            if dry_run
            else f"Written in {took:.1f} s."
        )

    def note(self, row, report):
        """Keep the first rows that need a person, count the rest, and write all to the report."""
        if row.outcome == Outcome.SKIPPED:
            self.skipped[row.reason] += 1
        if row.outcome in NEEDS_A_PERSON and len(self.open_rows) < SHOWN:
            self.open_rows.append(row)
        if report:
            report.write(row)

    def print_sources(self):
        for source in SOURCES.values():
            self.stdout.write(self.style.MIGRATE_HEADING(source.name))
            self.stdout.write(f"    {source.file}")
            self.stdout.write(f"    {source.published_at}")
            for name, why in source.takes.items():
                self.stdout.write(f"    --{name.replace('_', '-')}: {why}")

    def print_done(self, source, file, done):
        said = done.said
        self.stdout.write(f"{source}: {file.name}\n{said['source']}, as of {said['as_of']}\n")
        self.print_line("", ["read", *Outcome.values])
        self.print_line("rows of the file", [done.read, *map(done.counts.get, Outcome)])
        self.stdout.write("")
        self.print_tallies(done.tallies)
        self.print_reasons(done)

    def print_tallies(self, tallies):
        everything = totals(tallies)
        self.print_line("", ["new", "changed", "same", "kept", "taken out"])
        for tally in [*tallies, everything]:
            counts = [tally.new, tally.changed, tally.same, tally.kept, tally.taken_out]
            if any(counts) or tally is everything:
                self.print_line(tally.name.replace("_", " "), counts)

    def print_line(self, name, values):
        self.stdout.write(in_columns(name, values))

    def print_reasons(self, done):
        self.stdout.write("")
        for reason, count in (self.skipped + done.left_out).most_common():
            self.stdout.write(f"{count:,} skipped: {reason}")
        for line in open_lines(self.open_rows, sum(done.counts[one] for one in NEEDS_A_PERSON)):
            self.stdout.write(line)
        if done.newer_on_file:
            self.stdout.write(
                f"Some rows were kept because what is on file is newer ({done.newer_on_file}); "
                "--even-if-older takes the file’s word."
            )
        if done.read and not done.counts[Outcome.ACCEPTED]:
            self.stdout.write("No row of this file is about this region.")
