"""Valid, unsurprising rows of this app."""

import datetime
import hashlib

import factory

from equity import models
from equity.enums import CellStatus, CohortKind, PublicationState, ReleaseStatus, Stage
from equity.models import raw, report
from partners.enums import Segment
from partners.tests.factories import OrganizationFactory, SourcedFactory, UserFactory

PUBLISHED_AT = datetime.datetime(2026, 9, 12, 17, tzinfo=datetime.UTC)


class DimensionFactory(SourcedFactory):
    """Two groups or more belong to it: make them with GroupFactory."""

    code = factory.Sequence(lambda n: f"dimension_{n}")
    label = factory.Sequence(lambda n: f"Dimension {n}")
    label_es = factory.Sequence(lambda n: f"Dimensión {n}")
    order = factory.Sequence(lambda n: n + 1)

    class Meta:
        model = models.Dimension


class GroupFactory(SourcedFactory):
    dimension = factory.SubFactory(DimensionFactory)
    code = factory.Sequence(lambda n: f"group_{n}")
    label = factory.Sequence(lambda n: f"Group {n}")
    label_es = factory.Sequence(lambda n: f"Grupo {n}")
    order = factory.Sequence(lambda n: n + 1)

    class Meta:
        model = models.Group


class SegmentMeaningFactory(SourcedFactory):
    dimension = factory.SubFactory(DimensionFactory)
    segment = Segment.COLLEGE
    words = "Students who said so on their application"
    words_es = "Estudiantes que lo dijeron en su solicitud"

    class Meta:
        model = models.SegmentMeaning


class SourceLabelFactory(SourcedFactory):
    group = factory.SubFactory(GroupFactory)
    label = factory.Sequence(lambda n: f"Label {n}")

    class Meta:
        model = models.SourceLabel


class MetricFactory(SourcedFactory):
    """A rate of everyone in the year."""

    code = factory.Sequence(lambda n: f"metric_{n}")
    name = factory.Sequence(lambda n: f"Metric {n}")
    name_es = factory.Sequence(lambda n: f"Medida {n}")
    verb = "reach it"
    verb_es = "lo logran"
    question = "How many reach it?"
    question_es = "¿Cuántos lo logran?"
    definition = "Students who reached it in the year."
    definition_es = "Estudiantes que lo lograron en el año."
    denominator_words = "Students of the year"
    denominator_words_es = "Estudiantes del año"
    numerator_words = "Reached it"
    numerator_words_es = "Lo lograron"
    stage = Stage.MOMENTUM
    cohort_kind = CohortKind.SNAPSHOT
    order = factory.Sequence(lambda n: n + 1)

    class Meta:
        model = models.Metric


class SliceFactory(factory.django.DjangoModelFactory):
    """A college's students of one year, all pathways."""

    organization = factory.SubFactory(OrganizationFactory)
    segment = Segment.COLLEGE
    metric = factory.SubFactory(MetricFactory)
    cohort = "2022-23"

    class Meta:
        model = models.Slice


class ReleaseFactory(factory.django.DjangoModelFactory):
    """Published."""

    label = factory.Sequence(lambda n: f"Release {n}")
    file_name = factory.Sequence(lambda n: f"release-{n}.csv")
    sha256 = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    status = ReleaseStatus.PUBLISHED
    published_at = PUBLISHED_AT
    source = "Institutional research office"

    class Meta:
        model = models.Release

    class Params:
        draft = factory.Trait(status=ReleaseStatus.DRAFT, published_at=None)


class PublicationFactory(factory.django.DjangoModelFactory):
    release = factory.SubFactory(ReleaseFactory)
    metric = factory.SubFactory(MetricFactory)
    cohort = "2022-23"
    state = PublicationState.STANDING
    since = PUBLISHED_AT

    class Meta:
        model = models.Publication


class PublishedCellFactory(factory.django.DjangoModelFactory):
    """A rate of 45 %: 90 of 200, with no gap. Its slice is of the publication's metric."""

    publication = factory.SubFactory(PublicationFactory)
    slice = factory.SubFactory(
        SliceFactory,
        metric=factory.SelfAttribute("..publication.metric"),
        cohort=factory.SelfAttribute("..publication.cohort"),
    )
    group = factory.SubFactory(GroupFactory)
    status = CellStatus.SHOWN
    n = 200
    s = 90
    rate = "0.45"
    rate_text = "45.0%"

    class Meta:
        model = models.PublishedCell

    class Params:
        hidden = factory.Trait(status=CellStatus.HIDDEN, n=None, s=None, rate=None, rate_text="")


class RawCellFactory(factory.django.DjangoModelFactory):
    """Of a draft: a published release takes none."""

    release = factory.SubFactory(ReleaseFactory, draft=True)
    slice = factory.SubFactory(SliceFactory)
    group = factory.SubFactory(GroupFactory)
    n = 200
    s = 90

    class Meta:
        model = raw.RawCell


class WithdrawnCellFactory(factory.django.DjangoModelFactory):
    publication = factory.SubFactory(PublicationFactory)
    slice = factory.SubFactory(SliceFactory)
    group = factory.SubFactory(GroupFactory)
    status = CellStatus.SHOWN
    n = 200
    s = 90
    withdrawn_on = datetime.date(2026, 10, 1)

    class Meta:
        model = raw.WithdrawnCell


class SubscriptionFactory(factory.django.DjangoModelFactory):
    """Of the region's report, not confirmed yet."""

    email = factory.Sequence(lambda n: f"reader-{n}@example.org")

    class Meta:
        model = report.Subscription


class ReportIssueFactory(factory.django.DjangoModelFactory):
    organization = factory.SubFactory(OrganizationFactory)
    month = "2026-11"
    language = "en"
    subject = "Example College: 1 gap to act on"
    content = factory.LazyFunction(lambda: {"paragraph": "No new data."})

    class Meta:
        model = report.ReportIssue


class RawCellViewFactory(factory.django.DjangoModelFactory):
    user = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(OrganizationFactory)
    release = factory.SubFactory(ReleaseFactory)

    class Meta:
        model = raw.RawCellView
