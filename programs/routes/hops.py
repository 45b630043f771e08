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

from partners.enums import K12, Segment
from partners.querysets import public_organization_sql
from pathways_portal.common import academic_year
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.prepared import PlannedSql
from programs.enums import AgreementState, StepKind
from programs.querysets import holds_at_sql, public_program_sql
from programs.routes.entering import license_of
from programs.routes.search import Hop, Stop

# PostgreSQL learns of the list when it has planned. Else it finds short lists so cheap that it
# plans anew for each, which takes longer than the answer.
_ASKED = "ANY((SELECT %(programs)s::bigint[])::bigint[])"
_PUBLISHED = f"status = '{EditingStatus.PUBLISHED.value}'"
# A course held by several sequences of a program (years, paces) comes several times, and is one.
_LINKS = f"""
    SELECT link.from_program_id, link.to_program_id, link.id, NULL::bigint, NULL::bigint,
           NULL::bigint, NULL::bigint, round(link.units * 100)::int
    FROM programs_programlink AS link
    WHERE link.{{side}} = {_ASKED} AND link.{_PUBLISHED}
          AND link.to_program_id IS NOT NULL
"""  # noqa: S608 - built from constants
_AGREEMENTS = f"""
    SELECT own.program_id, other.program_id, NULL::bigint, agreement.id, received.course_id,
           sent.course_id, agreement.{{party}},
           CASE taken.kind WHEN '{StepKind.LISTED.value}' THEN round(received.units * 100)::int
                ELSE 0 END
    FROM (
        SELECT id, organization_id FROM programs_program
        WHERE id = {_ASKED} AND {{pivot_is}}
        OFFSET 0 -- these are read first: in most rings few programs are before college
    ) AS pivot
    {{joins}}
    JOIN partners_organization AS sending ON sending.id = agreement.sending_id
    JOIN partners_organization AS receiving ON receiving.id = agreement.receiving_id
    JOIN partners_organization AS here ON here.id = pivot.organization_id
    WHERE own.{_PUBLISHED} AND other.{_PUBLISHED} AND agreement.{_PUBLISHED}
          AND agreement.state = '{AgreementState.ACTIVE.value}'
          AND agreement.years_from <= %(coming)s
          AND (agreement.years_through IS NULL OR agreement.years_through >= %(current)s)
          AND {{own_is}}
          AND own.program_id <> other.program_id
          AND {public_organization_sql("sending")} AND {public_organization_sql("receiving")}
          AND NOT EXISTS (
              SELECT FROM programs_sendingcourse AS needed
              WHERE needed.agreement_id = agreement.id AND needed.course_id <> step.course_id
                    AND NOT EXISTS (
                        SELECT FROM programs_sequencestep AS held
                        WHERE held.sequence_id = own.id AND held.course_id = needed.course_id))
"""  # noqa: S608 - built from constants


# From the programs at hand to the agreements and on to the other side. PostgreSQL joins so many
# tables in about the order in which they are written.
_FROM_SENDING = """
    JOIN programs_sequence AS own ON own.program_id = pivot.id
    JOIN programs_sequencestep AS step ON step.sequence_id = own.id
    JOIN programs_sendingcourse AS sent ON sent.course_id = step.course_id
    JOIN programs_articulationagreement AS agreement ON agreement.id = sent.agreement_id
    JOIN programs_receivingcourse AS received ON received.agreement_id = agreement.id
    JOIN programs_sequencestep AS taken ON taken.course_id = received.course_id
    JOIN programs_sequence AS other ON other.id = taken.sequence_id
"""
_FROM_RECEIVING = """
    JOIN programs_sequence AS other ON other.program_id = pivot.id
    JOIN programs_sequencestep AS taken ON taken.sequence_id = other.id
    JOIN programs_receivingcourse AS received ON received.course_id = taken.course_id
    JOIN programs_articulationagreement AS agreement ON agreement.id = received.agreement_id
    JOIN programs_sendingcourse AS sent ON sent.agreement_id = agreement.id
    JOIN programs_sequencestep AS step ON step.course_id = sent.course_id
    JOIN programs_sequence AS own ON own.id = step.sequence_id
"""


def _statement(name, hops, *, reached, reached_is="TRUE", party_is="TRUE", **names):
    """Hops from (or to) a list of programs, each with the program it leads to (or comes from).

    Of an agreement's party at hand the inner question makes sure that it is the program's, of the
    `party` on the other side the outer one.
    """
    return PlannedSql(
        name,
        f"""
        WITH hop (before, after, link, agreement, course, sent, party, units)
             AS ({hops.format(**names)})
        SELECT hop.before, hop.after, hop.link, hop.agreement, hop.course, hop.units, {_STOP}
        FROM hop
        JOIN programs_program AS program ON program.id = hop.{reached}
        {_PLACE}
        WHERE hop.party IS NULL
              OR {party_is} AND {reached_is}
        """,  # noqa: S608 - built from constants
    )


