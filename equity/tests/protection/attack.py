"""The attacker: what can a reader work out from what is published?

Written from the method's section 2.2 alone; it shares no code with `equity.protection`. It takes
plain rows as a reader sees them, writes down every equation and bound it can think of, and asks a
solver for the smallest and the largest whole number each hidden count can be.

Row: a dict with place, pathway (-1 all), metric, cohort, span, dimension, group, total (bool),
n, s (None if not shown; s also None where there is none), low, high (the ends of a band, else
None), status (shown, banded, hidden, none, not_reported, unlisted), has_s, and for intersections
first, second (groups). `unlisted`: a cell without a row of its own that a reader knows to exist,
for example the years behind a window. `empty` (optional): nobody is in an unlisted cell; that may
be known, since "no students" is said wherever a cell has a row.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

APART = 10
SECONDS = 5.0
"""What one program may take."""


@dataclass
class Found:
    """What an attack found."""

    attacked: int = 0
    programs: int = 0
    integer_programs: int = 0
    smallest: float = float("inf")
    unfinished: int = 0
    """Programs that were out of time; the best they had counts."""
    contradictions: int = 0
    """Hidden counts about which the reader's guess leads to no possible values."""
    broken: list = field(default_factory=list)
    """(what, smallest, largest) of hidden counts less than 10 apart."""

    def __str__(self):
        return (
            f"{self.attacked} hidden counts attacked, smallest range {self.smallest:g}, "
            f"{self.programs} linear and {self.integer_programs} integer programs, "
            f"{self.unfinished} unfinished, "
            f"{self.contradictions} contradictions, {len(self.broken)} broken"
        )


