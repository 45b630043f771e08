"""How long protecting a made-up release takes: `python -m equity.bench.protect --help`."""

from __future__ import annotations

import argparse
import resource
import time

from equity.protection.cells import Settings
from equity.protection.publishable import publishable

from .made_release import made_release


def main():
    """Make a release, protect it, print seconds, memory and what is shown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=39)
    parser.add_argument("--pathways", type=int, default=7)
    parser.add_argument("--cohorts", type=int, default=5)
    parser.add_argument("--metrics", type=int, default=3)
    parser.add_argument("--students", type=float, default=400, help="median of a slice")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    made = made_release(
        options.seed, places=options.places, pathways=options.pathways, cohorts=options.cohorts,
        metrics=options.metrics, students=options.students,
    )  # fmt: skip
    start, cpu = time.perf_counter(), time.process_time()

    def progress(text):
        print(f"{time.perf_counter() - start:7.1f} s  {text}", flush=True)

    done = publishable(made.cells, made.structure, Settings(), progress=progress)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    listed = done.cells[done.cells.listed]
    useful, tables = done.useful()
    print(f"{len(made.cells)} raw cells, seed {options.seed}: {seconds:.1f} s, {cpu:.1f} s of CPU,")
    own, of_a_copy = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"at most {own:.0f} MB, and {of_a_copy:.0f} MB in each copy of the process,")
    print(f"{done.programs} linear programs, {len(done.uncertified)} rows not certified.")
    for status, share in listed.status.value_counts(normalize=True).items():
        print(f"  {status}: {share:.1%} of {len(listed)} cells with a row")
    for rule, number in listed.rule[listed.rule != ""].value_counts().items():
        print(f"  {rule}: {number}")
    print(f"Useful tables: {useful} of {tables}")


if __name__ == "__main__":
    main()
