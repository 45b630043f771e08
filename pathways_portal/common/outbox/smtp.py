"""The conversation with the mail server, told apart by the one moment that matters.

Before the line that ends the data (RFC 5321, 4.1.1.4) is on its way the server cannot have taken
the message: whatever goes wrong, it may be tried again. From then on only the server's answer
tells; where that is lost nobody knows, and trying again may send a second copy. Django's backend
does not tell the two apart, so here it only opens the connection (TLS, sign-in, time limit).
"""

import re
import smtplib
import socket
from dataclasses import dataclass
from enum import Enum

from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from pathways_portal.common.outbox.form_letter import bytes_of

# Wrong order of commands, sign-in wanted or refused: about our settings, not about this message.
ABOUT_US = {503, 530, 534, 535, 538}
CLOSING = 421
END_OF_DATA = b".\r\n"
_DOT_FIRST = re.compile(rb"(?m)^\.")


class Outcome(Enum):
    TAKEN = "taken"
    LATER = "later"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """What became of a message, in the server's words or ours. `is_down`: no server to talk to."""

    outcome: Outcome
    words: str
    is_down: bool = False


class _Refusal(Exception):
    """The server said no before it had the message."""

    def __init__(self, code, text):
        super().__init__(_words(code, text))
        self.answer = Answer(
            Outcome.LATER if code in ABOUT_US else _what_it_means(code),
            _words(code, text),
            is_down=code in ABOUT_US or code == CLOSING,
        )


def _what_it_means(code):
    return Outcome.REFUSED if 500 <= code <= 599 else Outcome.LATER


def _words(code, text):
    return f"{code} {' '.join(text.decode(errors='replace').split())}"


def _fault(error):
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


class Postman:
    """Hands messages to the mail server of the settings, many over one connection.

    Other backends (console, memory, files) are asked as Django asks them.
    """

    def __init__(self):
        self.backend = get_connection(fail_silently=False)
        self.speaks_smtp = isinstance(self.backend, EmailBackend)

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.hang_up()

    @property
    def _server(self):
        return self.backend.connection

    def hand_over(self, message):
        """Deliver a message to its one recipient; never raises for what a server may do."""
        if not self.speaks_smtp:
            return self._by_backend(message)
        try:
            data = bytes_of(message)
            sender = sanitize_address(message.from_email, "utf-8")
            (recipient,) = (sanitize_address(to, "utf-8") for to in message.recipients())
        except (ValueError, UnicodeError) as error:
            return Answer(Outcome.REFUSED, f"The message cannot be written: {_fault(error)}")
        kept = self._server is not None
        answer = self._one_go(sender, recipient, data)
        if kept and answer.is_down:
            # The server has closed the kept connection meanwhile; the message was not begun.
            answer = self._one_go(sender, recipient, data)
        return answer

    def _one_go(self, sender, recipient, data):
        try:
            if self.backend.open():
                # The end of a message is a small packet after a large one: with the pause that
                # TCP makes before such a one (RFC 896) each message would wait for 40 ms.
                self._server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._server.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Answer(Outcome.LATER, f"No connection: {_fault(error)}", is_down=True)
        try:
            self._offer(sender, recipient)
        except _Refusal as no:
            self._start_afresh()
            return no.answer
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Answer(Outcome.LATER, f"Connection lost: {_fault(error)}", is_down=True)
        try:
            self._send_body(data)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Answer(Outcome.LATER, f"Connection lost within the message: {_fault(error)}")
        return self._end()

    def _offer(self, sender, recipient):
        """MAIL, RCPT, DATA: the server may still say no."""
        for said, wanted in (
            (lambda: self._server.mail(sender, ["BODY=8BITMIME"] * self._takes_8bit), 250),
            (lambda: self._server.rcpt(recipient), 250),
            (lambda: self._server.docmd("DATA"), 354),
        ):
            code, text = said()
            if code != wanted and not (wanted == 250 and code == 251):
                raise _Refusal(code, text)

    @property
    def _takes_8bit(self):
        return self._server.has_extn("8bitmime")

    def _send_body(self, data):
        """All but the end of data, dots at the start of lines doubled (RFC 5321, 4.5.2)."""
        data = _DOT_FIRST.sub(b"..", data)
        self._server.send(data if data.endswith(b"\r\n") else data + b"\r\n")

    def _end(self):
        """End the data. From the first byte of this line on, only the answer tells."""
        try:
            self._server.send(END_OF_DATA)
            code, text = self._server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            words = f"The whole message was sent, and the answer was lost: {_fault(error)}"
            return Answer(Outcome.UNKNOWN, words)
        if 200 <= code <= 299:
            return Answer(Outcome.TAKEN, _words(code, text))
        if 400 <= code <= 599:
            self._start_afresh()
            return Answer(_what_it_means(code), _words(code, text))
        self._drop()
        return Answer(Outcome.UNKNOWN, f"The answer means nothing: {_words(code, text)}")

    def _start_afresh(self):
        """Keep the connection after a no, if the server does."""
        try:
            if self._server.rset()[0] != 250:
                self._drop()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self):
        """Forget a connection without another word to the server."""
        if self._server is not None:
            self._server.close()
            self.backend.connection = None

    def hang_up(self):
        try:
            self.backend.close()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _by_backend(self, message):
        try:
            self.backend.send_messages([message])
        except Exception as error:
            return Answer(Outcome.UNKNOWN, f"The e-mail backend stopped: {_fault(error)}")
        return Answer(Outcome.TAKEN, f"Taken by {type(self.backend).__module__}")
