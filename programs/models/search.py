"""What the finder searches: a document for each findable thing."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Index, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from partners.enums import Segment
from programs.enums import (
    Accelerator,
    Award,
    Cost,
    DocumentKind,
    Format,
    JobFlag,
    Schedule,
    Stage,
    TeachingLanguage,
    Units,
)

STAMP = "NEW.changed_in := pg_current_xact_id()::text::bigint; RETURN NEW;"

# As programs.search.words.fold leaves a text.
FOLDED = r"^[a-z0-9]+( [a-z0-9]+)*$"


def choices_field(choices, help_text, **more):
    """Several values of a choice, in a column of its own."""
    return ArrayField(
        models.CharField(max_length=17, choices=choices),
        default=list,
        blank=True,
        help_text=help_text,
        **more,
    )


def ids_field(help_text, **more):
    numbers = models.BigIntegerField()
    return ArrayField(numbers, default=list, blank=True, help_text=help_text, **more)


class SearchDocument(models.Model):
    """One findable thing, as the finder reads it: its words, its facets, its place in the order.

    Derived from other rows by `programs.search_documents`, in the transaction that changes them.
    A thing that is no longer public keeps its row with `is_public` off, because web processes
    that hold copies learn of changes by `changed_in`, and a missing row would tell them nothing.
    """

    kind = models.CharField(
        max_length=12, choices=DocumentKind, verbose_name=_("kind"), help_text=_("What it is.")
    )
    object_id = models.BigIntegerField(help_text=_("Its number in its own table."))
    key = models.CharField(
        max_length=200,
        verbose_name=_("web name"),
        help_text=_("Its name in web addresses: a slug, or a code."),
    )
    page = models.CharField(
        max_length=40,
        blank=True,
        help_text=_("URL name of its page; empty: the finder, filtered to it."),
    )
    title = models.CharField(
        max_length=200, verbose_name=_("title"), help_text=_("Its title or name.")
    )
    title_es = models.CharField(
        max_length=250,
        blank=True,
        db_default="",
        verbose_name=_("title in Spanish"),
        help_text=_("Its title or name in Spanish."),
    )
    sort_name = models.CharField(
        max_length=250, help_text=_("The title in small letters without accents, for ordering.")
    )
    names = ArrayField(
        models.TextField(),
        default=list,
        blank=True,
        db_default=[],
        help_text=_(
            "Of an organization: its names, as people type them to say where they are, in small "
            "letters without accents."
        ),
    )
    vector = SearchVectorField(
        null=True,
        help_text=_(
            "Stems of all its words in both languages. A: title. B: who offers it, award, where "
            "it leads. C: codes, place, credentials, schedule. D: summary."
        ),
    )
    segment = models.CharField(
        max_length=10,
        choices=Segment,
        blank=True,
        verbose_name=_("segment"),
        help_text=_("Facet: who teaches."),
    )
    award = models.CharField(
        max_length=17, choices=Award, blank=True, help_text=_("Facet: what it gives.")
    )
    units = models.CharField(
        max_length=17,
        choices=Units,
        blank=True,
        db_default="",
        help_text=_("Facet: the fewest units it takes, in bands."),
    )
    sector = models.BigIntegerField(null=True, blank=True, help_text=_("Facet: sector."))
    pathways = ids_field(
        _("Facet: published pathways it is on. A made-up place of a real program does not count."),
        db_default=[],
    )
    county = models.BigIntegerField(null=True, blank=True, help_text=_("Facet: county."))
    organizations = ids_field(
        _("Facet: who offers it, and every organization above, so districts count it too.")
    )
    occupations = ids_field(_("Facet: occupations it leads to, the likeliest first."))
    formats = choices_field(Format, _("Facet: in person, online."))
    schedules = choices_field(Schedule, _("Facet: time of day."))
    languages = choices_field(TeachingLanguage, _("Facet: language of teaching."))
    costs = choices_field(Cost, _("Facet: what the whole program costs, in bands."))
    job_flags = choices_field(
        JobFlag,
        _("Facet: what the first occupation meets in the program's county: priority, high wage."),
    )
    accelerators = choices_field(
        Accelerator,
        _("Facet: early credit, work, certification. Made-up rows count for samples only."),
        db_default=[],
    )
    stages = choices_field(
        Stage, _("Facet: stages of work-based learning that it does."), db_default=[]
    )
    skills = ids_field(_("Facet: employability skills it teaches."), db_default=[])
    supports = ids_field(_("Facet: supports that come with it."), db_default=[])
    pay = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text=_(
            "Median hourly pay of the first occupation in the program's county, in cents, for "
            "ordering; empty if not published."
        ),
    )
    openings = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text=_(
            "Openings a year of the first occupation in the program's county, estimates "
            "included, for ordering; empty if not on file."
        ),
    )
    city = models.CharField(max_length=60, blank=True, help_text=_("City, for the card."))
    latitude = models.FloatField(
        null=True, blank=True, help_text=_("Degrees north of the main site.")
    )
    longitude = models.FloatField(
        null=True, blank=True, help_text=_("Degrees east of the main site.")
    )
    awards = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text=_("Awards its organization gave in its program codes in `awards_year`."),
    )
    awards_year = models.CharField(
        max_length=7, blank=True, help_text=_("The latest academic year on file.")
    )
    standing = models.IntegerField(
        default=0,
        help_text=_("Order among equals, lowest first: real, whole programs, more awards."),
    )
    card = models.JSONField(
        default=dict,
        blank=True,
        db_default={},
        help_text=_(
            "What the result card of a program prints besides the columns above: who offers it, "
            "units, source, the figures of its first job."
        ),
    )
    is_public = models.BooleanField(
        default=False,
        verbose_name=_("public"),
        help_text=_("Off: kept so that every process notices it is gone."),
    )
    changed_in = models.BigIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text=_("Number of the transaction that wrote the row; the database fills it in."),
    )

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        constraints = [
            UniqueConstraint(fields=["kind", "object_id"], name="searchdocument_once_per_thing")
        ]
        indexes = [
            # None by words: searches read the lists of SearchStem.
            Index(fields=["changed_in"], name="searchdocument_by_change"),
            GinIndex(
                fields=["names"],
                condition=Q(kind=DocumentKind.ORGANIZATION),
                name="searchdocument_by_place_name",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stamp_transaction",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=STAMP,
            )
        ]

    def __str__(self):
        return f"{self.title} ({self.get_kind_display()})"
