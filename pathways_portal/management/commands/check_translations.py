"""Find what nobody has translated: `check_translations`, with `--extract` from today's code."""

from contextlib import chdir
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from pathways_portal.translations import faults, read_catalog, without_dates_of_runs

# Folders whose texts no reader sees. Django leaves out hidden ones by itself.
NOT_OURS = ["staticfiles", "fixtures", "docs", "tests", "e2e", "node_modules"]
SHOWN = 70  # letters of a text in the list of faults


class Command(BaseCommand):
    help = "Check that every message has a translation with the same placeholders."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--extract",
            action="store_true",
            help="First collect the messages from code and templates into the catalogues"
            " (needs GNU gettext).",
        )

    def handle(self, *, extract, **options):
        if extract:
            collect_messages()
        catalogs = catalog_paths()
        if not catalogs:
            raise CommandError("There is no catalogue: locale/<language>/LC_MESSAGES/*.po.")
        count, wrong = 0, []
        for path in catalogs:
            try:
                messages = read_catalog(path.read_text(encoding="utf-8"))
            except ValueError as error:
                raise CommandError(f"{path}, {error}") from error
            count += sum(not message.is_header for message in messages)
            wrong += [
                f"{path.parts[-3]}/{path.name} line {message.line}:"
                f" “{message.singular[:SHOWN]}” {words}"
                for message, words in faults(messages)
            ]
        if wrong:
            raise CommandError("\n".join([*wrong, f"{len(wrong)} of {count} messages are wrong."]))
        self.stdout.write(f"{count} messages, all translated")


def catalog_paths():
    return [
        path
        for root in settings.LOCALE_PATHS
        for path in sorted(Path(root).glob("*/LC_MESSAGES/*.po"))
    ]


def collect_messages():
    """Bring the catalogues up to date with the code; new messages arrive empty or as guesses."""
    languages = sorted({path.parts[-3] for path in catalog_paths()})
    with chdir(settings.BASE_DIR):
        call_command(
            "makemessages",
            locale=languages,
            ignore_patterns=NOT_OURS,
            add_location="never",
            no_obsolete=True,
            no_wrap=True,
            verbosity=0,
        )
    for path in catalog_paths():
        text = path.read_text(encoding="utf-8")
        path.write_text(without_dates_of_runs(text), encoding="utf-8")
