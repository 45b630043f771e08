"""What every test stands on: the project's own PostgreSQL, both languages, no query per row."""

import signal

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.utils import translation

from pathways_portal.tests import template_database
from programs.tests.documents_later import later


def pytest_configure(config):
    """Prepare once what a test run needs and a web process gets from its set-up."""
    import zeal.constants
    import zeal.patch

    # Python's own answer to SIGTERM skips the clean-up that stops the embedded database. As Ctrl-C:
    # what pytest.exit raises is caught by Django when a page is being made, and the run goes on.
    signal.signal(signal.SIGTERM, signal.default_int_handler)

    config.addinivalue_line(
        "markers", "documents_at_once: factories build search documents with each row, as saves do"
    )
    call_command("compile_translations", verbosity=0)
    settings.STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns at every request without it
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A page that runs one query per row fails its test, whatever the test was about.
    zeal.constants.initialize_app_registry()
    zeal.patch.patch()
    settings.MIDDLEWARE = ["zeal.middleware.zeal_middleware", *settings.MIDDLEWARE]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings, django_db_blocker, django_db_createdb
):
    """The test database is a copy of a migrated one; its commits need not reach the disk."""
    database = connections["default"].settings_dict
    options = database["OPTIONS"]
    options["options"] = f"{options.get('options', '')} -c synchronous_commit=off".strip()
    with django_db_blocker.unblock():
        database["TEST"]["TEMPLATE"] = template_database.ensure(anew=django_db_createdb)


@pytest.fixture(autouse=True)
def _fresh_state():
    """Each test starts in English, with an empty cache: rate limits count there."""
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _search_documents_later(request):
    """What factories make is found as soon as somebody looks, and costs nothing before.

    Only in tests that are rolled back, and not in those about the upkeep itself: they say
    `documents_at_once`.
    """
    marker = request.node.get_closest_marker("django_db")
    if (
        not (marker or "db" in request.fixturenames)
        or (marker and marker.kwargs.get("transaction"))
        or "transactional_db" in request.fixturenames
        or request.node.get_closest_marker("documents_at_once")
    ):
        yield
        return
    with later.until_asked():
        yield
