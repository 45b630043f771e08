"""When what pages print was last edited."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditStamp(models.Model):
    """When one of the transactions that wrote side by side noted its edit, by a trigger of the
    table it wrote (`partners.edits`). The sum of all stamps is another after each edit.
    """

    edited_at = models.DateTimeField(help_text=_("Time of an edit that was not taken back."))

    def __str__(self):
        return f"{self.edited_at:%Y-%m-%d %H:%M:%S}"
