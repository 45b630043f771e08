"""Which slices the made-up state has: places, pathways, metrics, cohorts, until there are enough.

Every organization, county and region has its figures year by year; so has each region for every
pathway. An organization's pathways come as they do in life: one in five has students enough for
single years, the others have one window of three.
"""

from collections import defaultdict
from dataclasses import dataclass

from equity.enums import MetricKind
from equity.models import ALL, Group, Metric, SegmentMeaning
from partners.enums import Segment
from partners.models import County, Organization, Region
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from programs.models import PathwayProgram

YEARS = tuple(academic_year.starting(year) for year in range(2019, 2024))
WINDOW, WINDOW_SPAN = academic_year.starting(2021), 3
METRICS_EACH = 7
GROUPS_EACH = 32
BY_YEAR = 5  # every fifth pathway of an organization
WITH_REGION = (Segment.HIGH_SCHOOL, Segment.COLLEGE)


@dataclass(frozen=True)
class Wanted:
    """Slices of one place, pathway (None for all) and segment; `size` is of the tables made up."""

    place: dict
    segment: str
    pathway: int | None
    size: str
    cohorts: tuple

    @classmethod
    def by_year(cls, place, segment, pathway, size):
        return cls(place, segment, pathway, size, tuple((year, 1) for year in YEARS))


def metrics_of(segment):
    """Rates and compositions of a segment: one of each stage and kind, then second ones."""
    rows = Metric.objects.filter(kind__in=(MetricKind.RATE, MetricKind.COMPOSITION))
    rows = [one for one in rows.order_by("order") if segment in (one.segments or Segment)]
    of_stage = defaultdict(list)
    for one in rows:
        of_stage[one.stage, one.kind].append(one)
    ranked = sorted(rows, key=lambda one: (of_stage[one.stage, one.kind].index(one), one.order))
    return ranked[:METRICS_EACH]


def groups_of(segment):
    """Everyone, and the groups of the dimensions that the segment collects, most common first."""
    rows = (
        Group.objects.select_related("dimension")
        .filter(dimension__first=None, dimension__overlapping=False)
        .exclude(
            dimension__meanings__in=SegmentMeaning.objects.filter(
                segment=segment, is_collected=False
            )
        )
        .order_by("dimension__order", "order")
    )
    found = [one for one in rows if one.dimension.code == ALL]
    several = defaultdict(list)
    for one in rows:
        if one.dimension.code != ALL:
            several[one.dimension_id].append(one)
    for groups in several.values():
        if len(found) + len(groups) <= GROUPS_EACH:
            found += groups
    return found


def wanted():
    """(those every place has, those of organizations and one pathway) as two lists."""
    regions = [{"region_id": pk} for pk in _keys(Region)]
    counties = [{"county_id": pk} for pk in _keys(County)]
    organizations = [
        ({"organization_id": pk}, segment)
        for pk, segments in Organization.objects.order_by("pk").values_list("pk", "segments")
        for segment in segments
    ]
    taught = list(
        PathwayProgram.objects.filter(program__status=EditingStatus.PUBLISHED)
        .order_by("program__organization", "pathway", "program__segment")
        .values_list("program__organization", "program__segment", "pathway")
        .distinct()
    )
    pathways = sorted({pathway for _organization, _segment, pathway in taught})
    every = [
        *(
            Wanted.by_year(one, segment, None, "region")
            for one in regions
            for segment in WITH_REGION
        ),
        *(
            Wanted.by_year(one, segment, None, "county")
            for one in counties
            for segment in WITH_REGION
        ),
        *(Wanted.by_year(one, segment, None, "own") for one, segment in organizations),
        *(
            Wanted.by_year(one, segment, pathway, "county")
            for one in regions
            for segment in WITH_REGION
            for pathway in pathways
        ),
    ]
    window = ((WINDOW, WINDOW_SPAN),)
    of_pathways = [
        Wanted.by_year({"organization_id": organization}, segment, pathway, "own")
        if number % BY_YEAR == 0
        else Wanted({"organization_id": organization}, segment, pathway, "few", window)
        for number, (organization, segment, pathway) in enumerate(taught)
    ]
    return every, of_pathways


def _keys(model):
    return list(model.objects.order_by("pk").values_list("pk", flat=True))
