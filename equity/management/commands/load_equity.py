"""Load the reference lists of equity and the releases that come with the portal."""

import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from equity import reference
from equity.importing import Refused, fixture_releases
from equity.publication import Unsafe
from programs.tally import totals


class Command(BaseCommand):
    help = (
        "Loads metrics, dimensions and groups (fixtures/equity/*.csv), then loads and publishes "
        "the releases that fixtures/equity/releases.csv names, as often as you like: what is "
        "loaded already is left alone. Needs the region's tables: run load_region first."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--folder",
            type=Path,
            default=settings.BASE_DIR / "fixtures" / "equity",
            help="Where the tables are; fixtures/equity by default.",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="Load nothing: check the reference lists and the list of releases.",
        )

    def handle(self, *, folder, check, verbosity, **options):
        self.verbosity, self.start = verbosity, time.monotonic()
        try:
            listed = fixture_releases.listed(folder)
            if check:
                rows = reference.check(folder)
                for name, table in rows.items():
                    self.stdout.write(f"{len(table):>7,}  {name}")
                self.stdout.write(f"{len(listed):>7,}  releases\nThe tables are sound.")
                return
            changed = totals(reference.load(folder))
            self.say(f"reference lists: {changed.new} new, {changed.changed} changed")
            for release in listed:
                said = fixture_releases.bring_in(release, progress=self.progress)
                self.say(f"{release.path.name}: {said or 'loaded already'}")
        except (reference.BadTables, fixture_releases.BadList, Unsafe) as error:
            raise CommandError(str(error)) from None
        except Refused as refused:
            raise CommandError("\n".join([f"{release.path.name}:", *refused.sentences])) from None

    def say(self, text):
        if self.verbosity:
            self.stdout.write(f"{time.monotonic() - self.start:6.1f} s  {text}")
            self.stdout.flush()

    def progress(self, text):
        if self.verbosity > 1:
            self.say(f"  {text}")
