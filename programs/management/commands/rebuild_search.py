"""Build every search document anew: after a restore, or whatever wrote past Django."""

import time

from django.core.management.base import BaseCommand

from programs import search_documents
from programs.enums import DocumentKind


class Command(BaseCommand):
    help = (
        "Builds every search document anew and writes those that differ, as the nightly task does. "
        "Run it after a restore, and after rows were written by loaddata or SQL."
    )

    def handle(self, **options):
        start = time.monotonic()
        written = search_documents.rebuild_all()
        for kind in DocumentKind:
            self.stdout.write(f"{kind.value:<14}{written[kind.value]:>9,} written")
        self.stdout.write(f"Rebuilt in {time.monotonic() - start:.1f} s.")
