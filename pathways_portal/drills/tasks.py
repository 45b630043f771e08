"""What workers of a drill load beside the portal's own tasks: an e-mail to drill with, and a task
whose process is killed at a named step.
"""

import os
import select
import signal
from unittest.mock import patch

import redis
from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from pathways_portal.common.outbox import kinds, queue, smtp, work

KIND = "drill"
PLANNED = 40


def write(delivery):
    """A small message in two forms, as all e-mails of the portal are."""
    message = EmailMultiAlternatives(f"Drill {delivery.recipient}", ".\n.. dots first, ñ.\n")
    message.attach_alternative("<p>Drill</p>", "text/html")
    return message


def register():
    kinds.register(kinds.Kind(KIND, "Drill", write))


def rows(addresses, period):
    """Rows for these addresses; run again it adds nothing."""
    return queue.put_many(
        queue.new(kind=KIND, recipient=a, address=a, period=period, language="en")
        for a in addresses
    )


def _broker():
    return redis.Redis.from_url(settings.REDIS_URL)


def kill_me(*_arguments, **_named):
    _broker().set("drill:killed", os.getpid())
    os.kill(os.getpid(), signal.SIGKILL)


def _first(function, then):
    def both(*arguments, **named):
        then(function(*arguments, **named))

    return both


def _half_a_message(postman, data):
    postman._server.send(data[: len(data) // 2])
    kill_me()


def _end_unanswered(postman):
    postman._server.send(smtp.END_OF_DATA)
    select.select([postman._server.sock], [], [], 10)  # the answer is there, and nobody reads it
    kill_me()


# Step -> (where, name, what stands there instead): the line at which the process is killed.
STEPS = {
    "before a row is taken": (queue, "claim", kill_me),
    "row taken, no connection yet": (queue, "claim", _first(queue.claim, kill_me)),
    "connected, nothing said": (smtp.Postman, "_offer", kill_me),
    "half of the message sent": (smtp.Postman, "_send_body", _half_a_message),
    "whole message sent, answer not read": (smtp.Postman, "_end", _end_unanswered),
    "answer read, row not written": (queue, "note_sent", kill_me),
    "row written, task not ended": (queue, "note_sent", _first(queue.note_sent, kill_me)),
}


@shared_task
def die_at(step):
    """Work off the outbox, and be killed with -9 at this step."""
    place, name, instead = STEPS[step]
    with patch.object(place, name, instead):
        work.deliver_due()


@shared_task
def plan():
    """What a scheduler asks for: rows for everybody who has none. Two at once are harmless."""
    return rows((f"planned{n}@example.org" for n in range(PLANNED)), "planned")


@shared_task
def reap_now():
    """The reaper, long after the worker died."""
    return queue.reap(now=timezone.now() + timezone.timedelta(days=1))


@shared_task
def note_done(number):
    """Tell the drill that what was asked before this has ended, or died."""
    _broker().set("drill:done", number)


register()
