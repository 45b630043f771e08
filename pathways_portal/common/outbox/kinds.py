"""Who writes which kind of e-mail. Apps above register themselves; the outbox knows none."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.mail import EmailMessage


class NotSent(Exception):
    """Raised by a writer: there is nothing to send, and the sentence says why."""


@dataclass(frozen=True)
class Kind:
    """A kind of e-mail: its name in rows, its name for people, and what writes it.

    `write(delivery)` returns the message, or raises NotSent. It may be called again for a later
    try, so it changes nothing.
    """

    name: str
    label: str
    write: Callable[..., EmailMessage]


_KINDS: dict[str, Kind] = {}


def register(kind):
    """Make a kind known; called when an app is ready."""
    _KINDS[kind.name] = kind


def named(name):
    return _KINDS[name]


def names():
    """The kinds that this process can write; rows of others wait for a worker that can."""
    return sorted(_KINDS)


def label(name):
    """The kind in words, for the admin."""
    return str(_KINDS[name].label) if name in _KINDS else name
