"""A web process loads the finder before its first visitor."""

import gc

import pytest
from django.db import connection

from programs.search import columns
from programs.search.answer import Question, ask
from programs.search.warm import warm_up
from programs.tests.factories import ProgramFactory


@pytest.fixture(autouse=True)
def cold():
    columns._kept.clear()
    yield
    gc.unfreeze()


@pytest.mark.django_db(transaction=True)
def test_after_it_the_first_answer_loads_nothing_but_what_changed(django_assert_num_queries):
    ProgramFactory()

    warm_up()

    with django_assert_num_queries(1):
        assert ask(Question()).total == 1
    assert gc.get_freeze_count() > 0


@pytest.mark.django_db(transaction=True)
def test_it_leaves_no_connection_for_processes_that_are_forked_after_it():
    warm_up()

    assert connection.connection is None


@pytest.mark.django_db(transaction=True)
def test_without_a_database_the_process_starts_all_the_same(monkeypatch, caplog):
    connection.close()
    with monkeypatch.context() as patched:
        patched.setitem(connection.settings_dict, "NAME", "no_such_database")
        warm_up()

    assert "first answer" in caplog.text
