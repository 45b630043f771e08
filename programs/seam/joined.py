"""How much joins the schools and colleges of a pathway: what a seam view opens with.

Of a state's pathway with thousands of school programs, `MOST_WEIGHED` are looked at: any pair that
much joins will do to open a page with. Where the college is given, those come first that have a
link to it, or whose school or district has an agreement with it; then real ones.
"""

from collections import Counter

from django.db import connection

from partners.enums import Segment
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.prepared import PlannedSql
from programs.enums import AgreementState

MOST_WEIGHED = 60


def joined_on(roster, school, college, to=Segment.COLLEGE):
    """Counter of (school, college) by primary keys: active agreements and published links there.

    `roster` is that of the pathway. `school` may be one of before high school, and `to` the segment
    that is led to instead of a college. `school` and `college` are `Place`s, or None for any.
    """
    begin = school.segment if school else Segment.HIGH_SCHOOL
    own = roster.of([begin], school and school.pk)
    weighed = [
        *sorted((key, group.organization, group.parent) for group in own for key in group.real),
        *sorted((key, group.organization, group.parent) for group in own for key in group.samples),
    ]
    is_cut = len(weighed) > MOST_WEIGHED
    if is_cut and not college:
        weighed = weighed[:MOST_WEIGHED]
    there = roster.of([to], college and college.pk)
    rows = _JOINED.rows(
        connection,
        programs=[key for key, _school, _parent in weighed],
        schools=[school for _key, school, _parent in weighed],
        parents=[parent for _key, _school, parent in weighed],
        ends=[key for group in there for key in group.programs],
        ends_at=[group.organization for group in there for _key in group.programs],
        college=college.pk if is_cut and college else None,
        most=MOST_WEIGHED,
    )
    return Counter({(one, other): count for one, other, count in rows})


_PUBLISHED = f"status = '{EditingStatus.PUBLISHED.value}'"
_ACTIVE = f"agreement.{_PUBLISHED} AND agreement.state = '{AgreementState.ACTIVE.value}'"
# From the school's programs to the agreements that their courses are sent under, a program at a
# time: of a million agreements none is read that does not begin here. `college` is given where
# there are too many programs, and those that lead to it come first.
_JOINED = PlannedSql(
    "joined_on_pathway",
    f"""
    WITH there AS MATERIALIZED (
        SELECT * FROM unnest(%(ends)s::bigint[], %(ends_at)s::bigint[]) AS there (id, organization)
    ),
    sender AS MATERIALIZED (
        SELECT DISTINCT agreement.sending_id AS id
        FROM programs_articulationagreement AS agreement
        WHERE agreement.receiving_id = %(college)s::bigint AND {_ACTIVE}
    ),
    own AS MATERIALIZED (
        SELECT program.id, program.school, program.parent
        FROM unnest(%(programs)s::bigint[], %(schools)s::bigint[], %(parents)s::bigint[])
             WITH ORDINALITY AS program (id, school, parent, place)
        ORDER BY %(college)s::bigint IS NOT NULL
                 AND NOT EXISTS (
                     SELECT FROM programs_programlink AS link
                     JOIN there ON there.id = link.to_program_id
                     WHERE link.from_program_id = program.id AND link.{_PUBLISHED}
                 )
                 AND NOT EXISTS (
                     SELECT FROM sender WHERE sender.id IN (program.school, program.parent)
                 ),
                 program.place
        LIMIT %(most)s
    ),
    agreed AS (
        SELECT own.school, agreement.college, count(DISTINCT agreement.id) AS count
        FROM own
        CROSS JOIN LATERAL (
            SELECT agreement.id, agreement.receiving_id AS college
            FROM programs_sequence AS sequence
            JOIN programs_sequencestep AS step ON step.sequence_id = sequence.id
            JOIN programs_sendingcourse AS sent ON sent.course_id = step.course_id
            JOIN programs_articulationagreement AS agreement ON agreement.id = sent.agreement_id
            WHERE sequence.program_id = own.id AND sequence.{_PUBLISHED} AND {_ACTIVE}
                  AND (agreement.sending_id IN (own.school, own.parent)
                       OR agreement.sending_id
                          = (SELECT organization_id FROM programs_course WHERE id = sent.course_id))
            OFFSET 0
        ) AS agreement
        WHERE agreement.college IN (SELECT organization FROM there)
        GROUP BY own.school, agreement.college
    ),
    linked AS (
        SELECT own.school, there.organization AS college, count(*) AS count
        FROM own
        JOIN programs_programlink AS link ON link.from_program_id = own.id AND link.{_PUBLISHED}
        JOIN there ON there.id = link.to_program_id
        GROUP BY own.school, there.organization
    )
    SELECT school, college, sum(count)::bigint
    FROM (SELECT * FROM agreed UNION ALL SELECT * FROM linked) AS either
    GROUP BY school, college
    """,  # noqa: S608 - built from constants
)
