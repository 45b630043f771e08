"""Made-up places, figures and recipients, as many as a state has: for the bench of reports only."""

from datetime import UTC, datetime

from equity.enums import CellStatus, CohortKind, PublicationState, ReleaseStatus, Stage
from equity.models import (
    Dimension,
    Group,
    Metric,
    Publication,
    PublishedCell,
    Release,
    Slice,
    Subscription,
)
from partners.enums import OrganizationKind, Segment
from partners.models import ActionItem, County, Organization, Region
from pathways_portal.common.enums import EditingStatus

METRICS, GROUPS = 4, 12
COHORTS = ("2022-23", "2023-24")
AT = datetime(2026, 9, 12, 17, tzinfo=UTC)


def fill(*, recipients, places, month_start):
    """Write it; every place has gaps, something that got better, and an open action."""
    organizations = _places(places)
    groups, metrics, publications = _reference()
    _figures(organizations, groups, metrics, publications)
    ActionItem.objects.bulk_create(
        (
            ActionItem(
                owner_id=pk,
                text="Call every student who is one course short before the term begins.",
                about_key="/gaps/",
                due=month_start,
            )
            for pk in organizations
        ),
        batch_size=1_000,
    )
    readers = Subscription.objects.bulk_create(
        (
            Subscription(
                email=f"reader{n}@example.org",
                language="es" if n % 4 == 0 else "en",
                confirmed_at=AT,
            )
            for n in range(recipients)
        ),
        batch_size=1_000,
    )
    # Everybody's e-mail holds an organization and the region, as the form proposes.
    through = Subscription.organizations.through
    through.objects.bulk_create(
        (
            through(subscription_id=one.pk, organization_id=organizations[at % len(organizations)])
            for at, one in enumerate(readers)
        ),
        batch_size=1_000,
    )


def _places(count):
    region = Region.objects.create(name="Bench region", slug="bench", source="Made up")
    county = County.objects.create(region=region, fips="06073", name="Bench", source="Made up")
    Organization.objects.bulk_create(
        (
            Organization(
                pk=n,
                owner_id=n,
                name=f"Harbor College {n}",
                slug=f"harbor-college-{n}",
                kind=OrganizationKind.COLLEGE,
                segments=[Segment.COLLEGE],
                county=county,
                status=EditingStatus.PUBLISHED,
                source="Made up",
                is_sample=True,
            )
            for n in range(1, count + 1)
        ),
        batch_size=1_000,
    )
    return list(range(1, count + 1))


def _reference():
    dimension = Dimension.objects.create(code="bench", label="Group", source="Made up")
    groups = [
        Group.objects.create(
            dimension=dimension, code=f"g{n}", label=f"Group of students {n}", source="Made up"
        )
        for n in range(GROUPS)
    ]
    release = Release.objects.create(
        label="Bench release",
        file_name="bench.csv",
        sha256="0" * 64,
        status=ReleaseStatus.PUBLISHED,
        published_at=AT,
        is_synthetic=True,
    )
    metrics, publications = [], {}
    for n in range(METRICS):
        metric = Metric.objects.create(
            code=f"bench_{n}",
            name=f"Completed step {n} of the pathway",
            name_es=f"Completó el paso {n} de la trayectoria",
            verb="complete it",
            question="How many complete it?",
            definition="Students who completed it.",
            denominator_words="Students",
            numerator_words="Completed",
            stage=Stage.MOMENTUM,
            cohort_kind=CohortKind.SNAPSHOT,
            source="Made up",
        )
        metrics.append(metric)
        for cohort in COHORTS:
            publications[metric.pk, cohort] = Publication.objects.create(
                release=release,
                metric=metric,
                cohort=cohort,
                state=PublicationState.STANDING,
                since=AT,
            )
    return groups, metrics, publications


def _figures(organizations, groups, metrics, publications):
    slices = Slice.objects.bulk_create(
        (
            Slice(organization_id=pk, segment=Segment.COLLEGE, metric=metric, cohort=cohort)
            for pk in organizations
            for metric in metrics
            for cohort in COHORTS
        ),
        batch_size=2_000,
    )
    PublishedCell.objects.bulk_create(
        (
            _cell(one, group, publications[one.metric_id, one.cohort], number)
            for one in slices
            for number, group in enumerate(groups)
        ),
        batch_size=2_000,
    )


def _cell(one, group, publication, number):
    """Cells differ from place to place; each second group has a gap."""
    n = 100 + (one.pk * 7 + number * 13) % 400
    share = 30 + (one.pk + number * 5) % 25 + (2 if one.cohort == COHORTS[-1] else 0)
    s = n * share // 100
    rate, reference = s / n, 0.60
    return PublishedCell(
        publication=publication,
        slice=one,
        group=group,
        status=CellStatus.SHOWN,
        n=n,
        s=s,
        rate=f"{rate:.12f}",
        rate_text=f"{rate * 100:.1f}%",
        reference=f"{reference:.12f}",
        gap=f"{rate - reference:.12f}",
        di=number % 2 == 0,
        needed_parity=int((reference - rate) * n) + 1,
    )
