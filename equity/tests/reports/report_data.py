"""A college with two cohorts of one metric, published; and people who get its report."""

from datetime import UTC, datetime

from equity.models import Dimension, Subscription
from equity.tests.factories import (
    DimensionFactory,
    GroupFactory,
    MetricFactory,
    PublicationFactory,
    PublishedCellFactory,
    SliceFactory,
)
from partners.tests.factories import OrganizationFactory

MONTH = "2026-11"
BEFORE = datetime(2026, 10, 1, tzinfo=UTC)
AFTER_DUE = datetime(2026, 11, 20, 18, tzinfo=UTC)


class College:
    """`put` publishes one group's cell; the newest cohort is 2023-24, the one before 2022-23.

    `organization` is one that is there already.
    """

    def __init__(self, organization=None, **release):
        self.organization = organization or OrganizationFactory(name="Example College")
        self.metric = MetricFactory(name="Completed 9 units", name_es="Completó 9 unidades")
        known = Dimension.objects.filter(code="foster_youth").first()
        self.dimension = known or DimensionFactory(code="foster_youth")
        self.release = {f"release__{name}": value for name, value in release.items()}
        self.slices = {}

    def publication(self, cohort):
        if cohort not in self.slices:
            known = {"release": self._release} if self.slices else self.release
            publication = PublicationFactory(metric=self.metric, cohort=cohort, **known)
            self._release = publication.release
            self.slices[cohort] = (
                publication,
                SliceFactory(organization=self.organization, metric=self.metric, cohort=cohort),
            )
        return self.slices[cohort]

    def put(self, group, *, n, s, reference, needed=0, di=True, cohort="2023-24", **fields):
        publication, place = self.publication(cohort)
        rate = s / n
        return PublishedCellFactory(
            publication=publication,
            slice=place,
            group=group,
            n=n,
            s=s,
            rate=f"{rate:.12f}",
            reference=f"{reference:.12f}",
            gap=f"{rate - reference:.12f}",
            di=di,
            needed_parity=needed,
            **fields,
        )

    def group(self, label="Foster youth", **fields):
        known = self.dimension.groups.filter(label=label).first()
        return known or GroupFactory(dimension=self.dimension, label=label, **fields)


def with_a_gap(**release):
    """A college whose foster youth have a gap of 14.3 points, 14 students to parity."""
    college = College(**release)
    college.put(college.group(), n=96, s=38, reference=0.539, needed=14)
    return college


def subscriber(email="ana@example.org", *, organizations=(), with_region=False, **fields):
    """Somebody who gets the report, of the region if no organization is named."""
    fields = {"confirmed_at": BEFORE} | fields
    one = Subscription.objects.create(
        email=email, with_region=with_region or not organizations, **fields
    )
    one.organizations.set(organizations)
    return one
