"""What happens to a publication when a worker is killed or the broker goes away: tried out."""

import tempfile
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from pathways_portal.drills import servers
from pathways_portal.drills.releases import ReleaseDrills
from pathways_portal.drills.result import DrillError
from pathways_portal.drills.stand import stand
from programs.bench.scratch import ScratchError, scratch_database
from programs.bench.server import ServerError

SCRATCH = "pathways_release_drill"


class Command(BaseCommand):
    help = (
        "Kill workers while they plan and publish made-up releases, take the broker away; print "
        "what stands after and what the page says. Runs in a database of its own, on loopback, and "
        "ends by itself."
    )

    def add_arguments(self, parser):
        parser.add_argument("--database", default=SCRATCH, help="Name of the scratch database.")
        parser.add_argument("--broker-port", type=int, help="Port of the broker; else a free one.")

    def handle(self, *, database, broker_port, **options):
        if not servers.valkey():
            raise CommandError(
                "No valkey-server or redis-server is installed; the drill needs one."
            )
        self.started = time.monotonic()
        try:
            wrong = self.drill(database, broker_port)
        except (ScratchError, ServerError, DrillError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{time.monotonic() - self.started:.0f} s; {wrong or 'none'} wrong")
        if wrong:
            raise CommandError(f"{wrong} drills did not come out as they must.")

    def drill(self, database, broker_port):
        """Run them all; return how many came out wrong."""
        wrong = 0
        with (
            scratch_database(database, content="", keep=False),
            tempfile.TemporaryDirectory(prefix="drill-") as folder,
        ):
            call_command("migrate", verbosity=0)
            with stand(folder, broker_port) as on:
                self.stdout.write(
                    f"web server {on.server.pid}, broker {on.broker.process.pid} on port "
                    f"{on.broker.port}; every figure is made up"
                )
                for result in ReleaseDrills(on).all():
                    wrong += not result.is_right
                    self.tell(result)
        return wrong

    def tell(self, result):
        mark = "ok   " if result.is_right else "WRONG"
        self.stdout.write(f"{time.monotonic() - self.started:4.0f} s {mark} {result.name}")
        for what, words in result.lines:
            self.stdout.write(f"      {what}: {words}")
        self.stdout.flush()