# What the search wants to know of a program, and where that stands. Only a college's units count.
_STOP = f"""
    program.id, program.organization_id, site.latitude, site.longitude,
    CASE program.segment WHEN '{Segment.COLLEGE.value}' THEN round(program.units_min * 100)::int
         ELSE 0 END,
    program.segment, program.sector_id, program.title
"""
_PLACE = f"""
    JOIN partners_organization AS organization
         ON organization.id = program.organization_id
         AND {public_program_sql("program", "organization")}
    LEFT JOIN partners_site AS site
         ON site.organization_id = organization.id AND site.is_main
"""
_BEFORE_COLLEGE = f"{{}}segment <> '{Segment.COLLEGE.value}'"
_BOTH = f"{_LINKS} UNION ALL {_AGREEMENTS}"
_EARNED_AT = "{0} IN ({1}.id, {1}.parent_id)"
_ONWARD = _statement(
    "hops_onward",
    _BOTH,
    reached="after",
    pivot_is=_BEFORE_COLLEGE.format(""),
    side="from_program_id",
    joins=_FROM_SENDING,
    own_is=holds_at_sql("agreement.sending_id", school="here", course="sent.course_id"),
    party="receiving_id",
    party_is=_EARNED_AT.format("hop.party", "organization"),
)
_BACKWARD = _statement(
    "hops_backward",
    _BOTH,
    reached="before",
    reached_is=_BEFORE_COLLEGE.format("program."),
    pivot_is="TRUE",
    side="to_program_id",
    joins=_FROM_RECEIVING,
    own_is=_EARNED_AT.format("agreement.receiving_id", "here"),
    party="sending_id",
    party_is=holds_at_sql("hop.party", school="organization", course="hop.sent"),
)
_LINKS_BACKWARD = _statement("links_backward", _LINKS, reached="before", side="to_program_id")
_STOPS = PlannedSql(
    "stops_of",
    f"""
    SELECT {_STOP} FROM programs_program AS program {_PLACE}
    WHERE program.id = {_ASKED}
    """,  # noqa: S608 - built from constants
)


@dataclass(slots=True)
class Grounds:
    """On what a hop rests: the link's key or None, and {agreement: {receiving course: units}}.

    Units are hundredths; None where they are not on file.
    """

    link: int | None = None
    link_units: int | None = None
    agreements: dict = field(default_factory=dict)

    @property
    def carried(self):
        """Units that carry over: as the link says, or of the receiving courses if that is more.

        Of agreements that earn the same course one counts. None where nothing is on file.
        """
        if not self.agreements:
            return self.link_units
        courses = {}
        for several in self.agreements.values():
            for course, units in several.items():
                if units is not None:
                    courses[course] = max(units, courses.get(course, 0))
        if not courses:
            return self.link_units
        return max(sum(courses.values()), self.link_units or 0)


@dataclass
class Hops:
    """Hops found so far, {(before, after): `Grounds`}, and the `Stop`s they lead to or come from.

    `segments` and `sectors`: {program: its segment, its sector's key}.
    """

    grounds: dict = field(default_factory=dict)
    stops: dict = field(default_factory=dict)
    segments: dict = field(default_factory=dict)
    sectors: dict = field(default_factory=dict)

    def load_stops(self, programs):
        """Read these programs themselves; those that are not public are left out. One query."""
        for row in _STOPS.rows(connection, programs=list(programs)):
            self._add_stop(*row)

    def load_onward(self, programs):
        """Read every hop from these programs; returns the new pairs. One query."""
        return self._load(_ONWARD, programs)

    def load_backward(self, programs):
        """Read every hop that leads to these programs; returns the new pairs. One query."""
        return self._load(_BACKWARD, programs)

    def load_links_backward(self, programs):
        """The same of links alone: what leads on inside colleges."""
        return self._load(_LINKS_BACKWARD, programs)

    def hop(self, pair):
        return Hop(*pair, self.grounds[pair].carried)

    def _load(self, statement, programs):
        current, coming = academic_year.current_and_coming(timezone.localdate())
        rows = statement.rows(connection, programs=list(programs), current=current, coming=coming)
        new, stops, known = {}, self.stops, self.grounds
        for before, after, link, agreement, course, units, *stop in rows:
            pair = (before, after)
            if pair in known:
                continue
            if stop[0] not in stops:
                self._add_stop(*stop)
            grounds = new.get(pair)
            if grounds is None:
                grounds = new[pair] = Grounds()
            if link is not None:
                grounds.link, grounds.link_units = link, units
            else:
                courses = grounds.agreements.setdefault(agreement, {})
                # Before the program in one of its orders and part of it in another: it counts.
                if courses.get(course, 0) == 0:
                    courses[course] = units
        known.update(new)
        return list(new)

    def _add_stop(self, key, school, latitude, longitude, units, segment, sector, title):
        point = None if latitude is None or longitude is None else (latitude, longitude)
        asks, gives = license_of(title)
        self.stops[key] = Stop(key, school, point, units, asks, gives and segment not in K12)
        self.segments[key], self.sectors[key] = segment, sector
