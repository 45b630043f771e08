"""The made-up release as an import file about places on file, for measuring publication."""

import csv

from equity.bench.made_release import ALL_STUDENTS, REGION, SHARES, made_release
from equity.models import Group, Metric
from equity.protection.cells import NONE
from partners.enums import Segment
from partners.models import Organization
from pathways_portal.common import academic_year
from programs.models import Pathway

METRICS, COHORTS, PATHWAYS = 3, 5, 7
_CELLS_A_SLICE = 1 + sum(len(shares) for shares in SHARES.values())
_HEADER = (
    "cohort",
    "segment",
    "organization",
    "pathway",
    "metric",
    "dimension",
    "group",
    "denominator",
    "numerator",
)


class NothingOnFile(Exception):
    """Region and reference lists are not loaded."""


def write(path, *, cells, seed=1):
    """Write a file of about `cells` rows to `path`; returns how many. Adds three linked metrics."""
    slices = -(-cells // (_CELLS_A_SLICE * METRICS * COHORTS))
    places = max(2, round(slices / (PATHWAYS + 1)) - 1)
    schools = Organization.objects.filter(segments__contains=[Segment.HIGH_SCHOOL])
    codes = list(schools.exclude(cds_code=None).order_by("pk").values_list("cds_code", flat=True))
    pathways = list(Pathway.objects.order_by("pk").values_list("slug", flat=True)[:PATHWAYS])
    groups = _groups()
    if len(codes) < places or len(pathways) < PATHWAYS or not groups:
        raise NothingOnFile("Load the region and the reference lists first: manage.py demo.")
    release = made_release(
        seed, places=places, pathways=PATHWAYS, cohorts=COHORTS, metrics=METRICS
    ).cells
    metrics = _metrics()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for one in release.itertuples():
            dimension, group = groups[one.group]
            writer.writerow(
                (
                    academic_year.starting(one.cohort),
                    "hs",
                    "Region" if one.place == REGION else codes[one.place - 1],
                    "" if one.pathway == NONE else pathways[one.pathway - 1],
                    metrics[one.metric - 1],
                    dimension,
                    group,
                    one.n,
                    one.s,
                )
            )
    return len(release)


def _groups():
    """Number of a made-up group -> (dimension, group) on file; Unknown is last."""
    found, number = {ALL_STUDENTS: ("all", "all")}, 1
    for code, shares in SHARES.items():
        groups = Group.objects.filter(dimension__code=code).order_by("is_unknown", "order")
        labels = list(groups.values_list("code", flat=True))
        if len(labels) < len(shares):
            return {}
        chosen = [*labels[: len(shares) - 1], labels[-1]]
        for label in chosen:
            found[number] = (code, label)
            number += 1
    return found


def _metrics():
    """Codes of three metrics, each the step after the one before."""
    codes, before = [], None
    for number in range(METRICS):
        before, _made = Metric.objects.get_or_create(
            code=f"bench_{number}",
            defaults={
                "name": f"Bench {number}",
                "question": "?",
                "definition": "Made up.",
                "denominator_words": "Made-up students",
                "numerator_words": "Reached it",
                "stage": "momentum",
                "cohort_kind": "snapshot",
                "follows": before,
            },
        )
        codes.append(before.code)
    return codes
