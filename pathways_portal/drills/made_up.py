"""Made-up counts of one college, for the drills of publication: reference lists and drafts."""

import io

from equity.importing import load
from equity.tests.factories import DimensionFactory, GroupFactory, MetricFactory
from partners.enums import Segment
from partners.tests.factories import OrganizationFactory

GROUPS = {
    "all": ("All students",),
    "gender": ("Female", "Male"),
    "veteran": ("Yes", "No"),
}
HEADER = "cohort,segment,organization,pathway,metric,dimension,group,denominator,numerator"
PLACE = "2022-23,cc,Drill College,,drill_rate"


def lists():
    """The reference lists and the college that `draft` speaks of."""
    for code, labels in GROUPS.items():
        dimension = DimensionFactory(code=code, label=code.title())
        for label in labels:
            key = "all" if code == "all" else label.lower()
            GroupFactory(dimension=dimension, code=key, label=label)
    MetricFactory(code="drill_rate")
    OrganizationFactory(
        name="Drill College", slug="drill-college", segments=[Segment.COLLEGE], mis_code="998"
    )


def draft(number):
    """A draft with every row of the one before, each changed by too much to be held back."""
    more, reached = 40 * number, 24 * number
    rows = (
        f"all,all,{500 + more},{255 + reached}",
        f"gender,Female,{200 + more // 2},{90 + reached // 2}",
        f"gender,Male,{300 + more // 2},{165 + reached // 2}",
        f"veteran,Yes,{200 + more // 2},{95 + reached // 2}",
        f"veteran,No,{300 + more // 2},{160 + reached // 2}",
    )
    text = "\n".join([HEADER, *(f"{PLACE},{row}" for row in rows), ""])
    return load(
        io.BytesIO(text.encode()),
        name="made-up.csv",
        label=f"SYNTHETIC drill {number}",
        source="Made up",
        is_synthetic=True,
    ).release
