"""The one table of the outbox."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pathways_portal.common.outbox.enums import TRANSITIONS, DeliveryState


class Delivery(models.Model):
    """One e-mail to one recipient for one period: the lock that lets it out once, and the record.

    It holds what the e-mail is about, never its figures: those are read from what is public when
    the e-mail is written.
    """

    kind = models.CharField(
        max_length=40, verbose_name=_("kind"), help_text=_("What kind of e-mail it is.")
    )
    recipient = models.CharField(
        max_length=254,
        verbose_name=_("recipient"),
        help_text=_("Who gets it once in a period: an address, or a name such as search:12."),
    )
    address = models.EmailField(
        verbose_name=_("e-mail"), help_text=_("The address it goes to; not public.")
    )
    language = models.CharField(
        max_length=2,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        verbose_name=_("language"),
        help_text=_("Language of the e-mail."),
    )
    period = models.CharField(
        max_length=10,
        verbose_name=_("period"),
        help_text=_("The month (2026-11) or the day (2026-11-27) it belongs to."),
    )
    scope = models.CharField(
        max_length=100,
        blank=True,
        db_default="",
        verbose_name=_("scope"),
        help_text=_("What it is about: e-mails of one scope and language share their content."),
    )
    about = models.JSONField(
        default=dict,
        blank=True,
        verbose_name=_("about"),
        help_text=_("Ids of rows that its writer needs. Never figures, never names."),
    )
    state = models.CharField(
        max_length=7,
        choices=DeliveryState,
        default=DeliveryState.QUEUED,
        db_default=DeliveryState.QUEUED,
        verbose_name=_("state"),
        help_text=_("Where it stands."),
    )
    tries = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        verbose_name=_("tries"),
        help_text=_("How often a worker took it in hand."),
    )
    next_try_at = models.DateTimeField(
        default=timezone.now,
        verbose_name=_("next try"),
        help_text=_("Not before this time, while it waits."),
    )
    claim = models.UUIDField(
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("claim"),
        help_text=_("Whose work it is: only the worker that holds this may say what became of it."),
    )
    claimed_at = models.DateTimeField(
        null=True,
        blank=True,
        verbose_name=_("taken at"),
        help_text=_("When a worker last took it in hand."),
    )
    claimed_by = models.CharField(
        max_length=120,
        blank=True,
        db_default="",
        verbose_name=_("taken by"),
        help_text=_("Machine and process of that worker."),
    )
    message_id = models.CharField(
        max_length=120,
        unique=True,
        verbose_name=_("Message-ID"),
        help_text=_("The same for every try, so that a second copy can be told as one."),
    )
    server_words = models.TextField(
        blank=True,
        db_default="",
        verbose_name=_("server's words"),
        help_text=_("What the mail server answered last, or why it was not sent."),
    )
    created_at = models.DateTimeField(
        auto_now_add=True, verbose_name=_("came in"), help_text=_("When it was put here.")
    )
    sent_at = models.DateTimeField(
        null=True, blank=True, verbose_name=_("sent at"), help_text=_("When the server took it.")
    )

    class Meta:
        verbose_name = _("e-mail going out")
        verbose_name_plural = _("e-mails going out")
        constraints = [
            UniqueConstraint(
                fields=["kind", "recipient", "period"],
                name="delivery_once_per_kind_recipient_and_period",
                violation_error_message=_("This recipient has this e-mail for this period."),
            ),
            CheckConstraint(
                condition=Q(state__in=DeliveryState.values), name="delivery_state_is_a_known_one"
            ),
            CheckConstraint(
                condition=~Q(state=DeliveryState.SENDING)
                | (Q(claim__isnull=False, claimed_at__isnull=False) & ~Q(claimed_by="")),
                name="delivery_being_sent_is_in_somebodys_hand",
            ),
            CheckConstraint(
                condition=Q(state=DeliveryState.SENT, sent_at__isnull=False)
                | (~Q(state=DeliveryState.SENT) & Q(sent_at__isnull=True)),
                name="delivery_sent_has_a_time_and_others_have_none",
            ),
            CheckConstraint(
                condition=~Q(
                    state__in=[DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.CLOSED]
                )
                | ~Q(server_words=""),
                name="delivery_not_sent_says_why",
            ),
        ]
        indexes = [
            # What workers take next: the rows of one scope one after the other.
            Index(
                fields=["next_try_at", "kind", "scope", "language", "id"],
                condition=Q(state=DeliveryState.QUEUED),
                name="delivery_waiting",
            ),
            Index(
                fields=["claimed_at"],
                condition=Q(state=DeliveryState.SENDING),
                name="delivery_in_hand",
            ),
        ]
        triggers = [pgtrigger.FSM(name="state_moves", field="state", transitions=TRANSITIONS)]

    def __str__(self):
        return f"{self.kind} {self.period} #{self.pk}"
