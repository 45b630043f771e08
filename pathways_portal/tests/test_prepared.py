"""Statements that PostgreSQL plans once for each connection answer as whole ones do."""

import threading

import pytest
from django.db import ProgrammingError, connection
from django.db.models import F

from partners.models import Organization
from partners.tests.factories import OrganizationFactory
from pathways_portal.common import prepared
from pathways_portal.common.prepared import PlannedSql
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
    question = PlannedSql("named_schools", NAMED)

    for first, part in ((0, 0), (1, 1), (0, 2)):
        found = question.rows(connection, first=schools[first].pk, part=schools[part].name)
        assert found == [(schools[part].pk, schools[part].name)]
    assert question.rows(connection, first=schools[1].pk, part=schools[0].name) == []


def test_a_statement_is_planned_once_and_not_at_all_behind_a_pooler(pooled, schools):
    question, before = PlannedSql("Which schools?", NAMED), planned()

    for school in schools:
        question.rows(connection, first=0, part=school.name)

    new = planned() - before
    assert len(new) == (0 if pooled else 1)
    assert all(name.startswith("whichschools_") for name in new)


def test_what_is_written_once_is_planned_once_too(pooled, schools):
    @written_once
    def named(name):
        rows = Organization.objects.filter(name=name, name__contains="%").order_by("pk")
        return rows.annotate(rest=F("pk") % 2)  # Django writes the sign twice

    school, before = OrganizationFactory(name="100 % practice"), planned()

    assert named(school.name) == named(school.name) == [school]
    assert named(schools[0].name) == []
    assert [name.rsplit("_", 1)[0] for name in planned() - before] == ([] if pooled else ["named"])


def test_each_connection_plans_for_itself():
    question, found = PlannedSql("one", "SELECT 1"), []
    question.rows(connection)

    def ask():
        try:
            found.append(question.rows(connection))  # another thread has another connection
        finally:
            connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join(timeout=20)

    assert found == [[(1,)]]


def test_a_new_connection_is_told_again(transactional_db):
    question = PlannedSql("one", "SELECT 1")

    for _turn in range(2):
        assert question.rows(connection) == [(1,)]
        connection.close()


@pytest.mark.parametrize("ask", ["planned", "written once"])
def test_a_connection_that_broke_between_two_requests_is_opened_anew(ask, transactional_db):
    planned_sql = PlannedSql("one", "SELECT 1")
    written = written_once(lambda name: Organization.objects.filter(name=name).values_list("pk"))
    question = {
        "planned": lambda: planned_sql.rows(connection),
        "written once": lambda: written("nobody"),
    }[ask]
    before = question()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [backend])
    other.close()

    connection.close_if_unusable_or_obsolete()  # as each request begins

    assert question() == before


def test_a_hand_over_that_was_interrupted_does_not_stand_in_the_way():
    question = PlannedSql("one", "SELECT 1")
    question.rows(connection)

    prepared._known.pop(connection.connection)  # PostgreSQL has it, and nobody knows

    assert question.rows(connection) == [(1,)]


def test_a_statement_that_postgresql_refuses_fails_as_django_says():
    with pytest.raises(ProgrammingError, match="no_such_table"):
        PlannedSql("wrong", "SELECT * FROM no_such_table").rows(connection)
