"""What holds between the rows of the reference tables and no single cell can show."""

from collections import Counter

from equity.enums import MetricKind
from equity.models import ALL


def mistakes(rows):
    """Sentences, one a mistake; `rows` by table name as they were read."""
    dimensions = {row.key: row for row in rows["dimensions"]}
    return [
        *_total(rows["groups"], dimensions),
        *_groups(rows["groups"], dimensions),
        *_crossed(rows["groups"], dimensions),
        *_metrics(rows["metrics"]),
        *_circles(rows["metrics"]),
    ]


def _total(groups, dimensions):
    if ALL not in dimensions or f"{ALL}/{ALL}" not in {row.key for row in groups}:
        yield "groups.csv: the group all of the dimension all is missing. It counts everyone."


def _groups(groups, dimensions):
    counted = Counter(row.references["dimension_id"][1] for row in groups)
    for key, row in dimensions.items():
        if key != ALL and counted[key] < 2:
            yield (
                f"dimensions.csv, line {row.line}: {key} has {counted[key]} groups in groups.csv. "
                "It needs two or more."
            )


def _crossed(groups, dimensions):
    """A crossed group is of the two dimensions that its own dimension crosses."""
    for row in groups:
        own = dimensions[row.references["dimension_id"][1]].references
        for side in ("first_id", "second_id"):
            wanted = own.get(side, (None, None))[1]
            found = row.references.get(side, (None, "/"))[1].split("/")[0] or None
            if wanted != found:
                yield (
                    f"groups.csv, line {row.line}, column “{side.removesuffix('_id')}”: "
                    + (f"name a group of {wanted}." if wanted else "leave it empty.")
                )


def _metrics(metrics):
    for row in metrics:
        is_rate = row.values["kind"] == MetricKind.RATE
        if is_rate and not row.values["numerator_words"]:
            yield (
                f"metrics.csv, line {row.line}, column “numerator_words”: "
                "a rate says who reached it."
            )
        if row.values["kind"] == MetricKind.COMPOSITION and row.values["numerator_words"]:
            yield (
                f"metrics.csv, line {row.line}, column “numerator_words”: "
                "a composition has one count only; leave it empty."
            )


def _circles(metrics):
    """Steps that come after themselves, and students that are the same in a circle."""
    for column in ("follows_id", "same_students_as_id"):
        after = {row.key: row.references[column][1] for row in metrics if column in row.references}
        for row in metrics:
            seen, code = set(), row.key
            while code in after and code not in seen:
                seen.add(code)
                code = after[code]
            if code == row.key and seen:
                yield (
                    f"metrics.csv, line {row.line}, column “{column.removesuffix('_id')}”: "
                    f"{row.key} comes back to itself."
                )
