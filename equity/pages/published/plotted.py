"""The published values that an interactive chart draws a second time: of lanes, nothing hidden."""

from django.utils.translation import gettext as _


def plotted(title, lanes, *, is_composition=False, is_synthetic=False, without=()):
    """The data of a dot plot. `lanes`: [(name, Row)]; `without`: [(name, words)] of those that say
    nothing."""
    return {
        "title": title,
        "mark": _("SYNTHETIC") if is_synthetic else "",
        "labels": {
            "rate": _("Share") if is_composition else _("Rate"),
            "gap": _("Gap larger than chance"),
            "others": _("Everyone else"),
            "range": _("Only a range is shown"),
        },
        "rows": [_drawn(name, row) for name, row in lanes],
        "without": [{"group": name, "words": words} for name, words in without],
    }


def _drawn(name, row):
    """The published numbers of a lane in percent."""
    drawn = {"group": name, "words": row.rate_words, "verdict": row.verdict, "gap": row.is_gap}
    if row.is_banded:
        return drawn | {"low": row.band.at_least, "high": row.band.at_most}
    cell = row.cell
    if row.others_words:
        drawn["others_words"] = row.others_words
    numbers = {"rate": cell.rate, "margin": cell.moe, "others": cell.reference}
    return drawn | {
        name: round(float(value) * 100, 2) for name, value in numbers.items() if value is not None
    }


def plotted_columns(title, columns, rows, *, kind, is_synthetic=False, everyone=""):
    """The data of a chart with a value for each column. `rows`: [(name, [(share or None, words)])];
    `kind`: "lines", a line for each row, or "pairs", a mark for each column. `everyone`: the name
    of the row of all students, "" where there is none."""
    return {
        "kind": kind,
        "title": title,
        "mark": _("SYNTHETIC") if is_synthetic else "",
        "columns": columns,
        "everyone": everyone,
        "labels": {"group": _("this group"), "everyone": _("all students")},
        "rows": [
            {
                "group": name,
                "values": [None if v is None else round(float(v) * 100, 2) for v, _w in values],
                "words": [words for _v, words in values],
            }
            for name, values in rows
        ],
    }
