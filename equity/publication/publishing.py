"""Puts a release before the public: whole, or not at all."""

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from equity.copying import copy
from equity.enums import MetricKind, PublicationState, ReleaseStatus
from equity.measures import display
from equity.models import NUMBERS, Publication, PublishedCell, Release
from equity.publication import figures, reading
from equity.publication.plan import make_plan
from equity.publication.unsafe import Unsafe
from equity.slices import ids_of
from pathways_portal.common import academic_year

# Any number, the same in every process: PostgreSQL's lock for one publication at a time.
_PUBLISHING = 20_261_127
_COLUMNS = ("publication_id", "slice_id", "group_id", "status", "rate_text", *NUMBERS)
# What figures are made of.
_ASKED = [
    *reading.KEY,
    *("row", "status", "n", "s", "low", "high", "rate_pct"),
    *("dimension", "is_total", "is_unknown", "overlapping", "kind"),
]
_FRACTIONS = ("rate", "gap", "moe", "reference", "index80", "prop_index")


def publish(release, *, by=None, progress=None, note=None):
    """Publish a draft; returns the `Plan` that was carried out. Raises `Unsafe`, also where all of
    it is held: a release of which readers see nothing is not published.

    One transaction: whatever stood before stands until all is written, also if the process dies.
    `note` is called last in it, for what is to be on record if and only if it is published.
    """
    say = progress or (lambda text: None)
    with transaction.atomic():
        _one_at_a_time()
        release = Release.objects.select_for_update().get(pk=release.pk)
        if release.status != ReleaseStatus.DRAFT:
            raise Unsafe(
                gettext_noop("“%(label)s” is no draft, so it cannot be published."),
                label=release.label,
            )
        plan = make_plan(release, progress)
        if plan.keys <= plan.held.keys():
            raise Unsafe(
                gettext_noop(
                    "Nothing of it would be published: every cohort of every measure in it is "
                    "held (%(count)s), and the earlier figures stand."
                ),
                count=len(plan.held),
            )
        publications = _publications(plan, timezone.now())
        say("gaps and indexes")
        rows = _rows(plan, publications)
        release.status, release.published_at = ReleaseStatus.PUBLISHED, timezone.now()
        if by is not None and release.created_by is None:
            release.created_by = by
        release.save(update_fields=["status", "published_at", "created_by"])
        say("writing")
        copy(PublishedCell, _COLUMNS, rows)
        if note is not None:
            note()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE equity_publishedcell, equity_slice")
    say("published")
    return plan


def draft_to_discard(release):
    """The draft, locked within the transaction at hand. Raises `Unsafe` if it is being published,
    or no draft any more.
    """
    drafts = Release.objects.select_for_update(skip_locked=True)
    draft = drafts.filter(pk=release.pk, status=ReleaseStatus.DRAFT).first()
    if draft is None:
        raise Unsafe(gettext_noop("It is being published, so the draft cannot be discarded."))
    return draft


def _one_at_a_time():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PUBLISHING])


def _publications(plan, now):
    """{(metric, first year): id} of what is published; what it takes the place of is replaced."""
    replaced = plan.keys - plan.held.keys()
    standing = Publication.objects.filter(
        state=PublicationState.STANDING, metric__in={metric for metric, _year in replaced}
    )
    pks = [one.pk for one in standing if (one.metric_id, int(one.cohort[:4])) in replaced]
    Publication.objects.filter(pk__in=pks).update(state=PublicationState.REPLACED, since=now)
    sums = _sums(plan)
    made = Publication.objects.bulk_create(
        Publication(
            release=plan.release,
            metric_id=metric,
            cohort=academic_year.starting(year),
            state=PublicationState.HELD if key in plan.held else PublicationState.STANDING,
            since=now,
            reason=plan.held.get(key, ""),
            region_is_sum=key in sums,
        )
        for key in sorted(plan.keys)
        for metric, year in [key]
    )
    return {(one.metric_id, int(one.cohort[:4])): one.pk for one in made}


def _sums(plan):
    """The metrics and cohorts with a figure of the region that is added up, in a window in any
    year. A window of another place, segment or pathway says nothing of it.
    """
    noted = reading.added_up(plan.release)
    cells = plan.cells[reading.ADDRESS].drop_duplicates()
    sums = set()
    for place, pathway, metric, first, span in cells.itertuples(index=False, name=None):
        _organization, _county, region, segment = plan.places.identity[place]
        years = {(region, segment, pathway, metric, first + year) for year in range(span)}
        if not noted.isdisjoint(years):
            sums.add((metric, first))
    return sums


def _rows(plan, publications):
    """The published cells, in the order of `_COLUMNS`, worked out as they are asked for."""
    cells = plan.fresh.reset_index(drop=True)
    cells["row"] = cells.index
    keys = list(cells[reading.ADDRESS].drop_duplicates().itertuples(index=False, name=None))
    # Before the first row is asked for: meanwhile the connection does nothing but copy.
    slices = dict(zip(keys, ids_of([_slice(plan, *key) for key in keys]), strict=True))
    return _computed(cells[_ASKED], slices, publications)


def _computed(cells, slices, publications):
    for key, table in cells.groupby(reading.ADDRESS, sort=False):
        members = list(table.itertuples(index=False))
        groups = {one.row: one for one in members}
        for row, found in figures.of_slice(members, MetricKind(members[0].kind)):
            yield (
                publications[key[2], key[3]],
                slices[key],
                groups[row].group,
                groups[row].status,
                found["rate_text"],
                *(_written(name, found[name]) for name in NUMBERS),
            )


def _slice(plan, place, pathway, metric, cohort, span):
    organization, county, region, segment = plan.places.identity[place]
    return (
        *(None if pk == reading.NONE else pk for pk in (organization, county, region)),
        segment,
        None if pathway == reading.NONE else pathway,
        metric,
        academic_year.starting(cohort),
        span,
    )


def _written(name, value):
    if value is None or name not in _FRACTIONS:
        return value
    return display.decimals(value)
