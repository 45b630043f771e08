"""System checks that explain a wrong set-up before a visitor finds it."""

import logging
from datetime import date

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

OLDEST_POSTGRESQL = 15
EXTENSIONS = {"btree_gin", "pg_trgm", "unaccent"}
logger = logging.getLogger(__name__)


@register(Tags.translation)
def spanish_review_is_whole(app_configs, **_options):
    """Who read the Spanish and when: both or neither, and a real date."""
    by, on = settings.SPANISH_REVIEWED_BY, settings.SPANISH_REVIEWED_ON
    if bool(by) != bool(on):
        return [
            Error(
                "Only one of SPANISH_REVIEWED_BY and SPANISH_REVIEWED_ON is set.",
                hint="Set both, a name and a date such as 2026-11-23, or neither.",
                id="portal.E001",
            )
        ]
    try:
        if on:
            date.fromisoformat(str(on))
    except ValueError:
        return [
            Error(
                f"SPANISH_REVIEWED_ON is not a date: {on}",
                hint="Write it as year-month-day, such as 2026-11-23.",
                id="portal.E002",
            )
        ]
    return []


@register(Tags.database)
def database_is_able(app_configs, databases, **_options):
    """PostgreSQL is new enough, and the extensions that search needs can be had."""
    if DEFAULT_DB_ALIAS not in (databases or []):
        return []
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        return [
            Error(
                f"The portal needs PostgreSQL, not {connection.display_name}.",
                hint="export DATABASE_URL=postgres://user:password@127.0.0.1:5432/pathways",
                id="portal.E003",
            )
        ]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM pg_available_extensions")
            available = {name for (name,) in cursor.fetchall()}
    except DatabaseError as error:
        return [
            Error(
                f"The database does not answer: {str(error).strip()}",
                hint="Is the server of DATABASE_URL running, and are user and password right?",
                id="portal.E004",
            )
        ]
    return _about_version(connection.pg_version) + _about_extensions(EXTENSIONS - available)


def _about_version(version):
    """`version` as the database counts it: 150004 for 15.4."""
    if version >= OLDEST_POSTGRESQL * 10_000:
        return []
    return [
        Error(
            f"PostgreSQL is {version // 10_000}; the portal needs {OLDEST_POSTGRESQL} or newer.",
            hint="Upgrade the server, or name another one in DATABASE_URL.",
            id="portal.E005",
        )
    ]


def _about_extensions(missing):
    if not missing:
        return []
    return [
        Error(
            f"PostgreSQL has no extension {', '.join(sorted(missing))}; search needs it.",
            hint="On Debian or Ubuntu: apt-get install postgresql-contrib",
            id="portal.E006",
        )
    ]


def advise():
    """Log, once for each web process, what still runs as on a laptop. None of it is an error."""
    for sentence in advice():
        logger.warning(sentence)


def advice(configuration=settings):
    """What a server for visitors should not lack, as sentences."""
    if not configuration.REDIS_URL:
        yield (
            "REDIS_URL is not set: each process counts sign-in attempts alone, and tasks run "
            "inside the request. export REDIS_URL=redis://:password@127.0.0.1:6379/0"
        )
    if configuration.EMAIL_BACKEND == "django.core.mail.backends.console.EmailBackend":
        yield (
            "EMAIL_URL is not set: nobody receives a confirmation or a password reset. "
            "export EMAIL_URL=smtp+tls://user:password@mail.example.org:587"
        )
    if configuration.DATABASES[DEFAULT_DB_ALIAS]["ENGINE"] == "pathways_portal.db.embedded":
        yield (
            "DATABASE_URL is not set: the data lives in the laptop's embedded database. "
            "export DATABASE_URL=postgres://user:password@127.0.0.1:5432/pathways"
        )
