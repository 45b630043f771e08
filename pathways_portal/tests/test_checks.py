from types import SimpleNamespace

import pytest
from django.core.checks import run_checks
from django.db import connection

from pathways_portal import checks


def ids(problems):
    return [problem.id for problem in problems]


@pytest.mark.parametrize(
    ("by", "on", "expected"),
    [
        pytest.param("", "", [], id="nobody has read it"),
        pytest.param("A. Reviewer", "2026-11-23", [], id="both are set"),
        pytest.param("A. Reviewer", "", ["portal.E001"], id="no date"),
        pytest.param("", "2026-11-23", ["portal.E001"], id="no name"),
        pytest.param("A. Reviewer", "last week", ["portal.E002"], id="not a date"),
    ],
)
def test_spanish_review_is_both_or_neither(settings, by, on, expected):
    settings.SPANISH_REVIEWED_BY, settings.SPANISH_REVIEWED_ON = by, on

    assert ids(checks.spanish_review_is_whole(None)) == expected


@pytest.mark.django_db
def test_database_of_the_tests_is_able():
    assert ids(run_checks(databases=["default"])) == []


@pytest.mark.django_db
def test_older_postgresql_is_an_error(monkeypatch):
    monkeypatch.setattr(checks, "OLDEST_POSTGRESQL", connection.pg_version // 10_000 + 1)

    assert ids(checks.database_is_able(None, ["default"])) == ["portal.E005"]


@pytest.mark.django_db
def test_missing_extension_is_an_error(monkeypatch):
    monkeypatch.setattr(checks, "EXTENSIONS", {"no_such_extension"})

    assert ids(checks.database_is_able(None, ["default"])) == ["portal.E006"]


def test_web_server_is_told_what_still_runs_as_on_a_laptop():
    laptop = SimpleNamespace(
        REDIS_URL="",
        EMAIL_BACKEND="django.core.mail.backends.console.EmailBackend",
        DATABASES={"default": {"ENGINE": "pathways_portal.db.embedded"}},
    )

    assert [sentence.split()[0] for sentence in checks.advice(laptop)] == [
        "REDIS_URL",
        "EMAIL_URL",
        "DATABASE_URL",
    ]


def test_complete_set_up_gets_no_advice():
    region = SimpleNamespace(
        REDIS_URL="redis://127.0.0.1:6379/0",
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        DATABASES={"default": {"ENGINE": "django.db.backends.postgresql"}},
    )

    assert list(checks.advice(region)) == []
