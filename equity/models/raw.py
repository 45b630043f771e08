"""Counts as they were loaded. Only import, publication and one logged admin view may read them.

No page, export or e-mail imports this module; an import contract says so.
"""

import pgtrigger
from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from equity.enums import CellStatus, SourceStatus
from equity.models.dimension import Group
from equity.models.release import Publication, Release
from equity.models.slice import Slice

# Looks the release up once a statement, not once a row: a release has 100,000 cells and more.
_ONLY_DRAFTS = """
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT release_id FROM {rows}) touched
        JOIN equity_release release ON release.id = touched.release_id
        WHERE release.status <> 'draft'
    ) THEN
        RAISE EXCEPTION 'The counts of a published release are never changed, only replaced.';
    END IF;
    RETURN NULL;
"""


def _only_drafts(name, operation, referencing, rows):
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=referencing,
        func=_ONLY_DRAFTS.format(rows=rows),
    )


class RawCell(models.Model):
    """One count of a file: a slice, a group, and the two numbers or the source's mark.

    A composition has one number, its count, in n. A source may give n and mark s alone.
    """

    release = models.ForeignKey(
        Release,
        models.CASCADE,
        related_name="+",
        verbose_name=_("release"),
        help_text=_("The file it came with."),
    )
    slice = models.ForeignKey(
        Slice,
        models.RESTRICT,
        related_name="+",
        verbose_name=_("slice"),
        help_text=_("Where it belongs."),
    )
    group = models.ForeignKey(
        Group,
        models.RESTRICT,
        related_name="+",
        verbose_name=_("group"),
        help_text=_("Which students."),
    )
    n = models.PositiveIntegerField(
        null=True,
        blank=True,
        verbose_name=_("students"),
        help_text=_("Students who could reach it."),
    )
    s = models.PositiveIntegerField(
        null=True,
        blank=True,
        verbose_name=_("reached it"),
        help_text=_("Of these, who reached it; empty for a composition."),
    )
    rate_pct = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        verbose_name=_("published rate (%)"),
        help_text=_("Percent as the source printed it, for published rates only."),
    )
    source_status = models.CharField(
        max_length=2,
        choices=SourceStatus,
        default=SourceStatus.OK,
        verbose_name=_("mark of the source"),
        help_text=_("What the source wrote instead of a number."),
    )
    source = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        verbose_name=_("source"),
        help_text=_("Who counted, as the file says."),
    )
    note = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        verbose_name=_("note"),
        help_text=_("Remark of the file."),
    )

    class Meta:
        verbose_name = _("raw cell")
        verbose_name_plural = _("raw cells")
        permissions = [("view_unsuppressed_counts", "Can view unsuppressed equity counts")]
        constraints = [
            UniqueConstraint(fields=["release", "slice", "group"], name="rawcell_once_per_key"),
            CheckConstraint(
                condition=Q(n__isnull=True) | Q(s__isnull=True) | Q(s__lte=F("n")),
                name="rawcell_s_is_at_most_n",
                violation_error_message=_("The numerator is larger than the denominator."),
            ),
            CheckConstraint(
                condition=Q(source_status=SourceStatus.OK, n__isnull=False)
                | ~Q(source_status=SourceStatus.OK) & Q(s__isnull=True, rate_pct__isnull=True),
                name="rawcell_has_a_number_or_a_mark",
                violation_error_message=_("Give a number, or c, x or z in its place."),
            ),
            CheckConstraint(
                condition=Q(rate_pct__isnull=True) | Q(rate_pct__range=(0, 100)),
                name="rawcell_rate_is_0_to_100",
                violation_error_message=_("A rate is between 0 and 100 percent."),
            ),
        ]
        triggers = [
            _only_drafts(
                "raw_cells_are_added_to_drafts_only",
                pgtrigger.Insert,
                pgtrigger.Referencing(new="added"),
                "added",
            ),
            _only_drafts(
                "raw_cells_of_a_release_are_not_edited",
                pgtrigger.Update,
                pgtrigger.Referencing(old="before", new="later"),
                "before",
            ),
            _only_drafts(
                "raw_cells_of_a_release_are_not_removed",
                pgtrigger.Delete,
                pgtrigger.Referencing(old="removed"),
                "removed",
            ),
        ]

    def __str__(self):
        return f"{self.slice} · {self.group}"


class WithdrawnCell(models.Model):
    """What a published cell showed before it was withdrawn: for comparing the next release."""

    publication = models.ForeignKey(
        Publication,
        models.RESTRICT,
        related_name="+",
        verbose_name=_("publication"),
        help_text=_("With what it was published."),
    )
    slice = models.ForeignKey(
        Slice,
        models.RESTRICT,
        related_name="+",
        verbose_name=_("slice"),
        help_text=_("Where it belonged."),
    )
    group = models.ForeignKey(
        Group,
        models.RESTRICT,
        related_name="+",
        verbose_name=_("group"),
        help_text=_("Which students."),
    )
    status = models.CharField(
        max_length=12,
        choices=CellStatus,
        verbose_name=_("status"),
        help_text=_("What a reader got to see."),
    )
    n = models.PositiveIntegerField(
        null=True, blank=True, verbose_name=_("students"), help_text=_("As shown before.")
    )
    s = models.PositiveIntegerField(
        null=True, blank=True, verbose_name=_("reached it"), help_text=_("As shown before.")
    )
    withdrawn_on = models.DateField(
        verbose_name=_("withdrawn on"), help_text=_("Since when it is being corrected.")
    )

    class Meta:
        verbose_name = _("withdrawn cell")
        verbose_name_plural = _("withdrawn cells")
        constraints = [
            UniqueConstraint(
                fields=["slice", "group", "publication"], name="withdrawncell_once_per_key"
            )
        ]
        indexes = [Index(fields=["publication"], name="withdrawncell_by_publication")]

    def __str__(self):
        return f"{self.slice} · {self.group}"


class RawCellView(models.Model):
    """Says who looked at raw counts, of what, and when. Never says what they saw."""

    user = models.ForeignKey(
        "partners.User",
        models.PROTECT,
        related_name="+",
        verbose_name=_("user"),
        help_text=_("Who looked."),
    )
    at = models.DateTimeField(auto_now_add=True, verbose_name=_("at"), help_text=_("When."))
    organization = models.ForeignKey(
        "partners.Organization",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("organization"),
        help_text=_("Whose counts; empty for a county or the region."),
    )
    release = models.ForeignKey(
        Release,
        models.PROTECT,
        related_name="+",
        verbose_name=_("release"),
        help_text=_("Of which release."),
    )
    asked = models.CharField(
        max_length=300,
        blank=True,
        default="",
        verbose_name=_("asked for"),
        help_text=_("The filter of the page: codes only."),
    )

    class Meta:
        verbose_name = _("view of raw counts")
        verbose_name_plural = _("views of raw counts")
        triggers = [
            pgtrigger.Protect(
                name="views_of_raw_counts_are_kept", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]
        indexes = [Index(fields=["-at"], name="rawcellview_latest")]

    def __str__(self):
        return f"{self.user} · {self.at:%Y-%m-%d %H:%M}"
