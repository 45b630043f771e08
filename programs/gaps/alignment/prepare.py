"""Work all alignment gaps out and write them down, so that no page has to."""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from programs.bulk_writes import lock
from programs.enums import AlignmentKind, GapKind, GapState
from programs.gaps.alignment import rules
from programs.gaps.alignment.find import CHUNK, find
from programs.gaps.alignment.openings import most, openings_concerned
from programs.gaps.snapshots import note
from programs.models import AlignmentCount, AlignmentGap, GapSnapshot

FIELD = {
    AlignmentKind.COURSES: "course_id",
    AlignmentKind.PROGRAMS: "program_id",
    AlignmentKind.FEEDERS: "program_id",
    AlignmentKind.AGREEMENTS: "agreement_id",
}
# The states that a gap of each kind may have.
STATES = dict.fromkeys(
    [AlignmentKind.COURSES, AlignmentKind.PROGRAMS, AlignmentKind.FEEDERS],
    (GapState.ABSENT, GapState.UNREPORTED),
) | {AlignmentKind.AGREEMENTS: (GapState.ENDING, GapState.OVERDUE)}


# By what the gaps of an organization are added up: all that the list can be narrowed by.
ADDED_UP_BY = ("kind", "state", "segment", "organization_id", "county_id", "sector_id")


@transaction.atomic
def prepare(now):
    """Write the gaps of `now`, an aware moment; return how many there are.

    A gap that was there before keeps the day it was first counted; one that is closed goes.
    Readers see the old rows until the new ones are there; a second run waits for the first.
    """
    lock([AlignmentGap, AlignmentCount, GapSnapshot])
    today = timezone.localdate(now)
    since = dict(AlignmentGap.objects.values_list("key", "since").iterator(CHUNK))
    concerned = openings_concerned()
    counts, rows = Counter(), []
    for one in find(today):
        job = most([concerned[program] for program in one.programs if program in concerned])
        key = rules.key_of(one.kind, one.slug)
        counts[one.kind, one.state] += 1
        rows.append(
            AlignmentGap(
                kind=one.kind,
                key=key,
                state=one.state,
                organization_id=one.organization,
                county_id=one.county,
                segment=one.segment,
                sector_id=one.sector,
                occupation_id=job and job.occupation,
                openings=job and job.openings,
                is_estimate=bool(job and job.is_estimate),
                is_sample=one.is_sample,
                since=since.get(key, today),
                **{FIELD[one.kind]: one.record},
            )
        )
    AlignmentGap.objects.all().delete()
    AlignmentGap.objects.bulk_create(rows, batch_size=CHUNK)
    _add_up(rows)
    for kind, states in STATES.items():
        for state in states:
            note(
                GapKind.ALIGNMENT,
                f"alignment:{kind}:{state}",
                counts[kind, state],
                now,
                rules.METHOD,
            )
    return len(rows)


def _add_up(gaps):
    """Write how many there are of each sort: a page cannot count half a million of them."""
    counted = Counter(tuple(getattr(gap, name) for name in ADDED_UP_BY) for gap in gaps)
    AlignmentCount.objects.all().delete()
    AlignmentCount.objects.bulk_create(
        [
            AlignmentCount(gaps=n, **dict(zip(ADDED_UP_BY, key, strict=True)))
            for key, n in counted.items()
        ],
        batch_size=CHUNK,
    )
