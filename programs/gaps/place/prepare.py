"""Find the nearest program of each sector for every school, and write it down."""

from collections import Counter, defaultdict

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from partners.models import Site
from pathways_portal.common import academic_year
from programs.bulk_writes import lock
from programs.enums import GapKind
from programs.gaps.place import rules
from programs.gaps.place.counts import counts_of
from programs.gaps.place.districts import schools_of
from programs.gaps.snapshots import note
from programs.models import GapSnapshot, NearestProgram, PlaceCount, Program, Sector

CHUNK = 2_000


@transaction.atomic
def prepare(now):
    """Write the nearest programs of `now`, an aware moment, and add them up; return how many.

    A real school's are real programs: what was made up closes no gap. A second run waits for the
    first.
    """
    lock([NearestProgram, PlaceCount, GapSnapshot])
    year = academic_year.on(timezone.localdate(now))
    rows, counts = [], []
    for segment in rules.REACH:
        nearest = list(nearest_programs(segment))
        rows += nearest
        counts += counts_of(segment, nearest, year)
    for model, written in ((NearestProgram, rows), (PlaceCount, counts)):
        model.objects.all().delete()
        model.objects.bulk_create(written, batch_size=CHUNK)
    sectors = Sector.objects.count()
    for segment in rules.REACH:
        present = sum(
            row.segment == segment and (row.is_own or row.miles <= rules.USUAL_MILES)
            for row in rows
        )
        missing = schools_of(segment).count() * sectors - present
        key = f"place:{segment}:{rules.USUAL_MILES}:missing"
        note(GapKind.PLACE, key, missing, now, rules.METHOD)
    return len(rows)


def nearest_programs(segment):
    """A `NearestProgram`, not yet saved, for each school and sector that has one near."""
    own, around = _programs(segment)
    sites = Prefetch("sites", Site.objects.filter(is_main=True), to_attr="main")
    for school in schools_of(segment).prefetch_related(sites).iterator(CHUNK):
        point = _point(next(iter(school.main), None))
        for sector, places in around.items():
            kept = own.get((school.pk, sector, school.is_sample)) or own.get(
                (school.pk, sector, False)
            )
            found = (0.0, kept) if kept else None
            if found is None and point:
                found = places[school.is_sample].nearest(point)
            if found:
                yield NearestProgram(
                    school=school,
                    segment=segment,
                    sector_id=sector,
                    program_id=found[1],
                    is_own=bool(kept),
                    miles=found[0],
                )


def _programs(segment):
    """Two tables of public programs that the segment's students can enter.

    `own`: {(organization, sector, is sample): the first by title}, of the segment itself.
    `around`: {sector: {False: places of real ones, True: places of all}}.
    """
    points = {
        site.organization_id: _point(site)
        for site in Site.objects.filter(is_main=True, latitude__isnull=False)
    }
    rows = (
        Program.objects.open_to_students()
        .filter(segment__in=rules.REACH[segment], sector__isnull=False)
        .order_by("title", "pk")
        .values_list("pk", "organization", "sector", "segment", "is_sample")
    )
    own, at = {}, Counter()
    listed = defaultdict(lambda: {False: [], True: []})
    for pk, organization, sector, taught_in, is_sample in rows.iterator(CHUNK):
        if taught_in == segment:
            own.setdefault((organization, sector, is_sample), pk)
        point = points.get(organization)
        # The first program of an organization stands for its others: they are as far.
        for with_samples in {True, is_sample}:
            place = (organization, sector, with_samples)
            at[place] += 1
            if point and at[place] == 1:
                listed[sector][with_samples].append((point, pk))
        listed[sector]  # a sector with programs but without points still has its own
    around = {
        sector: {which: rules.Places(found) for which, found in both.items()}
        for sector, both in listed.items()
    }
    return own, around


def _point(site):
    if site is None or site.latitude is None:
        return None
    return site.latitude, site.longitude
