"""A question in, an answer out: which programs, in which order, and what each facet would give.

    answer = ask(Question(text="welding", chosen={"county": ("imperial",)}, near="92243"))
    answer.total, answer.page(1), answer.counts["segment"], answer.program_ids

Counts are exact and *disjunctive*: the count of a value is the number of programs one would get if
this facet's choice were only that value and everything else stayed.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from partners.distance import EARTH_MILES
from programs.search import columns as columns_module
from programs.search.columns import Columns
from programs.search.facets import BY_NAME, FACETS
from programs.search.matching import matches
from programs.search.places import Place, find_place
from programs.search.program_documents import APPROVED_FROM, AREAS_FROM, SAMPLES_FROM
from programs.search.spelling import Reading, read
from programs.search.tsqueries import ANYWHERE, EXACT_TITLE, IN_HEADLINES, IN_TITLE, NOWHERE

PAGE_SIZE = 20
RADII = (5, 10, 25, 50, 100)
# Farther away is all the same, and so is where no place is on file.
MOST_MILES = 6_000
# Miles that part "near" from "a drive", for the order of equally good matches.
BANDS = (10, 25, 50)
BEST, NAME, DISTANCE, PAY, OPENINGS = "best", "name", "distance", "pay", "openings"
ALSO_FOUND = 6
ALSO_FOUND_OF_A_KIND = 3
WITHIN = "within"
WORDS = "q"


@dataclass(frozen=True)
class Question:
    """What somebody asks of the finder. Everything is optional; nothing asked is everything.

    text      words and codes
    exact     take the words as they are spelled
    chosen    {facet name: keys as in addresses}; several keys of a facet widen, facets narrow
    near      a ZIP code, a city or a school; or `point`, (latitude, longitude), from Python
    within    miles from there: one of RADII, or None
    sort      BEST, NAME, DISTANCE, PAY or OPENINGS; None takes BEST for words, else DISTANCE for
              a place
    """

    text: str = ""
    exact: bool = False
    chosen: dict = field(default_factory=dict)
    near: str = ""
    point: tuple | None = None
    within: int | None = None
    sort: str | None = None


@dataclass
class Answer:
    """The programs that answer a question, and everything a page says about them.

    `rows` are positions in `columns`, in order. `unknown`: (facet, value) that mean nothing here.
    `without_words`: terms that no document had together with the others, left out to find
    anything at all. `no_point`: programs that match but have no place on file, left out by the
    distance.
    """

    question: Question
    columns: Columns
    reading: Reading
    place: Place | None
    sort: str
    rows: np.ndarray
    counts: dict
    radius_counts: dict
    chosen: dict
    unknown: tuple = ()
    without_words: tuple = ()
    no_point: int = 0
    also: tuple = ()
    if_dropped: dict = field(default_factory=dict)
    _miles: np.ndarray | None = None

    @property
    def total(self):
        return len(self.rows)

    @cached_property
    def samples(self):
        """How many of them are sample data."""
        return int(np.count_nonzero((self.columns.standing >= SAMPLES_FROM)[self.rows]))

    @cached_property
    def program_ids(self):
        """All matching programs in order, as a list of primary keys."""
        return self.columns.program_ids[self.rows].tolist()

    def page(self, number, size=PAGE_SIZE):
        """Primary keys of one page, the first being 1."""
        part = self.rows[(number - 1) * size : number * size]
        return self.columns.program_ids[part].tolist()

    def miles(self, first=0, last=None):
        """{program: miles} for a stretch of the order; None where no point is on file."""
        if self._miles is None:
            return {}
        part = self.rows[first:last]
        return {
            int(pk): None if np.isnan(miles) else float(miles)
            for pk, miles in zip(self.columns.program_ids[part], self._miles[part], strict=True)
        }


def ask(question):
    """Answer a question. At most eight queries, whatever the number of programs.

    Columns one (two after a reload); words one, one more if some are respelled, one for the lists
    of their documents and one more for documents written since; the place one, two for a
    misspelled name.
    """
    columns = columns_module.current()
    reading = read(question.text, exact=question.exact) if question.text else Reading()
    place = _place(question)
    point = place.point if place else None
    miles = _miles(columns, point) if point else None
    within = question.within if point else None

    words = _Words(columns, reading)
    chosen, unknown = _known_values(columns, question.chosen)
    masks = {name: columns.facets[name].mask(ids) for name, ids in chosen.items() if ids}
    if words.mask is not None:
        masks[WORDS] = words.mask
    inside = miles <= within if within is not None else None
    if within is not None:
        masks[WITHIN] = inside

    everything = _all(masks, len(columns))
    sort = _sort(question.sort, has_words=bool(reading.terms), has_point=point is not None)
    no_point = 0
    if within is not None:
        no_point = int(
            np.count_nonzero(_all(masks, len(columns), leave_out=WITHIN) & np.isnan(miles))
        )
    answer = Answer(
        question=question,
        columns=columns,
        reading=reading,
        place=place,
        sort=sort,
        rows=_ordered(columns, everything, sort, words.tiers, miles),
        counts=_counts(columns, masks, everything),
        radius_counts=_radius_counts(masks, columns, miles),
        chosen=chosen,
        unknown=unknown,
        without_words=words.left_out,
        no_point=no_point,
        also=_also(columns, words.labels),
        _miles=miles,
    )
    if not answer.total:
        answer.if_dropped = {
            name: int(np.count_nonzero(_all(masks, len(columns), leave_out=name))) for name in masks
        }
    return answer


def nearest(point, *, limit=5, chosen=None):
    """Primary keys of the programs nearest to (latitude, longitude), with their miles.

    `chosen` narrows as in Question. Returns [(program pk, miles)], nearest first; programs without
    a place on file are not among them.
    """
    answer = ask(Question(point=point, sort=DISTANCE, chosen=chosen or {}))
    return [(pk, miles) for pk, miles in answer.miles(0, limit).items() if miles is not None]


def _place(question):
    if question.point:
        return Place(typed="", point=question.point)
    return find_place(question.near)


def usual_sort(*, has_words, has_point):
    """The order when none is asked for."""
    return DISTANCE if has_point and not has_words else BEST


def _sort(wanted, *, has_words, has_point):
    if wanted == DISTANCE and not has_point:
        wanted = None
    return wanted or usual_sort(has_words=has_words, has_point=has_point)


def _miles(columns, point):
    """Miles from a point to every program's main site; NaN where it has none."""
    latitude, longitude = np.radians(point[0]), np.radians(point[1])
    latitudes, longitudes = np.radians(columns.latitude), np.radians(columns.longitude)
    half = (
        np.sin((latitudes - latitude) / 2) ** 2
        + np.cos(latitude) * np.cos(latitudes) * np.sin((longitudes - longitude) / 2) ** 2
    )
    return 2 * EARTH_MILES * np.arcsin(np.sqrt(half))


