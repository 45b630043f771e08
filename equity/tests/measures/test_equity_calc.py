"""`equity_calc`: whole files against the published examples, and what it refuses."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from equity.bench import made_counts
from equity.measures import PROFILES, calc
from equity.measures.counts_file import BadCounts

EXAMPLES = Path(__file__).parents[1] / "examples"
COUNTS = EXAMPLES / "counts.csv"
MANAGE = Path(__file__).resolve().parents[3] / "manage.py"
HEADER = "org,metric,cohort,variable,group,n,success\n"
PLACE = "Example College,completed_9_cte_units,2022-23,gender"


def expected(name, first=None):
    """The example's text; of its rows only those that start with `first`."""
    header, *rows = (EXAMPLES / name).read_text().splitlines(keepends=True)
    return header + "".join(row for row in rows if first is None or row.startswith(f"{first},"))


def written(tmp_path, source=COUNTS, **options):
    target = tmp_path / "out.csv"
    calc.run(input=source, output=target, **options)
    return target.read_text()


def problems(tmp_path, text, encoding="utf-8"):
    """What is said about the file; nothing may stand where the output would."""
    source, target = tmp_path / "counts.csv", tmp_path / "out.csv"
    source.write_text(text, encoding=encoding)
    with pytest.raises(BadCounts) as error:
        calc.run(input=source, output=target, measure="ppg")
    assert sorted(tmp_path.iterdir()) == [source]
    return error.value.problems


@pytest.mark.parametrize("profile", PROFILES)
def test_gaps_are_those_of_the_example(tmp_path, profile):
    text = written(tmp_path, measure="ppg", profile=profile)

    assert text == expected("expected_ppg.csv", profile)


def test_gaps_follow_the_default_profile(tmp_path):
    assert written(tmp_path, measure="ppg") == expected("expected_ppg.csv", "ppg1_2022")


@pytest.mark.parametrize("reference", ["hpg", "overall", "all but current"])
def test_four_fifths_indexes_are_those_of_the_example(tmp_path, reference):
    text = written(tmp_path, measure="index80", reference=reference)

    assert text == expected("expected_index80.csv", reference)


def test_proportionality_indexes_are_those_of_the_example(tmp_path):
    assert written(tmp_path, measure="propindex") == expected("expected_propindex.csv")


def test_rows_keep_their_order_when_tables_lie_mixed(tmp_path):
    mixed, whole = tmp_path / "mixed.csv", COUNTS.read_text().splitlines()[1:]
    other = [row.replace("2022-23", "2021-22") for row in whole]
    rows = [row for pair in zip(whole, other, strict=True) for row in pair]
    mixed.write_text(HEADER + "\n".join(rows) + "\n")

    lines = written(tmp_path, mixed, measure="ppg").splitlines()[1:]

    assert (
        "\n".join(lines[::2]) == expected("expected_ppg.csv", "ppg1_2022").split("\n", 1)[1].strip()
    )
    assert [line.split(",")[3] for line in lines[:4]] == ["2022-23", "2021-22"] * 2


def test_undefined_values_are_empty(tmp_path):
    source = tmp_path / "counts.csv"
    source.write_text(f"{HEADER}{PLACE},Female,60,20\n{PLACE},Male,0,0\n")

    lines = written(tmp_path, source, measure="ppg").splitlines()[1:]

    assert lines == [
        f"ppg1_2022,{PLACE},Female,60,20,0.333333333333,,,0.119281801412"
        ",0.214051531921,0.452615134746,0,0,0",
        f"ppg1_2022,{PLACE},Male,0,0,,,,,,,0,0,0",
    ]


def test_columns_may_stand_in_another_order_beside_others(tmp_path):
    source = tmp_path / "counts.csv"
    with COUNTS.open() as file:
        rows = list(csv.DictReader(file))
    with source.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, ["note", *reversed(list(rows[0]))], restval="n")
        writer.writeheader()
        writer.writerows(rows)

    assert written(tmp_path, source, measure="propindex") == expected("expected_propindex.csv")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",12.5,3", "Line 3: n is “12.5”. Write a whole number of students, 0 or more."),
        (",-1,0", "Line 3: n is “-1”. Write a whole number of students, 0 or more."),
        (",c,c", "Line 3: n is “c”. Write a whole number of students, 0 or more."),
        (",12,", "Line 3: success is “”. Write a whole number of students, 0 or more."),
        (",٣,1", "Line 3: n is “٣”. Write a whole number of students, 0 or more."),
        (",12,13", "Line 3: success (13) is larger than n (12)."),
        (",9999999999,1", "Line 3: n is 9999999999. That is more students than there can be."),
        (",12", "Line 3: 6 cells where the header has 7. Put text that holds a comma into quotes."),
        (
            ", or not,12,1",
            "Line 3: 8 cells where the header has 7. Put text that holds a comma into quotes.",
        ),
    ],
)
def test_bad_row_is_named_by_its_line(tmp_path, row, said):
    text = f"{HEADER}{PLACE},Female,20,3\n{PLACE},Male{row}\n{PLACE},Nonbinary,30,3\n"

    assert problems(tmp_path, text) == [said]


