"""The statements that `programs.routes.hops` asks, and the one that works hops by agreements out.

A hop by agreements is read as the nightly task kept it (`models.ProgramHop`), or worked out where
an edit has put it in doubt (`programs.routes.doubt`): each program's hops come from one of the two.
"""

from partners.enums import Segment
from partners.querysets import public_organization_sql
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.prepared import PlannedSql
from programs.enums import AgreementState, StepKind
from programs.querysets import holds_at_sql, public_program_sql
from programs.routes.doubt import in_doubt

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
# As the last night left them.
_KEPT = f"""
    SELECT kept.before_id, kept.after_id, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint,
           NULL::bigint, kept.carried
    FROM programs_programhop AS kept
    WHERE kept.{{pivot}} = {_ASKED} AND NOT {in_doubt("kept.{pivot}")}
"""  # noqa: S608 - built from constants
_AGREEMENTS = f"""
    SELECT own.program_id, other.program_id, NULL::bigint, agreement.id, received.course_id,
           sent.course_id, agreement.{{party}},
           CASE taken.kind WHEN '{StepKind.LISTED.value}' THEN round(received.units * 100)::int
                ELSE 0 END
    FROM (
        SELECT id, organization_id FROM programs_program
        WHERE {{pivot_is}}
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
# Last: whether only an order of courses may tell them.
_STOP = f"""
    program.id, program.organization_id, site.latitude, site.longitude,
    CASE program.segment WHEN '{Segment.COLLEGE.value}' THEN round(program.units_min * 100)::int
         ELSE 0 END,
    program.segment, program.sector_id, program.title,
    program.units_min IS NULL AND program.segment = '{Segment.COLLEGE.value}' AND EXISTS (
        SELECT FROM programs_sequence AS ordered
        WHERE ordered.program_id = program.id AND ordered.{_PUBLISHED})
"""
_PLACE = f"""
    JOIN partners_organization AS organization
         ON organization.id = program.organization_id
         AND {public_program_sql("program", "organization")}
    LEFT JOIN partners_site AS site
         ON site.organization_id = organization.id AND site.is_main
"""
_BEFORE_COLLEGE = f"{{}}segment <> '{Segment.COLLEGE.value}'"
_EARNED_AT = "{0} IN ({1}.id, {1}.parent_id)"
_IN_DOUBT = f"programs_program.id = {_ASKED} AND {in_doubt('programs_program.id')}"
_FORWARD = {
    "joins": _FROM_SENDING,
    "own_is": holds_at_sql("agreement.sending_id", school="here", course="sent.course_id"),
    "party": "receiving_id",
}
_THERE = {"reached": "after", "party_is": _EARNED_AT.format("hop.party", "organization")}
_BOTH = f"{_LINKS} UNION ALL {_KEPT} UNION ALL {_AGREEMENTS}"
ONWARD = _statement(
    "hops_onward",
    _BOTH,
    pivot_is=f"{_BEFORE_COLLEGE.format('')} AND {_IN_DOUBT}",
    pivot="before_id",
    side="from_program_id",
    **_FORWARD,
    **_THERE,
)
BACKWARD = _statement(
    "hops_backward",
    _BOTH,
    reached="before",
    reached_is=_BEFORE_COLLEGE.format("program."),
    pivot_is=_IN_DOUBT,
    pivot="after_id",
    side="to_program_id",
    joins=_FROM_RECEIVING,
    own_is=_EARNED_AT.format("agreement.receiving_id", "here"),
    party="sending_id",
    party_is=holds_at_sql("hop.party", school="organization", course="hop.sent"),
)
LINKS_BACKWARD = _statement("links_backward", _LINKS, reached="before", side="to_program_id")
# Hops by agreements from a list of programs to another list, worked out, with what they rest on.
BETWEEN = _statement(
    "hops_between",
    f"{_AGREEMENTS} AND other.program_id = ANY((SELECT %(others)s::bigint[])::bigint[])",
    pivot_is=f"programs_program.id = {_ASKED} AND {_BEFORE_COLLEGE.format('')}",
    **_FORWARD,
    **_THERE,
)
STOPS = PlannedSql(
    "stops_of",
    f"""
    SELECT {_STOP} FROM programs_program AS program {_PLACE}
    WHERE program.id = {_ASKED}
    """,  # noqa: S608 - built from constants
)
# All hops by agreements. What they carry is added up as `hops.Grounds.carried` does.
KEEP = f"""
    WITH hop (before, after, link, agreement, course, sent, party, units)
         AS ({_AGREEMENTS.format(pivot_is=_BEFORE_COLLEGE.format(""), **_FORWARD)}),
    earned AS (
        SELECT hop.before, hop.after, hop.course,
               CASE WHEN bool_or(hop.units IS NULL) THEN NULL ELSE max(hop.units) END AS units
        FROM hop
        JOIN programs_program AS program ON program.id = hop.after
        JOIN partners_organization AS organization ON organization.id = program.organization_id
        WHERE {_THERE["party_is"]}
        GROUP BY hop.before, hop.after, hop.course, hop.agreement
    ), courses AS (
        SELECT before, after, max(units) AS units FROM earned GROUP BY before, after, course
    )
    INSERT INTO programs_programhop (before_id, after_id, carried)
    SELECT before, after, sum(units) FROM courses GROUP BY before, after
"""  # noqa: S608 - built from constants
