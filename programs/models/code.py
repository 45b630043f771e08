"""Codes: many schemes side by side, and the crosswalks between them."""

import pghistory
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Sourced
from programs.enums import Scheme


@pghistory.track()
class CodeSet(Sourced):
    """One edition of a code system, such as TOP 2023 or CIP 2020."""

    scheme = models.CharField(
        max_length=12, choices=Scheme, verbose_name=_("scheme"), help_text=_("Which code system.")
    )
    version = models.CharField(
        max_length=20, verbose_name=_("version"), help_text=_("Edition, such as 2020.")
    )
    name = models.CharField(
        max_length=120, verbose_name=_("name"), help_text=_("Full name of the system.")
    )
    valid_from = models.DateField(
        null=True, blank=True, verbose_name=_("valid from"), help_text=_("First day of use.")
    )
    valid_to = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("valid to"),
        help_text=_("Last day of use; empty while it is in use."),
    )

    class Meta:
        verbose_name = _("code set")
        verbose_name_plural = _("code sets")
        constraints = [
            UniqueConstraint(fields=["scheme", "version"], name="codeset_once_per_edition"),
            CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="codeset_ends_after_it_starts",
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]

    def __str__(self):
        return f"{self.get_scheme_display()} {self.version}"


@pghistory.track()
class Code(Sourced):
    """One code of one edition, written as its publisher stores it: 123010, 51.3801, 29-1141."""

    code_set = models.ForeignKey(
        CodeSet,
        models.PROTECT,
        related_name="codes",
        verbose_name=_("code set"),
        help_text=_("Edition it belongs to."),
    )
    code = models.CharField(
        max_length=80, verbose_name=_("code"), help_text=_("The code itself, zeros included.")
    )
    title = models.CharField(
        max_length=200, verbose_name=_("title"), help_text=_("Official title.")
    )
    title_es = models.CharField(
        max_length=250,
        blank=True,
        db_default="",
        verbose_name=_("title in Spanish"),
        help_text=_("Title in Spanish."),
    )
    title_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish title reviewed on"),
        help_text=_("The day a person checked the Spanish."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("parent"),
        help_text=_("The broader code, where the system has levels."),
    )
    is_cte = models.BooleanField(
        null=True,
        blank=True,
        verbose_name=_("career education"),
        help_text=_("Career education; empty if not known."),
    )
    is_match = models.BooleanField(
        default=True,
        db_default=True,
        verbose_name=_("real match"),
        help_text=_("Off for the NO MATCH rows of crosswalks: never a career or a program."),
    )

    local_title = Local("title")

    class Meta:
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        constraints = [
            UniqueConstraint(fields=["code_set", "code"], name="code_once_per_edition"),
        ]

    def __str__(self):
        return self.title if self.code == self.title else f"{self.printed} {self.title}"

    @property
    def printed(self):
        """The code as people write it: TOP codes take a dot (1230.10)."""
        if len(self.code) == 6 and self.code.isdigit():
            return f"{self.code[:4]}.{self.code[4:]}"
        return self.code


@pghistory.track()
class Crosswalk(Sourced):
    """One row of a published crosswalk: many-to-many, as its publisher gives it."""

    from_code = models.ForeignKey(
        Code,
        models.PROTECT,
        related_name="leads_to",
        verbose_name=_("from code"),
        help_text=_("Code it starts from."),
    )
    to_code = models.ForeignKey(
        Code,
        models.PROTECT,
        related_name="comes_from",
        verbose_name=_("to code"),
        help_text=_("Code it leads to."),
    )
    note = models.CharField(
        max_length=200,
        blank=True,
        db_default="",
        verbose_name=_("note"),
        help_text=_("What the publisher adds."),
    )

    class Meta:
        verbose_name = _("crosswalk")
        verbose_name_plural = _("crosswalks")
        constraints = [
            UniqueConstraint(fields=["from_code", "to_code"], name="crosswalk_once_per_pair"),
            CheckConstraint(condition=~Q(from_code=F("to_code")), name="crosswalk_joins_two_codes"),
        ]

    def __str__(self):
        return f"{self.from_code} → {self.to_code}"
