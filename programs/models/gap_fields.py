"""What every row about gaps says: which sort, and of which county, segment and sector.

Written once, because a list of gaps is narrowed by the same fields as the counts beside it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.enums import Segment
from programs.enums import AlignmentKind, GapState
from programs.models.pathway import Sector


def county(help_text):
    return models.ForeignKey(
        "partners.County",
        models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("county"),
        help_text=help_text,
    )


def segment(help_text):
    return models.CharField(
        max_length=10, choices=Segment, verbose_name=_("segment"), help_text=help_text
    )


def sector(help_text, **options):
    return models.ForeignKey(
        Sector,
        models.CASCADE,
        related_name="+",
        verbose_name=_("sector"),
        help_text=help_text,
        **options,
    )


class OfAlignment(models.Model):
    """Of which sort an alignment gap is, and where."""

    kind = models.CharField(
        max_length=10,
        choices=AlignmentKind,
        verbose_name=_("kind"),
        help_text=_("What is missing."),
    )
    state = models.CharField(
        max_length=10,
        choices=GapState,
        verbose_name=_("state"),
        help_text=_("Whether somebody confirmed that there is none."),
    )
    county = county(_("The organization's county; empty if not on file."))
    segment = segment(_("Who teaches it."))
    sector = sector(_("Industry sector; empty if not on file."), null=True, blank=True)

    class Meta:
        abstract = True
