"""Load a tidy file of counts, and publish it if told so."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from equity.importing import Refused, load
from equity.publication import Preview, Unsafe, make_plan, preview_words, publish


class Command(BaseCommand):
    help = (
        "Checks a CSV of counts by group (columns: docs/runbooks/equity-import.md) and keeps it as "
        "a draft, whole or not at all; then prints what publishing it would change, hide and hold."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="The CSV file.")
        parser.add_argument("--dry-run", action="store_true", help="Keep nothing.")
        parser.add_argument("--publish", action="store_true", help="Publish it at once.")
        parser.add_argument("--label", default="", help="Name readers see: Fall 2026 release.")
        parser.add_argument("--source", default="", help="Who counted, in words.")
        parser.add_argument("--source-url", default="", help="Where the source can be read.")
        parser.add_argument(
            "--synthetic", action="store_true", help="The counts are made up; label them so."
        )

    def handle(self, *, file, dry_run, publish, label, source, source_url, synthetic, **options):
        self.start = time.monotonic()
        fields = {"source": source, "source_url": source_url, "is_synthetic": synthetic}
        try:
            with transaction.atomic():
                self.bring_in(file, label, fields, publish and not dry_run)
                if dry_run:
                    transaction.set_rollback(True)
                    self.stdout.write("Nothing was kept (--dry-run).")
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error}") from None
        except Refused as refused:
            lines = ["The file was refused. Nothing of it was kept.", *refused.sentences]
            raise CommandError("\n".join(lines)) from None
        except Unsafe as unsafe:
            raise CommandError(f"Nothing was published. {unsafe}") from None

    def bring_in(self, path, label, fields, publishing):
        with path.open("rb") as file:
            loaded = load(file, name=path.name, label=label, **fields)
        self.stdout.write(loaded.sentence)
        if loaded.release.status != "draft":
            return
        make = publish if publishing else make_plan
        plan = make(loaded.release, progress=self.progress)
        self.stdout.write("\n".join(preview_words(Preview.of(plan))))
        if publishing:
            self.stdout.write(f"Published as “{loaded.release.label}”.")

    def progress(self, text):
        self.stdout.write(f"{time.monotonic() - self.start:6.1f} s  {text}")
        self.stdout.flush()
