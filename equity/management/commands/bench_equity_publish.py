"""How long a large release takes to be imported and published, and how much memory."""

import resource
import tempfile
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from equity.bench import made_file
from equity.importing import load
from equity.publication import Preview, preview_words, publish


class Command(BaseCommand):
    help = (
        "Makes up a release (region and organizations, all pathways and each, five cohorts, three "
        "linked metrics, five dimensions), imports and publishes it, prints seconds and the peak "
        "of memory, and takes everything back."
    )

    def add_arguments(self, parser):
        parser.add_argument("--cells", type=int, default=100_000, help="About how many raw cells.")
        parser.add_argument("--seed", type=int, default=1, help="Which made-up release.")
        parser.add_argument("--keep", action="store_true", help="Keep what was published.")

    def handle(self, *, cells, seed, keep, **options):
        with tempfile.TemporaryDirectory() as folder, transaction.atomic():
            path = Path(folder) / "made.csv"
            try:
                rows = made_file.write(path, cells=cells, seed=seed)
            except made_file.NothingOnFile as error:
                raise CommandError(str(error)) from None
            self.start = time.monotonic()
            self.say(f"{rows:,} rows in a file of {path.stat().st_size / 1e6:.1f} MB")
            with path.open("rb") as file:
                release = load(file, name=path.name, is_synthetic=True).release
            imported = time.monotonic() - self.start
            self.say("imported")
            plan = publish(release, progress=self.say)
            published = time.monotonic() - self.start - imported
            self.stdout.write("\n".join(preview_words(Preview.of(plan))))
            if not keep:
                transaction.set_rollback(True)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.stdout.write(
            f"{rows:,} raw cells: import {imported:.1f} s, publication {published:.1f} s, "
            f"peak {peak:,.0f} MB"
        )

    def say(self, text):
        self.stdout.write(f"{time.monotonic() - self.start:6.1f} s  {text}")
        self.stdout.flush()
