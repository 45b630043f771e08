"""Sectors, and the pathways that cross segments inside them."""

import pghistory
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from partners.querysets import StewardedQuerySet
from pathways_portal.common.addresses import page_of
from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced, Stewarded
from programs.enums import PathwayRole
from programs.models.code import Code


@pghistory.track()
class Sector(Sourced):
    """One of the region's industry sectors."""

    code = models.CharField(
        max_length=4,
        unique=True,
        verbose_name=_("code"),
        help_text=_("Four letters, such as HLTH."),
    )
    slug = models.SlugField(
        max_length=60,
        unique=True,
        verbose_name=_("web name"),
        help_text=_("Name in web addresses."),
    )
    name = models.CharField(
        max_length=80, unique=True, verbose_name=_("name"), help_text=_("Name people use.")
    )
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
    codes = models.ManyToManyField(
        Code,
        through="SectorCode",
        related_name="sectors",
        verbose_name=_("codes"),
        help_text=_("Codes that belong to the sector."),
    )

    local_name = Local("name")

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return page_of("programs:sector_detail", self.slug)


@pghistory.track()
class SectorCode(Sourced):
    """Says that a code belongs to a regional sector. A code belongs to one sector."""

    sector = models.ForeignKey(
        Sector,
        models.CASCADE,
        related_name="sector_codes",
        verbose_name=_("sector"),
        help_text=_("The sector."),
    )
    code = models.OneToOneField(
        Code,
        models.CASCADE,
        related_name="sector_code",
        verbose_name=_("code"),
        help_text=_("The code."),
    )

    class Meta:
        verbose_name = _("code of a sector")
        verbose_name_plural = _("codes of sectors")

    def __str__(self):
        return f"{self.code} → {self.sector}"


@pghistory.track()
class Pathway(Stewarded):
    """A route across segments, from a first course to credentials and jobs."""

    title = models.CharField(
        max_length=120, verbose_name=_("title"), help_text=_("Name people use.")
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
    slug = models.SlugField(
        max_length=140,
        unique=True,
        verbose_name=_("web name"),
        help_text=_("Name in web addresses."),
    )
    sector = models.ForeignKey(
        Sector,
        models.PROTECT,
        related_name="pathways",
        verbose_name=_("sector"),
        help_text=_("Industry sector."),
    )
    code = models.OneToOneField(
        Code,
        models.PROTECT,
        related_name="pathway",
        null=True,
        blank=True,
        verbose_name=_("code"),
        help_text=_("The state's code for the same pathway, if there is one."),
    )
    programs = models.ManyToManyField(
        "programs.Program",
        through="PathwayProgram",
        related_name="pathways",
        verbose_name=_("programs"),
        help_text=_("Programs on the pathway, over all segments."),
    )

    local_title = Local("title")
    objects = StewardedQuerySet.as_manager()

    class Meta:
        verbose_name = _("pathway")
        verbose_name_plural = _("pathways")
        constraints = [*Stewarded.Meta.constraints]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_of("programs:pathway_detail", self.slug)


@pghistory.track()
class PathwayProgram(Sourced):
    """A program's place on a pathway."""

    pathway = models.ForeignKey(
        Pathway,
        models.CASCADE,
        related_name="pathway_programs",
        verbose_name=_("pathway"),
        help_text=_("The pathway."),
    )
    program = models.ForeignKey(
        "programs.Program",
        models.CASCADE,
        related_name="pathway_programs",
        verbose_name=_("program"),
        help_text=_("The program."),
    )
    role = models.CharField(
        max_length=5,
        choices=PathwayRole,
        verbose_name=_("role"),
        help_text=_("Where on the pathway it stands."),
    )
    is_sample = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("sample"),
        help_text=_("Made up to show how the portal works."),
    )

    class Meta:
        verbose_name = _("place on a pathway")
        verbose_name_plural = _("places on pathways")
        constraints = [
            UniqueConstraint(
                fields=["pathway", "program"],
                name="pathwayprogram_once_per_pathway",
                deferrable=models.Deferrable.IMMEDIATE,  # rows of a form may change places
                violation_error_message=_("This program is on the pathway already."),
            )
        ]

    def __str__(self):
        return f"{self.pathway}: {self.program}"
