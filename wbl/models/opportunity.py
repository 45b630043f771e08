"""What employers offer: a place at work, from a talk to an apprenticeship."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from pathways_portal.common.addresses import page_of
from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Stewarded
from wbl.enums import OpportunityState
from wbl.models.activity import ActivityKind
from wbl.querysets import OpportunityQuerySet


@pghistory.track()
class Opportunity(Stewarded):
    """A work-based learning opportunity that an employer offers to students."""

    slug = models.SlugField(
        max_length=140,
        unique=True,
        verbose_name=_("web name"),
        help_text=_("Name in web addresses."),
    )
    employer = models.ForeignKey(
        "partners.Organization",
        models.PROTECT,
        related_name="opportunities",
        verbose_name=_("employer"),
        help_text=_("Who offers it."),
    )
    kind = models.ForeignKey(
        ActivityKind,
        models.PROTECT,
        related_name="opportunities",
        verbose_name=_("kind"),
        help_text=_("Which kind; it says the stage on the continuum."),
    )
    title = models.CharField(
        max_length=120, verbose_name=_("title"), help_text=_("What it is called.")
    )
    title_es = models.CharField(
        max_length=140,
        blank=True,
        db_default="",
        verbose_name=_("title in Spanish"),
        help_text=_("Title in Spanish."),
    )
    title_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish title reviewed on"),
        help_text=_("The day a person checked the Spanish title."),
    )
    description = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("description"),
        help_text=_("What students see and do, in a few plain sentences."),
    )
    description_es = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("description in Spanish"),
        help_text=_("The description in Spanish."),
    )
    description_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish description reviewed on"),
        help_text=_("The day a person checked the Spanish description."),
    )
    sectors = models.ManyToManyField(
        "programs.Sector",
        related_name="opportunities",
        verbose_name=_("sectors"),
        help_text=_("Industry sectors it belongs to."),
    )
    county = models.ForeignKey(
        "partners.County",
        models.PROTECT,
        related_name="opportunities",
        null=True,
        blank=True,
        verbose_name=_("county"),
        help_text=_("Where; empty if not on file."),
    )
    site = models.ForeignKey(
        "partners.Site",
        models.PROTECT,
        related_name="opportunities",
        null=True,
        blank=True,
        verbose_name=_("site"),
        help_text=_("The site where it takes place; empty means online or not on file."),
    )
    seats = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        verbose_name=_("seats"),
        help_text=_("Students it has room for; empty if not on file."),
    )
    hours = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        verbose_name=_("hours"),
        help_text=_("Hours of a student in all; empty if not on file."),
    )
    is_paid = models.BooleanField(
        null=True,
        blank=True,
        verbose_name=_("paid"),
        help_text=_("Whether students are paid; empty if not on file."),
    )
    min_age = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(10), MaxValueValidator(25)],
        verbose_name=_("least age"),
        help_text=_("From this age on; empty if not on file."),
    )
    grades = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        blank=True,
        verbose_name=_("grades"),
        help_text=_("Grades it is for, separated by commas; empty if not on file."),
    )
    starts_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("starts on"),
        help_text=_("First day; empty if not on file."),
    )
    ends_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("ends on"),
        help_text=_("Last day; empty if it is one day or not on file."),
    )
    apply_by = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("apply by"),
        help_text=_("Last day to apply; empty if not on file."),
    )
    apply_url = models.URLField(
        blank=True,
        db_default="",
        verbose_name=_("where to apply"),
        help_text=_("Web page to apply on, if any."),
    )
    state = models.CharField(
        max_length=6,
        choices=OpportunityState,
        default=OpportunityState.OPEN,
        db_default=OpportunityState.OPEN,
        verbose_name=_("state"),
        help_text=_("Whether one can still apply."),
    )

    local_title = Local("title")
    local_description = Local("description")
    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("work-based learning opportunity")
        verbose_name_plural = _("work-based learning opportunities")
        constraints = [
            *Stewarded.Meta.constraints,
            CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="opportunity_ends_after_it_starts",
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_of("wbl:opportunity", self.slug)


@pghistory.track()
class OpportunitySector(Opportunity.sectors.through):
    """A sector that an opportunity belongs to, for the history: who ticked or unticked it, when."""

    class Meta:
        proxy = True
        verbose_name = _("sector of an opportunity")
        verbose_name_plural = _("sectors of opportunities")

    def __str__(self):
        return str(self.sector)
