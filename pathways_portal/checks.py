"""System checks that explain a wrong set-up before a visitor finds it."""

from datetime import date

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

OLDEST_POSTGRESQL = 15
EXTENSIONS = {"pg_trgm", "unaccent"}


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


@register(Tags.caches, deploy=True)
def limits_are_shared(app_configs, **_options):
    """Rate limits are counted in the cache; without Redis every process counts alone."""
    if settings.REDIS_URL:
        return []
    return [
        Warning(
            "REDIS_URL is not set: sign-in limits are counted by each process alone, and no task "
            "runs in the background.",
            hint="export REDIS_URL=redis://:password@127.0.0.1:6379/0",
            id="portal.W001",
        )
    ]


@register(Tags.security, deploy=True)
def mail_leaves_the_machine(app_configs, **_options):
    """Confirmation and reset mails must not end on the console of a server."""
    if settings.EMAIL_BACKEND != "django.core.mail.backends.console.EmailBackend":
        return []
    return [
        Warning(
            "EMAIL_URL is not set: nobody receives a confirmation or a password reset.",
            hint="export EMAIL_URL=smtp+tls://user:password@mail.example.org:587",
            id="portal.W002",
        )
    ]


@register(Tags.security, deploy=True)
def database_is_not_the_laptops(app_configs, **_options):
    """The embedded database is for a laptop; a region keeps its data in a real server."""
    if settings.DATABASES["default"]["ENGINE"] != "pathways_portal.db.embedded":
        return []
    return [
        Warning(
            "DATABASE_URL is not set: the data would live in the laptop's embedded database.",
            hint="export DATABASE_URL=postgres://user:password@127.0.0.1:5432/pathways",
            id="portal.W003",
        )
    ]


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
    problems = []
    if connection.pg_version < OLDEST_POSTGRESQL * 10_000:
        problems.append(
            Error(
                f"PostgreSQL is {connection.pg_version // 10_000}; the portal needs "
                f"{OLDEST_POSTGRESQL} or newer.",
                hint="Upgrade the server, or name another one in DATABASE_URL.",
                id="portal.E005",
            )
        )
    missing = sorted(EXTENSIONS - available)
    if missing:
        problems.append(
            Error(
                f"PostgreSQL has no extension {', '.join(missing)}; search needs it.",
                hint="On Debian or Ubuntu: apt-get install postgresql-contrib",
                id="portal.E006",
            )
        )
    return problems
