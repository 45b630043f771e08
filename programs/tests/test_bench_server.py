"""The address by which the benchmark's web server finds the scratch database."""

import environ
import pytest

from programs.bench.server import database_url

PARTS = ["NAME", "USER", "PASSWORD", "HOST", "PORT"]


@pytest.mark.parametrize(
    "database",
    [
        pytest.param(("bench", "portal", "secret", "db.example", "5433"), id="over a port"),
        pytest.param(("bench", "portal", "", "/run/sockets", "5432"), id="over a socket"),
        pytest.param(("b en/ch", "portal", "p@ss:w/rd", "db.example", "5432"), id="odd letters"),
    ],
)
def test_settings_read_back_what_the_address_was_made_of(database, monkeypatch):
    asked = dict(zip(PARTS, database, strict=True))
    monkeypatch.setenv("DATABASE_URL", database_url(asked))

    read = environ.Env().db("DATABASE_URL")

    options = read.get("OPTIONS", {})
    found = {part: options.get(part.lower()) or read.get(part) or "" for part in PARTS}
    assert {part: str(value) for part, value in found.items()} == asked


def test_encryption_of_the_connection_goes_along_and_nothing_else():
    database = dict(zip(PARTS, ["bench", "portal", "", "db", "5432"], strict=True))
    options = {"sslmode": "require", "options": "-c jit=off"}

    assert database_url(database | {"OPTIONS": options}) == (
        "postgres://portal@/bench?host=db&port=5432&sslmode=require"
    )
