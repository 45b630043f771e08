"""Geometry of the small server-drawn pictures: columns, two-sided bars, lanes of a path.

No database."""

from pathways_portal.looks import SEGMENTS


def bars(rows):
    """Give each (label, value) its height in percent of the largest; None stays a gap.

    Heights are whole numbers from 0 to 100. A value above zero is at least 1 high, so that it
    never looks like nothing.
    """
    largest = max((value for _label, value in rows if value is not None), default=0)
    drawn = []
    for label, value in rows:
        size = _size(value, largest)
        top = None if size is None else 100 - size
        drawn.append({"label": label, "value": value, "size": size, "top": top})
    return drawn


def _size(value, largest):
    if value is None:
        return None
    if not value or not largest:
        return 0
    return max(1, round(100 * value / largest))


# Units across a row of a two-sided chart, whatever it counts.
ACROSS = 1000


def two_sided(rows):
    """Give each row with `left` and `right` its two bars, drawn to one scale from one line.

    Returns `axis`, where the line stands, and the rows with `left_x`, `left_width` and
    `right_width`, in units of ACROSS. None stays without a bar; what is above zero is at least
    2 wide, so that it never looks like nothing.
    """
    left = max((row["left"] or 0 for row in rows), default=0)
    right = max((row["right"] or 0 for row in rows), default=0)
    scale = ACROSS / (left + right) if left + right else 0
    axis = round(left * scale)
    drawn = []
    for row in rows:
        left_width, right_width = _width(row["left"], scale), _width(row["right"], scale)
        left_x = None if left_width is None else axis - left_width
        drawn.append(
            {**row, "left_x": left_x, "left_width": left_width, "right_width": right_width}
        )
    return {"rows": drawn, "axis": axis}


def _width(value, scale):
    return value and max(2, round(value * scale))


def path_layout(steps):
    """Place steps on a grid: a row for each segment used, a column for each step.

    Returns `lanes` (row, segment), `steps` (each with row, column, and the connector that
    arrives from the step before) and `columns`. A connector is one line with at most one bend:
    out of the step before to the middle of the next column, then down or up to the next step.
    """
    used = {str(step["segment"]) for step in steps}
    lanes = {
        segment: row for row, segment in enumerate((s for s in SEGMENTS if s in used), start=1)
    }
    placed, before = [], None
    for column, step in enumerate(steps, start=1):
        row = lanes[str(step["segment"])]
        line = _line(before, row) if before else None
        placed.append(
            {
                **step,
                "row": row,
                "column": column,
                "line": line,
                "is_destination": column == len(steps),
            }
        )
        before = row
    return {
        "lanes": [{"segment": segment, "row": row} for segment, row in lanes.items()],
        "columns": len(steps),
        "steps": placed,
    }


def _line(start, end):
    """A connector between two rows: a box 200 wide (two columns), 100 high for each row.

    Rows are equally high, so the middle of the first and the last row are known.
    """
    top, rows = min(start, end), abs(end - start) + 1
    y_start, y_end = (start - top) * 100 + 50, (end - top) * 100 + 50
    bend = f"V{y_end}" if y_end != y_start else ""
    return {
        "top": top,
        "rows": rows,
        "height": 100 * rows,
        "path": f"M50 {y_start}H150{bend}",
        "from_row": start,
    }
