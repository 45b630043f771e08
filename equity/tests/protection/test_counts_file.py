"""`equity_suppress`: the public example exactly, and files it refuses (method 5)."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from equity.protection import counts_file
from equity.protection.cells import Settings

EXAMPLES = Path(__file__).parents[1] / "examples"


def test_worked_example_4_is_the_published_file():
    table = counts_file.read(EXAMPLES / "suppression_input.csv")

    public = counts_file.published(table, Settings())

    expected = (EXAMPLES / "suppression_published.csv").read_text(encoding="utf-8")
    assert public.to_csv(index=False, lineterminator="\n") == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("org,group,n,success\n", "Line 1: columns missing: variable", id="column"),
        pytest.param("A,v,g,12.5,3\n", "Line 2: n is “12.5”, not a whole number", id="fraction"),
        pytest.param("A,v,g,3,12\n", "Line 2: success (12) is larger than n (3)", id="too many"),
        pytest.param("A,v,g,30,12\nA,v,g,3,1\n", "Line 3: the same organization", id="twice"),
        pytest.param("A,v,g,30\n", "Line 2: 4 fields, but 5 columns", id="short line"),
        pytest.param("A,v,Total,30,12\n", "Line 2: leave Total rows out", id="total"),
    ],
)
def test_a_bad_file_is_named_by_its_line_and_nothing_is_written(tmp_path, text, sentence):
    bad, output = tmp_path / "bad.csv", tmp_path / "public.csv"
    header = "" if text.startswith("org") else "org,variable,group,n,success\n"
    bad.write_text(header + text, encoding="utf-8")

    with pytest.raises(CommandError, match=re.escape(sentence)):
        call_command("equity_suppress", input=bad, output=output)

    assert not output.exists()


def test_region_is_the_sum_of_the_others_and_further_columns_are_kept(tmp_path):
    source = tmp_path / "counts.csv"
    rows = [("A", 6, 60, 70), ("B", 50, 55, 70), ("C", 40, 50, 60), ("REGION", 96, 165, 200)]
    lines = [
        f"{org},{year},v,{group},{n},{n // 2}"
        for year in ("2021-22", "2022-23")
        for org, *sizes in rows
        for group, n in zip("xyz", sizes, strict=True)
    ]
    source.write_text("\n".join(["org,cohort,variable,group,n,success", *lines]) + "\n")

    public = counts_file.published(counts_file.read(source), Settings())

    assert public.columns.tolist() == [
        "org", "cohort", "variable", "group", "n", "success", "rate_text",
    ]  # fmt: skip
    assert public.group.tolist() == ["x", "y", "z", "Total"] * 8
    hidden = public[(public.group == "x") & (public.n == "")].groupby("cohort").org.count()
    assert (hidden >= 2).all()
