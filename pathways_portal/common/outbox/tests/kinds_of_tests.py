"""A kind of e-mail for tests of the outbox, and rows of it."""

from django.core.mail import EmailMessage

from pathways_portal.common.outbox import kinds, queue
from pathways_portal.common.outbox.models import Delivery

KIND = "test"


def write(delivery):
    if delivery.about.get("nothing"):
        raise kinds.NotSent("Nothing to say this month.")
    if delivery.about.get("broken"):
        raise LookupError("a name of somebody")
    return EmailMessage("Subject", ".a dot first\nñandú\n")


kinds.register(kinds.Kind(KIND, "Test", write))


def row(address="ana@example.org", period="2026-11", **fields):
    """A row as it waits in the outbox."""
    queue.put(kind=KIND, recipient=address, address=address, period=period, language="en", **fields)
    return Delivery.objects.get(kind=KIND, recipient=address, period=period)