def _known_values(columns, chosen):
    """({facet: ids or values}, unknown): keys of addresses turned into what the columns hold."""
    known, unknown = {}, []
    for name, keys in chosen.items():
        facet = BY_NAME[name]
        found = []
        for key in dict.fromkeys(keys):
            if facet.choices:
                value = key if key in facet.choices.values else None
            else:
                label = columns.labels.by_key.get((facet.kind, key))
                value = label.object_id if label else None
            if value is None:
                unknown.append((facet, key))
            else:
                found.append(value)
        known[name] = tuple(found)
    return known, tuple(unknown)


def _all(masks, count, leave_out=None):
    """Rows that pass every mask but one."""
    result = np.ones(count, bool)
    for name, mask in masks.items():
        if name != leave_out:
            result &= mask
    return result


def _counts(columns, masks, everything):
    """For each facet its counts: over all rows that pass, its own choice left out."""
    counts, rows = {}, np.flatnonzero(everything) if masks else None
    for facet in FACETS:
        values = columns.facets[facet.name]
        if not masks.keys() - {facet.name}:
            counts[facet.name] = values.all_counts
        elif facet.name in masks:
            counts[facet.name] = values.counts(_all(masks, len(columns), leave_out=facet.name))
        else:
            counts[facet.name] = values.counts(rows)
    return counts


def _radius_counts(masks, columns, miles):
    """{miles: programs within}; the key None counts those at any distance."""
    if miles is None:
        return {}
    rows = _all(masks, len(columns), leave_out=WITHIN)
    counts = {radius: int(np.count_nonzero(rows & (miles <= radius))) for radius in RADII}
    return counts | {None: int(np.count_nonzero(rows))}


