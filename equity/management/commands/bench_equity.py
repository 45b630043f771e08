"""Time the equity pages over ten million published cells, through their real addresses."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import override_settings

from equity.bench import measured
from programs.bench.dataset import Dataset, DatasetError
from programs.bench.pages import PageError
from programs.bench.scratch import ScratchError, note_filled, scratch_database
from programs.bench.server import ServerError
from programs.region.files import BadTables

CELLS = 10_000_000


class Command(BaseCommand):
    help = (
        "Load made-up data of a whole state into a scratch database, with as many published "
        "cells of equity as are asked for, and print how long the equity pages take: for one "
        "reader in this process and over HTTP."
    )

    def add_arguments(self, parser):
        parser.add_argument("dir", help="Folder of made-up data; see docs/performance.md.")
        parser.add_argument("--cells", type=int, default=CELLS, help="How many published cells.")
        parser.add_argument("--rounds", type=int, default=3, help="Timed rounds over the pages.")
        parser.add_argument(
            "--only", nargs="+", choices=[pages.name for pages in measured.PAGES],
            help="Only these pages, in this process; all of them if not given.",
        )  # fmt: skip
        parser.add_argument(
            "--database",
            help="Name of the scratch database; the portal's with “_bench_equity” if none.",
        )
        parser.add_argument(
            "--keep", action="store_true",
            help="Leave the scratch database, and use the one an earlier run left of DIR.",
        )  # fmt: skip

    def handle(self, *args, dir, cells, rounds, only, database, keep, **options):
        if cells < 1 or rounds < 1:
            raise CommandError("Ask for at least one cell and one round.")
        try:
            with override_settings(DEBUG=False):  # as visitors are served
                self._measure(dir, cells, rounds, only, database, keep)
        except (BadTables, DatasetError, PageError, ScratchError, ServerError) as error:
            raise CommandError(str(error)) from error

    def _measure(self, folder, cells, rounds, only, database, keep):
        dataset = Dataset.open(folder)
        several = [pages for pages in measured.PAGES if not only or pages.name in only]
        name = database or f"{connection.settings_dict['NAME']}_bench_equity"
        content = f"{cells} equity cells of {dataset.path.resolve()}"
        with scratch_database(name, content=content, keep=keep) as holds:
            if not holds:
                self._say(measured.prepare(dataset, cells))
                note_filled(connection, content)
            self._say(measured.one_reader(several, rounds))
            if not only:
                self._say(measured.many_readers(several, rounds))

    def _say(self, lines):
        for line in lines:
            self.stdout.write(line)
            self.stdout.flush()
