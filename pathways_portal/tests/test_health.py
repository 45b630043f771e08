import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import RequestFactory

from pathways_portal import health


@pytest.fixture
def request_of(rf: RequestFactory):
    return rf.get("/readyz")


def test_livez_answers_without_the_database(client):
    response = client.get("/livez")

    assert (response.status_code, response.content) == (200, b"alive\n")


@pytest.mark.django_db
def test_readyz_answers_when_the_database_is_current(client):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ready\n")
    assert response.cookies == {}


@pytest.mark.django_db
def test_readyz_says_that_a_migration_is_missing(request_of):
    MigrationRecorder.Migration.objects.filter(app="sessions", name="0001_initial").delete()

    response = health.readyz(request_of)

    assert response.status_code == 503
    assert response.content == b"Migrations not applied yet: 1. Run: python3 manage.py migrate\n"


@pytest.mark.django_db
def test_readyz_says_that_the_database_does_not_answer(request_of):
    """A real connection to a server that is not there."""
    broken = connections["default"].copy()
    broken.settings_dict = {
        **broken.settings_dict,
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "127.0.0.1",
        "PORT": "1",
    }
    broken.get_connection_params = lambda: {"host": "127.0.0.1", "port": "1", "dbname": "x"}
    kept = connections["default"]
    connections["default"] = broken
    try:
        response = health.readyz(request_of)
    finally:
        connections["default"] = kept

    assert response.status_code == 503
    assert b"The database does not answer." in response.content
    assert b"127.0.0.1" not in response.content


@pytest.mark.django_db
def test_health_is_never_cached(client):
    assert "no-store" in client.get("/readyz")["Cache-Control"]
    assert "no-store" in client.get("/livez")["Cache-Control"]
