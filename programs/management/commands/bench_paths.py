"""Time the pages about paths over a million agreements, through their real addresses."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import override_settings

from programs.bench import paths
from programs.bench.dataset import Dataset, DatasetError
from programs.bench.pages import PageError
from programs.bench.scratch import ScratchError, note_filled, scratch_database
from programs.bench.server import ServerError


class Command(BaseCommand):
    help = (
        "Load made-up data of a whole state with its agreements into a scratch database, work the "
        "gaps out, and print how long program pages, seam views, routes, gap pages, the list of "
        "agreements and the Credit Finder take: for one reader in this process and over HTTP."
    )

    def add_arguments(self, parser):
        parser.add_argument("dir", help="Folder of made-up data; see docs/performance.md.")
        parser.add_argument("--rounds", type=int, default=2, help="Timed rounds over the pages.")
        parser.add_argument(
            "--only", nargs="+", choices=[pages.name for pages in paths.PAGES],
            help="Only these pages, in this process; all of them if not given.",
        )  # fmt: skip
        parser.add_argument(
            "--database",
            help="Name of the scratch database; the portal's with “_bench_paths” if none.",
        )
        parser.add_argument(
            "--keep", action="store_true",
            help="Leave the scratch database, and use the one an earlier run left of DIR.",
        )  # fmt: skip

    def handle(self, *args, dir, rounds, only, database, keep, **options):
        try:
            with override_settings(DEBUG=False):  # as visitors are served
                self._measure(dir, rounds, only, database, keep)
        except (DatasetError, PageError, ScratchError, ServerError) as error:
            raise CommandError(str(error)) from error

    def _measure(self, folder, rounds, only, database, keep):
        dataset = Dataset.open(folder)
        several = [pages for pages in paths.PAGES if not only or pages.name in only]
        name = database or f"{connection.settings_dict['NAME']}_bench_paths"
        content = f"paths of {dataset.path.resolve()}"
        with scratch_database(name, content=content, keep=keep) as holds:
            if not holds:
                self._say(paths.prepare(dataset))
            if not (holds and only):
                self._say(paths.nightly())
            note_filled(connection, content)
            self._say(paths.one_reader(several, rounds))
            if not only:
                self._say(paths.many_readers(several, rounds))

    def _say(self, lines):
        for line in lines:
            self.stdout.write(line)
            self.stdout.flush()
