"""A message to many people that is put together once: a copy differs in a few marked places only.

To write a message as bytes takes Python longer than everything else that is done for a copy, so a
`FormLetter` does it once and cuts the bytes at its marks; a copy is those pieces with a person's
own parts between them.
"""

import re
from email.utils import formatdate

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address

from pathways_portal.common.outbox.headers import address

# What stands for the parts of each copy; of letters alone, so that no encoding changes them.
RECIPIENT, MESSAGE_ID, DATE = "xPortalRecipientX@example.org", "xPortalMessageIdX", "xPortalDateX"
_NOT_IN_A_HEADER = re.compile(r"[\r\n\0]")
_PLAIN = {"7bit", "8bit"}


class FormLetter:
    """The message `written`, in which each of `marks` stands for a part of a copy.

    Marks are words of letters that stand nowhere else. They may be in the texts and in headers.
    """

    def __init__(self, written, marks):
        self.written, self.marks = written, list(marks)
        self._text, self._html = _Cut(written.body, marks), _Cut(_html_of(written), marks)
        self._headers = {name: _Cut(text, marks) for name, text in written.extra_headers.items()}
        self._bytes = self._written_as_bytes()

    def copy(self, parts):
        """The message with `parts` ({mark: text}) filled in; it still needs its recipient."""
        if any(_NOT_IN_A_HEADER.search(part) for part in parts.values()):
            raise ValueError("A part of a copy is one line: it may stand in a header.")
        written = self.written
        copy = Copy(
            written.subject,
            self._text.filled(parts),
            written.from_email,
            reply_to=written.reply_to,
            headers={name: cut.filled(parts) for name, cut in self._headers.items()},
        )
        copy.attach_alternative(self._html.filled(parts), "text/html")
        copy.form, copy.parts = self, parts
        return copy

    def as_bytes(self, copy):
        """The bytes of a copy, or None where it has to be written on its own."""
        (recipient,) = copy.recipients()
        if self._bytes is None or not recipient.isascii():
            return None
        own = {
            RECIPIENT: sanitize_address(recipient, "utf-8"),
            MESSAGE_ID: copy.extra_headers["Message-ID"],
            DATE: formatdate(localtime=settings.EMAIL_USE_LOCALTIME),
        }
        return self._bytes.filled(copy.parts | own).encode(errors="surrogateescape")

    def _written_as_bytes(self):
        """The whole message cut at all marks; None where a text was encoded, and marks with it."""
        whole = self.copy({mark: mark for mark in self.marks})
        address(whole, to=RECIPIENT, message_id=MESSAGE_ID)
        whole.extra_headers["Date"] = DATE
        message = EmailMultiAlternatives.message(whole)
        if not {part["Content-Transfer-Encoding"] or "7bit" for part in message.walk()} <= _PLAIN:
            return None
        data = message.as_bytes(linesep="\r\n").decode(errors="surrogateescape")
        return _Cut(data, [*self.marks, RECIPIENT, MESSAGE_ID, DATE])


class Copy(EmailMultiAlternatives):
    """One copy of a `FormLetter`: a message as any other, with a quicker way to its bytes."""

    form: FormLetter
    parts: dict

    def as_bytes(self):
        return self.form.as_bytes(self) or bytes_of(self, quick=False)


def bytes_of(message, *, quick=True):
    """What goes to the mail server, with lines ended as RFC 5321 wants them."""
    if quick and isinstance(message, Copy):
        return message.as_bytes()
    return message.message().as_bytes(linesep="\r\n")


class _Cut:
    """A text cut at its marks."""

    def __init__(self, text, marks):
        # With a group in the pattern `split` keeps the marks: every second piece is one.
        self._pieces = re.split(f"({'|'.join(map(re.escape, marks))})", text)

    def filled(self, parts):
        pieces = list(self._pieces)
        pieces[1::2] = [parts[mark] for mark in pieces[1::2]]
        return "".join(pieces)


def _html_of(written):
    ((html, _type),) = written.alternatives
    return html
