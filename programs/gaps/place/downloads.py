"""The cells of the matrix as CSV: a line for each sector and column, in the order of the page."""

from urllib.parse import urljoin

from django.utils.translation import gettext as _

from programs.gaps.place import rules


def header():
    return [
        _("Key"),
        _("Sector"),
        _("Place"),
        _("Schools of"),
        _("Miles"),
        _("Schools"),
        _("With a program of their own"),
        _("With one near"),
        _("Confirmed absent"),
        _("Not yet reported"),
        _("With a sample program, not counted"),
        _("Academic year of the lists"),
        _("Worked out at"),
        _("Version of the method"),
        _("Page"),
    ]


def csv_rows(matrix, *, site):
    """The lines of the file, of all columns; `site` makes the pages' addresses whole."""
    question, at = matrix.question, matrix.worked_out_at
    for line in matrix.whole_lines:
        for cell in line.cells:
            yield [
                rules.key_of(question.segment, line.sector.slug, cell.group.slug),
                line.sector.local_name,
                cell.group.name,
                question.segment.label,
                question.miles,
                cell.total,
                cell.own,
                cell.near,
                cell.absent,
                cell.unreported,
                cell.samples,
                matrix.year,
                at and at.isoformat(timespec="minutes"),
                rules.METHOD,
                urljoin(site, cell.url),
            ]
