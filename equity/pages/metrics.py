"""What is measured: the list of metrics by stage, and one metric with its definition and years."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from equity import cohorts
from equity.enums import CohortKind, MetricKind, PublicationState, Stage
from equity.models import ALL, Metric, Publication, SegmentMeaning
from equity.pages.published.groups import groups_on_file
from partners.enums import Segment
from partners.kept_pages import kept_until_edited
from pathways_portal.common.prepared import PlannedSql

# Groups and standing publications are few: a cell of each pair is sought by an index, whatever the
# number of slices and cells. A dimension that is not on file costs no more than one that is.
_DIVIDED_BY = PlannedSql(
    "dimensions_of_metric",
    """
    SELECT asked.dimension FROM unnest(%(dimensions)s::bigint[]) AS asked (dimension)
    WHERE (
        SELECT TRUE
        FROM equity_publication AS publication
        JOIN equity_group AS named ON named.dimension_id = asked.dimension
        CROSS JOIN LATERAL (
            SELECT FROM equity_publishedcell AS cell
            WHERE cell.publication_id = publication.id AND cell.group_id = named.id
            LIMIT 1
        ) AS has
        WHERE publication.metric_id = %(metric)s AND publication.state = 'standing'
        LIMIT 1
    )
    """,
)


@require_safe
@login_not_required
@kept_until_edited()
def metric_list(request):
    """Every metric, by the stage where it stands."""
    standing = Publication.objects.filter(state=PublicationState.STANDING)
    found = standing.values_list("metric", "release__is_synthetic").distinct()
    on_file, made_up = (
        {metric for metric, _is in found},
        {metric for metric, is_so in found if is_so},
    )
    rows = sorted(
        Metric.objects.order_by("order", "pk"), key=lambda metric: Stage.values.index(metric.stage)
    )
    stages = [
        (Stage(stage), [(metric, metric.pk in on_file, metric.pk in made_up) for metric in metrics])
        for stage, metrics in groupby(rows, key=lambda metric: metric.stage)
    ]
    return TemplateResponse(request, "equity/metric_list.html", {"stages": stages})


@require_safe
@login_not_required
@kept_until_edited()
def metric_detail(request, code):
    """One metric, in our own words beside those of its source."""
    linked = Metric.objects.select_related("follows", "same_students_as")
    metric = get_object_or_404(linked, code=code)
    return TemplateResponse(
        request, "equity/metric_detail.html", {"metric": metric, "here": MetricPage(metric)}
    )


@dataclass(frozen=True)
class YearOnFile:
    """A cohort year of the metric that stands published."""

    publication: Publication
    complete_from: str  # the academic year in which its follow-up is over
    is_complete: bool

    @property
    def release(self):
        return self.publication.release


class MetricPage:
    """What the page of a metric prints beside its own fields."""

    def __init__(self, metric):
        self.metric = metric

    @property
    def is_rate(self):
        return self.metric.kind == MetricKind.RATE

    @property
    def is_composition(self):
        return self.metric.kind == MetricKind.COMPOSITION

    @property
    def cohort_words(self):
        return CohortKind(self.metric.cohort_kind).label

    @property
    def segments(self):
        """The segments that report it, in the order of the way; all of them if none is named."""
        named = self.metric.segments or [one.value for one in Segment if one.value != "university"]
        return [segment for segment in Segment if segment.value in named]

    @cached_property
    def years(self):
        """Years on file, newest first. One query."""
        standing = Publication.objects.filter(
            metric=self.metric, state=PublicationState.STANDING
        ).select_related("release")
        follow_up = self.metric.follow_up_years
        return [
            YearOnFile(
                publication,
                cohorts.complete_from(publication.cohort, follow_up),
                cohorts.is_complete(publication.cohort, follow_up),
            )
            for publication in standing.order_by("-cohort", "pk")
        ]

    @property
    def has_synthetic(self):
        return any(year.release.is_synthetic for year in self.years)

    @cached_property
    def _known_dimensions(self):
        return [one for one in groups_on_file().dimensions if one.code != ALL]

    @cached_property
    def dimensions(self):
        """Ways to divide students that the metric is on file by, in order. Two queries."""
        if not self.years:
            return []
        known = self._known_dimensions
        asked = [one.pk for one in known]
        rows = _DIVIDED_BY.rows(connection, metric=self.metric.pk, dimensions=asked)
        found = {key for (key,) in rows}
        return [one for one in known if one.pk in found]

    @property
    def has_other_dimensions(self):
        """Whether students are divided in further ways, of which it has no figures."""
        return len(self.dimensions) < len(self._known_dimensions)

    @cached_property
    def meanings(self):
        """(dimension, the meanings in the metric's segments) of those it is on file by, where
        segments mean something of their own. One query."""
        rows = (
            SegmentMeaning.objects.filter(
                segment__in=[one.value for one in self.segments], dimension__in=self.dimensions
            )
            .select_related("dimension")
            .order_by("dimension__order", "dimension_id")
        )
        return [
            (dimension, {row.segment: row for row in found})
            for dimension, found in groupby(rows, key=lambda row: row.dimension)
        ]

    @property
    def meaning_rows(self):
        """(dimension, a cell for each segment in their order; None where nothing is on file)."""
        return [
            (dimension, [(segment, found.get(segment.value)) for segment in self.segments])
            for dimension, found in self.meanings
        ]
