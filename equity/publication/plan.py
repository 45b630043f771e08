"""Everything that publishing a release would do, worked out without doing it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from django.conf import settings
from django.utils.translation import gettext_noop

from equity.enums import CellStatus, MetricKind
from equity.models import ALL, Dimension, Group, Metric, Release
from equity.protection.cells import Settings, Structure
from equity.protection.publishable import publishable
from equity.publication import lacking, reading
from equity.publication import standing as before
from equity.publication.places import Places
from equity.publication.reading import NONE
from equity.publication.unsafe import Unsafe


@dataclass
class Plan:
    """`cells`: what would be published, held slices too, one row a cell, with its shown `n` and
    `s` (-1 where not shown), `status`, bounds and the `rule` behind it. `keys`: the metrics and
    cohorts of the release, as (metric id, first year); `held`: why some keep what stands.
    `tables` and `useful`: tables of groups, and how many of them say something.
    """

    release: Release
    cells: pd.DataFrame
    keys: set
    held: dict
    standing: before.Standing
    places: Places
    raw_cells: int
    tables: int
    useful: int

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
        raise Unsafe(gettext_noop("This release has no counts."))
    say(f"{len(raw):,} counts read")
    places = Places()
    raw = _described(raw, places)
    linked = before.with_linked(raw["metric"].unique().tolist())
    standing = before.Standing(linked, places)
    follows, same = before.links(linked)
    done = publishable(
        raw.drop(columns=reading.PLACE),
        Structure(
            place_sums=places.sums(),
            links=follows,
            same_students=same,
            never_pooled=raw.loc[raw["kind"] == MetricKind.PUBLISHED_RATE, "metric"].unique(),
        ),  # fmt: skip
        protection_settings(),
        earlier=standing.earlier(raw["metric"].unique()),
        progress=say,
    )
    listed = done.cells[done.cells["listed"]]
    keys = _keys(raw) | _keys(listed)
    bundles = before.Bundles([listed, standing.cells], [*follows, *same])
    if missing := before.missing(keys, standing.published, bundles):
        raise Unsafe(
            gettext_noop(
                "This release holds only a part of figures that hang together: %(missing)s is "
                "published already and is not in it. Whoever compares the two could work out "
                "hidden counts. Add these rows to the file, changed or not, and load it again."
            ),
            missing=missing,
        )
    if done.uncertified:
        _say_what_is_lacking(raw, follows, same, places, done.cells.loc[done.uncertified])
        raise Unsafe(
            gettext_noop(
                "For %(count)s counts no way was found to keep them from being worked out, so "
                "nothing is published. Load the release with fewer dimensions, or with more years "
                "together."
            ),
            count=len(done.uncertified),
        )
    held = {key: why for key, why in done.held.items() if key in keys}
    for key in bundles.of(held) & keys:
        held.setdefault(key, next(iter(held.values())))
    useful, tables = done.useful()
    return Plan(release, _published(listed), keys, held, standing, places, len(raw), tables, useful)


def _say_what_is_lacking(raw, follows, same, places, uncertified):
    """Raises `Unsafe` with the places and measures to mend, where that may be why counts of linked
    measures could be worked out: what links them is the one the file lacks there, in a cohort of
    theirs. `uncertified`: the cells that could be worked out, of a window in each of its years."""
    years = [
        (metric, cohort + year)
        for metric, cohort, span in _distinct(uncertified, ["metric", "cohort", "span"])
        for year in range(span)
    ]
    linked = {metric: before.with_linked([metric]) for metric in {metric for metric, _ in years}}
    touched = {(other, year) for metric, year in years for other in linked[metric]}
    gaps = lacking.lacking(raw, follows, same)
    found = {one for one in gaps if (one[2], one[1]) in touched}
    if found:
        raise Unsafe(
            gettext_noop(
                "For %(count)s counts no way was found to keep them from being worked out, so "
                "nothing is published. Some measures count students of another measure that the "
                "file lacks at the same place and pathway. Add the rows of the one that is "
                "lacking, or take the other out there, and load the file again. If that does not "
                "help, load the release with fewer dimensions, or with more years together. "
                "Place, cohort, measure, and in brackets what it lacks: %(lacking)s."
            ),
            count=len(uncertified),
            lacking=lacking.in_words(found, places),
        )


def protection_settings():
    return Settings(
        minimum=settings.EQUITY_MIN_CELL,
        small_outcomes=settings.EQUITY_SMALL_OUTCOMES,
        by_year=settings.EQUITY_YEARLY_STUDENTS,
        pooled=settings.EQUITY_YEARLY_STUDENTS,
        window=settings.EQUITY_WINDOW_YEARS,
    )


def _keys(frame):
    return set(_distinct(frame, ["metric", "cohort"]))


def _distinct(frame, names):
    """The distinct rows of these columns, as tuples."""
    return frame[names].drop_duplicates().itertuples(index=False, name=None)


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
    """Students who reached it, as a published rate gives them away: protection must know."""
    known = (raw["kind"] == MetricKind.PUBLISHED_RATE) & (raw["rate_pct"] >= 0)
    hundredths = (raw.loc[known, "rate_pct"] * 100).round().astype(np.int64)
    raw.loc[known, "s"] = (raw.loc[known, "n"] * hundredths + 5000) // 10_000


def _published(listed):
    """The rows that pages get, with what they show."""
    cells = listed.copy()
    cells["status"] = cells["status"].astype(str)
    # n may be known although nothing is said of the rate: a range without bounds.
    n_alone = (cells["status"] == CellStatus.HIDDEN) & cells["show_n"]
    cells.loc[n_alone, "status"] = CellStatus.BANDED.value
    cells["n"] = cells["n"].where(cells["show_n"], NONE)
    # What a published rate gives away is no number of the source.
    is_rate = cells["kind"] == MetricKind.RATE
    cells["s"] = cells["s"].where(cells["show_s"] & is_rate, NONE)
    return cells
