"""What is measured: the list of metrics by stage, and one metric with its definition and years."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from equity import cohorts
from equity.enums import CohortKind, MetricKind, PublicationState, Stage
from equity.models import Metric, Publication, SegmentMeaning
from partners.enums import Segment
from partners.kept_pages import kept_until_edited


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
    def meanings(self):
        """(dimension, the meanings in the metric's segments), where they are on file. One query."""
        rows = (
            SegmentMeaning.objects.filter(segment__in=[one.value for one in self.segments])
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