class Attack:
    """All a reader knows, as unknowns with bounds, equations and inequalities.

    `place_sums`: {whole: parts}. `links`: (a, b), numerator of a = denominator of b. `at_most`:
    the wholes of place_sums may be unduplicated, so a whole is only known to be at most the sum.
    Several releases: call `read` for each. A hidden count of one release is that of another only
    where its row says since when it has been what it is (`n_since`, `s_since`); see `Unchanged`.
    `s_follows` of a row: a rounded rate stands beside n, so s is no secret though it is not shown.
    """

    def __init__(self, place_sums=None, links=(), same_students=(), at_most=False):
        self.place_sums = place_sums or {}
        self.links, self.same_students, self.at_most = list(links), list(same_students), at_most
        self.names, self.low, self.high = {}, [], []
        self.equations = []  # ({unknown: factor}, smallest, largest)
        self.secret = {}  # unknown -> True if a hidden count, False if only a help

    # --- what is read ---------------------------------------------------------------------------

    def read(self, rows, release=0):
        """One release: its rows become unknowns, bounds and equations."""
        rows = [dict(row) for row in rows]
        self._rows = {self._key(row): row for row in rows}
        self._release = release
        self._in_year = {
            self._key(row, cohort=year, span=1) for row in rows for year in self._years(row)
        }
        blocks = defaultdict(list)
        for row in rows:
            if not row["total"]:
                blocks[self._slice(row), row["dimension"]].append(row)
        self.values = {}
        for row in rows:
            self._one_row(row)
        for (slice_, _), block in blocks.items():
            total = self._rows.get((*slice_, "total"))
            overlap = any(row.get("overlapping") for row in block)
            if overlap:
                for row in block:
                    self._within(row, total)
            else:
                self._sum(total, block)
        self._sums_down()

    @staticmethod
    def _slice(row):
        return row["place"], row["pathway"], row["metric"], row["cohort"], row["span"]

    def _key(self, row, **changes):
        row = row | changes
        return (*self._slice(row), "total" if row["total"] else row["group"])

    @staticmethod
    def _years(row):
        return range(row["cohort"], row["cohort"] + row["span"])

    def _name(self, row, what):
        """The count's own name: the same in two releases only if it is known not to differ."""
        return what, row.get(f"{what}_since", self._release), self._key(row)

    def _unknown(self, name, low, high, secret):
        if name not in self.names:
            self.names[name] = len(self.names)
            self.low.append(low)
            self.high.append(high)
            self.secret[self.names[name]] = False
        at = self.names[name]
        self.low[at], self.high[at] = max(self.low[at], low), min(self.high[at], high)
        self.secret[at] |= secret
        return at

    def _one_row(self, row):
        key = self._key(row)
        status = row["status"]
        secret = status != "not_reported" and not row.get("empty")
        if row["n"] is not None:
            n = ("known", row["n"])
        else:
            listed = status == "hidden"
            linked = any(b == row["metric"] for _, b in self.links)
            least = 1 if listed and not linked else 0
            n = ("unknown", self._unknown(self._name(row, "n"), least, np.inf, secret))
        self.values[key, "n"] = n
        if not row["has_s"]:
            return
        if row["s"] is not None:
            s = ("known", row["s"])
        elif n[0] == "known" and n[1] == 0:
            s = ("known", 0)
        else:
            low = 0 if row.get("low") is None else row["low"]
            high = np.inf if row.get("high") is None else row["high"]
            if n[0] == "known":
                high = min(high, n[1])
            secret &= not row.get("s_follows")
            s = ("unknown", self._unknown(self._name(row, "s"), low, high, secret))
        self.values[key, "s"] = s
        if s[0] == "unknown" and n[0] == "unknown":
            self._write([(n, 1), (s, -1)], 0, np.inf)

    # --- what is worked out ---------------------------------------------------------------------

    def _write(self, terms, smallest=0.0, largest=0.0):
        factors, constant = defaultdict(float), 0.0
        for (kind, value), factor in terms:
            if kind == "known":
                constant += factor * value
            else:
                factors[value] += factor
        if factors:
            self.equations.append((dict(factors), smallest - constant, largest - constant))

    def _sum(self, whole, parts, at_most=False):
        """whole = sum of parts (or at most that), for n and for s."""
        if whole is None or not parts:
            return
        for what in ("n", "s"):
            try:
                terms = [(self.values[self._key(part), what], 1) for part in parts]
                terms.append((self.values[self._key(whole), what], -1))
            except KeyError:
                continue
            self._write(terms, 0.0, np.inf if at_most else 0.0)

    def _within(self, part, whole):
        """A group of an overlapping dimension: it and everyone else make the total."""
        if whole is None:
            return
        n = self.values[self._key(part), "n"], self.values[self._key(whole), "n"]
        self._write([(n[1], 1), (n[0], -1)], 0.0, np.inf)
        if (self._key(part), "s") in self.values and (self._key(whole), "s") in self.values:
            s = self.values[self._key(part), "s"], self.values[self._key(whole), "s"]
            self._write([(s[1], 1), (s[0], -1)], 0.0, np.inf)
            self._write([(n[1], 1), (n[0], -1), (s[1], -1), (s[0], 1)], 0.0, np.inf)

    def _parts(self, row, changes):
        """The rows at `row`'s key but for each of `changes`; none if one is known in other years.

        A part without a window where the whole has one has students all the same, in years that
        stand alone: a sum of the windows leaves them out. What can be said of such a whole follows
        from its years.
        """
        found = []
        for change in changes:
            part = self._rows.get(self._key(row, **change))
            if part:
                found.append(part)
            elif any(
                self._key(row, **change, cohort=year, span=1) in self._in_year
                for year in self._years(row)
            ):
                return []
        return found

    def _over_all_pathways(self, row, places, pathways):
        """The rows of `places` that make up a whole over all pathways: a place's own over all of
        them, or else its single ones. None if every place has one of its own."""
        found, single = [], False
        for one in places:
            changes = [{"place": one}]
            if self._key(row, place=one) not in self._rows:
                changes = [{"place": one, "pathway": pathway} for pathway in pathways]
            parts = self._parts(row, changes)
            if not parts and any(
                self._key(row, **change, cohort=year, span=1) in self._in_year
                for change in changes
                for year in self._years(row)
            ):
                return []
            found += parts
            single |= len(changes) > 1 or changes[0] != {"place": one}
        return found if single else []

    def _sums_down(self):
        rows = list(self._rows.values())
        pathways = sorted({row["pathway"] for row in rows} - {-1}, key=str)
        crossings = defaultdict(list)
        for row in rows:
            places = self.place_sums.get(row["place"], ())
            self._sum(row, self._parts(row, [{"place": one} for one in places]), self.at_most)
            if row["pathway"] == -1:
                self._sum(row, self._over_all_pathways(row, places, pathways), self.at_most)
                self._sum(row, self._parts(row, [{"pathway": one} for one in pathways]))
            if row["span"] > 1:
                found = [self._rows.get(self._key(row, cohort=y, span=1)) for y in self._years(row)]
                if all(found):
                    self._sum(row, found)
            for side in ("first", "second"):
                if row.get(side) not in (None, -1):
                    parent = (*self._slice(row), row[side])
                    crossings[parent, row["dimension"]].append(row)
        for (key, _), parts in crossings.items():
            self._sum(self._rows.get(key), parts)
        for pairs, what in ((self.links, "s"), (self.same_students, "n")):
            for a, b in pairs:
                for row in rows:
                    if row["metric"] == b:
                        one = self.values.get((self._key(row, metric=a), what))
                        if one is not None:
                            self._write([(one, 1), (self.values[self._key(row), "n"], -1)])

    # --- what can be found ----------------------------------------------------------------------

    def run(self, sample=None, seed=0, integer=True) -> Found:
        """Attack every hidden count, or `sample` of them."""
        found = Found()
        size = len(self.names)
        if not size:
            return found
        matrix, smallest, largest = self._matrix(size)
        graph = abs(matrix).T @ abs(matrix)
        piece = sparse.csgraph.connected_components(graph, directed=False)[1]
        label = {at: name for name, at in self.names.items()}
        targets = [at for at in range(size) if self.secret[at]]
        if sample and sample < len(targets):
            targets = sorted(np.random.default_rng(seed).choice(targets, sample, replace=False))
        pieces = {}
        for at in targets:
            if piece[at] not in pieces:
                columns = np.flatnonzero(piece == piece[at])
                rows = np.unique(matrix[:, columns].tocsc().indices)
                pieces[piece[at]] = columns, matrix[rows][:, columns], smallest[rows], largest[rows]
            self._ask(found, at, label[at], *pieces[piece[at]], integer)
        return found

    def _matrix(self, size):
        data, row, column, smallest, largest = [], [], [], [], []
        # One and the same stands in many places.
        once = dict.fromkeys((tuple(factors.items()), *ends) for factors, *ends in self.equations)
        for number, (terms, least, most) in enumerate(once):
            row += [number] * len(terms)
            column += [at for at, _factor in terms]
            data += [factor for _at, factor in terms]
            smallest.append(least)
            largest.append(most)
        shape = (len(once), size)
        matrix = sparse.csr_matrix((data, (row, column)), shape=shape)
        return matrix, np.array(smallest), np.array(largest)

    def _ask(self, found, at, name, columns, matrix, smallest, largest, integer):
        """Smallest and largest value of one unknown: first any, then whole numbers."""
        cost = (columns == at).astype(float)
        low, high = np.array(self.low)[columns], np.array(self.high)[columns]
        limits = LinearConstraint(matrix, smallest, largest)

        def ends(whole):
            values = []
            for sign in (1, -1):
                answer = milp(
                    sign * cost,
                    bounds=Bounds(low, high),
                    constraints=limits,
                    integrality=np.full(len(columns), int(whole)),
                    options={"time_limit": SECONDS},
                )
                if answer.status == 1:  # out of time: what it has is a range that is possible
                    found.unfinished += 1
                found.integer_programs += whole
                found.programs += not whole
                if answer.status == 2:
                    return None  # the reader's guess is wrong: he learns that, and no count
                values.append(sign * np.inf * -1 if answer.x is None else answer.x @ cost)
            return values

        found.attacked += 1
        answer = ends(False)
        if answer is None:
            found.contradictions += 1
            return
        least, most = answer
        if integer and most - least >= APART - 1e-6 and np.isfinite(most - least):
            whole = ends(True)
            if whole is None:
                found.contradictions += 1
                return
            least, most = whole if np.isfinite(whole).all() else (least, most)
        if most < 0.5:
            return  # "no students" is public
        apart = most - least
        found.smallest = min(found.smallest, round(apart, 6))
        if apart < APART - 1e-6:
            found.broken.append((name, least, most))
