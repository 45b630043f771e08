"""What was loaded, and what of it stands."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from equity.enums import PublicationState, ReleaseStatus
from equity.models.metric import Metric
from pathways_portal.common import academic_year

# Labels of the releases that come with the portal: our own words, so readers see them translated.
OWN_LABELS = frozenset(
    {
        gettext_noop("IPEDS completers 2018-19 to 2023-24"),
        gettext_noop("County graduation 2016-17 to 2021-22"),
        gettext_noop("SYNTHETIC high school pathway outcomes 2026"),
        gettext_noop("SYNTHETIC high school pathway outcomes 2026 (late corrections)"),
    }
)


# How the note of a file begins whose rows of the region are added up, and what readers are told.
NOTE_OF_SUMS = "sum of organizations"
SUM_OF_ORGANIZATIONS = _("sum of organizations, students may be counted more than once")


def says_sum(note):
    """Whether a note of a file says that a row was added up (method, section 4), whatever its case
    and however many blanks stand between its words."""
    return " ".join(note.casefold().split()).startswith(NOTE_OF_SUMS)


def sums_in_words(names, are_all):
    """The sentence about figures of a region that are added up, of measures by name unless all."""
    if are_all:
        return gettext(
            "Its figures of the region are sums of organizations: students may be counted "
            "more than once."
        )
    return gettext(
        "Its figures of the region on %(measures)s are sums of organizations: students may be "
        "counted more than once."
    ) % {"measures": ", ".join(f"“{name}”" for name in names)}


def label_in_words(label):
    """A release's label in the reader's language if it is ours, else as whoever loaded it wrote."""
    return gettext(label) if label in OWN_LABELS else label


@pghistory.track()
class Release(models.Model):
    """One file that was loaded whole and checked; once published it is only ever replaced."""

    label = models.CharField(
        max_length=120,
        verbose_name=_("label"),
        help_text=_("Name readers see, such as Fall 2026 release."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("loaded by"),
        help_text=_("Who loaded it; empty for the command line."),
    )
    created_at = models.DateTimeField(
        auto_now_add=True, verbose_name=_("loaded at"), help_text=_("When it was loaded.")
    )
    file_name = models.CharField(
        max_length=200, verbose_name=_("file name"), help_text=_("Name of the file.")
    )
    sha256 = models.CharField(
        max_length=64,
        unique=True,
        verbose_name=_("fingerprint"),
        help_text=_("SHA-256 of the file: the same file is loaded once."),
    )
    status = models.CharField(
        max_length=9,
        choices=ReleaseStatus,
        default=ReleaseStatus.DRAFT,
        db_default=ReleaseStatus.DRAFT,
        verbose_name=_("status"),
        help_text=_("Only published releases are public."),
    )
    published_at = models.DateTimeField(
        null=True, blank=True, verbose_name=_("published at"), help_text=_("When it was published.")
    )
    is_synthetic = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("synthetic"),
        help_text=_("Made up to show how the portal works; labeled wherever it shows."),
    )
    source = models.CharField(
        max_length=300,
        blank=True,
        db_default="",
        verbose_name=_("source"),
        help_text=_("Who counted, in words."),
    )
    source_url = models.URLField(
        blank=True,
        db_default="",
        verbose_name=_("source address"),
        help_text=_("Where the source can be read."),
    )
    note = models.TextField(
        blank=True, db_default="", verbose_name=_("note"), help_text=_("What readers should know.")
    )

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [
            CheckConstraint(
                condition=Q(status=ReleaseStatus.DRAFT, published_at__isnull=True)
                | ~Q(status=ReleaseStatus.DRAFT) & Q(published_at__isnull=False),
                name="release_published_has_a_time",
                violation_error_message=_("A release that is no draft has a time of publication."),
            )
        ]

    def __str__(self):
        return self.label

    @property
    def local_label(self):
        return label_in_words(self.label)


class Publication(models.Model):
    """What became of one metric and cohort year of a release: at most one stands.

    All slices of the metric whose cohort begins in that year stand or fall together (a window
    counts in the year it begins in), so no reader can subtract what was replaced from what was not.
    """

    release = models.ForeignKey(
        Release,
        models.PROTECT,
        related_name="publications",
        verbose_name=_("release"),
        help_text=_("Of which release."),
    )
    metric = models.ForeignKey(
        Metric,
        models.PROTECT,
        related_name="publications",
        verbose_name=_("metric"),
        help_text=_("Of which metric."),
    )
    cohort = models.CharField(
        max_length=7,
        verbose_name=_("cohort"),
        help_text=_("Academic year in which its cohorts begin."),
    )
    state = models.CharField(
        max_length=8,
        choices=PublicationState,
        verbose_name=_("state"),
        help_text=_("Whether it stands, was replaced, or was held back."),
    )
    since = models.DateTimeField(
        verbose_name=_("since"), help_text=_("When it came into this state.")
    )
    reason = models.CharField(
        max_length=300,
        blank=True,
        db_default="",
        verbose_name=_("reason"),
        help_text=_("Why it is held; never a count."),
    )
    region_is_sum = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("region is a sum"),
        help_text=_(
            "Its figures of the region are sums of organizations: students may be counted "
            "more than once."
        ),
    )

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            UniqueConstraint(
                fields=["release", "metric", "cohort"], name="publication_once_per_release"
            ),
            UniqueConstraint(
                fields=["metric", "cohort"],
                condition=Q(state=PublicationState.STANDING),
                name="publication_one_stands_per_metric_and_cohort",
            ),
            academic_year.constraint("publication_cohort_is_an_academic_year", field="cohort"),
        ]

    def __str__(self):
        return f"{self.metric} {self.cohort} · {self.release}"
