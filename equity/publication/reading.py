"""Tables of cells out of the database, as data frames of whole numbers."""

import io

import pandas as pd
from django.db import connection

from equity.models.raw import RawCell
from equity.models.release import says_sum

NONE = -1
PLACE = ["organization", "county", "region", "segment"]
"""What a place is: an organization, a county or the region, and the segment counted there."""
ADDRESS = ["place", "pathway", "metric", "cohort", "span"]
"""A slice, in numbers: `cohort` is the first calendar year."""
KEY = [*ADDRESS, "group"]

# Which columns of a slice every reading has.
_SLICE = """
    coalesce(slice.organization_id, -1) AS organization, coalesce(slice.county_id, -1) AS county,
    coalesce(slice.region_id, -1) AS region, slice.segment,
    coalesce(slice.pathway_id, -1) AS pathway, slice.metric_id AS metric,
    left(slice.cohort, 4)::int AS cohort, slice.span
"""
_RAW = f"""
    SELECT {_SLICE}, "group".dimension_id AS dimension, cell.group_id AS group,
        coalesce(cell.n, -1) AS n, coalesce(cell.s, -1) AS s,
        coalesce(cell.rate_pct, -1) AS rate_pct, cell.source_status
    FROM equity_rawcell cell
    JOIN equity_slice slice ON slice.id = cell.slice_id
    JOIN equity_group "group" ON "group".id = cell.group_id
    WHERE cell.release_id = {{}}
    ORDER BY cell.slice_id, cell.group_id
"""  # noqa: S608 - constants
# A withdrawn cell shows nothing; what it showed before is in another table. The outcome that a
# published rate gives away is worked out as for the new counts.
_PUBLISHED = f"""
    SELECT publication.release_id AS release, publication.state = 'standing' AS is_standing,
        {_SLICE}, "group".dimension_id AS dimension, cell.group_id AS group,
        dimension.code = 'all' AS is_total, coalesce(withdrawn.status, cell.status) AS status,
        cell.status = 'withdrawn' AS is_withdrawn, cell.rate_text,
        coalesce(withdrawn.n, cell.n, -1) AS n,
        coalesce(withdrawn.s, cell.s, CASE WHEN metric.kind = 'published_rate'
            AND cell.status = 'shown' THEN round(cell.n * cell.rate) END, -1)::int AS s,
        coalesce(cell.low, -1) AS low, coalesce(cell.high, -1) AS high
    FROM equity_publishedcell cell
    JOIN equity_publication publication ON publication.id = cell.publication_id
    JOIN equity_metric metric ON metric.id = publication.metric_id
    JOIN equity_slice slice ON slice.id = cell.slice_id
    JOIN equity_group "group" ON "group".id = cell.group_id
    JOIN equity_dimension dimension ON dimension.id = "group".dimension_id
    LEFT JOIN equity_withdrawncell withdrawn ON withdrawn.publication_id = cell.publication_id
        AND withdrawn.slice_id = cell.slice_id AND withdrawn.group_id = cell.group_id
    WHERE publication.metric_id = ANY({{}}::bigint[])
    ORDER BY publication.release_id, cell.id
"""  # noqa: S608 - constants


def _frame(sql, parameters):
    """The answer of a query as a frame, through COPY: rows never become objects one by one."""
    answer = io.BytesIO()
    with connection.cursor() as cursor:
        written = sql.format(*(cursor.cursor.mogrify("%s", [one]).decode() for one in parameters))
        cursor.copy_expert(f"COPY ({written}) TO STDOUT (FORMAT csv, HEADER)", answer)
    answer.seek(0)
    flags = {"true_values": ["t"], "false_values": ["f"]}
    texts = {"segment": "category", "source_status": "category", "status": "category"}
    return pd.read_csv(answer, dtype=texts, keep_default_na=False, **flags)


def raw_cells(release):
    """The counts of a release, one row a cell."""
    return _frame(_RAW, [release.pk])


def how_many(release):
    return RawCell.objects.filter(release=release).count()


def added_up(release):
    """{(region, segment, pathway, metric, first year)} of the rows of the region that are noted as
    sums of organizations.
    """
    rows = RawCell.objects.filter(release=release, slice__region__isnull=False).exclude(note="")
    of = ("region", "segment", "pathway", "metric", "cohort")
    noted = rows.values_list(*(f"slice__{name}" for name in of), "note").distinct()
    return {
        (region, segment, NONE if pathway is None else pathway, metric, int(cohort[:4]))
        for region, segment, pathway, metric, cohort, note in noted
        if says_sum(note)
    }


def published_cells(metrics):
    """What any release published of these metrics, the oldest release first."""
    return _frame(_PUBLISHED, [list(metrics)])
