"""The slices of places that stand published, as rows: two steps, each by an index.

What a place has on a pathway is looked up first, whatever PostgreSQL expects of it: a region has
figures on every pathway and few on none, which its statistics of single columns do not tell.
"""

from django.db import connection

from pathways_portal.common.prepared import PlannedSql

PLACE_FIELDS = ("region", "county", "organization")


def _statement(field, pathway, metrics):
    """`pathway`, `metrics`: whether one, and whether some, are asked for."""
    named = "_".join(["standing_of", field, *["pathway"] * pathway, *["metrics"] * metrics])
    of_pathway = "slice.pathway_id = %(pathway)s" if pathway else "slice.pathway_id IS NULL"
    of_metrics = " AND slice.metric_id = ANY (%(metrics)s)" if metrics else ""
    return PlannedSql(
        named,
        f"""
        WITH here AS MATERIALIZED (
            SELECT slice.id, slice.cohort, slice.span, slice.segment, slice.pathway_id,
                   slice.metric_id, slice.withdrawn_on, slice.{field}_id AS place
            FROM equity_slice AS slice
            WHERE slice.{field}_id = ANY (%(places)s) AND {of_pathway}{of_metrics}
        )
        SELECT here.id, here.cohort, here.span, here.segment, here.pathway_id, here.place,
               publication.id, here.withdrawn_on
        FROM here
        JOIN equity_publication AS publication
          ON publication.metric_id = here.metric_id AND publication.cohort = here.cohort
         AND publication.state = 'standing'
        WHERE EXISTS (
            SELECT FROM equity_publishedcell AS cell
            WHERE cell.slice_id = here.id AND cell.publication_id = publication.id
        )
        ORDER BY here.cohort DESC, here.span DESC, here.id
        """,  # noqa: S608 - built from constants
    )


_STATEMENTS = {
    (field, pathway, metrics): _statement(field, pathway, metrics)
    for field in PLACE_FIELDS
    for pathway in (False, True)
    for metrics in (False, True)
}


def standing_rows(field, places, *, pathway=None, metrics=None):
    """[(slice, cohort, span, segment, pathway, place, publication, withdrawn_on)], newest cohort
    first.

    `field` is the column of `Slice` that holds the places; all are primary keys, but for the day a
    slice was taken back. `pathway` None is all pathways together, `metrics` None every one.
    """
    values = {"places": list(places)}
    if pathway is not None:
        values["pathway"] = pathway
    if metrics is not None:
        values["metrics"] = list(metrics)
    statement = _STATEMENTS[field, pathway is not None, metrics is not None]
    return statement.rows(connection, **values)
