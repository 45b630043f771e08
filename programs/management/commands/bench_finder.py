"""Time the finder over a mix of questions, and check its counts against a slow count."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import override_settings

from programs.bench import mix as mixes
from programs.bench import region, state
from programs.bench.dataset import Dataset, DatasetError
from programs.bench.mix import MixError
from programs.bench.pages import PageError
from programs.bench.scratch import ScratchError, note_filled, scratch_database
from programs.bench.server import ServerError
from programs.search import columns as columns_module


class Command(BaseCommand):
    help = (
        "Ask the finder a mix of questions through its real address and print how long the pages "
        "took. Without DIR: over the region at hand, in this process. With DIR: over made-up data "
        "of a whole state in a scratch database, for one client and for eight over HTTP, and "
        "whether all counts are right."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "dir", nargs="?", help="Folder of made-up data; see docs/performance.md."
        )
        parser.add_argument("--queries", help="A file of questions, one JSON object a line.")
        parser.add_argument("--rounds", type=int, default=2, help="Timed rounds over the mix.")
        parser.add_argument("--check", action="store_true", help="Compare counts, do not time.")
        parser.add_argument("--seed", type=int, default=7, help="Which mix is made for the region.")
        parser.add_argument(
            "--database", help="Name of the scratch database; the portal's with “_bench” if none."
        )
        parser.add_argument(
            "--keep", action="store_true",
            help="Leave the scratch database, and use the one an earlier run left of DIR.",
        )  # fmt: skip

    def handle(self, *args, dir, **options):
        try:
            with override_settings(DEBUG=False):  # as visitors are served
                if dir:
                    self._state(dir, **options)
                else:
                    self._region(**options)
        except (DatasetError, MixError, PageError, ScratchError, ServerError) as error:
            raise CommandError(str(error)) from error

    def _region(self, *, queries, rounds, check, seed, **options):
        columns = columns_module.current()
        if not len(columns):
            raise CommandError("There is nothing to find yet: run load_region first.")
        values = mixes.common_values(columns)
        mix = (
            mixes.over_region(queries, values)
            if queries
            else mixes.made_from(columns, values, seed)
        )
        if check:
            compared, wrong = region.compare_counts(mix)
            self._say([f"{compared:,} counts compared, {len(wrong)} differ"])
            self._refuse(wrong)
        else:
            self._say(region.time_pages(columns, mix, rounds))

    def _state(self, folder, *, queries, rounds, check, database, keep, **options):
        if not queries:
            raise CommandError("Made-up data needs its questions: --queries FILE")
        dataset = Dataset.open(folder)
        mix, left_out = state.questions(dataset, queries)
        name = database or f"{connection.settings_dict['NAME']}_bench"
        content = str(dataset.path.resolve())
        with scratch_database(name, content=content, keep=keep) as holds:
            if not holds:
                self._say(state.prepare(dataset))
                note_filled(connection, content)
            self._say(left_out)
            if not check:
                self._say(state.one_client(mix, rounds))
                self._say(state.many_clients(mix, rounds))
                self._say(state.other_pages())
            wrong, lines = state.result(mix)
            self._say(lines)
        self._refuse(wrong)

    def _say(self, lines):
        for line in lines:
            self.stdout.write(line)
            self.stdout.flush()

    def _refuse(self, wrong):
        for sentence in wrong:
            self.stderr.write(sentence)
        if wrong:
            raise CommandError("The finder miscounts.")
