"""The preview of a draft: asked of a worker, or worked out here where there is no queue."""

from django.conf import settings
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_noop
from kombu.exceptions import OperationalError

from equity import tasks
from equity.admin import preview_words
from equity.publication import Unsafe, how_many, prepared
from pathways_portal.common.outbox.tasks import is_eager

PAGE = "admin/equity/release_preview.html"
# What is better published where its progress is seen.
MOST_CELLS = 20_000
# What takes a few seconds. Without a queue more is worked out only for whoever asks for it, knowing
# that it takes minutes.
MOST_AT_ONCE = 1_000
LOOK_AGAIN_SECONDS = 10


class NoQueue(Unsafe):
    """The queue does not answer, so no worker was asked."""


def refuse_large(release):
    """How many counts a draft has; raises `Unsafe` where they are too many for a web page."""
    rows = how_many(release)
    if rows > MOST_CELLS:
        raise Unsafe(
            gettext_noop(
                "This release is too large for a web page. Preview and publish it on the portal’s "
                "machine: manage.py equity_import with the same file, and --publish."
            )
        )
    return rows


def put(release, task, *arguments, otherwise):
    """Put a task about a release on the queue. Raises `NoQueue`, which says `otherwise`."""
    try:
        task.apply_async((release.pk, *arguments), retry=False)
    except (OperationalError, OSError) as error:
        prepared.forget(release)
        raise NoQueue(otherwise) from error


def waiting(request, context):
    """The page that says since when a worker is at it, and looks again by itself."""
    since = prepared.asked_at(context["original"])
    more = {
        "is_waiting": True,
        "asked_at": since,
        "is_late": since is not None and timezone.now() - since >= settings.RELEASE_PATIENCE,
    }
    response = TemplateResponse(request, PAGE, context | more)
    response["Refresh"] = str(LOOK_AGAIN_SECONDS)
    return response


def answered(request, context, *, is_waited_for):
    """What publishing would change, hide and hold; or that a worker is at it; or, without a queue,
    how long it takes to work out and where one sees how far it is.

    `context` has the draft as `original`; `is_waited_for`: somebody waits, however long it takes.
    """
    release = context["original"]
    try:
        rows = refuse_large(release)
        if is_eager():
            context |= {"rows": rows, "command": f"manage.py equity_import --draft {release.pk}"}
            done = _here(release, rows, is_waited_for)
        else:
            done = _of_worker(release)
    except Unsafe as unsafe:
        more = {"unsafe": unsafe.reason, "asks_again": isinstance(unsafe, NoQueue)}
        return TemplateResponse(request, PAGE, context | more)
    if done is None and is_eager():
        return TemplateResponse(request, PAGE, context | {"takes_long": True})
    if done is None:
        return waiting(request, context)
    return TemplateResponse(request, PAGE, context | _in_words(done))


def _here(release, rows, is_waited_for):
    """The preview, worked out in this request; None where that takes long and nobody waits."""
    if is_waited_for or rows <= MOST_AT_ONCE:
        return prepared.prepare(release)
    return prepared.found(release)


def _of_worker(release):
    """The preview; None while a worker works it out."""
    done = prepared.found(release)
    if done is None and prepared.ask_for_preview(release):
        put(
            release,
            tasks.prepare_preview,
            otherwise=gettext_noop(
                "The task queue does not answer, so no preview can be worked out now. The "
                "draft is kept: ask again later."
            ),
        )
    return done


def _in_words(done):
    """What the page prints of a `prepared.Prepared`."""
    said = {
        "unsafe": done.unsafe,
        "asks_again": done.unsafe and not is_eager(),
        "worked_out_at": done.at,
        "seconds": done.seconds,
    }
    if preview := done.preview:
        held = preview_words.held_in_words(preview)
        said |= {
            "preview": preview,
            "held": held,
            "held_together": preview_words.held_together(held),
            "statuses": preview_words.statuses_in_words(preview),
            "rules": preview_words.rules_in_words(preview),
            "grains": preview_words.grains_in_words(preview),
        }
    return said
