"""Load the region's tables from fixtures/ into the database."""

import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from programs.gaps.prepare import is_due, prepare_gaps
from programs.models import RegionLoad
from programs.region import check as region_check
from programs.region import derived as region_derived
from programs.region import files as region_files
from programs.region import loader as region_loader
from programs.tally import totals

BAR = 24


class Command(BaseCommand):
    help = (
        "Loads the region's tables (fixtures/*.csv): all or nothing, as often as you like. "
        "Rows that a person has edited since are left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--folder",
            type=Path,
            default=settings.BASE_DIR / "fixtures",
            help="Where the tables are; fixtures/ by default.",
        )

        parser.add_argument(
            "--check",
            action="store_true",
            help="Load nothing: check files, references and expected counts.",
        )
        parser.add_argument(
            "--if-changed",
            action="store_true",
            help="Load only if the tables differ from those loaded last.",
        )

    def handle(self, *, folder, check, if_changed, verbosity, **options):
        self.verbosity = verbosity
        start = time.monotonic()
        if if_changed and RegionLoad.is_current(region_files.fingerprint(folder)):
            if verbosity:
                self.stdout.write("The region's tables are loaded already.")
            if is_due(timezone.localdate()):
                prepare_gaps()  # the night's job may not run on a laptop
            return
        try:
            region = region_files.read_all(folder)
            region_derived.add(region)
            if check:
                self.print_counts(region_check.check(region))
                return
            tallies = region_loader.load(region, report=self.progress)
        except region_files.BadTables as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from None
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        prepare_gaps()
        if verbosity:
            self.print_tallies(tallies)
            self.stdout.write(f"Loaded in {time.monotonic() - start:.1f} s.")

    def progress(self, name, done, of):
        """A bar on one line of the terminal; silent when the output is no terminal."""
        if not (self.verbosity and sys.stderr.isatty()):
            return
        full = BAR * done // of
        bar = "#" * full + "." * (BAR - full)
        sys.stderr.write(f"\r[{bar}] {done}/{of} {name:<22}" + ("\n" if done == of else ""))
        sys.stderr.flush()

    def print_tallies(self, tallies):
        """One line a table: read, new, changed, same, kept; and taken out, where rows were."""
        titles = ("table", "read", "new", "changed", "same", "kept")
        everything = totals(tallies)
        if everything.taken_out:
            titles += ("taken out",)
        self.stdout.write(f"{titles[0]:<22}" + "".join(f"{title:>10}" for title in titles[1:]))
        for tally in [*tallies, everything]:
            counts = (tally.read, tally.new, tally.changed, tally.same, tally.kept)
            counts += (tally.taken_out,) if everything.taken_out else ()
            self.stdout.write(f"{tally.name:<22}" + "".join(f"{count:>10,}" for count in counts))

    def print_counts(self, counts):
        for what, found, _expected in counts:
            self.stdout.write(f"{found:>7,}  {what}")
        self.stdout.write("The tables are sound.")
