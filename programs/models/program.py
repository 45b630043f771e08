"""Programs of study, the codes they stand under, and the credentials they give."""

import pghistory
import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from partners.enums import Segment
from pathways_portal.common.addresses import page_of
from pathways_portal.common.bilingual import Local
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.models import Sourced, Stewarded
from programs.enums import (
    OPEN_TO_STUDENTS,
    Availability,
    Award,
)
from programs.models.code import Code
from programs.models.credential import Credential
from programs.models.pathway import Sector
from programs.models.sample_offering import HAS_SAMPLE_OFFERINGS
from programs.querysets import ProgramQuerySet


@pghistory.track()
class Program(Stewarded):
    """A program of study at one organization, in one segment, with one title and one award.

    A program never crosses segments; the step to the next program is a record of its own. Where
    a source knows only that a college gives awards in a program area (a TOP code), the row is a
    *program area*: its award and units are not on file, and its page says to ask the college.
    """

    title = models.CharField(
        max_length=160, verbose_name=_("title"), help_text=_("As printed in the catalog.")
    )
    title_es = models.CharField(
        max_length=180,
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
    summary = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("summary"),
        help_text=_("What one learns, in a few plain sentences."),
    )
    summary_es = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("summary in Spanish"),
        help_text=_("The summary in Spanish."),
    )
    summary_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish summary reviewed on"),
        help_text=_("The day a person checked the Spanish summary."),
    )
    slug = models.SlugField(
        max_length=200,
        unique=True,
        verbose_name=_("web name"),
        help_text=_("Name in web addresses."),
    )
    organization = models.ForeignKey(
        "partners.Organization",
        models.PROTECT,
        related_name="programs",
        verbose_name=_("organization"),
        help_text=_("Who offers it."),
    )
    segment = models.CharField(
        max_length=10, choices=Segment, verbose_name=_("segment"), help_text=_("Who teaches.")
    )
    sector = models.ForeignKey(
        Sector,
        models.PROTECT,
        related_name="programs",
        null=True,
        blank=True,
        db_index=False,  # the index by sector and organization begins with it
        verbose_name=_("sector"),
        help_text=_("Industry sector; empty if not on file."),
    )
    is_program_area = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("program area"),
        help_text=_("Known only by its program code; the college knows which awards it gives."),
    )
    award = models.CharField(
        max_length=17,
        choices=Award,
        null=True,
        blank=True,
        verbose_name=_("award"),
        help_text=_("What it gives, grouped for the finder; empty if not on file."),
    )
    award_text = models.CharField(
        max_length=160,
        blank=True,
        db_default="",
        verbose_name=_("award in words"),
        help_text=_("The award in the words of its approval; empty if not on file."),
    )
    units_min = models.DecimalField(
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        verbose_name=_("fewest units"),
        help_text=_("Fewest semester units; empty if not on file."),
    )
    units_max = models.DecimalField(
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        verbose_name=_("most units"),
        help_text=_("Most semester units; empty if not on file."),
    )
    hours = models.PositiveIntegerField(
        null=True,
        blank=True,
        verbose_name=_("hours"),
        help_text=_("Class hours in all; empty if not on file."),
    )
    availability = models.CharField(
        max_length=9,
        choices=Availability,
        default=Availability.OFFERED,
        db_default=Availability.OFFERED,
        verbose_name=_("availability"),
        help_text=_("Whether students can enter. Only open ones are shown to them."),
    )
    available_from = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("available from"),
        help_text=_("First day students could enter, if known."),
    )
    available_to = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("available to"),
        help_text=_("Last day students can enter, if known."),
    )
    control_number = models.CharField(
        max_length=12,
        blank=True,
        db_default="",
        verbose_name=_("state control number"),
        help_text=_("State number; unique in a college."),
    )
    codes = models.ManyToManyField(
        Code,
        through="ProgramCode",
        related_name="programs",
        verbose_name=_("codes"),
        help_text=_("Program codes, of any scheme."),
    )
    credentials = models.ManyToManyField(
        Credential,
        related_name="programs",
        blank=True,
        verbose_name=_("credentials"),
        help_text=_("What a graduate holds."),
    )
    website = models.URLField(
        blank=True, db_default="", verbose_name=_("website"), help_text=_("Its own page, if any.")
    )

    local_title = Local("title")
    local_summary = Local("summary")
    objects = ProgramQuerySet.as_manager()

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        constraints = [
            *Stewarded.Meta.constraints,
            UniqueConstraint(
                fields=["organization", "control_number"],
                condition=~Q(control_number=""),
                name="program_control_number_once_per_organization",
                violation_error_message=_("This organization has that control number already."),
            ),
            CheckConstraint(
                condition=Q(is_program_area=False)
                | Q(award__isnull=True, award_text="", units_min__isnull=True),
                name="program_area_has_no_award_or_units",
                violation_error_message=_(
                    "A program area has no award or units; untick it once they are known."
                ),
            ),
            CheckConstraint(
                condition=Q(units_min__isnull=True, units_max__isnull=True)
                # Said outright: a comparison with NULL is unknown, and unknown passes a check.
                | Q(units_min__isnull=False, units_max__isnull=False)
                & Q(units_min__gte=0, units_max__gte=F("units_min")),
                name="program_units_are_a_range",
                violation_error_message=_("Give both units, the fewest first, or neither."),
            ),
            CheckConstraint(
                condition=Q(available_from__isnull=True)
                | Q(available_to__isnull=True)
                | Q(available_to__gte=F("available_from")),
                name="program_ends_after_it_starts",
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]
        # Every program page asks who else teaches its sector, and how many programs.
        indexes = [
            models.Index(fields=["sector", "organization"], name="program_by_sector_organization"),
            # Few are samples: pages that count them apart do not go through all the others.
            models.Index(
                fields=["organization"], condition=Q(is_sample=True), name="program_samples"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="real_has_no_sample_offering",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("is_sample"),
                condition=pgtrigger.Q(old__is_sample=True, new__is_sample=False),
                timing=pgtrigger.Deferred,  # a form saves the program before its offerings
                func=HAS_SAMPLE_OFFERINGS,
            )
        ]

    def __str__(self):
        return f"{self.title} ({self.get_segment_display()})"

    def get_absolute_url(self):
        return page_of("programs:detail", self.slug)

    @property
    def is_public(self):
        """Published, and students can enter, at a public organization: as `open_to_students`."""
        return (
            self.status == EditingStatus.PUBLISHED
            and self.availability in OPEN_TO_STUDENTS
            and self.organization.is_public
        )


@pghistory.track()
class ProgramCredential(Program.credentials.through):
    """What a graduate of a program holds, for the history: who ticked or unticked it, and when."""

    class Meta:
        proxy = True
        verbose_name = _("credential of a program")
        verbose_name_plural = _("credentials of programs")

    def __str__(self):
        return str(self.credential)


@pghistory.track()
class ProgramCode(Sourced):
    """A code that a program carries."""

    program = models.ForeignKey(
        Program,
        models.CASCADE,
        related_name="program_codes",
        verbose_name=_("program"),
        help_text=_("The program."),
    )
    code = models.ForeignKey(
        Code,
        models.PROTECT,
        related_name="program_codes",
        verbose_name=_("code"),
        help_text=_("The code."),
    )

    class Meta:
        verbose_name = _("program code")
        verbose_name_plural = _("program codes")
        constraints = [
            UniqueConstraint(
                fields=["program", "code"],
                name="programcode_once_per_program",
                deferrable=models.Deferrable.IMMEDIATE,  # rows of a form may change places
                violation_error_message=_("The program carries this code already."),
            )
        ]

    def __str__(self):
        return str(self.code)
