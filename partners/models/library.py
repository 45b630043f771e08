"""Words: the glossary that pages link to."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.querysets import StewardedQuerySet
from pathways_portal.common.addresses import page_of
from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Stewarded


@pghistory.track()
class Term(Stewarded):
    """A word of the field, explained in English and Spanish."""

    term = models.CharField(
        max_length=80, unique=True, verbose_name=_("term"), help_text=_("The word or phrase.")
    )
    term_es = models.CharField(
        max_length=80,
        blank=True,
        db_default="",
        verbose_name=_("term in Spanish"),
        help_text=_("The word in Spanish."),
    )
    slug = models.SlugField(
        max_length=80,
        unique=True,
        verbose_name=_("web name"),
        help_text=_("Name in web addresses."),
    )
    definition = models.TextField(
        verbose_name=_("definition"), help_text=_("What it means, in plain words.")
    )
    definition_es = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("definition in Spanish"),
        help_text=_("What it means, in Spanish."),
    )
    definition_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish definition reviewed on"),
        help_text=_("The day a person checked the Spanish."),
    )
    also_called = ArrayField(
        models.CharField(max_length=80),
        default=list,
        blank=True,
        verbose_name=_("also called"),
        help_text=_("Other words for the same thing."),
    )

    local_term = Local("term")
    local_definition = Local("definition")
    objects = StewardedQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [*Stewarded.Meta.constraints]

    def __str__(self):
        return self.term

    def get_absolute_url(self):
        return page_of("partners:term", self.slug)
