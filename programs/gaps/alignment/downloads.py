"""The rows of a list of alignment gaps as CSV, in the order of the page, with their sources."""

from urllib.parse import urljoin

from django.utils.translation import gettext as _

from pathways_portal.common.choices import yes_no
from programs.gaps.alignment import rules
from programs.gaps.alignment.listing import address_of, for_rows, title_of

CHUNK = 2_000


def header():
    return [
        _("Key"),
        _("What is missing"),
        _("State"),
        _("Title"),
        _("Organization"),
        _("District"),
        _("County"),
        _("Segment"),
        _("Sector"),
        _("First occupation"),
        _("SOC code"),
        _("Openings a year"),
        _("Openings are an estimate"),
        _("Agreement covers through"),
        _("Sample data"),
        _("First counted on"),
        _("Worked out at"),
        _("Version of the method"),
        _("Source"),
        _("As of"),
        _("Page"),
    ]


def csv_rows(gap_list, *, site):
    """The lines of the file; `site` makes the pages' addresses whole. One query."""
    at = gap_list.worked_out_at
    for gap in for_rows(gap_list.gaps.public()).iterator(CHUNK):
        job, parent = gap.occupation, gap.organization.parent
        yield [
            gap.key,
            gap.get_kind_display(),
            gap.get_state_display(),
            title_of(gap),
            gap.organization.name,
            parent and parent.name,
            gap.county and gap.county.name,
            gap.get_segment_display(),
            gap.sector and gap.sector.local_name,
            job and job.local_title,
            job and job.code.code,
            gap.openings,
            "" if gap.openings is None else yes_no(gap.is_estimate),
            gap.agreement and gap.agreement.years_through,
            yes_no(gap.is_sample),
            gap.since,
            at and at.isoformat(timespec="minutes"),
            rules.METHOD,
            gap.record.source,
            gap.record.as_of,
            urljoin(site, address_of(gap)),
        ]
