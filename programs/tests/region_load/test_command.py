"""The command load_region: what it prints, when it loads nothing, and what it only checks."""

import pytest
from django.core.management import CommandError

from partners.models import Region

pytestmark = pytest.mark.django_db


def test_command_prints_one_line_a_table_and_the_sum(tables):
    lines = tables.run().splitlines()

    assert lines[0].split() == ["table", "read", "new", "changed", "same", "kept"]
    assert ["regions", "1", "1", "0", "0", "0"] in [line.split() for line in lines]
    assert sum(line.startswith("all tables") for line in lines) == 1


def test_command_counts_what_it_took_out(tables):
    tables.load()
    tables.rows["crosswalks"].pop(2)

    lines = [line.split() for line in tables.run().splitlines()]

    assert lines[0][-2:] == ["taken", "out"]
    assert ["program_occupations", "0", "0", "0", "0", "0", "1"] in lines


def test_command_is_silent_when_asked(tables):
    assert tables.run(verbosity=0) == ""


def test_command_says_that_nothing_was_loaded(tables):
    tables.rows["programs"][0]["sector"] = "HELTH"

    with pytest.raises(CommandError, match="Nothing was loaded"):
        tables.run()


def test_if_changed_skips_tables_that_are_loaded(tables):
    tables.run()

    assert tables.run(if_changed=True) == "The region's tables are loaded already.\n"


def test_if_changed_loads_tables_that_differ(tables):
    tables.run()
    tables.rows["regions"][0]["name"] = "The Wide Valley"

    tables.run(if_changed=True)

    assert Region.objects.get().name == "The Wide Valley"


def test_check_writes_nothing_and_tells_counts_that_are_not_as_expected(tables):
    with pytest.raises(CommandError, match="colleges: 1 where 10 are expected"):
        tables.run(check=True)

    assert Region.objects.count() == 0
