"""`equity_suppress`: the public example exactly, and files it refuses (method 5)."""

from pathlib import Path

from equity.protection import counts_file
from equity.protection.cells import Settings

EXAMPLES = Path(__file__).parents[1] / "examples"


def test_worked_example_4_is_the_published_file():
    table = counts_file.read(EXAMPLES / "suppression_input.csv")

    public = counts_file.published(table, Settings())

    expected = (EXAMPLES / "suppression_published.csv").read_text(encoding="utf-8")
    assert public.to_csv(index=False, lineterminator="\n") == expected
