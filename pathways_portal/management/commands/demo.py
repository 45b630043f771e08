"""The whole portal on a laptop, by one command."""

import os
import socket
import time
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import get_internal_wsgi_application, run
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils.http import urlencode

from pathways_portal import bootstrap, demo_accounts, demo_reports, devdb
from programs import search_documents

HOST = "127.0.0.1"
PREPARING = 20_261_123  # any number, the same in every process: PostgreSQL's lock for the demo


class Command(BaseCommand):
    help = "Prepare everything (database, the region's data, sample accounts) and serve the portal."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="Port to serve on (8000).")
        parser.add_argument("--no-serve", action="store_true", help="Prepare everything, then end.")
        parser.add_argument(
            "--reset", action="store_true", help="Start over with an empty database."
        )
        parser.add_argument(
            "--yes", action="store_true", help="With --reset: empty the DATABASE_URL database too."
        )

    def handle(self, *, port, no_serve, reset, yes, **options):
        self.started = float(os.environ.pop("PORTAL_STARTED_AT", bootstrap.STARTED_AT))
        if not settings.DEBUG:
            raise CommandError(
                "The demo prints passwords and shows its errors, so it runs with DEBUG only. "
                "To run the portal for a region see docs/runbooks/run-for-a-region.md."
            )
        self.site = f"http://{HOST}:{port}"
        if not no_serve:
            self.refuse_busy(port)
        try:
            if reset:
                self.reset(yes)
            with self.alone():
                sign_ins = self.prepare()
        except devdb.DevdbError as error:
            raise CommandError(str(error)) from error
        if no_serve:
            self.say_welcome(sign_ins, "Serve with: python3 manage.py demo")
        else:
            self.serve(port, sign_ins)

    def refuse_busy(self, port):
        """Say so before the work, not after it, when the port is taken."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except (OSError, OverflowError) as error:
                raise CommandError(
                    f"Port {port} cannot be used ({error}). "
                    "Choose another one: python3 manage.py demo --port 8001"
                ) from error

    def reset(self, yes):
        """Throw the data away: the embedded cluster, or, only when told so, the server's tables."""
        connections.close_all()
        if settings.DATABASES[DEFAULT_DB_ALIAS]["ENGINE"] == "pathways_portal.db.embedded":
            devdb.remove(settings.PORTAL_DATA_DIR)
        elif yes:
            with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        else:
            raise CommandError(
                "DATABASE_URL is set, so --reset would empty a database that is not the demo's "
                "own. If that is what you want, add --yes."
            )
        self.step("emptied the database")

    @contextmanager
    def alone(self):
        """Keep a second demo waiting, over a connection of its own, until this one has prepared."""
        connection = connections.create_connection(DEFAULT_DB_ALIAS)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [PREPARING])
                if not cursor.fetchone()[0]:
                    self.step("another demo prepares this database; waiting for it")
                    cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
            yield
        finally:
            connection.close()

    def prepare(self):
        """Bring database, data, accounts and translations up to date; quick when they are."""
        call_command("compile_translations", verbosity=0)
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        self.step("database answers")
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
            # A new version may read more in the search documents than the old one wrote.
            search_documents.rebuild_all()
            self.step("tables are current")
        call_command("load_region", if_changed=True, stdout=self.stdout, stderr=self.stderr)
        self.step("the region's data is loaded")
        call_command("load_equity", verbosity=0)
        self.step("figures by group are published")
        demo_reports.ensure()
        self.step("the month's report stands in the archive, mailed to nobody")
        sign_ins = demo_accounts.ensure()
        self.step("sample accounts are ready")
        return sign_ins

    def serve(self, port, sign_ins):
        """Serve with Django's own server: one process, threads, no reloader."""
        if not os.environ.get("SITE_URL"):
            settings.SITE_URL = self.site
        connections.close_all()
        try:
            run(
                HOST,
                port,
                get_internal_wsgi_application(),
                threading=True,
                on_bind=lambda _port: self.say_welcome(sign_ins, "Stop with Ctrl-C."),
            )
        except OSError as error:
            raise CommandError(f"Port {port} cannot be used ({error}).") from error
        except KeyboardInterrupt:
            self.stdout.write("\nThe portal has stopped.")

    def say_welcome(self, sign_ins, last):
        """Print what a newcomer needs next."""
        self.stdout.write(f"\nThe Career Pathways Portal: {self.site}/\n\nWorth trying:")
        for title, path in addresses():
            self.stdout.write(f"  {title:34} {self.site}{path}")
        self.stdout.write(f"\nSign in at {self.site}{reverse('account_login')} (this laptop only):")
        for sign_in in sign_ins:
            place = f"  {sign_in.place}" if sign_in.place else ""
            self.stdout.write(f"  {sign_in.label:20} {sign_in.email:28} {sign_in.password}{place}")
        self.stdout.write(f"\nReady after {self.elapsed():.1f} seconds. {last}")
        self.stdout.flush()

    def step(self, what):
        self.stdout.write(f"{self.elapsed():6.1f} s  {what}")
        self.stdout.flush()

    def elapsed(self):
        return time.time() - self.started


def addresses():
    """Five addresses worth trying, as (what to see, path)."""
    finder = reverse("programs:list")
    college = reverse("partners:college_detail", args=["imperial-valley-college"])
    return [
        ("Programs for nurses", f"{finder}?{urlencode({'q': 'nursing'})}"),
        ("A typo and a school's short name", f"{finder}?{urlencode({'q': 'IVC weldng'})}"),
        ("Within 10 miles of El Centro", f"{finder}?{urlencode({'near': '92243', 'within': 10})}"),
        ("One college and its programs", college),
        ("The finder in Spanish", f"/es{finder}?{urlencode({'q': 'enfermería'})}"),
    ]
