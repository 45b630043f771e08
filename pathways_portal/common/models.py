"""What every record carries: where it comes from, and who keeps it true."""

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pathways_portal.common.enums import EditingStatus


class Sourced(models.Model):
    """A row that says who states it, where, and as of when."""

    source = models.CharField(
        max_length=300,
        blank=True,
        db_default="",
        verbose_name=_("source"),
        help_text=_("Who says so, in words."),
    )
    source_url = models.URLField(
        blank=True,
        db_default="",
        verbose_name=_("source address"),
        help_text=_("Where it can be read, if it is on the web."),
    )
    as_of = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("as of"),
        help_text=_("The day the source speaks of or was published."),
    )

    class Meta:
        abstract = True


class Stewarded(Sourced):
    """A row that people edit: an owner, an editing status, and a day somebody confirmed it.

    A published row whose last confirmation is older than `review_every` months is stale.
    Rows never confirmed by a person are "not verified yet", which is not the same as stale.
    """

    status = models.CharField(
        max_length=9,
        choices=EditingStatus,
        default=EditingStatus.DRAFT,
        db_default=EditingStatus.DRAFT,
        verbose_name=_("status"),
        help_text=_("Only published records are public."),
    )
    owner = models.ForeignKey(
        "partners.Organization",
        models.RESTRICT,  # an organization owns itself, and does not stand in its own way
        related_name="owned_%(class)ss",
        null=True,
        blank=True,
        verbose_name=_("owner"),
        help_text=_("The organization whose coordinators keep this record true."),
    )
    verified_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("verified on"),
        help_text=_("The day a person confirmed that this is right."),
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("verified by"),
        help_text=_("Who confirmed it."),
    )
    review_every = models.PositiveSmallIntegerField(
        default=12,
        db_default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        verbose_name=_("review every (months)"),
        help_text=_("Months after which it must be confirmed again, 1 to 60."),
    )
    is_sample = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("sample"),
        help_text=_("Made up to show how the portal works. Labeled as sample on every page."),
    )
    loaded_fingerprint = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        editable=False,
        verbose_name=_("fingerprint of the loaded row"),
        help_text=_(
            "Fingerprint of the row as the region's tables last wrote it; "
            "differs once a person has edited it, and then loading leaves the row alone."
        ),
    )

    class Meta:
        abstract = True
        constraints = [
            CheckConstraint(
                condition=Q(verified_on__isnull=True, verified_by__isnull=True)
                | Q(verified_on__isnull=False, verified_by__isnull=False),
                name="%(class)s_verified_on_and_by_go_together",
                violation_error_message=_("Give both the day and the person, or neither."),
            ),
            CheckConstraint(
                condition=~Q(status=EditingStatus.PUBLISHED) | ~Q(source=""),
                name="%(class)s_published_has_source",
                violation_error_message=_("Say where this comes from before you publish."),
            ),
            CheckConstraint(
                condition=~Q(status=EditingStatus.PUBLISHED) | Q(owner__isnull=False),
                name="%(class)s_published_has_owner",
                violation_error_message=_("Say who keeps this true before you publish."),
            ),
            CheckConstraint(
                condition=Q(review_every__range=(1, 60)),
                name="%(class)s_review_every_1_to_60_months",
                violation_error_message=_("Choose a review every 1 to 60 months."),
            ),
        ]

    @property
    def review_due_on(self):
        """The day it must be confirmed again; None while nobody has confirmed it."""
        return self.verified_on and self.verified_on + relativedelta(months=self.review_every)

    @property
    def is_stale(self):
        """Published, confirmed once, and past its review date."""
        due = self.review_due_on
        return bool(due and self.status == EditingStatus.PUBLISHED and due < timezone.localdate())