def test_group_without_a_name_and_group_that_stands_twice_are_named(tmp_path):
    text = f"{HEADER}{PLACE},Female,20,3\n{PLACE},Female,20,3\n\n{PLACE},,20,3\n"

    assert problems(tmp_path, text) == [
        "Line 3: Female stands in the same table on line 2 already. Keep one of the two.",
        "Line 5: group is empty. Say whom the counts are of.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Line 1: the file is empty. It needs the columns org, metric, cohort"),
        ("\n", "Line 1: the file is empty."),
        ("org,metric,cohort,variable,group,n\n", "Line 1: no column success. It needs the columns"),
        (HEADER.replace("metric", "org"), "Line 1: no column metric. "),
        (HEADER.strip() + ",n\n", "Line 1: the column n stands twice. Keep one of the two."),
        (f'{HEADER}{PLACE},"Female,20,3\n', "Line 2: this is not CSV (unexpected end of data)."),
    ],
)
def test_file_that_is_no_table_of_counts_is_refused(tmp_path, text, said):
    assert problems(tmp_path, text)[0].startswith(said)


def test_file_in_another_encoding_is_refused(tmp_path):
    text = f"{HEADER}{PLACE},Niñas,20,3\n"

    assert problems(tmp_path, text, "cp1252")[0].endswith(
        "is not UTF-8 text. Save it as CSV in UTF-8."
    )


def test_problems_are_listed_up_to_two_hundred(tmp_path):
    found = problems(tmp_path, HEADER + f"{PLACE},Female,x,3\n" * 300)

    assert len(found) == 201
    assert found[-1] == "The first 200 problems are listed."


def test_earlier_output_stays_when_the_input_is_bad(tmp_path):
    source, target = tmp_path / "counts.csv", tmp_path / "out.csv"
    source.write_text(f"{HEADER}{PLACE},Female,1,2\n")
    target.write_text("earlier")

    assert calc.main(["--input", str(source), "--output", str(target), "--measure", "ppg"]) == 1

    assert target.read_text() == "earlier"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["--measure", "ppg", "--reference", "hpg"],
            "--reference goes with --measure index80 only",
        ),
        (["--measure", "propindex", "--profile", "ppg1_2022"], "--profile goes with --measure ppg"),
    ],
)
def test_options_that_do_not_go_together_are_refused(tmp_path, capsys, options, said):
    target = tmp_path / "out.csv"

    code = calc.main(["--input", str(COUNTS), "--output", str(target), *options])

    assert code == 1
    assert said in capsys.readouterr().err
    assert not target.exists()


def test_files_that_are_not_there_are_named(tmp_path, capsys):
    arguments = ["--output", str(tmp_path / "no" / "out.csv"), "--measure", "ppg"]

    assert calc.main(["--input", str(tmp_path / "none.csv"), *arguments]) == 1
    assert calc.main(["--input", str(COUNTS), *arguments]) == 1

    said = capsys.readouterr().err
    assert "none.csv” cannot be opened: No such file or directory." in said
    assert "out.csv” cannot be written: No such file or directory." in said


def test_shell_starts_it_without_django(tmp_path):
    target = tmp_path / "out.csv"
    options = ["--input", COUNTS, "--output", target, "--measure", "propindex"]

    found = subprocess.run(
        [sys.executable, "-X", "importtime", MANAGE, "equity_calc", *options],
        capture_output=True,
        text=True,
        check=True,
    )

    assert found.stdout == f"7 rows measured, written to {target}.\n"
    assert target.read_text() == expected("expected_propindex.csv")
    assert "django" not in found.stderr


def test_invented_counts_for_timing_are_the_same_at_every_run(tmp_path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"

    made_counts.write(first, 1000)
    made_counts.write(second, 1000)

    assert first.read_text() == second.read_text()
    assert calc.run(input=first, output=second, measure="ppg") == 1000
