"""How fast the monthly report goes out, and with how much memory."""

import json
import logging
import os
import secrets
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from equity.models import ReportIssue
from equity.reports import months, planning
from pathways_portal.common.outbox.models import Delivery
from pathways_portal.drills import made_reports, sender
from pathways_portal.drills.sink import LOOPBACK, sink
from programs.bench.scratch import ScratchError, scratch_database
from programs.bench.server import database_url

SCRATCH = "pathways_bench_reports"


class Command(BaseCommand):
    help = (
        "Make recipients and figures in a database of its own, send everybody the month's report "
        "through a mail server on this machine, and print rows, seconds and memory."
    )

    def add_arguments(self, parser):
        parser.add_argument("--recipients", type=int, default=10_000)
        parser.add_argument("--places", type=int, default=1_600, help="Organizations they are of.")
        parser.add_argument("--workers", type=int, default=2, help="Processes that send.")
        parser.add_argument("--database", default=SCRATCH, help="Name of the scratch database.")

    def handle(self, *, database, **options):
        logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd tells every command
        try:
            with scratch_database(database, content="", keep=False):
                self.bench(**options)
        except ScratchError as error:
            raise CommandError(str(error)) from error

    def bench(self, *, recipients, places, workers, **options):
        start = time.monotonic()
        call_command("migrate", verbosity=0)
        month = months.month_of(timezone.now())
        self.say(start, "tables are there")
        made_reports.fill(recipients=recipients, places=places, month_start=months.first_day(month))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.say(start, f"{recipients:,} recipients of {places:,} organizations are there")
        planned = time.monotonic()
        put = planning.plan(month)
        self.say(planned, f"{put:,} rows put into the outbox")
        with sink(keep=False) as (taken, port):
            sent, before = time.monotonic(), sender.cpu()
            results = self.send(port, workers)
            seconds, sinks = time.monotonic() - sent, sender.cpu() - before
        copies = sum(taken.copies.values())
        self.stdout.write(
            f"{copies:,} e-mails at the mail server in {seconds:.1f} s "
            f"({copies / seconds:.0f} a second), "
            f"{taken.bytes_taken / max(1, copies) / 1024:.1f} KB each; "
            f"more than one copy: {sum(n > 1 for n in taken.copies.values())}"
        )
        self.stdout.write(
            f"reports written: {ReportIssue.objects.count():,}; rows: "
            f"{dict(planning.states(month))}, not of this month: "
            f"{Delivery.objects.exclude(period=month).count()}"
        )
        spent = sum(one["cpu"] for one in results)
        self.stdout.write(
            f"processor time of a row: workers {1000 * spent / max(1, copies):.1f} ms, "
            f"this mail server {1000 * sinks / max(1, copies):.1f} ms"
        )
        for one in results:
            memory = one["memory"]
            self.stdout.write(
                f"worker {one['pid']}: {one['counts']}, {one['seconds']} s, {one['cpu']} s of CPU; "
                f"MB at the start {memory[0]}, halfway {memory[len(memory) // 2]}, "
                f"at the end {memory[-1]}, most {max(memory)}"
            )

    def send(self, port, workers):
        known = worker_environment() | {"EMAIL_URL": f"smtp://{LOOPBACK}:{port}"}
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "pathways_portal.drills.sender"],
                cwd=settings.BASE_DIR,
                env=known,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _number in range(workers)
        ]
        try:
            return [json.loads(one.communicate(timeout=1_800)[0]) for one in processes]
        finally:
            for one in processes:
                one.kill()
                one.wait()

    def say(self, since, what):
        self.stdout.write(f"{time.monotonic() - since:6.1f} s  {what}")
        self.stdout.flush()


def worker_environment():
    """What a worker of the bench needs to know."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "pathways_portal.settings",
        "DATABASE_URL": database_url(connection.settings_dict),
        # As in service: with DEBUG Django keeps every question it asked.
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "localhost",
        "LOG_LEVEL": "ERROR",
    }
