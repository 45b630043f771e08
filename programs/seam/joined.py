"""How much joins the schools and colleges of a pathway: what a seam view opens with.

Of a state's pathway with thousands of school programs, `MOST_WEIGHED` are looked at: any pair that
much joins will do to open a page with. Where the college is given, those come first that have a
link to it; then real ones.
"""

from collections import Counter

from django.db import connection

from partners.enums import Segment
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.prepared import PlannedSql
from programs.enums import AgreementState
from programs.querysets import counted_place_sql, public_program_sql

MOST_WEIGHED = 300
_PUBLISHED = f"status = '{EditingStatus.PUBLISHED.value}'"


def joined_on(pathway, school, college, to=Segment.COLLEGE):
    """Counter of (school, college) by primary keys: active agreements and published links there.

    `school` may be one of before high school, and `to` the segment that is led to instead of a
    college. `school` and `college` are `Place`s, or None for any.
    """
    begin = school.segment if school else Segment.HIGH_SCHOOL
    rows = _JOINED[begin, to].rows(
        connection,
        pathway=pathway.pk,
        school=school.pk if school else None,
        college=college.pk if college else None,
    )
    return Counter({(one, other): count for one, other, count in rows})


def _on_pathway(segment, chosen):
    """Public programs of a segment on the pathway, of one organization if one is chosen."""
    return f"""
        SELECT program.id, program.organization_id, organization.parent_id
        FROM programs_pathwayprogram AS place
        JOIN programs_program AS program ON program.id = place.program_id
        JOIN partners_organization AS organization ON organization.id = program.organization_id
        WHERE place.pathway_id = %(pathway)s AND program.segment = '{segment.value}'
              AND (%({chosen})s::bigint IS NULL OR program.organization_id = %({chosen})s::bigint)
              AND {public_program_sql("program", "organization")}
              AND {counted_place_sql("place", "program")}
    """  # noqa: S608 - built from constants


# From the school's programs to the agreements that their courses are sent under, a program at a
# time: of a million agreements none is read that does not begin here.
def _joined(begin, to):
    return f"""
    WITH there AS MATERIALIZED ({_on_pathway(to, "college")}),
    own AS MATERIALIZED (
        {_on_pathway(begin, "school")}
        ORDER BY %(college)s::bigint IS NOT NULL AND NOT EXISTS (
                     SELECT FROM programs_programlink AS link
                     JOIN there ON there.id = link.to_program_id
                     WHERE link.from_program_id = program.id AND link.{_PUBLISHED}
                 ),
                 program.is_sample, program.id
        LIMIT {MOST_WEIGHED}
    ),
    agreed AS (
        SELECT own.organization_id AS school, agreement.receiving AS college,
               count(DISTINCT agreement.id) AS count
        FROM own
        CROSS JOIN LATERAL (
            SELECT agreement.id, agreement.receiving_id AS receiving
            FROM programs_sequence AS sequence
            JOIN programs_sequencestep AS step ON step.sequence_id = sequence.id
            JOIN programs_sendingcourse AS sent ON sent.course_id = step.course_id
            JOIN programs_articulationagreement AS agreement ON agreement.id = sent.agreement_id
            WHERE sequence.program_id = own.id AND sequence.{_PUBLISHED}
                  AND agreement.{_PUBLISHED}
                  AND agreement.state = '{AgreementState.ACTIVE.value}'
                  AND (agreement.sending_id IN (own.organization_id, own.parent_id)
                       OR agreement.sending_id
                          = (SELECT organization_id FROM programs_course WHERE id = sent.course_id))
            OFFSET 0
        ) AS agreement
        WHERE agreement.receiving IN (SELECT organization_id FROM there)
        GROUP BY school, college
    ),
    linked AS (
        SELECT own.organization_id AS school, there.organization_id AS college, count(*) AS count
        FROM own
        JOIN programs_programlink AS link ON link.from_program_id = own.id AND link.{_PUBLISHED}
        JOIN there ON there.id = link.to_program_id
        GROUP BY school, college
    )
    SELECT school, college, sum(count)::bigint
    FROM (SELECT * FROM agreed UNION ALL SELECT * FROM linked) AS either
    GROUP BY school, college
    """  # noqa: S608 - built from constants


_BEGINS = (Segment.HIGH_SCHOOL, Segment.MIDDLE_SCHOOL, Segment.ADULT_EDUCATION)
_JOINED = {
    (begin, to): PlannedSql(f"joined_{begin.value}_{to.value}", _joined(begin, to))
    for begin in _BEGINS
    for to in (Segment.HIGH_SCHOOL, Segment.COLLEGE)
}
