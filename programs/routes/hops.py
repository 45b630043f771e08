"""Which programs follow which, read from PostgreSQL: one statement for a whole set of programs.

A hop rests on grounds of two kinds:
- a published link between two programs that the public can see;
- an agreement that a student of this or the coming year may count on (`agreements.offered_for`),
  published, between public organizations: from a program of the sending school (or of a school of
  the sending district) whose published sequence holds *all* its sending courses, to a program of
  the receiving college whose published sequence holds one of its receiving courses. The units of
  these courses carry over; those of a course taken before the program itself are not among the
  program's units and take nothing off.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from partners.enums import Segment
from partners.querysets import public_organization_sql
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.prepared import PlannedSql
from programs.enums import AgreementState, StepKind
from programs.querysets import public_program_sql
from programs.routes.search import Hop, Stop

_PUBLISHED = f"status = '{EditingStatus.PUBLISHED.value}'"
# A course held by several sequences of a program (years, paces) is one course of it: DISTINCT.
_HOP = f"""
    SELECT link.from_program_id, link.to_program_id, link.id,
           NULL::bigint, NULL::bigint, link.units
    FROM programs_programlink AS link
    WHERE link.{{side}} = ANY(%(programs)s::bigint[]) AND link.{_PUBLISHED}
          AND link.to_program_id IS NOT NULL
    UNION ALL
    SELECT DISTINCT own.program_id, other.program_id, NULL::bigint,
           agreement.id, received.course_id,
           CASE taken.kind WHEN '{StepKind.LISTED.value}' THEN received.units ELSE 0 END
    FROM programs_sequence AS own
    JOIN programs_sequencestep AS step ON step.sequence_id = own.id
    JOIN programs_sendingcourse AS sent ON sent.course_id = step.course_id
    JOIN programs_articulationagreement AS agreement ON agreement.id = sent.agreement_id
    JOIN programs_program AS first ON first.id = own.program_id
    JOIN partners_organization AS school ON school.id = first.organization_id
    JOIN partners_organization AS sending ON sending.id = agreement.sending_id
    JOIN partners_organization AS receiving ON receiving.id = agreement.receiving_id
    JOIN programs_receivingcourse AS received ON received.agreement_id = agreement.id
    JOIN programs_sequencestep AS taken ON taken.course_id = received.course_id
    JOIN programs_sequence AS other ON other.id = taken.sequence_id
    JOIN programs_program AS next ON next.id = other.program_id
    JOIN partners_organization AS college ON college.id = next.organization_id
    WHERE {{pivot}}.program_id = ANY(%(programs)s::bigint[])
          AND own.{_PUBLISHED} AND other.{_PUBLISHED} AND agreement.{_PUBLISHED}
          AND agreement.state = '{AgreementState.ACTIVE.value}'
          AND agreement.years_from <= %(coming)s
          AND (agreement.years_through IS NULL OR agreement.years_through >= %(current)s)
          AND agreement.sending_id IN (school.id, school.parent_id)
          AND agreement.receiving_id IN (college.id, college.parent_id)
          AND own.program_id <> other.program_id
          AND {public_organization_sql("sending")} AND {public_organization_sql("receiving")}
          AND NOT EXISTS (
              SELECT FROM programs_sendingcourse AS needed
              WHERE needed.agreement_id = agreement.id AND needed.course_id <> step.course_id
                    AND NOT EXISTS (
                        SELECT FROM programs_sequencestep AS held
                        WHERE held.sequence_id = own.id AND held.course_id = needed.course_id))
"""  # noqa: S608 - built from constants


def _statement(name, side, pivot, reached):
    return PlannedSql(
        name,
        f"""
        WITH hop (before, after, link, agreement, course, units) AS ({
            _HOP.format(side=side, pivot=pivot)
        })
        SELECT hop.before, hop.after, hop.link, hop.agreement, hop.course, hop.units,
               {_STOP}
        FROM hop
        JOIN programs_program AS program ON program.id = hop.{reached}
        {_PLACE}
        """,  # noqa: S608 - built from constants
    )


# What the search wants to know of a program, and where that stands. Only a college's units count.
_STOP = f"""
    program.id, program.organization_id, site.latitude, site.longitude,
    CASE program.segment WHEN '{Segment.COLLEGE.value}' THEN program.units_min ELSE 0 END,
    program.segment
"""
_PLACE = f"""
    JOIN partners_organization AS organization
         ON organization.id = program.organization_id
         AND {public_program_sql("program", "organization")}
    LEFT JOIN partners_site AS site
         ON site.organization_id = organization.id AND site.is_main
"""
_ONWARD = _statement("hops_onward", "from_program_id", "own", "after")
_BACKWARD = _statement("hops_backward", "to_program_id", "other", "before")
_STOPS = PlannedSql(
    "stops_of",
    f"""
    SELECT {_STOP} FROM programs_program AS program {_PLACE}
    WHERE program.id = ANY(%(programs)s::bigint[])
    """,  # noqa: S608 - built from constants
)


@dataclass
class Grounds:
    """On what a hop rests: the link's key or None, and {agreement: {receiving course: units}}."""

    link: int | None = None
    link_units: Decimal | None = None
    agreements: dict = field(default_factory=dict)

    @property
    def carried(self):
        """Units that carry over: as the link says, or of the receiving courses if that is more.

        Of agreements that earn the same course one counts. None where nothing is on file.
        """
        courses = {}
        for several in self.agreements.values():
            for course, units in several.items():
                if units is not None:
                    courses[course] = max(units, courses.get(course, 0))
        sums = [sum(courses.values())] if courses else []
        return max([*sums, *([] if self.link_units is None else [self.link_units])], default=None)


@dataclass
class Hops:
    """Hops found so far, {(before, after): `Grounds`}, and the `Stop`s they lead to or come from.

    `segments`: {program: segment}.
    """

    grounds: dict = field(default_factory=lambda: defaultdict(Grounds))
    stops: dict = field(default_factory=dict)
    segments: dict = field(default_factory=dict)

    def load_stops(self, programs):
        """Read these programs themselves; those that are not public are left out. One query."""
        for row in _STOPS.rows(connection, programs=list(programs)):
            self._add_stop(row)

    def load_onward(self, programs):
        """Read every hop from these programs; returns the new pairs. One query."""
        return self._load(_ONWARD, programs)

    def load_backward(self, programs):
        """Read every hop that leads to these programs; returns the new pairs. One query."""
        return self._load(_BACKWARD, programs)

    def hop(self, pair):
        return Hop(*pair, self.grounds[pair].carried)

    def _load(self, statement, programs):
        current, coming = planned_years(timezone.localdate())
        rows = statement.rows(connection, programs=list(programs), current=current, coming=coming)
        known, new = set(self.grounds), {}
        for before, after, link, agreement, course, units, *stop in rows:
            self._add_stop(stop)
            pair = (before, after)
            if pair in known:
                continue
            new[pair] = True
            grounds = self.grounds[pair]
            if link is not None:
                grounds.link, grounds.link_units = link, units
            else:
                grounds.agreements.setdefault(agreement, {})[course] = units
        return list(new)

    def _add_stop(self, row):
        key, school, latitude, longitude, units, segment = row
        if key not in self.stops:
            point = None if latitude is None or longitude is None else (latitude, longitude)
            self.stops[key] = Stop(key, school, point, units)
            self.segments[key] = segment


def planned_years(today):
    """(the academic year of today, the coming one): whoever plans may start in either."""
    current = academic_year.on(today)
    return current, academic_year.starting(int(current[:4]) + 1)
