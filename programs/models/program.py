"""Programs of study, the credentials they give, and when and where they are offered."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from partners.enums import Segment
from pathways_portal.common import academic_year
from pathways_portal.common.addresses import page_of
from pathways_portal.common.bilingual import Local
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.models import Sourced, Stewarded
from programs.enums import (
    OPEN_TO_STUDENTS,
    Availability,
    Award,
    CredentialKind,
    Format,
    Schedule,
    TeachingLanguage,
)
from programs.models.code import Code
from programs.models.pathway import Sector
from programs.querysets import ProgramQuerySet

# A made-up offering of a real program would be read as a fact about it. No check can look into
# another table, so two triggers keep the promise, whoever writes; each refuses as a check does.
_REFUSE = """
    RAISE EXCEPTION 'A sample offering belongs to a sample program.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'offering_sample_belongs_to_a_sample',
          DETAIL = 'A sample offering belongs to a sample program.';
"""
_PROGRAM_IS_REAL = f"""
    PERFORM 1 FROM programs_program WHERE id = NEW.program_id AND NOT is_sample FOR SHARE;
    IF FOUND THEN {_REFUSE} END IF;
    RETURN NULL;
"""
_HAS_SAMPLE_OFFERINGS = f"""
    PERFORM 1 FROM programs_offering JOIN programs_program ON programs_program.id = program_id
    WHERE program_id = NEW.id AND programs_offering.is_sample AND NOT programs_program.is_sample;
    IF FOUND THEN {_REFUSE} END IF;
    RETURN NULL;
"""


@pghistory.track()
class Credential(Sourced):
    """What somebody holds after a program: a degree, certificate, certification or diploma."""

    kind = models.CharField(
        max_length=22, choices=CredentialKind, verbose_name=_("kind"), help_text=_("Kind of it.")
    )
    title = models.CharField(
        max_length=120, unique=True, verbose_name=_("title"), help_text=_("Name as awarded.")
    )
    title_es = models.CharField(
        max_length=140,
        blank=True,
        db_default="",
        verbose_name=_("title in Spanish"),
        help_text=_("Name in Spanish."),
    )
    title_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish title reviewed on"),
        help_text=_("The day a person checked the Spanish."),
    )

    local_title = Local("title")

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")

    def __str__(self):
        return self.title


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
                func=_HAS_SAMPLE_OFFERINGS,
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


@pghistory.track()
class Offering(Sourced):
    """A program at a site or online in one academic year: how, when, which language, what cost."""

    program = models.ForeignKey(
        Program,
        models.CASCADE,
        related_name="offerings",
        verbose_name=_("program"),
        help_text=_("The program."),
    )
    site = models.ForeignKey(
        "partners.Site",
        models.PROTECT,
        related_name="offerings",
        null=True,
        blank=True,
        verbose_name=_("site"),
        help_text=_("Where; empty means online or not on file."),
    )
    academic_year = models.CharField(
        max_length=7,
        validators=[academic_year.validate],
        verbose_name=_("academic year"),
        help_text=_("Such as 2026-27."),
    )
    format = models.CharField(
        max_length=9,
        choices=Format,
        null=True,
        blank=True,
        verbose_name=_("format"),
        help_text=_("Empty if not on file."),
    )
    schedules = ArrayField(
        models.CharField(max_length=8, choices=Schedule),
        default=list,
        blank=True,
        verbose_name=_("schedules"),
        help_text=_("Any of days, evenings, weekends, anytime; empty if not on file."),
    )
    language = models.CharField(
        max_length=5,
        choices=TeachingLanguage,
        null=True,
        blank=True,
        verbose_name=_("language"),
        help_text=_("Language of teaching; empty if not on file."),
    )
    cost = models.DecimalField(
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        verbose_name=_("cost"),
        help_text=_("Dollars for the whole program; 0 means free, empty means not on file."),
    )
    is_sample = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("sample"),
        help_text=_("Made up to show how the portal works."),
    )

    class Meta:
        verbose_name = _("offering")
        verbose_name_plural = _("offerings")
        constraints = [
            UniqueConstraint(
                fields=["program", "site", "academic_year", "format"],
                nulls_distinct=False,
                name="offering_once_per_site_year_and_format",
                deferrable=models.Deferrable.IMMEDIATE,  # rows of a form may change places
                violation_error_message=_("There is an offering like this already."),
            ),
            academic_year.constraint("offering_academic_year_is_spelled_right"),
            CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0), name="offering_cost_not_negative"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="sample_belongs_to_a_sample",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("is_sample", "program_id"),
                condition=pgtrigger.Q(new__is_sample=True),
                func=_PROGRAM_IS_REAL,
            )
        ]

    def __str__(self):
        return f"{self.program}, {self.academic_year}"

    def clean(self):
        """Say in words what the database refuses: a sample of a program that is none."""
        super().clean()
        if self.is_sample and self.program_id and not self.program.is_sample:
            raise ValidationError(
                _("This offering is a sample and the program is not. Untick it, or delete it.")
            )
