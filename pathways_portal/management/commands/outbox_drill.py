"""What happens to an e-mail when a worker is killed or the mail server misbehaves: tried out."""

import logging
import tempfile
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from pathways_portal.drills import servers
from pathways_portal.drills.drill import Drills
from pathways_portal.drills.result import DrillError
from pathways_portal.drills.sink import sink
from programs.bench.scratch import ScratchError, scratch_database

SCRATCH = "pathways_outbox_drill"


class Command(BaseCommand):
    help = (
        "Kill workers at every step, let the mail server misbehave, flush the broker; print what "
        "became of each e-mail. Runs in a database of its own, on loopback, and ends by itself."
    )

    def add_arguments(self, parser):
        parser.add_argument("--database", default=SCRATCH, help="Name of the scratch database.")

    def handle(self, *, database, **options):
        if not servers.valkey():
            raise CommandError(
                "No valkey-server or redis-server is installed; the drill needs one."
            )
        logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd tells every command
        self.started = time.monotonic()
        try:
            wrong = self.drill(database)
        except (ScratchError, DrillError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{time.monotonic() - self.started:.0f} s; {wrong or 'none'} wrong")
        if wrong:
            raise CommandError(f"{wrong} drills did not come out as they must.")

    def drill(self, database):
        """Run them all; return how many came out wrong."""
        wrong = 0
        with (
            scratch_database(database, content="", keep=False),
            tempfile.TemporaryDirectory(prefix="drill-") as folder,
            servers.broker(folder) as redis_url,
            sink() as (taken, port),
        ):
            call_command("migrate", "outbox", verbosity=0)
            drills = Drills(
                sink=taken,
                smtp_port=port,
                redis_url=redis_url,
                folder=folder,
                told=self.stdout.write,
            )
            for result in drills.all():
                wrong += not result.is_right
                self.tell(result)
        return wrong

    def tell(self, result):
        self.stdout.write(f"{time.monotonic() - self.started:4.0f} s ", ending="")
        mark = "ok   " if result.is_right else "WRONG"
        self.stdout.write(f"{mark} {result.name}")
        self.stdout.write("      " + " | ".join(f"{what}: {words}" for what, words in result.lines))
        self.stdout.flush()
