"""The database that test runs copy is what the migrations make of an empty one."""

import ast

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pathways_portal.tests import template_database


def modules_of(path):
    """Names that a file of Python may import modules by."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_it_is_named_by_all_that_a_migration_imports():
    known = template_database.files()
    imported = {
        path
        for migration in settings.BASE_DIR.glob("*/migrations/0*.py")
        for module in modules_of(migration)
        if (path := settings.BASE_DIR / f"{module.replace('.', '/')}.py").exists()
    }

    assert imported
    assert imported - set(known) == set()


def test_another_migration_makes_another_template(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    migrations = tmp_path / "programs" / "migrations"
    migrations.mkdir(parents=True)
    names = {template_database.name()}

    for words in ["one", "two"]:
        (migrations / "0001_initial.py").write_text(words)
        names.add(template_database.name())

    assert len(names) == 3


@pytest.mark.django_db
def test_the_test_database_has_every_migration():
    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert connection.settings_dict["TEST"]["TEMPLATE"] == template_database.name()


@pytest.mark.django_db
def test_it_is_made_once():
    template = template_database.name()

    with connection.cursor() as cursor:
        made = "SELECT oid FROM pg_database WHERE datname = %s"
        cursor.execute(made, [template])
        before = cursor.fetchall()
        template_database.ensure()
        cursor.execute(made, [template])

        assert cursor.fetchall() == before != []
