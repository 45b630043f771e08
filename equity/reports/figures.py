"""Which published cells a report names. It reads published cells only, a few questions a place."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, Max, OuterRef

from equity import cohorts
from equity.enums import CellStatus, MetricKind, PublicationState
from equity.models import ALL, Publication, PublishedCell, Release, Slice

# Groups below this size are left out of the report: method 7.3.
FEWEST = 30
MOST_GAPS = 3
# Of a yes-or-no question, those whom it is not about: their gap closes when the others lose.
OTHER_HALF = "no"
_READ = 60  # the largest gaps looked at, to find different ones among them


@dataclass(frozen=True)
class Gap:
    """A gap to act on: its cell, the same cell a cohort earlier, and the widest step on the way."""

    cell: PublishedCell
    before: PublishedCell | None
    widest: PublishedCell


@dataclass(frozen=True)
class Better:
    """What got better: the cell of the last cohort and of the one before."""

    cell: PublishedCell
    before: PublishedCell


@dataclass
class Figures:
    """What stands for a place: its newest slices, and what is found in them.

    `releases`: those that stand here. `measures`: {release's id: ids of the metrics it is about}.
    `sums`: ids of the metrics whose figures here are added up over organizations.
    `taken_back`: the last day on which figures that a report could name were, or None.
    """

    gaps: list[Gap] = field(default_factory=list)
    better: Better | None = None
    releases: list[Release] = field(default_factory=list)
    measures: dict[int, set[int]] = field(default_factory=dict)
    sums: set[int] = field(default_factory=set)
    taken_back: date | None = None

    @property
    def cells(self):
        named = [c for gap in self.gaps for c in (gap.cell, gap.before, gap.widest) if c]
        if self.better:
            named += [self.better.cell, self.better.before]
        return sorted({cell.pk for cell in named})


def figures_of(organization):
    """The `Figures` of an organization, or of the region where it is None."""
    place = {"organization": organization} if organization else {"region__isnull": False}
    # Where years were published as one window, a single year has its total at most: no table.
    groups = PublishedCell.objects.standing().exclude(group__dimension__code=ALL)
    tables = Slice.objects.filter(Exists(groups.filter(slice=OuterRef("pk"))), **place)
    slices = tables.filter(metric__kind=MetricKind.RATE).values_list(
        "pk",
        "metric_id",
        "segment",
        "pathway_id",
        "cohort",
        "span",
        "metric__follow_up_years",
    )
    rows = Publication.objects.filter(state=PublicationState.STANDING)
    standing, sums = {}, set()
    for *key, release, is_sum in rows.values_list(
        "metric_id", "cohort", "release_id", "region_is_sum"
    ):
        standing[tuple(key)] = release
        if is_sum and organization is None:
            sums.add(tuple(key))
    newest, earlier, used = _newest(slices, standing)
    if not newest:
        return Figures()
    measures = defaultdict(set)
    for metric, cohort in used:
        measures[standing[metric, cohort]].add(metric)
    gaps = _gaps(newest, earlier)
    better = _better(newest, earlier, {cell for cell, _before, _widest in gaps})
    # Whole rows only of the few cells that are named.
    cells = _shown().in_bulk({pk for found in (*gaps, better or ()) for pk in found if pk})
    return Figures(
        gaps=[Gap(cells[one], cells.get(before), cells[widest]) for one, before, widest in gaps],
        better=better and Better(cells[better[0]], cells[better[1]]),
        releases=sorted(
            Release.objects.filter(pk__in=measures), key=lambda one: (one.published_at, one.pk)
        ),
        measures=dict(measures),
        sums={metric for metric, cohort in used if (metric, cohort) in sums},
        taken_back=_taken_back([*newest, *earlier.values()]),
    )


def _newest(slices, standing):
    """({newest slice of each table: its key}, {key: the slice a cohort earlier}, metric x cohort).

    A cohort whose years of follow-up have not passed takes no part. A pooled window is compared
    with the window before it, which it does not overlap.
    """
    tables = defaultdict(list)
    for pk, metric, segment, pathway, cohort, span, follow_up in slices:
        last = cohorts.last_year(cohort, span)
        if (metric, cohort) in standing and cohorts.is_complete(last, follow_up):
            tables[metric, segment, pathway].append((last, cohort, span, pk))
    newest, earlier, used = {}, {}, set()
    for key, rows in tables.items():
        rows.sort(reverse=True)
        _last, cohort, span, pk = rows[0]
        newest[pk] = key
        used.add((key[0], cohort))
        before = next((r for r in rows[1:] if r[2] == span and r[0] < cohort), None)
        if before:
            earlier[pk] = before[3]
    return newest, earlier, used


def _taken_back(slices):
    """The last day on which one of these slices was taken back, of those not corrected yet."""
    cells = PublishedCell.objects.standing().filter(slice__in=slices, status=CellStatus.WITHDRAWN)
    return cells.aggregate(day=Max("slice__withdrawn_on"))["day"]


def _named():
    """Cells a report may name: shown, large enough, of a known group, not everyone."""
    return (
        PublishedCell.objects.standing()
        .shown()
        .filter(n__gte=FEWEST, group__is_unknown=False)
        .exclude(group__dimension__code=ALL)
    )


def _shown():
    return PublishedCell.objects.select_related(
        "group__dimension",
        "slice__metric",
        "slice__organization",
        "slice__region",
        "slice__pathway__owner",
        "publication__release",
    )


def _gaps(newest, earlier):
    """[(cell, the same a cohort earlier or None, the widest step of the group)], as ids.

    The gaps with most students to full parity, each metric and group once.
    """
    cells = (
        _named()
        .filter(slice__in=newest, di=True, needed_parity__gt=0)
        .order_by("-needed_parity", "slice__metric__order", "group__order", "pk")
    )
    chosen, seen = [], set()
    for pk, place, group in cells.values_list("pk", "slice_id", "group_id")[:_READ]:
        key = (newest[place][0], group)
        if key not in seen:
            seen.add(key)
            chosen.append((pk, place, group))
        if len(chosen) == MOST_GAPS:
            break
    if not chosen:
        return []
    groups = [group for _pk, _place, group in chosen]
    widest = {}
    same = cells.filter(group__in=groups).values_list("pk", "slice_id", "group_id")
    for pk, place, group in same:
        widest.setdefault((group, newest[place][1:]), pk)
    places = [earlier[place] for _pk, place, _group in chosen if place in earlier]
    rows = _named().filter(slice__in=places, group__in=groups, gap__isnull=False)
    before = {
        (place, group): pk for pk, place, group in rows.values_list("pk", "slice_id", "group_id")
    }
    return [
        (pk, before.get((earlier.get(place), group)), widest[group, newest[place][1:]])
        for pk, place, group in chosen
    ]


def _better(newest, earlier, taken):
    """(cell, the same a cohort earlier), as ids, or None: the gap that narrowed most, counted in
    students, while the group's own rate rose.
    """
    rows = (
        _named()
        .filter(
            slice__in=[*earlier, *earlier.values()],
            group__dimension__first__isnull=True,
            gap__isnull=False,
        )
        .exclude(group__code=OTHER_HALF)
        .values_list("slice_id", "group_id", "pk", "n", "rate", "gap")
    )
    at = {(place, group): rest for place, group, *rest in rows}
    best = None
    for (place, group), (pk, n, rate, gap) in at.items():
        before = at.get((earlier.get(place), group))
        if before is None or pk in taken:
            continue
        old_pk, _old_n, old_rate, old_gap = before
        students = (min(gap, 0) - min(old_gap, 0)) * n
        if students >= 1 and rate > old_rate and (best is None or (students, -pk) > best[0]):
            best = ((students, -pk), pk, old_pk)
    return best and best[1:]
