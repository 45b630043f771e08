"""Which published cells a report names. It reads published cells only, a few questions a place."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from equity.enums import MetricKind, PublicationState
from equity.models import ALL, Publication, PublishedCell, Slice
from pathways_portal.common import academic_year

# Groups below this size are left out of the report: method 7.3.
FEWEST = 30
MOST_GAPS = 3
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
    """What stands for a place: its slices of the newest cohorts, and what is found in them."""

    gaps: list[Gap] = field(default_factory=list)
    better: Better | None = None
    publications: list[Publication] = field(default_factory=list)

    @property
    def cells(self):
        named = [c for gap in self.gaps for c in (gap.cell, gap.before, gap.widest) if c]
        if self.better:
            named += [self.better.cell, self.better.before]
        return sorted({cell.pk for cell in named})


def figures_of(organization):
    """The `Figures` of an organization, or of the region where it is None."""
    place = {"organization": organization} if organization else {"region__isnull": False}
    slices = list(
        Slice.objects.filter(**place, metric__kind=MetricKind.RATE).values_list(
            "pk",
            "metric_id",
            "segment",
            "pathway_id",
            "cohort",
            "span",
            "metric__follow_up_years",
        )
    )
    standing = {
        (one.metric_id, one.cohort): one
        for one in Publication.objects.filter(state=PublicationState.STANDING).select_related(
            "release"
        )
    }
    newest, earlier, used = _newest(slices, standing)
    if not newest:
        return Figures()
    found = Figures(publications=[standing[key] for key in sorted(used)])
    found.gaps = _gaps(newest, earlier)
    found.better = _better(newest, earlier, {gap.cell.pk for gap in found.gaps})
    return found


def _newest(slices, standing):
    """({newest slice of each table: its key}, {key: the slice a cohort earlier}, publications).

    A cohort whose years of follow-up have not passed takes no part. A pooled window is compared
    with the window before it, which it does not overlap.
    """
    this_year = academic_year.on(timezone.localdate())
    tables = defaultdict(list)
    for pk, metric, segment, pathway, cohort, span, follow_up in slices:
        last = academic_year.later(cohort, span - 1)
        is_complete = academic_year.later(last, follow_up) < this_year
        if (metric, cohort) in standing and is_complete:
            tables[metric, segment, pathway].append((last, cohort, span, pk))
    newest, earlier, used = {}, {}, set()
    for key, rows in tables.items():
        rows.sort(reverse=True)
        last, cohort, span, pk = rows[0]
        newest[pk] = key
        used.add((key[0], cohort))
        before = next((r for r in rows[1:] if r[2] == span and r[0] < cohort), None)
        if before:
            earlier[pk] = before[3]
    return newest, earlier, used


def _shown():
    """Cells a report may name: shown, large enough, of a known group, not everyone."""
    return (
        PublishedCell.objects.standing()
        .shown()
        .filter(n__gte=FEWEST, group__is_unknown=False)
        .exclude(group__dimension__code=ALL)
        .select_related(
            "group__dimension",
            "slice__metric",
            "slice__organization",
            "slice__region",
            "slice__pathway__owner",
            "publication__release",
        )
    )


def _gaps(newest, earlier):
    """The gaps with most students to full parity, each metric and group once."""
    cells = _shown().filter(slice__in=newest, di=True, needed_parity__gt=0)
    order = ("-needed_parity", "slice__metric__order", "group__order", "pk")
    chosen, seen = [], set()
    for cell in cells.order_by(*order)[:_READ]:
        key = (cell.slice.metric_id, cell.group_id)
        if key not in seen:
            seen.add(key)
            chosen.append(cell)
        if len(chosen) == MOST_GAPS:
            break
    before = _before(chosen, earlier)
    same = defaultdict(list)
    groups = {cell.group_id for cell in chosen}
    for one in cells.filter(group__in=groups).order_by(*order):
        same[one.group_id, one.slice.segment, one.slice.pathway_id].append(one)
    return [
        Gap(
            cell,
            before.get(cell.pk),
            same[cell.group_id, cell.slice.segment, cell.slice.pathway_id][0],
        )
        for cell in chosen
    ]


def _before(cells, earlier):
    """{cell: the same group in the slice a cohort earlier}, where that is shown."""
    wanted = {earlier[c.slice_id]: c for c in cells if c.slice_id in earlier}
    rows = _shown().filter(
        slice__in=[earlier[c.slice_id] for c in cells if c.slice_id in earlier],
        group__in=[c.group_id for c in cells],
    )
    at = {(row.slice_id, row.group_id): row for row in rows} if wanted else {}
    return {
        c.pk: at[earlier[c.slice_id], c.group_id]
        for c in cells
        if (earlier.get(c.slice_id), c.group_id) in at
    }


def _better(newest, earlier, taken):
    """The gap that narrowed most, counted in students, while the group's own rate rose."""
    rows = (
        PublishedCell.objects.standing()
        .shown()
        .filter(
            slice__in=[*earlier, *earlier.values()],
            n__gte=FEWEST,
            group__is_unknown=False,
            group__dimension__first__isnull=True,
            gap__isnull=False,
        )
        .exclude(group__dimension__code=ALL)
        .values_list("slice_id", "group_id", "pk", "n", "rate", "gap")
    )
    at = {(slice_id, group): rest for slice_id, group, *rest in rows}
    best = None
    for (slice_id, group), (pk, n, rate, gap) in at.items():
        before = at.get((earlier.get(slice_id), group))
        if before is None or pk in taken:
            continue
        old_pk, _old_n, old_rate, old_gap = before
        students = (min(gap, 0) - min(old_gap, 0)) * n
        if students >= 1 and rate > old_rate and (best is None or (students, -pk) > best[0]):
            best = ((students, -pk), pk, old_pk)
    if best is None:
        return None
    cells = _shown().in_bulk([best[1], best[2]])
    return Better(cells[best[1]], cells[best[2]])
