"""What every e-mail of the outbox has in its headers, whoever wrote it."""

from django.conf import settings


def address(message, *, to, message_id):
    """Address a message to its one recipient, under the name that all its copies share."""
    message.to, message.cc, message.bcc = [to], [], []
    message.from_email = settings.DEFAULT_FROM_EMAIL
    message.extra_headers |= {
        "Message-ID": message_id,
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers
    }
    return message
