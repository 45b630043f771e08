"""Time `equity_calc` over an invented table, from the shell's start to the written file."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from equity.bench import made_counts

MEASURES = (
    ("--measure", "ppg"),
    ("--measure", "index80"),
    ("--measure", "propindex"),
)


class Command(BaseCommand):
    help = "Times equity_calc over an invented table of counts: each measure, start included."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--rows", type=int, default=57_600, help="57,600 by default.")
        parser.add_argument("--rounds", type=int, default=3, help="Runs of each measure.")

    def handle(self, *, rows, rounds, **options):
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder) / "counts.csv", Path(folder) / "out.csv"
            made_counts.write(source, rows)
            self.stdout.write(f"{rows:,} rows, slowest of {rounds} runs, in seconds:")
            for measure in MEASURES:
                slowest = max(self._seconds(measure, source, target) for _ in range(rounds))
                self.stdout.write(f"  {measure[1]:<10} {slowest:.2f}")

    def _seconds(self, measure, source, target):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, settings.BASE_DIR / "manage.py", "equity_calc"]
            + ["--input", source, "--output", target, *measure],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return time.perf_counter() - start
