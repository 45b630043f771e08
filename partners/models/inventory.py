"""What an organization has told us, so that silence is never read as absence."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from partners.enums import CONFIRMS_ABSENCE, InventoryKind, InventoryState
from partners.models.organization import Organization
from pathways_portal.common import academic_year


@pghistory.track()
class Inventory(models.Model):
    """How complete an organization's list of one kind of thing is, for one academic year.

    Only "complete" and "none offered" may count as absence; both need somebody who confirmed it.
    """

    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        related_name="inventories",
        verbose_name=_("organization"),
        help_text=_("Whose list."),
    )
    kind = models.CharField(
        max_length=10, choices=InventoryKind, verbose_name=_("kind"), help_text=_("List of what.")
    )
    academic_year = models.CharField(
        max_length=7,
        validators=[academic_year.validate],
        verbose_name=_("academic year"),
        help_text=_("Such as 2026-27."),
    )
    state = models.CharField(
        max_length=12,
        choices=InventoryState,
        default=InventoryState.UNKNOWN,
        db_default=InventoryState.UNKNOWN,
        verbose_name=_("state"),
        help_text=_("How much has been reported."),
    )
    confirmed_on = models.DateField(
        null=True,
        blank=True,
        verbose_name=_("confirmed on"),
        help_text=_("The day somebody confirmed the state."),
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("confirmed by"),
        help_text=_("Who confirmed it."),
    )

    class Meta:
        verbose_name = _("inventory")
        verbose_name_plural = _("inventories")
        constraints = [
            UniqueConstraint(
                fields=["organization", "kind", "academic_year"],
                name="inventory_once_per_organization_kind_and_year",
                violation_error_message=_("There is an entry for this list and year already."),
            ),
            academic_year.constraint("inventory_academic_year_is_spelled_right"),
            CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False),
                name="inventory_confirmed_on_and_by_go_together",
                violation_error_message=_("Give both the day and the person, or neither."),
            ),
            CheckConstraint(
                condition=~Q(state__in=[*CONFIRMS_ABSENCE]) | Q(confirmed_on__isnull=False),
                name="inventory_absence_needs_confirmation",
                violation_error_message=_(
                    "“Complete” and “none offered” need the day and the person who confirmed it."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.organization}: {self.get_kind_display()} {self.academic_year}"
