"""Two addresses for load balancers and watchers: is the process alive, is the portal ready."""

from django.contrib.auth.decorators import login_not_required
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
@login_not_required
def livez(request):
    """200 as long as this process answers at all; asks nothing else."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
@login_not_required
def readyz(request):
    """200 when the database answers and has every migration; otherwise 503 and a sentence why."""
    problem = why_not_ready()
    return HttpResponse(
        f"{problem or 'ready'}\n", content_type="text/plain", status=503 if problem else 200
    )


def why_not_ready():
    """What keeps the portal from serving pages, or an empty text. Names no host and no password."""
    try:
        connection = connections[DEFAULT_DB_ALIAS]
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "The database does not answer. See DATABASE_URL and the database server's log."
    if missing:
        return f"Migrations not applied yet: {len(missing)}. Run: python3 manage.py migrate"
    return ""
