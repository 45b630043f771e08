"""Measure a table of counts: `manage.py equity_calc --input FILE --output FILE --measure ppg`.

From the shell manage.py runs the same code without starting Django; this is for call_command and
for the list of commands.
"""

from django.core.management.base import BaseCommand, CommandError

from equity.measures import calc

OPTIONS = ("input", "output", "measure", "profile", "reference")


class Command(BaseCommand):
    help = calc.HELP
    requires_system_checks = []

    def add_arguments(self, parser):
        calc.add_arguments(parser)

    def handle(self, **options):
        try:
            count = calc.run(**{name: options[name] for name in OPTIONS})
        except (calc.BadCounts, calc.BadRequest) as error:
            raise CommandError(f"{error}\nNothing was written.") from error
        self.stdout.write(f"{count:,} rows measured, written to {options['output']}.")
