"""An invented table of counts of any size, for timing: the same rows at every run."""

import csv
import random

from equity.measures.counts_file import COLUMNS

GROUPS = {
    "ethnicity": 9,
    "gender": 4,
    "age": 7,
    "foster_youth": 2,
    "veteran": 2,
    "dsps": 2,
    "econ_disadvantaged": 2,
    "first_generation": 3,
    "homeless": 2,
    "pell": 2,
    "english_learner": 2,
    "special_admit": 3,
}


def write(path, rows, *, seed=1):
    """Write `rows` rows of invented counts; sizes run from nobody to some thousands."""
    chance = random.Random(seed)  # noqa: S311  invented figures, no secret
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(row for row, _ in zip(_rows(chance), range(rows), strict=False))


def _rows(chance):
    place = 0
    while True:
        place += 1
        organization, metric = f"College {place // 50:03d}", f"metric_{place % 10}"
        cohort = f"{2019 + place // 10 % 5}-{20 + place // 10 % 5}"
        for variable, groups in GROUPS.items():
            for group in range(groups):
                n = int(chance.paretovariate(0.7) * 8) % 5000
                s = chance.randint(0, n)
                yield organization, metric, cohort, variable, f"Group {group + 1}", n, s
