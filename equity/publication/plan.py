"""Everything that publishing a release would do, worked out without doing it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from django.conf import settings
from django.utils.translation import gettext as _

from equity.enums import CellStatus, MetricKind
from equity.models import ALL, Dimension, Group, Metric, Release
from equity.protection.cells import Settings, Structure
from equity.protection.release import protect
from equity.publication import grain, reading
from equity.publication import standing as before
from equity.publication.places import Places
from equity.publication.reading import NONE


class Unsafe(Exception):
    """The release may not be published; the message says why and what to do."""


@dataclass
class Plan:
    """`cells`: what would be published, held slices too, one row a cell, with its shown `n` and
    `s` (-1 where not shown), `status`, bounds and the `rule` behind it. `keys`: the metrics and
    cohorts of the release, as (metric id, first year); `held`: those that keep what stands.
    """

    release: Release
    cells: pd.DataFrame
    keys: set
    held: set
    standing: before.Standing
    places: Places
    raw_cells: int
    grains: pd.DataFrame

    @property
    def fresh(self):
        """The cells that would be published."""
        if not self.held:
            return self.cells
        keys = pd.MultiIndex.from_frame(self.cells[["metric", "cohort"]])
        return self.cells[~keys.isin(list(self.held))]


def make_plan(release, progress=None):
    """The `Plan` of a release; raises `Unsafe`. `progress` is told what is being done."""
    say = progress or (lambda text: None)
    raw = reading.raw_cells(release)
    if raw.empty:
        raise Unsafe(_("This release has no counts."))
    say(f"{len(raw):,} counts read")
    places = Places()
    raw = _described(raw, places)
    metrics = set(raw["metric"])
    standing = before.Standing(before.with_linked(metrics), places)
    rules = protection_settings()
    frame, grains = grain.grained(raw, standing, rules)
    keys = _keys(raw) | _keys(frame[frame["listed"]])
    follows, same = before.links(before.with_linked(metrics))
    bundles = before.Bundles([frame[frame["listed"]], standing.cells], [*follows, *same])
    why = before.why_incomplete(keys, standing.published, bundles)
    if why:
        raise Unsafe(why)
    structure = Structure(place_sums=places.sums(), links=follows, same_students=same)
    protected = protect(standing.marked(frame), structure, rules, say)
    if protected.uncertified:
        raise Unsafe(
            _(
                "For %s counts no way was found to keep them from being worked out, so nothing is "
                "published. Load the release with fewer dimensions, or with more years together."
            )
            % len(protected.uncertified)
        )
    cells = _published(frame, protected.result)
    held = bundles.of(standing.moved_a_little(cells, rules.minimum)) & keys
    return Plan(release, cells, keys, held, standing, places, len(raw), grains)


def protection_settings():
    return Settings(
        minimum=settings.EQUITY_MIN_CELL,
        small_outcomes=settings.EQUITY_SMALL_OUTCOMES,
        by_year=settings.EQUITY_YEARLY_STUDENTS,
        pooled=settings.EQUITY_YEARLY_STUDENTS,
        window=settings.EQUITY_WINDOW_YEARS,
    )


def _keys(frame):
    found = frame[["metric", "cohort"]].drop_duplicates()
    return set(found.itertuples(index=False, name=None))


def _described(raw, places):
    """The counts with what the reference lists say of them."""
    raw["place"] = places.of(raw)
    kinds = dict(Metric.objects.values_list("pk", "kind"))
    raw["kind"] = raw["metric"].map(kinds)
    dimensions = pd.DataFrame(
        Dimension.objects.values_list("pk", "code", "overlapping"),
        columns=["dimension", "code", "overlapping"],
    ).set_index("dimension")
    raw["is_total"] = raw["dimension"].map(dimensions["code"] == ALL).astype(bool)
    raw["overlapping"] = raw["dimension"].map(dimensions["overlapping"]).astype(bool)
    groups = pd.DataFrame(
        Group.objects.values_list("pk", "is_unknown", "first_id", "second_id"),
        columns=["group", "is_unknown", "first", "second"],
    ).set_index("group")
    raw["is_unknown"] = raw["group"].map(groups["is_unknown"]).astype(bool)
    for name in ("first", "second"):
        raw[name] = raw["group"].map(groups[name]).fillna(NONE).astype(np.int64)
    raw["source_status"] = raw["source_status"].astype(str)
    _estimate_published_rates(raw)
    return raw


def _estimate_published_rates(raw):
    """Students who reached it, as a published rate gives them away: protection must know.

    The rounding of the rates is put where it does no harm, so that the groups add up.
    """
    known = (raw["kind"] == MetricKind.PUBLISHED_RATE) & (raw["rate_pct"] >= 0)
    if not known.any():
        return
    rates = raw[known].copy()
    hundredths = (rates["rate_pct"] * 100).round().astype(np.int64)
    rates["s"] = (rates["n"] * hundredths + 5000) // 10_000
    address = reading.ADDRESS
    totals = rates[rates["is_total"]].set_index(address)["s"]
    whole = rates[~rates["is_total"] & ~rates["overlapping"]]
    complete = raw[raw["kind"] == MetricKind.PUBLISHED_RATE].groupby([*address, "dimension"])
    complete = complete["rate_pct"].min() >= 0
    for key, table in whole.groupby([*address, "dimension"]):
        if complete[key] and key[:-1] in totals.index:
            largest = table["n"].idxmax()
            moved = rates.at[largest, "s"] + totals[key[:-1]] - table["s"].sum()
            rates.at[largest, "s"] = min(max(moved, 0), rates.at[largest, "n"])
    raw.loc[known, "s"] = rates["s"]


def _published(frame, result):
    """The rows that pages get, with what they show."""
    cells = frame.assign(**{name: result[name] for name in result})
    cells = cells[cells["listed"]].copy()
    cells["status"] = cells["status"].astype(str)
    # n may be known although nothing is said of the rate: a range without bounds.
    n_alone = (cells["status"] == CellStatus.HIDDEN) & cells["show_n"]
    cells.loc[n_alone, "status"] = CellStatus.BANDED.value
    cells["n"] = cells["n"].where(cells["show_n"], NONE)
    # What a published rate gives away is no number of the source.
    is_rate = cells["kind"] == MetricKind.RATE
    cells["s"] = cells["s"].where(cells["show_s"] & is_rate, NONE)
    return cells
