"""The table of counts that `equity_calc` reads: checked whole, every problem with its line."""

import csv
import re
from dataclasses import dataclass

from equity.measures.tables import Counts

SLICE = ("org", "metric", "cohort", "variable")
COLUMNS = (*SLICE, "group", "n", "success")
MOST_PROBLEMS = 200
LARGEST = 10**9  # more students than a state has; keeps mistyped cells from being counted
WHOLE = re.compile(r"[0-9]{1,12}")


class BadCounts(Exception):
    """A file that cannot be counted; `problems` are sentences that say what to mend, by line."""

    def __init__(self, problems):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class CountsFile:
    """The rows of a file: what they are called, and what they count, in the order of the file."""

    labels: list  # (org, metric, cohort, variable, group)
    counts: list  # Counts

    def tables(self):
        """For each table of groups, the places of its rows; rows of a table may lie apart."""
        found = {}
        for place, label in enumerate(self.labels):
            found.setdefault(label[:-1], []).append(place)
        return found.values()


def read(path):
    """Read a CountsFile; raise BadCounts with all problems, up to 200."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return _rows(csv.reader(file, strict=True))
    except OSError as error:
        raise BadCounts([f"“{path}” cannot be opened: {error.strerror}."]) from None
    except UnicodeDecodeError:
        raise BadCounts([f"“{path}” is not UTF-8 text. Save it as CSV in UTF-8."]) from None


def _rows(reader):
    labels, counts, problems, seen = [], [], [], {}
    try:
        pick = _columns(next(reader, []))
        width, places = pick
        for cells in reader:
            if not cells:
                continue
            try:
                label, count = _row(cells, width, places)
                first = seen.setdefault(label, reader.line_num)
                if first != reader.line_num:
                    raise ValueError(
                        f"{label[4]} stands in the same table on line {first} already. "
                        "Keep one of the two."
                    )
            except ValueError as error:
                problems.append(f"Line {reader.line_num}: {error}")
                if len(problems) == MOST_PROBLEMS:
                    problems.append(f"The first {MOST_PROBLEMS} problems are listed.")
                    break
                continue
            labels.append(label)
            counts.append(count)
    except csv.Error as error:
        problems.append(f"Line {reader.line_num}: this is not CSV ({error}).")
    if problems:
        raise BadCounts(problems)
    return CountsFile(labels, counts)


def _columns(header):
    """(cells in a row, where our columns are); further columns are left aside."""
    names = [name.strip() for name in header]
    if not any(names):
        raise BadCounts([f"Line 1: the file is empty. It needs the columns {', '.join(COLUMNS)}."])
    missing = [name for name in COLUMNS if name not in names]
    twice = [name for name in COLUMNS if names.count(name) > 1]
    problems = []
    if missing:
        problems.append(
            f"Line 1: no column {', '.join(missing)}. It needs the columns {', '.join(COLUMNS)}."
        )
    if twice:
        problems.append(f"Line 1: the column {', '.join(twice)} stands twice. Keep one of the two.")
    if problems:
        raise BadCounts(problems)
    return len(names), [names.index(name) for name in COLUMNS]


def _row(cells, width, places):
    if len(cells) != width:
        raise ValueError(
            f"{len(cells)} cells where the header has {width}. "
            "Put text that holds a comma into quotes."
        )
    *label, n, s = [cells[place].strip() for place in places]
    if not label[4]:
        raise ValueError("group is empty. Say whom the counts are of.")
    n, s = _whole(n, "n"), _whole(s, "success")
    if s > n:
        raise ValueError(f"success ({s}) is larger than n ({n}).")
    return tuple(label), Counts(n, s)


def _whole(text, column):
    if not WHOLE.fullmatch(text):
        raise ValueError(f"{column} is “{text[:40]}”. Write a whole number of students, 0 or more.")
    number = int(text)
    if number > LARGEST:
        raise ValueError(f"{column} is {number}. That is more students than there can be.")
    return number
