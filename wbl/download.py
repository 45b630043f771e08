"""The filtered opportunities as CSV, each row with its source."""

from urllib.parse import urljoin

from django.utils.translation import gettext as _

from pathways_portal.common.choices import words_of, yes_no
from pathways_portal.common.sources import in_words
from wbl.enums import Stage
from wbl.models import Opportunity


def header():
    return [
        _("Title"),
        _("Title in Spanish"),
        _("Employer"),
        _("Stage"),
        _("Kind"),
        _("Sectors"),
        _("County"),
        _("Site"),
        _("Seats"),
        _("Hours"),
        _("Paid"),
        _("Least age"),
        _("Grades"),
        _("Starts on"),
        _("Ends on"),
        _("Apply by"),
        _("State"),
        _("One can apply today"),
        _("Sample data"),
        _("Source"),
        _("Source address"),
        _("As of"),
        _("Verified on"),
        _("Page"),
    ]


def opportunity_rows(answer, *, site):
    """Yield the cells of each row of an answer, in its order; `site` makes addresses whole."""
    names = {sector.slug: sector.local_name for sector in answer.known.sectors}
    offers = Opportunity.objects.select_related("employer", "kind", "county", "site").in_bulk(
        answer.ids
    )
    for row in answer.rows:
        offer = offers[row.pk]
        yield [
            offer.title,
            offer.title_es,
            offer.employer.name,
            Stage(row.stage).label,
            offer.kind.local_name,
            [names[slug] for slug in row.sectors],
            offer.county and offer.county.name,
            offer.site and (offer.site.name or offer.site.city),
            offer.seats,
            offer.hours,
            yes_no(offer.is_paid),
            offer.min_age,
            offer.grades,
            offer.starts_on,
            offer.ends_on,
            offer.apply_by,
            words_of(offer, "state"),
            yes_no(row.is_open),
            yes_no(offer.is_sample),
            in_words(offer.source),
            offer.source_url,
            offer.as_of,
            offer.verified_on,
            urljoin(site, offer.get_absolute_url()),
        ]
