"""When what pages print was last edited."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditStamp(models.Model):
    """The last edit by one connection of the database, written by triggers of all tables that pages
    print (`pathways_portal.common.edits`). The sum of all is another after each edit.
    """

    id = models.PositiveSmallIntegerField(
        primary_key=True, help_text=_("Number of the connection, below 1,024.")
    )
    edited_at = models.DateTimeField(help_text=_("Time of its last edit that was not taken back."))

    def __str__(self):
        return f"{self.edited_at:%Y-%m-%d %H:%M:%S}"
