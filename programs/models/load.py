"""When the region's tables were loaded, and what that did."""

from django.db import models


class RegionLoad(models.Model):
    """One finished load of the region's tables: which tables, when, and how many rows.

    Written and read by commands only, never shown on a page, so its texts stay English.
    """

    fingerprint = models.CharField(
        max_length=64, help_text="SHA-256 over the tables and the rules that were applied to them."
    )
    loaded_at = models.DateTimeField(auto_now_add=True, help_text="When it was finished.")
    counts = models.JSONField(
        help_text="By table: rows that were new, changed, same, and kept as people left them."
    )

    def __str__(self):
        return f"{self.loaded_at:%Y-%m-%d %H:%M}"

    @classmethod
    def is_current(cls, fingerprint):
        """Whether the newest load was of exactly these tables and rules."""
        newest = cls.objects.order_by("-pk").values_list("fingerprint", flat=True).first()
        return newest == fingerprint
