"""A published table as tests need it: a place, a measure, groups in every state."""

from equity.enums import CellStatus
from equity.models import ALL, Dimension, Group, PublishedCell
from equity.tests.factories import (
    DimensionFactory,
    GroupFactory,
    MetricFactory,
    PublicationFactory,
    SliceFactory,
)

NOTHING = {"n": None, "s": None, "rate": None, "rate_text": ""}


def everyone():
    """The group of the row that counts all students."""
    dimension = Dimension.objects.filter(code=ALL).first() or DimensionFactory(code=ALL, order=0)
    found = Group.objects.filter(dimension=dimension, code=ALL).first()
    return found or GroupFactory(dimension=dimension, code=ALL, label="All students")


def ethnicity():
    return Dimension.objects.filter(code="ethnicity").first() or DimensionFactory(
        code="ethnicity", label="Ethnicity", label_es="Origen étnico"
    )


def group(label, dimension=None, **more):
    dimension = dimension or ethnicity()
    found = Group.objects.filter(dimension=dimension, label=label).first()
    return found or GroupFactory(dimension=dimension, label=label, **more)


def shown(label, n, s, *, others, moe="0.05", di=False, needed=0, **more):
    """A group with a rate; `others` is the rate of everyone else."""
    rate = round(s / n, 12)
    return {
        "group": group(label, **more),
        "n": n,
        "s": s,
        "rate": f"{rate:.12f}",
        "rate_text": f"{100 * rate:.1f}%",
        "reference": others,
        "gap": f"{rate - float(others):.12f}",
        "moe": moe,
        "di": di,
        "needed_parity": needed,
        "needed_clear": needed and needed - 1,
    }


def banded(label, n, *, high=None, low=None, text="", di=None, **more):
    return {
        "group": group(label, **more),
        "status": CellStatus.BANDED,
        **NOTHING,
        "n": n,
        "low": low,
        "high": high,
        "rate_text": text,
        "di": di,
    }


def without_numbers(label, status=CellStatus.HIDDEN, **more):
    n = 0 if status == CellStatus.NONE else None
    return {"group": group(label, **more), "status": status, **NOTHING, "n": n}


def usual_cells():
    """A gap, no gap, a range, Unknown far below all others, and two groups that are not shown."""
    return [
        shown("Asian", 210, 118, others="0.466"),
        shown("Black or African American", 96, 33, others="0.485", di=True, needed=14),
        shown("Unknown / Not Reported", 100, 10, others="0.5", di=True, needed=40, is_unknown=True),
        banded("Filipino", 41, low=0, high=10, text="at most 25%"),
        without_numbers("Pacific Islander"),
        without_numbers("American Indian"),
    ]


def a_table(cells=None, *, total=(1775, 840), publication=None, synthetic=False, **of):
    """A slice with standing cells; returns the slice. `of`: what else the slice is of."""
    metric = of.pop("metric", None) or (publication and publication.metric)
    cohort = of.get("cohort", "2022-23")
    if publication is None:
        metric = metric or MetricFactory(
            name="Completed nine units", verb="complete nine units", verb_es="completan nueve"
        )
        publication = PublicationFactory(
            metric=metric, cohort=cohort, release__is_synthetic=synthetic
        )
    if of.get("county") or of.get("region"):
        of["organization"] = None
    made = SliceFactory(metric=metric, **{"cohort": cohort, **of})
    rows = [*(usual_cells() if cells is None else cells)]
    if total:
        n, s = total
        rows.append(
            {
                "group": everyone(), "n": n, "s": s, "rate": f"{s / n:.12f}",
                "rate_text": f"{100 * s / n:.1f}%",
            }
        )  # fmt: skip
    for row in rows:
        values = {"status": CellStatus.SHOWN} | row
        PublishedCell.objects.create(publication=publication, slice=made, **values)
    return made
