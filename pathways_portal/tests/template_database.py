"""The empty database that each test run copies: the migrations run once, not once for each run.

Running them takes most of a minute, copying their result less than a second. The copy is
PostgreSQL's own (`CREATE DATABASE … TEMPLATE`). The template stays in the cluster, named by what it
was made from: whoever changes a migration, a model or a package makes a new one. `pytest
--create-db` makes it anew in any case, and so does the whole check (.ci/run).
"""

import hashlib

from django.conf import settings
from django.core.management import call_command
from django.db import connection

# Everything that decides what the migrations leave behind; `post_migrate` writes the names of
# models and rights.
MADE_FROM = [
    "requirements.txt",
    "pathways_portal/settings.py",
    "pathways_portal/common/**/*.py",
    "*/migrations/*.py",
    "*/models/**/*.py",
    "*/enums.py",
    "*/enums/*.py",
    "partners/about_keys.py",
    "partners/edits.py",
    "programs/articulation/finding_sql.py",
    "programs/routes/doubt.py",
]
PREFIX = "test_template_"
# PostgreSQL's number for the lock: of two runs that start together one makes it, the other waits.
LOCK = 6_180_339


def files():
    """What the template is made from, in one order."""
    return sorted({path for pattern in MADE_FROM for path in settings.BASE_DIR.glob(pattern)})


def name():
    """The template's name; another one as soon as a file of `files` says something else."""
    digest = hashlib.sha256()
    for path in files():
        digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode() + path.read_bytes())
    return f"{PREFIX}{digest.hexdigest()[:16]}"


def ensure(*, anew=False):
    """Make the template unless it is there (`anew`: in any case); return its name."""
    template = name()
    with connection._nodb_cursor() as cursor:  # in no database that is copied, renamed or dropped
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])  # until this connection closes
        if anew or template not in _there(cursor):
            _make(cursor, template)
    return template


def _there(cursor):
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
    return {row[0] for row in cursor.fetchall()}


def _make(cursor, template):
    """Migrate a new database under another name first: a kill leaves no half of a template."""
    part = f"{PREFIX}part"
    for old in _there(cursor):
        cursor.execute(f'DROP DATABASE "{old}"')
    cursor.execute(f'CREATE DATABASE "{part}"')
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = part
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
    cursor.execute(f'ALTER DATABASE "{part}" RENAME TO "{template}"')
