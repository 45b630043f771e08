"""Fixed choices of this app. Other readers of the database see the value."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from programs.enums import Stage

__all__ = ["OpportunityState", "Stage"]


class OpportunityState(TextChoices):
    """Whether somebody can still apply for an opportunity."""

    OPEN = "open", _("Open")
    FILLED = "filled", _("Filled")
    CLOSED = "closed", _("Closed")
