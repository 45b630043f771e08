"""The protected copy: the only figures that pages, exports and e-mails read."""

import pgtrigger
from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from equity.enums import CellStatus
from equity.models.dimension import Group
from equity.models.release import Publication
from equity.models.slice import Slice
from equity.querysets import PublishedCellQuerySet

# What says nothing but its status: whatever was computed from a count is gone with the count.
NUMBERLESS = (
    CellStatus.HIDDEN,
    CellStatus.NOT_REPORTED,
    CellStatus.WITHDRAWN,
)
NUMBERS = (
    "n",
    "s",
    "low",
    "high",
    "rate",
    "gap",
    "moe",
    "reference",
    "di",
    "needed_clear",
    "needed_parity",
    "index80",
    "prop_index",
)


def _fraction(words, help_text):
    """A rate, a gap or an index: exact to 12 places, so that rounding for display stays right."""
    return models.DecimalField(
        max_digits=18,
        decimal_places=12,
        null=True,
        blank=True,
        verbose_name=words,
        help_text=help_text,
    )


def _count(words, help_text):
    return models.PositiveIntegerField(
        null=True, blank=True, verbose_name=words, help_text=help_text
    )


class PublishedCell(models.Model):
    """One group of one slice, as anybody may read it.

    Rates, gaps, margins and indexes are fractions (0.45 is 45 %), made with the profile
    ppg1_2022. Where a number may not be known it is empty, and `status` says in which way.
    """

    publication = models.ForeignKey(
        Publication,
        models.RESTRICT,
        related_name="cells",
        db_index=False,  # `publishedcell_by_group` begins with it
        verbose_name=_("publication"),
        help_text=_("With what it was published."),
    )
    slice = models.ForeignKey(
        Slice,
        models.RESTRICT,
        related_name="cells",
        db_index=False,  # the unique key begins with it
        verbose_name=_("slice"),
        help_text=_("Where it belongs."),
    )
    group = models.ForeignKey(
        Group,
        models.RESTRICT,
        related_name="cells",
        verbose_name=_("group"),
        help_text=_("Which students."),
    )
    status = models.CharField(
        max_length=12,
        choices=CellStatus,
        verbose_name=_("status"),
        help_text=_("What a reader gets to see."),
    )
    n = _count(_("students"), _("Students who could reach it."))
    s = _count(_("reached it"), _("Of these, who reached it."))
    low = _count(_("at least"), _("Of a range: the fewest who reached it."))
    high = _count(_("at most"), _("Of a range: the most who reached it."))
    rate = _fraction(_("rate"), _("s / n; in a composition the group's share of the total."))
    rate_text = models.CharField(
        max_length=24,
        blank=True,
        db_default="",
        default="",
        verbose_name=_("rate in figures"),
        help_text=_("As exports print it: 47.0%, at most 39%, 50% to 55%."),
    )
    gap = _fraction(_("gap"), _("Rate less reference."))
    moe = _fraction(_("margin of error"), _("E of the method."))
    reference = _fraction(_("reference"), _("The rate of everyone else."))
    di = models.BooleanField(
        null=True,
        blank=True,
        verbose_name=_("gap larger than chance"),
        help_text=_("Disproportionate impact under the profile."),
    )
    needed_clear = _count(_("to clear"), _("More students until the gap is within the margin."))
    needed_parity = _count(_("to parity"), _("More students until there is no gap."))
    index80 = _fraction(_("80 % index"), _("Rate over the highest group's rate."))
    prop_index = _fraction(
        _("proportionality index"), _("Share of those who reached it over share of students.")
    )

    objects = PublishedCellQuerySet.as_manager()

    class Meta:
        verbose_name = _("published cell")
        verbose_name_plural = _("published cells")
        constraints = [
            UniqueConstraint(
                fields=["slice", "group", "publication"], name="publishedcell_once_per_key"
            ),
            CheckConstraint(
                condition=~Q(status__in=NUMBERLESS)
                | Q(rate_text="", **{f"{name}__isnull": True for name in NUMBERS}),
                name="publishedcell_hidden_has_no_number",
                violation_error_message=_("A cell that is not shown has no number at all."),
            ),
            CheckConstraint(
                condition=~Q(status=CellStatus.BANDED)
                | Q(
                    n__isnull=False,
                    s__isnull=True,
                    rate__isnull=True,
                    gap__isnull=True,
                    moe__isnull=True,
                    reference__isnull=True,
                    index80__isnull=True,
                    prop_index__isnull=True,
                    needed_clear__isnull=True,
                    needed_parity__isnull=True,
                ),
                name="publishedcell_range_has_bounds_only",
                violation_error_message=_("A range shows n and its bounds, nothing else."),
            ),
            CheckConstraint(
                condition=Q(n__isnull=True) | Q(s__isnull=True) | Q(s__lte=F("n")),
                name="publishedcell_s_is_at_most_n",
                violation_error_message=_("No more can reach it than there are."),
            ),
        ]
        # With the group, so that a page finds out at once by what a measure is divided.
        indexes = [Index(fields=["publication", "group"], name="publishedcell_by_group")]
        triggers = [
            # What was published is replaced or withdrawn as a whole, never corrected in place.
            pgtrigger.Protect(
                name="published_figures_are_not_edited",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(new__status=CellStatus.WITHDRAWN),
            )
        ]

    def __str__(self):
        return f"{self.slice} · {self.group}"
