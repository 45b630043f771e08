"""What is printed of sources and of choices."""

from types import SimpleNamespace

import pytest

from pathways_portal.common.choices import yes_no
from pathways_portal.common.sources import one_of_each


def row(source, address="", day="2026-06-30"):
    return SimpleNamespace(source=source, source_url=address, as_of=day)


def test_a_source_stands_once_for_each_of_its_days():
    rows = [row("BLS"), row("O*NET", "/a"), row("BLS"), row("O*NET", "/b"), row("BLS", day="2025")]

    assert one_of_each(rows) == [rows[0], rows[1], rows[4]]
    assert one_of_each(rows, by_address=True) == [rows[0], rows[1], rows[3], rows[4]]


@pytest.mark.parametrize(("value", "words"), [(True, "yes"), (False, "no"), (None, "not known")])
def test_what_is_not_on_file_is_neither_yes_nor_no(value, words):
    assert yes_no(value) == words
