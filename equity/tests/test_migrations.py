"""What migrations do to a portal that is in use."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from equity import reference
from equity.models import Dimension
from equity.tests.test_reference import FOLDER, folder, spoil

__all__ = ["folder"]


def migrated(*targets):
    with connection.cursor() as cursor:  # what waits for the end of the transaction, first
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    MigrationExecutor(connection).migrate(list(targets))


@pytest.mark.django_db
def test_a_migration_is_no_edit_of_a_person_so_the_lists_are_loaded_after_it(folder):
    reference.load(FOLDER)
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()

    migrated(("equity", "0011_releases_say_nothing_of_sums"))
    migrated(*newest)
    spoil(folder, "dimensions", "Beca Pell", "Beca federal Pell")
    tallies = {tally.name: tally for tally in reference.load(folder)}

    assert {name: tally.kept for name, tally in tallies.items() if tally.kept} == {}
    pell = Dimension.objects.get(code="pell")
    assert (pell.keeps_capital, pell.label_es) == (True, "Beca federal Pell")
