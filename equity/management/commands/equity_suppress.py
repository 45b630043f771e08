"""Protect a file of counts: `manage.py equity_suppress --input counts.csv --output public.csv`."""

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from equity.protection import counts_file
from equity.protection.cells import Settings


class Command(BaseCommand):
    help = "Write the public version of a CSV of counts: small groups hidden, totals added."

    def add_arguments(self, parser):
        parser.add_argument(
            "--input", required=True, type=Path, help="org,variable,group,n,success"
        )
        parser.add_argument("--output", required=True, type=Path, help="where to write it")

    def handle(self, *args, input, output, **options):
        limits = Settings(
            minimum=settings.EQUITY_MIN_CELL,
            small_outcomes=settings.EQUITY_SMALL_OUTCOMES,
        )
        try:
            public = counts_file.published(counts_file.read(input), limits)
        except counts_file.BadCounts as problem:
            raise CommandError(_("Nothing was written. %s") % problem) from None
        _write(public, output)
        hidden = int(public["success"].eq("").sum())
        self.stdout.write(
            _("%(rows)d rows written, %(hidden)d of them without their exact outcome.")
            % {"rows": len(public), "hidden": hidden}
        )


def _write(public, output):
    """The whole file or nothing: written beside its place, then moved there."""
    try:
        handle, name = tempfile.mkstemp(dir=output.parent, suffix=".csv")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            public.to_csv(file, index=False, lineterminator="\n")
        os.chmod(name, 0o644)
        os.replace(name, output)
    except OSError as problem:
        raise CommandError(_("The file cannot be written: %s") % problem) from None
