"""What statements about published figures share: parts of SQL over the names slice, publication,
metric and cell.

Whether a slice has cells is asked as a value and not with EXISTS: then PostgreSQL looks for one
cell of one slice at a time, by an index, and never reads the cells of a state to join them.
"""

# Of each slice the publication of its metric and cohort that stands, if there is one.
STANDING = """
    FROM equity_slice AS slice
    JOIN equity_publication AS publication
      ON publication.metric_id = slice.metric_id AND publication.cohort = slice.cohort
     AND publication.state = 'standing'
"""

# A draft may have brought slices of its own: without a cell in the publication they are no one's.
HAS_CELLS = """(
    SELECT TRUE FROM equity_publishedcell AS cell
    WHERE cell.slice_id = slice.id AND cell.publication_id = publication.id
    LIMIT 1
)"""

# The same of `one`, some slices and their publications: a cell is sought until there is one.
ANY_HAS_CELLS = """(
    SELECT TRUE FROM unnest(one.slices, one.publications) AS has (slice, publication)
    JOIN equity_publishedcell AS cell
      ON cell.slice_id = has.slice AND cell.publication_id = has.publication
    LIMIT 1
)"""

# Figures on a pathway that is not published are no page's.
ON_PUBLIC_PATHWAY = """(
    slice.pathway_id IS NULL OR slice.pathway_id IN (
        SELECT pathway.id FROM programs_pathway AS pathway WHERE pathway.status = 'published'
    )
)"""

# Whether years of follow-up have passed since the last of the cohort's: %(year)s is this one.
IS_COMPLETE = "left(slice.cohort, 4)::int + slice.span + metric.follow_up_years <= %(year)s"


def says_something(cell):
    """That a cell, by its name in a statement, has a rate, or a range that leaves any rate out."""
    return f"""({cell}.status = 'shown' OR {cell}.status = 'banded' AND {cell}.rate_text <> ''
        AND (coalesce({cell}.low, 0) > 0 OR coalesce({cell}.high, {cell}.n) < {cell}.n))"""
