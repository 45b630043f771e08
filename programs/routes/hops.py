"""Which programs follow which, read from PostgreSQL: one statement for a whole set of programs.

A hop rests on grounds of two kinds:
- a published link between two programs that the public can see;
- an agreement that a student of this or the coming year may count on (`agreements.offered_for`),
  published, between public organizations: from a program before college of a school at which it
  holds (`querysets.holds_at`) whose published sequence holds *all* its sending courses, to
  a program of the receiving college whose published sequence holds one of its receiving courses.
  The units of these courses carry over; those of a course taken before the program itself are not
  among the program's units and take nothing off.

A sequence of any catalog year counts here, not only the one that a program's page shows first:
students follow the catalog of the year they began in, and the agreement holds for all of them.
"""

from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone

from partners.enums import K12
from pathways_portal.common import academic_year
from programs.credit.orders import units_by_order
from programs.routes.entering import license_of
from programs.routes.hop_sql import BACKWARD, BETWEEN, LINKS_BACKWARD, ONWARD, STOPS
from programs.routes.network import Hop, Stop


@dataclass(slots=True)
class Grounds:
    """On what a hop rests: the link's key or None, and {agreement: {receiving course: units}}.

    Units are hundredths; None where they are not on file. Where agreements are kept (`is_kept`),
    only the units they carry are known until `Hops.load_agreements` reads them.
    """

    link: int | None = None
    link_units: int | None = None
    agreements: dict = field(default_factory=dict)
    is_kept: bool = False
    kept_units: int | None = None

    @property
    def carried(self):
        """Units that carry over: as the link says, or of the receiving courses if that is more.

        None where nothing is on file.
        """
        of_courses = self.kept_units if self.is_kept else self._of_courses
        if of_courses is None:
            return self.link_units
        return max(of_courses, self.link_units or 0)

    @property
    def _of_courses(self):
        """Of agreements that earn the same course one counts."""
        courses = {}
        for several in self.agreements.values():
            for course, units in several.items():
                if units is not None:
                    courses[course] = max(units, courses.get(course, 0))
        return sum(courses.values()) if courses else None

    def add(self, link, agreement, course, units):
        """Take a row of a statement: of a link, of a course of an agreement, or kept."""
        if link is not None:
            self.link, self.link_units = link, units
        elif agreement is None:
            self.is_kept, self.kept_units = True, units
        else:
            courses = self.agreements.setdefault(agreement, {})
            # Before the program in one of its orders and part of it in another: it counts.
            if courses.get(course, 0) == 0:
                courses[course] = units


@dataclass
class Hops:
    """Hops found so far, {(before, after): `Grounds`}, and the `Stop`s they lead to or come from.

    `segments` and `sectors`: {program: its segment, its sector's key}. `by_order`: {program:
    `OrderUnits`} where its own are not on file and those of its order of courses are taken.
    """

    grounds: dict = field(default_factory=dict)
    stops: dict = field(default_factory=dict)
    segments: dict = field(default_factory=dict)
    sectors: dict = field(default_factory=dict)
    by_order: dict = field(default_factory=dict)

    def load_stops(self, programs):
        """Read these programs themselves; those that are not public are left out. One query.

        Two more where only an order of courses tells the units of some, here and below.
        """
        rows = STOPS.rows(connection, programs=list(programs))
        self._take_orders([row[0] for row in rows if self._add_stop(*row)])

    def load_onward(self, programs):
        """Read every hop from these programs; returns the new pairs. One query."""
        return self._load(ONWARD, programs)

    def load_backward(self, programs):
        """Read every hop that leads to these programs; returns the new pairs. One query."""
        return self._load(BACKWARD, programs)

    def load_links_backward(self, programs):
        """The same of links alone: what leads on inside colleges."""
        return self._load(LINKS_BACKWARD, programs)

    def hop(self, pair):
        return Hop(*pair, self.grounds[pair].carried)

    def load_agreements(self, pairs):
        """Read on which agreements those of these hops rest that are kept. One query, or none."""
        kept = [pair for pair in pairs if self.grounds[pair].is_kept]
        if not kept:
            return
        befores, afters = (sorted(set(side)) for side in zip(*kept, strict=True))
        for before, after, _link, *what in self._rows(BETWEEN, befores, others=afters):
            if (before, after) in kept:
                self.grounds[before, after].add(None, *what[:3])

    def _load(self, statement, programs):
        new, ordered, stops, known = {}, [], self.stops, self.grounds
        for before, after, link, agreement, course, units, *stop in self._rows(statement, programs):
            pair = (before, after)
            if pair in known:
                continue
            if stop[0] not in stops and self._add_stop(*stop):
                ordered.append(stop[0])
            grounds = new.get(pair)
            if grounds is None:
                grounds = new[pair] = Grounds()
            grounds.add(link, agreement, course, units)
        known.update(new)
        self._take_orders(ordered)
        return list(new)

    def _take_orders(self, programs):
        """Take the units of programs that their orders of courses come to."""
        for key, known in (units_by_order(programs) if programs else {}).items():
            self.by_order[key] = known
            self.stops[key] = self.stops[key]._replace(units=round(known.fewest * 100))

    @staticmethod
    def _rows(statement, programs, **others):
        current, coming = academic_year.current_and_coming(timezone.localdate())
        return statement.rows(
            connection, programs=list(programs), current=current, coming=coming, **others
        )

    def _add_stop(
        self, key, school, latitude, longitude, units, segment, sector, title, is_ordered
    ):
        """Keep a program; returns whether only an order of courses may tell its units."""
        point = None if latitude is None or longitude is None else (latitude, longitude)
        asks, gives = license_of(title)
        self.stops[key] = Stop(key, school, point, units, asks, gives and segment not in K12)
        self.segments[key], self.sectors[key] = segment, sector
        return is_ordered
