"""What helps students stay: supports, where they are, and which programs and pathways have them."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from partners.enums import Segment
from partners.querysets import StewardedQuerySet
from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced, Stewarded
from programs.enums import SupportKind
from programs.models.pathway import Pathway
from programs.models.program import Program


@pghistory.track()
class Support(Stewarded):
    """A kind of help that students can ask for, such as child care or tutoring."""

    slug = models.SlugField(
        max_length=60,
        unique=True,
        verbose_name=_("web name"),
        help_text=_("Name in web addresses."),
    )
    kind = models.CharField(
        max_length=9, choices=SupportKind, verbose_name=_("kind"), help_text=_("Kind of help.")
    )
    name = models.CharField(max_length=80, verbose_name=_("name"), help_text=_("Name people use."))
    name_es = models.CharField(
        max_length=100,
        blank=True,
        db_default="",
        verbose_name=_("name in Spanish"),
        help_text=_("Name in Spanish."),
    )
    name_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish name reviewed on"),
        help_text=_("The day a person checked the Spanish."),
    )
    description = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("description"),
        help_text=_("What one gets, in plain words."),
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
        help_text=_("The day a person checked the Spanish."),
    )
    eligibility = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("who can get it"),
        help_text=_("Who can get it; empty if not on file."),
    )
    eligibility_es = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("who can get it, in Spanish"),
        help_text=_("The same in Spanish."),
    )
    eligibility_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish eligibility reviewed on"),
        help_text=_("The day a person checked the Spanish."),
    )
    segments = ArrayField(
        models.CharField(max_length=10, choices=Segment),
        default=list,
        blank=True,
        verbose_name=_("segments"),
        help_text=_("In which segments it exists; empty if not on file."),
    )

    local_name = Local("name")
    local_description = Local("description")
    local_eligibility = Local("eligibility")
    objects = StewardedQuerySet.as_manager()

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [*Stewarded.Meta.constraints]

    def __str__(self):
        return self.name


class _Has(Sourced):
    """Says that something has a support."""

    is_sample = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("sample"),
        help_text=_("Made up to show how the portal works."),
    )

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.support)


@pghistory.track()
class OrganizationSupport(_Has):
    """A support that an organization gives to its students, and where to ask for it."""

    organization = models.ForeignKey(
        "partners.Organization",
        models.CASCADE,
        related_name="organization_supports",
        verbose_name=_("organization"),
        help_text=_("Who gives it."),
    )
    support = models.ForeignKey(
        Support,
        models.PROTECT,
        related_name="organization_supports",
        verbose_name=_("support"),
        help_text=_("The support."),
    )
    website = models.URLField(
        blank=True, db_default="", verbose_name=_("website"), help_text=_("Where to ask for it.")
    )

    class Meta:
        verbose_name = _("support at an organization")
        verbose_name_plural = _("supports at organizations")
        constraints = [
            UniqueConstraint(
                fields=["organization", "support"],
                name="organizationsupport_once",
                violation_error_message=_("The organization has that support already."),
            )
        ]


@pghistory.track()
class ProgramSupport(_Has):
    """A support that comes with a program."""

    program = models.ForeignKey(
        Program,
        models.CASCADE,
        related_name="program_supports",
        verbose_name=_("program"),
        help_text=_("The program."),
    )
    support = models.ForeignKey(
        Support,
        models.PROTECT,
        related_name="program_supports",
        verbose_name=_("support"),
        help_text=_("The support."),
    )

    class Meta:
        verbose_name = _("support of a program")
        verbose_name_plural = _("supports of programs")
        constraints = [
            UniqueConstraint(
                fields=["program", "support"],
                name="programsupport_once",
                violation_error_message=_("The program has that support already."),
            )
        ]


@pghistory.track()
class PathwaySupport(_Has):
    """A support that matters on a pathway."""

    pathway = models.ForeignKey(
        Pathway,
        models.CASCADE,
        related_name="pathway_supports",
        verbose_name=_("pathway"),
        help_text=_("The pathway."),
    )
    support = models.ForeignKey(
        Support,
        models.PROTECT,
        related_name="pathway_supports",
        verbose_name=_("support"),
        help_text=_("The support."),
    )

    class Meta:
        verbose_name = _("support of a pathway")
        verbose_name_plural = _("supports of pathways")
        constraints = [
            UniqueConstraint(
                fields=["pathway", "support"],
                name="pathwaysupport_once",
                violation_error_message=_("The pathway has that support already."),
            )
        ]