def _ordered(columns, everything, sort, tiers, miles):
    """Positions of the rows that pass, in the order asked for.

    Every sort keeps the order before it among equals. Keys are small whole numbers: those are
    sorted in one pass. By distance and by words samples stand behind what is real: what was made
    up must not push back what somebody can enter.
    """
    order = {
        NAME: columns.by_name,
        PAY: columns.best_paid_first,
        OPENINGS: columns.most_openings_first,
    }.get(sort, columns.best_first)
    rows = order[everything[order]]
    if sort == DISTANCE:
        # Tenths of a mile, as they are shown: what looks equally far is ordered by standing.
        far = np.minimum(np.nan_to_num(miles[rows], nan=MOST_MILES), MOST_MILES)
        keys = np.round(far * 10).astype(np.uint32)
        keys += np.uint32(10 * MOST_MILES + 1) * (columns.standing[rows] >= SAMPLES_FROM)
        rows = rows[np.argsort(keys, kind="stable")]
    elif sort == BEST and tiers is not None:
        rows = rows[np.argsort(_match(columns, rows, tiers[rows], miles), kind="stable")]
    return rows


def _match(columns, rows, tiers, miles):
    """How well each row fits the words and the place, the best lowest, as a small number.

    First where the words stand: in the title, in what it gives and leads to, anywhere. Then real
    before sample, near before far in BANDS, open to students before approved only, and a title
    that is nothing but these words before others. Among equals standing decides.
    """
    standing = columns.standing[rows]
    keys = np.select([tiers <= IN_TITLE, tiers == IN_HEADLINES], [0, 1], 2).astype(np.uint8)
    keys = keys * np.uint8(2) + (standing >= SAMPLES_FROM)
    keys = keys * np.uint8(len(BANDS) + 1)
    if miles is not None:
        # Unknown is beyond.
        far = np.nan_to_num(miles[rows], nan=MOST_MILES)
        keys += np.searchsorted(BANDS, far).astype(np.uint8)
    keys = keys * np.uint8(2) + ((standing >= APPROVED_FROM) & (standing < AREAS_FROM))
    return keys * np.uint8(2) + (tiers != EXACT_TITLE)


class _Words:
    """What the words select: a mask and a tier for each program, and a tier for each label."""

    def __init__(self, columns, reading):
        self.mask = self.tiers = self.labels = None
        self.left_out = ()
        if not reading.terms:
            return
        found = matches(columns, reading)
        self.tiers, self.labels = found.programs, found.labels
        self.mask = self.tiers < NOWHERE
        if not self.mask.any() and len(reading.terms) > 1:
            self._most_words(found.each[:, : len(columns)], reading.terms)

    def _most_words(self, tiers, terms):
        """No program has every word: those with the most of them; the other terms are left out.

        Of equally many words, those that stand in more titles are kept, then those in more
        programs.
        """
        bits = 1 << np.arange(len(terms))
        combinations = bits @ (tiers < NOWHERE)
        counts = np.bincount(combinations, minlength=1 << len(terms))
        counts[0] = 0
        there = np.flatnonzero(counts)
        if not len(there):
            return
        sizes = np.array([int(one).bit_count() for one in there])

        def merit(combination):
            kept = (bits & combination) > 0
            return (tiers[kept] <= IN_TITLE).sum(), counts[combination]

        best = max(there[sizes == sizes.max()].tolist(), key=merit)
        kept = (bits & best) > 0
        self.mask = combinations == best
        in_title = (tiers[kept] <= IN_TITLE).all(axis=0)
        self.tiers = np.where(in_title, IN_TITLE, ANYWHERE).astype(np.uint8)
        self.left_out = tuple(
            term.shown for term, is_kept in zip(terms, kept, strict=True) if not is_kept
        )


def _also(columns, tiers):
    """Labels of other kinds whose title the words name, the best first."""
    if tiers is None:
        return ()
    labels, of_kind = [], defaultdict(int)
    in_order = columns.labels.in_order
    named = np.flatnonzero(tiers <= IN_TITLE).tolist()
    # What programs here lead to or belong to comes before what merely bears the name.
    named.sort(key=lambda at: (tiers[at], not _has_programs(columns, in_order[at])))
    for at in named:
        label = in_order[at]
        if of_kind[label.kind] < ALSO_FOUND_OF_A_KIND and (
            label.page or _has_programs(columns, label)
        ):
            of_kind[label.kind] += 1
            labels.append(label)
            if len(labels) == ALSO_FOUND:
                break
    return tuple(labels)


_FACET_OF_KIND = {facet.kind: facet for facet in FACETS if facet.kind}


def _has_programs(columns, label):
    """Whether the finder, filtered to it, shows anything."""
    facet = _FACET_OF_KIND.get(label.kind)
    return bool(facet) and columns.facets[facet.name].all_counts.get(label.object_id, 0) > 0
