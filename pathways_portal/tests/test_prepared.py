"""Statements that PostgreSQL plans once for each connection answer as whole ones do."""

import threading

import pytest
from django.db import ProgrammingError, connection

from partners.models import Organization
from partners.tests.factories import OrganizationFactory
from pathways_portal.common.prepared import Question
from pathways_portal.common.written_once import written_once

pytestmark = pytest.mark.django_db

NAMED = """
    SELECT id, name FROM partners_organization
    WHERE id >= %(first)s AND name LIKE '%%' || %(part)s AND id >= %(first)s ORDER BY id
"""


def planned():
    """What this connection has planned so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements")
        return {name for (name,) in cursor.fetchall()}


@pytest.fixture(params=[False, True], ids=["planned once", "sent whole"])
def pooled(request, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", request.param)
    return request.param


@pytest.fixture
def schools():
    return OrganizationFactory.create_batch(3)


def test_a_question_is_answered_for_its_values(pooled, schools):
    question = Question("named_schools", NAMED)

    for first, part in ((0, 0), (1, 1), (0, 2)):
        found = question.rows(connection, first=schools[first].pk, part=schools[part].name)
        assert found == [(schools[part].pk, schools[part].name)]
    assert question.rows(connection, first=schools[1].pk, part=schools[0].name) == []


def test_a_statement_is_planned_once_and_not_at_all_behind_a_pooler(pooled, schools):
    question, before = Question("Which schools?", NAMED), planned()

    for school in schools:
        question.rows(connection, first=0, part=school.name)

    new = planned() - before
    assert len(new) == (0 if pooled else 1)
    assert all(name.startswith("whichschools_") for name in new)


def test_what_is_written_once_is_planned_once_too(pooled, schools):
    @written_once
    def named(name):
        return Organization.objects.filter(name=name, name__contains="%").order_by("pk")

    school, before = OrganizationFactory(name="100 % practice"), planned()

    assert named(school.name) == named(school.name) == [school]
    assert named(schools[0].name) == []
    assert [name.rsplit("_", 1)[0] for name in planned() - before] == ([] if pooled else ["named"])


def test_each_connection_plans_for_itself():
    question, found = Question("one", "SELECT 1"), []
    question.rows(connection)

    def ask():
        found.append(question.rows(connection))  # another thread has another connection
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join(timeout=20)

    assert found == [[(1,)]]


def test_a_new_connection_is_told_again(transactional_db):
    question = Question("one", "SELECT 1")

    for _turn in range(2):
        assert question.rows(connection) == [(1,)]
        connection.close()


def test_a_statement_that_postgresql_refuses_fails_as_django_says():
    with pytest.raises(ProgrammingError, match="no_such_table"):
        Question("wrong", "SELECT * FROM no_such_table").rows(connection)
