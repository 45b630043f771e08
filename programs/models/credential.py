"""Credentials that programs give, in the words of whoever gives them."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced
from programs.enums import (
    CredentialKind,
)


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
