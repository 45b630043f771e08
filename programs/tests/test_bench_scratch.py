"""The scratch database of the benchmark: its own, gone afterwards, and never the portal's."""

import pytest
from django.db import DEFAULT_DB_ALIAS, connections

from programs.bench.scratch import ScratchError, note_filled, scratch_database
from programs.tests.factories import SectorFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def connection():
    return connections[DEFAULT_DB_ALIAS]


@pytest.fixture
def own(connection):
    """The name of the portal's own database."""
    return connection.settings_dict["NAME"]


@pytest.fixture
def scratch(connection, own):
    """A name for a scratch database; whatever is left of it is taken away."""
    name = f"{own}_scratch"
    yield name
    run(connection, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def run(connection, statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def ask(connection, question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return [row[0] for row in cursor.fetchall()]


def databases(connection):
    return ask(connection, "SELECT datname FROM pg_database")


def here(connection):
    """The database that Django's questions go to now."""
    return ask(connection, "SELECT current_database()")[0]


@pytest.mark.parametrize("name", ["", "postgres", "template0", "template1"])
def test_databases_of_the_server_are_refused(name):
    with (
        pytest.raises(ScratchError, match="is not for scratch"),
        scratch_database(name, content="x", keep=False),
    ):
        raise AssertionError("The block must not begin.")


def test_the_portal_s_own_database_is_refused_and_keeps_its_rows(connection, own):
    sector = SectorFactory()

    with (
        pytest.raises(ScratchError, match="is not for scratch: the portal"),
        scratch_database(own, content="x", keep=False),
    ):
        raise AssertionError("The block must not begin.")

    assert here(connection) == own
    sector.refresh_from_db()


@pytest.mark.parametrize("keep", [False, True])
def test_a_database_that_somebody_else_made_is_left_alone(connection, scratch, keep):
    run(connection, f'CREATE DATABASE "{scratch}"')

    with (
        pytest.raises(ScratchError, match="that this command did not make; it is left alone"),
        scratch_database(scratch, content="x", keep=keep),
    ):
        raise AssertionError("The block must not begin.")

    assert scratch in databases(connection)


def test_inside_the_block_everything_goes_to_the_scratch_database(connection, own, scratch):
    with scratch_database(scratch, content="x", keep=False) as holds:
        assert not holds
        assert here(connection) == scratch
        run(connection, "CREATE TABLE made_there (n int)")

    assert here(connection) == own
    assert ask(connection, "SELECT to_regclass('made_there')") == [None]
    assert scratch not in databases(connection)


def test_it_sorts_as_the_portal_s_own_database_does(connection, scratch):
    question = "SELECT datcollate || datctype FROM pg_database WHERE datname = current_database()"
    own_order = ask(connection, question)

    with scratch_database(scratch, content="x", keep=False):
        assert ask(connection, question) == own_order


def test_what_goes_wrong_inside_leaves_nothing_behind(connection, own, scratch):
    with (
        pytest.raises(ZeroDivisionError),
        scratch_database(scratch, content="x", keep=False),
    ):
        raise ZeroDivisionError

    assert here(connection) == own
    assert scratch not in databases(connection)


def test_a_kept_one_is_used_again_for_the_same_data_only(connection, scratch):
    with scratch_database(scratch, content="data/one", keep=True):
        run(connection, "CREATE TABLE kept (n int)")
        note_filled(connection, "data/one")

    with scratch_database(scratch, content="data/one", keep=True) as holds:
        assert holds
        assert ask(connection, "SELECT to_regclass('kept')::text") == ["kept"]
    with scratch_database(scratch, content="data/two", keep=True) as holds:
        assert not holds
        assert ask(connection, "SELECT to_regclass('kept')::text") == [None]
    with scratch_database(scratch, content="data/two", keep=False):
        pass
    assert scratch not in databases(connection)


def test_one_that_was_filled_is_used_again_even_if_measuring_failed(connection, scratch):
    with (
        pytest.raises(ZeroDivisionError),
        scratch_database(scratch, content="data/one", keep=True),
    ):
        note_filled(connection, "data/one")
        raise ZeroDivisionError

    with scratch_database(scratch, content="data/one", keep=True) as holds:
        assert holds


def test_one_that_was_not_filled_to_the_end_is_not_used_again(scratch):
    with (
        pytest.raises(ZeroDivisionError),
        scratch_database(scratch, content="data/one", keep=True),
    ):
        raise ZeroDivisionError

    with scratch_database(scratch, content="data/one", keep=True) as holds:
        assert not holds
