"""Write docs/data-dictionary.md from the models, or check that it is current."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pathways_portal.data_dictionary import markdown

PATH = settings.BASE_DIR / "docs" / "data-dictionary.md"


class Command(BaseCommand):
    help = (
        "Writes docs/data-dictionary.md from the models; --check only says whether it is current."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Write nothing; fail if outdated.")

    def handle(self, *, check, **options):
        text = markdown()
        if not check:
            PATH.write_text(text, encoding="utf-8")
            self.stdout.write(f"Wrote {PATH.relative_to(settings.BASE_DIR)}.")
        elif not PATH.exists() or PATH.read_text(encoding="utf-8") != text:
            raise CommandError(
                "docs/data-dictionary.md is not what the models say. "
                "Run: python3 manage.py data_dictionary"
            )
        else:
            self.stdout.write("docs/data-dictionary.md is current.")
