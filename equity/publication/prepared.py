"""What a worker works out for the admin: a draft's preview, and that it is being published.

Planning a release can take longer than a web server waits for an answer (docs/performance.md). What
is kept are numbers of rows and reasons, never a count of students, until what stands changes, an
hour at most. Publishing never trusts it: it plans anew. All of it may be lost at any time.
"""

import time
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext_noop

from equity.models import Publication, Release
from equity.publication.plan import make_plan
from equity.publication.preview import Preview
from equity.publication.publishing import publish
from equity.publication.unsafe import Reason, Unsafe
from partners import rights

KEPT_SECONDS = 60 * 60
# A worker that died is not waited for any longer.
WAITED_SECONDS = 15 * 60
_BROKE = Reason(
    gettext_noop("The worker ended with an error; its log says which. Nothing was published.")
)


@dataclass(frozen=True)
class Prepared:
    """A preview, or the `Reason` why there is none; when it was worked out, in how many seconds."""

    at: datetime
    preview: Preview | None = None
    unsafe: Reason | None = None
    seconds: int = 0


def found(release):
    """The `Prepared` of a draft, or None."""
    return cache.get(_key("preview", release))


def ask_for_preview(release):
    """Whether a worker is to be asked: nobody has been, or it has been too long."""
    return cache.add(_key("preview-asked", release), timezone.now(), WAITED_SECONDS)


def asked_at(release):
    """Since when a worker is waited for, or None."""
    return cache.get(_publishing(release)) or cache.get(_key("preview-asked", release))


def forget(release):
    """Forget what was worked out and asked for, so that it can be asked for anew.

    A worker that has begun goes on: a plan changes nothing, and a release is published once. One
    that is handed the publication only now leaves it.
    """
    names = (_key("preview", release), _key("preview-asked", release))
    cache.delete_many([*names, _publishing(release), _refused(release)])


def prepare(release):
    """Work out the preview of a draft, keep it and return it.

    An error is raised, for the log, after the page was told that there was one.
    """
    key, start = _key("preview", release), time.monotonic()
    try:
        preview = Preview.of(make_plan(release))
        done = Prepared(timezone.now(), preview, seconds=round(time.monotonic() - start))
    except Unsafe as unsafe:
        done = Prepared(timezone.now(), unsafe=unsafe.reason)
    except Exception:
        cache.set(key, Prepared(timezone.now(), unsafe=_BROKE), KEPT_SECONDS)
        raise
    cache.set(key, done, KEPT_SECONDS)
    return done


def ask_for_publication(release):
    """The moment that stands for this request, if a worker is to be asked; None if one has been."""
    cache.delete(_refused(release))
    now = timezone.now()
    return now if cache.add(_publishing(release), now, WAITED_SECONDS) else None


def is_being_published(release):
    """Whether it is asked for; or a worker is at it, whatever became of what was kept."""
    return cache.get(_publishing(release)) is not None or _is_locked(release)


def refusal(release):
    """The `Reason` why the last try to publish it ended without, or None."""
    return cache.get(_refused(release))


def publish_or_say_why(release, *, by, asked, note):
    """Publish a draft; `refusal` tells what was wrong. `note` is called in the same transaction.

    `asked` is what `ask_for_publication` gave. A queue hands on what a dead worker had an hour
    later: by then people may have gone back to the preview, and `by` may have lost the right.
    """
    if cache.get(_publishing(release)) != asked:
        return
    try:
        if by is None or not rights.can_change(by, release):
            raise Unsafe(gettext_noop("Whoever asked to publish it no longer has the right to."))
        publish(release, by=by, note=note)
    except Unsafe as unsafe:
        cache.set(_refused(release), unsafe.reason, KEPT_SECONDS)
    except Exception:
        cache.set(_refused(release), _BROKE, KEPT_SECONDS)
        raise
    finally:
        cache.delete(_publishing(release))


def _is_locked(release):
    """Publishing locks the row from its beginning to its end."""
    with transaction.atomic():
        rows = Release.objects.select_for_update(skip_locked=True)
        return not rows.filter(pk=release.pk).exists()


def _key(name, release):
    stands = Publication.objects.aggregate(latest=Max("since"), count=Count("pk"))
    latest = stands["latest"].timestamp() if stands["latest"] else 0
    return f"equity-{name}:{release.pk}:{latest}:{stands['count']}"


def _publishing(release):
    return f"equity-publishing:{release.pk}"


def _refused(release):
    return f"equity-refused:{release.pk}"
