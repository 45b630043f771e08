"""The newest complete cohort of each measure of a place, as a part of statements."""

from equity.pages.published.standing_sql import IS_COMPLETE, ON_PUBLIC_PATHWAY, STANDING

# On all pathways together, on one, on any that is published.
ON = {
    "all": "slice.pathway_id IS NULL",
    "one": "slice.pathway_id = %(pathway)s",
    "any": f"slice.pathway_id IS NOT NULL AND {ON_PUBLIC_PATHWAY}",
}


def newest_sql(field, where):
    """FROM the newest complete cohort, else the newest, of each place, pathway, measure and segment
    that has cells: `one` says whose, `newest` which.

    Cohorts are ranked first: then a cell is sought in few slices of the many that there are.
    """
    order = "has_passed DESC, cohort DESC, span DESC, slice"
    return f"""
        FROM (
            SELECT place, pathway_id, metric_id, segment, stage, kind,
                   array_agg(slice ORDER BY {order}) AS slices,
                   array_agg(publication ORDER BY {order}) AS publications,
                   array_agg(has_passed ORDER BY {order}) AS passed
            FROM (
                SELECT slice.{field}_id AS place, slice.pathway_id, slice.metric_id, slice.segment,
                       metric.stage, metric.kind, slice.id AS slice, publication.id AS publication,
                       slice.cohort, slice.span, {IS_COMPLETE} AS has_passed
                {STANDING}
                JOIN equity_metric AS metric ON metric.id = slice.metric_id
                WHERE {where}
            ) AS standing
            GROUP BY place, pathway_id, metric_id, segment, stage, kind
        ) AS one
        CROSS JOIN LATERAL (
            SELECT ranked.slice, ranked.publication, ranked.is_complete
            FROM unnest(one.slices, one.publications, one.passed) WITH ORDINALITY
                 AS ranked (slice, publication, is_complete, at)
            WHERE (
                SELECT TRUE FROM equity_publishedcell AS cell
                WHERE cell.slice_id = ranked.slice AND cell.publication_id = ranked.publication
                LIMIT 1
            )
            ORDER BY ranked.at LIMIT 1
        ) AS newest
    """  # noqa: S608 - built from constants
