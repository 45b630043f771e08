"""On-ramps of a pathway that no link has to name: which of them a seam view draws.

Middle schools, adult education and noncredit. Of a state's thousands, `MOST_WEIGHED` of a segment
are looked at closely: where the reader starts, then those near the college.
"""

from collections import defaultdict

from django.db import connection

from partners.enums import Segment
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.prepared import PlannedSql

ON_RAMPS = (Segment.MIDDLE_SCHOOL, Segment.ADULT_EDUCATION, Segment.NONCREDIT)
# On-ramps that are drawn in each lane; the rest is a list.
MOST_ON_RAMPS = 2
MOST_WEIGHED = 40


def first_on_ramps(choice):
    """Primary keys of at most `MOST_ON_RAMPS` programs of each segment, in their order.

    Those of where the reader starts come first, then those with an agreement, then those near.
    """
    college, start = choice.college, choice.start
    rows = _FIRST.rows(
        connection,
        programs=choice.roster.programs(ON_RAMPS),
        college=college and college.pk,
        county=college and college.county,
        start=start and start.pk,
        most=MOST_WEIGHED,
    )
    return [key for (key,) in rows]


def drawn_on_ramps(core, near, links, choice):
    """{segment: programs that lead in}: those with a link, or else some of the pathway's (`near`).

    `core`: primary keys of programs of the chosen school and college. Those of where the reader
    starts come first, link or no link, then those of the college's county.
    """
    linked = defaultdict(list)
    for link in links:
        one = link.from_program
        if link.to_program_id not in core:
            continue
        if one.segment in ON_RAMPS and one not in linked[one.segment]:
            linked[one.segment].append(one)
    start = choice.start and choice.start.pk
    county = choice.college and choice.college.county
    found = defaultdict(list)
    for segment in ON_RAMPS:
        own = [one for one in near.get(segment, ()) if one.organization_id == start]
        others = [one for one in linked[segment] if one not in own]
        programs = [*own, *others] or near.get(segment, [])
        programs.sort(
            key=lambda one: (one.organization_id != start, one.organization.county_id != county)
        )
        found[segment] = programs[:MOST_ON_RAMPS]
    return found


_PUBLISHED = f"status = '{EditingStatus.PUBLISHED.value}'"
_FIRST = PlannedSql(
    "first_on_ramps",
    f"""
    WITH near AS MATERIALIZED (
        SELECT program.id, program.segment, program.title, program.is_sample,
               (organization.id = %(start)s::bigint) IS TRUE AS is_start,
               (organization.county_id = %(county)s::bigint) IS TRUE AS is_near,
               row_number() OVER (
                   PARTITION BY program.segment
                   ORDER BY (organization.id = %(start)s::bigint) IS NOT TRUE,
                            (organization.county_id = %(county)s::bigint) IS NOT TRUE,
                            program.is_sample, program.id
               ) AS place
        FROM programs_program AS program
        JOIN partners_organization AS organization ON organization.id = program.organization_id
        WHERE program.id = ANY(%(programs)s)
    ),
    weighed AS MATERIALIZED (
        SELECT *, EXISTS (
            SELECT FROM programs_sequence AS sequence
            JOIN programs_sequencestep AS step ON step.sequence_id = sequence.id
            JOIN programs_sendingcourse AS sent ON sent.course_id = step.course_id
            JOIN programs_articulationagreement AS agreement ON agreement.id = sent.agreement_id
            WHERE sequence.program_id = near.id AND sequence.{_PUBLISHED}
                  AND agreement.{_PUBLISHED} AND agreement.receiving_id = %(college)s::bigint
            OFFSET 0
        ) AS is_agreed
        FROM near WHERE place <= %(most)s
    )
    SELECT id FROM (
        SELECT id, segment, row_number() OVER (
            PARTITION BY segment
            ORDER BY is_start DESC, is_agreed DESC, is_near DESC, is_sample, title, id
        ) AS place
        FROM weighed
    ) AS first
    WHERE place <= {MOST_ON_RAMPS}
    ORDER BY segment, place
    """,  # noqa: S608 - built from constants
)
