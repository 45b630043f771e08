"""Links: which program leads to which, and where a path leaves the region's five segments."""

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from pathways_portal.common.bilingual import Local
from pathways_portal.common.models import Stewarded
from programs.enums import LinkBasis, LinkKind
from programs.models.program import Program
from programs.querysets import ProgramLinkQuerySet


@pghistory.track()
class ProgramLink(Stewarded):
    """One step from a program to what comes next: another program, or a destination.

    Universities and apprenticeships are destinations: organizations, of which the portal knows no
    programs. A path is drawn, counted and verified link by link.
    """

    from_program = models.ForeignKey(
        Program,
        models.CASCADE,
        related_name="next_links",
        verbose_name=_("from"),
        help_text=_("The program that comes first."),
    )
    to_program = models.ForeignKey(
        Program,
        models.CASCADE,
        related_name="previous_links",
        null=True,
        blank=True,
        verbose_name=_("to program"),
        help_text=_("The program that comes next; empty if the next step is a destination."),
    )
    destination = models.ForeignKey(
        "partners.Organization",
        models.PROTECT,
        related_name="links_here",
        null=True,
        blank=True,
        verbose_name=_("to destination"),
        help_text=_("The university or apprenticeship that comes next, if it is no program here."),
    )
    kind = models.CharField(
        max_length=9, choices=LinkKind, verbose_name=_("kind"), help_text=_("How it leads on.")
    )
    basis = models.CharField(
        max_length=9,
        choices=LinkBasis,
        verbose_name=_("basis"),
        help_text=_("On what it rests."),
    )
    units = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        verbose_name=_("units that count"),
        help_text=_("Units of the first that count in the next; empty if not on file."),
    )
    terms = models.CharField(
        max_length=200,
        blank=True,
        db_default="",
        verbose_name=_("terms"),
        help_text=_("What it takes, in a few words, such as “after a skills check”."),
    )
    terms_es = models.CharField(
        max_length=240,
        blank=True,
        db_default="",
        verbose_name=_("terms in Spanish"),
        help_text=_("The terms in Spanish."),
    )
    terms_es_reviewed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("Spanish terms reviewed on"),
        help_text=_("The day a person checked the Spanish terms."),
    )

    local_terms = Local("terms")
    objects = ProgramLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link between programs")
        verbose_name_plural = _("links between programs")
        constraints = [
            *Stewarded.Meta.constraints,
            CheckConstraint(
                condition=Q(to_program__isnull=False, destination__isnull=True)
                | Q(to_program__isnull=True, destination__isnull=False),
                name="programlink_leads_to_one_thing",
                violation_error_message=_("Name the next program or a destination, one of them."),
            ),
            CheckConstraint(
                condition=Q(to_program__isnull=True) | ~Q(to_program=F("from_program")),
                name="programlink_joins_two",
                violation_error_message=_("A program cannot lead to itself."),
            ),
            UniqueConstraint(
                fields=["from_program", "to_program", "destination"],
                nulls_distinct=False,
                name="programlink_once",
                violation_error_message=_("This link is there already."),
            ),
            CheckConstraint(
                condition=Q(units__isnull=True) | Q(units__gte=0),
                name="programlink_units_not_negative",
            ),
        ]

    def __str__(self):
        return f"{self.from_program} → {self.to_program or self.destination}"
