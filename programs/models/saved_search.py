"""Searches that people want to hear about."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class SavedSearch(models.Model):
    """A state of the finder that an address hears about when another program comes to match it.

    It is confirmed by e-mail and ended by one click; nothing else is known about its owner.
    """

    email = models.EmailField(
        verbose_name=_("e-mail"), help_text=_("Where it goes, in small letters; not public.")
    )
    language = models.CharField(
        max_length=2,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        verbose_name=_("language"),
        help_text=_("Language of the search and of the e-mails."),
    )
    query = models.CharField(
        max_length=4_000,
        blank=True,
        verbose_name=_("search"),
        help_text=_("The finder's address after the question mark, as the finder writes it."),
    )
    seen = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        editable=False,
        verbose_name=_("seen"),
        help_text=_("Ids of programs that matched before; no e-mail is about them."),
    )
    created_at = models.DateTimeField(
        auto_now_add=True, verbose_name=_("came in"), help_text=_("When it was asked for.")
    )
    confirmed_at = models.DateTimeField(
        null=True,
        blank=True,
        verbose_name=_("confirmed at"),
        help_text=_("When the owner of the address said yes."),
    )
    ended_at = models.DateTimeField(
        null=True, blank=True, verbose_name=_("ended at"), help_text=_("When they said no more.")
    )

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            UniqueConstraint(
                fields=["email", "language", "query"], name="savedsearch_once_per_address"
            ),
            CheckConstraint(
                condition=Q(email=Lower("email")),
                name="savedsearch_email_in_small_letters",
                violation_error_message=_("Write the address in small letters."),
            ),
        ]

    def __str__(self):
        return f"#{self.pk} {self.query[:60]}"

    @property
    def runs(self):
        return self.confirmed_at is not None and self.ended_at is None
