"""Where an e-mail stands. A leaf: everything may import it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DeliveryState(TextChoices):
    """queued: waits for its time. sending: a worker has it in hand. sent: the mail server took it.

    failed: refused for good, or tried as often as settings allow. unknown: it may or may not have
    gone out; only a person decides. closed: not to be sent any more.
    """

    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    UNKNOWN = "unknown", _("Not known")
    CLOSED = "closed", _("Closed")


_S = DeliveryState
# What may follow what; the database refuses the rest, whoever writes.
TRANSITIONS = [
    (_S.QUEUED, _S.SENDING),
    (_S.QUEUED, _S.CLOSED),
    (_S.SENDING, _S.QUEUED),
    (_S.SENDING, _S.SENT),
    (_S.SENDING, _S.FAILED),
    (_S.SENDING, _S.UNKNOWN),
    (_S.SENDING, _S.CLOSED),
    # A worker given up for dead that comes back with the mail server's answer.
    (_S.UNKNOWN, _S.SENT),
    (_S.UNKNOWN, _S.FAILED),
    # A person's decision.
    (_S.UNKNOWN, _S.QUEUED),
    (_S.UNKNOWN, _S.CLOSED),
    (_S.FAILED, _S.QUEUED),
    (_S.FAILED, _S.CLOSED),
]
