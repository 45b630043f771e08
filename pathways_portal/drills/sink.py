"""A mail server on loopback that keeps what it takes, and misbehaves for some addresses.

What it does stands in the address: `later-2@…` is told "451" twice and then taken.
"""

import asyncio
from collections import Counter, defaultdict
from contextlib import contextmanager
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from pathways_portal.tests.ports import free_port

LOOPBACK = "127.0.0.1"
HANG = 600  # seconds; far longer than anybody waits


class Sink:
    """The messages taken, by Message-ID: `copies`, and the last one's bytes in `messages`."""

    def __init__(self, *, keep=True):
        self.copies = Counter()
        self.messages = {}
        self.bytes_taken = 0
        self.keep = keep
        self._said = defaultdict(int)

    async def handle_RCPT(self, server, session, envelope, address, options):
        behavior, _, times = address.partition("@")[0].partition("-")
        if behavior == "later":
            self._said[address] += 1
            if self._said[address] <= int(times or 99):
                return "451 4.7.1 Greylisted, try again later"
        if behavior == "refused":
            return "550 5.1.1 No such mailbox here"
        if behavior == "hang":
            await asyncio.sleep(HANG)
        if behavior == "drop":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        behavior = envelope.rcpt_tos[0].partition("@")[0]
        if behavior == "busy":
            return "452 4.3.1 No space left, try again later"
        if behavior == "spam":
            return "554 5.7.1 Refused by policy"
        self._take(envelope.content)
        if behavior == "lost":
            server.transport.abort()
        if behavior == "silent":
            await asyncio.sleep(HANG)
        return "250 2.0.0 Taken"

    def _take(self, content):
        self.bytes_taken += len(content)
        head = content.partition(b"\r\n\r\n")[0]
        name = message_from_bytes(head)["Message-ID"].strip()
        self.copies[name] += 1
        if self.keep:
            self.messages[name] = content


class _Server(SMTP):
    """Without a lookup of the machine's own name, which takes seconds where there is no network."""

    def __init__(self, handler, **options):
        super().__init__(handler, hostname="sink.localhost", **options)


class _Controller(Controller):
    def factory(self):
        return _Server(self.handler, enable_SMTPUTF8=True)


@contextmanager
def sink(**options):
    """Yields (Sink, port) and ends the server afterwards."""
    taken, port = Sink(**options), free_port()
    controller = _Controller(taken, hostname=LOOPBACK, port=port)
    controller.start()
    try:
        yield taken, port
    finally:
        controller.stop()
