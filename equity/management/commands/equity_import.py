"""Load a tidy file of counts, and publish it if told so."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from equity.enums import ReleaseStatus
from equity.importing import Refused, load
from equity.models import Release
from equity.publication import Preview, Unsafe, make_plan, preview_words, publish


class Command(BaseCommand):
    help = (
        "Checks a CSV of counts by group (columns: docs/runbooks/equity-import.md) and keeps it as "
        "a draft, whole or not at all; then prints what publishing it would change, hide and hold."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?", help="The CSV file.")
        parser.add_argument(
            "--draft",
            type=int,
            metavar="NUMBER",
            help="In the place of a file: a draft that is loaded already, by the number in the "
            "address of its page in the admin.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Keep nothing.")
        parser.add_argument("--publish", action="store_true", help="Publish it at once.")
        parser.add_argument("--label", default="", help="Name readers see: Fall 2026 release.")
        parser.add_argument("--source", default="", help="Who counted, in words.")
        parser.add_argument("--source-url", default="", help="Where the source can be read.")
        parser.add_argument(
            "--synthetic", action="store_true", help="The counts are made up; label them so."
        )

    def handle(
        self, *, file, draft, dry_run, publish, label, source, source_url, synthetic, **options
    ):
        self.start = time.monotonic()
        if (file is None) == (draft is None):
            raise CommandError("Name a file, or with --draft the number of one that is loaded.")
        fields = {"source": source, "source_url": source_url, "is_synthetic": synthetic}
        if draft is not None and (label or any(fields.values())):
            raise CommandError(
                "A draft keeps its label, source and mark as they were loaded: with --draft leave "
                "out --label, --source, --source-url and --synthetic."
            )
        try:
            with transaction.atomic():
                release = self.bring_in(file, label, fields) if file else self.draft(draft)
                if release.status == ReleaseStatus.DRAFT:
                    self.plan(release, publish and not dry_run)
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

    def bring_in(self, path, label, fields):
        with path.open("rb") as file:
            loaded = load(file, name=path.name, label=label, **fields)
        self.stdout.write(loaded.sentence)
        return loaded.release

    def draft(self, number):
        """A draft that is loaded already, such as by the admin."""
        release = Release.objects.filter(pk=number).first()
        if release is None:
            raise CommandError(f"No release has the number {number}.")
        if release.status != ReleaseStatus.DRAFT:
            raise CommandError(f"“{release.label}” is no draft; there is nothing to publish.")
        self.stdout.write(f"“{release.label}”, loaded from {release.file_name}")
        return release

    def plan(self, release, publishing):
        """Print what publishing would do, or does."""
        make = publish if publishing else make_plan
        plan = make(release, progress=self.progress)
        self.stdout.write("\n".join(preview_words(Preview.of(plan))))
        if publishing:
            self.stdout.write(f"Published as “{release.label}”.")

    def progress(self, text):
        self.stdout.write(f"{time.monotonic() - self.start:6.1f} s  {text}")
        self.stdout.flush()
