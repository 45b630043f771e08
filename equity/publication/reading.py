"""Tables of cells out of the database, as data frames of whole numbers."""

import io

import numpy as np
import pandas as pd
from django.db import connection

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
# A withdrawn cell shows nothing; what it showed before is in another table.
_PUBLISHED = f"""
    SELECT {_SLICE}, cell.group_id AS group, publication.state,
        coalesce(withdrawn.status, cell.status) AS status,
        cell.status = 'withdrawn' AS is_withdrawn,
        coalesce(CASE WHEN withdrawn.id IS NULL THEN cell.n ELSE withdrawn.n END, -1) AS n,
        coalesce(CASE WHEN withdrawn.id IS NULL THEN cell.s ELSE withdrawn.s END, -1) AS s
    FROM equity_publishedcell cell
    JOIN equity_publication publication ON publication.id = cell.publication_id
    JOIN equity_slice slice ON slice.id = cell.slice_id
    LEFT JOIN equity_withdrawncell withdrawn ON withdrawn.publication_id = cell.publication_id
        AND withdrawn.slice_id = cell.slice_id AND withdrawn.group_id = cell.group_id
    WHERE publication.state = 'standing' AND publication.metric_id = ANY({{}}::bigint[])
        OR publication.state = 'replaced' AND publication.metric_id = ANY({{}}::bigint[])
        AND coalesce(withdrawn.status, cell.status) IN ('hidden', 'banded')
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


def published_cells(metrics):
    """What stands of these metrics, and what was hidden in what it replaced."""
    return _frame(_PUBLISHED, [list(metrics)] * 2)


def empty(columns):
    return pd.DataFrame({name: np.array([], dtype=np.int64) for name in columns})
