"""Django's PostgreSQL backend over the embedded server, started by the first connection."""

from django.conf import settings
from django.db.backends.postgresql import base, client
from django.db.utils import OperationalError

from pathways_portal import devdb


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell` with the server's own psql."""

    def runshell(self, parameters):
        self.connection.get_connection_params()
        type(self).executable_name = devdb.program(settings.PORTAL_DATA_DIR, "psql")
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """Asks the launcher for a server; starts it again if it was killed under us."""

    client_class = DatabaseClient

    def get_connection_params(self):
        self.settings_dict.update(devdb.ensure(settings.PORTAL_DATA_DIR))
        return super().get_connection_params()

    def get_new_connection(self, conn_params):
        try:
            return super().get_new_connection(conn_params)
        except (self.Database.OperationalError, OperationalError):
            if not devdb.revive(settings.PORTAL_DATA_DIR):
                raise
            return super().get_new_connection(conn_params)
