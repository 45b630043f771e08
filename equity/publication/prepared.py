"""What a worker works out for the admin: a draft's preview, and that it is being published.

Planning a release can take longer than a web server waits for an answer (docs/performance.md). What
is kept are numbers of rows and words, never a count of students, until what stands changes, an hour
at most. Publishing never trusts it: it plans anew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from equity.models import Publication
from equity.publication.plan import Unsafe, make_plan
from equity.publication.preview import Preview
from equity.publication.publishing import publish
from partners import rights

KEPT_SECONDS = 60 * 60
# A worker that died is not waited for any longer.
WAITED_SECONDS = 15 * 60
# From then on a page says that the worker may have died, and lets people ask anew.
PATIENCE = timedelta(minutes=3)


@dataclass(frozen=True)
class Prepared:
    """A preview, or the words that say why there is none; and when it was worked out."""

    at: datetime
    preview: Preview | None = None
    unsafe: str = ""


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

    Harmless while a worker is at it: a plan changes nothing, and a release is published once.
    """
    names = (_key("preview", release), _key("preview-asked", release))
    cache.delete_many([*names, _publishing(release), _refused(release)])


def prepare(release, *, language):
    """Work out the preview of a draft and keep it, with words in the language of whoever asked.

    An error is raised, for the log, after the page was told that there was one.
    """
    key = _key("preview", release)
    with override(language):
        try:
            done = Prepared(timezone.now(), preview=Preview.of(make_plan(release)))
        except Unsafe as unsafe:
            done = Prepared(timezone.now(), unsafe=str(unsafe))
        except Exception:
            cache.set(key, Prepared(timezone.now(), unsafe=_broke()), KEPT_SECONDS)
            raise
    cache.set(key, done, KEPT_SECONDS)


def ask_for_publication(release):
    """Whether a worker is to be asked: it is not being published yet."""
    cache.delete(_refused(release))
    return cache.add(_publishing(release), timezone.now(), WAITED_SECONDS)


def is_being_published(release):
    return cache.get(_publishing(release)) is not None


def refusal(release):
    """Why the last try to publish it ended without, "" for none."""
    return cache.get(_refused(release), "")


def publish_or_say_why(release, *, by, language):
    """Publish a draft; returns whether it was. `refusal` tells what was wrong.

    `by` may have lost the right since they asked: a queue hands on what a dead worker had an hour
    later.
    """
    with override(language):
        try:
            if by is None or not rights.can_change(by, release):
                raise Unsafe(_("Whoever asked to publish it no longer has the right to."))
            publish(release, by=by)
        except Unsafe as unsafe:
            cache.set(_refused(release), str(unsafe), KEPT_SECONDS)
            return False
        except Exception:
            cache.set(_refused(release), _broke(), KEPT_SECONDS)
            raise
        finally:
            cache.delete(_publishing(release))
    return True


def _broke():
    return _("The worker ended with an error; its log says which. Nothing was published.")


def _key(name, release):
    stands = Publication.objects.aggregate(latest=Max("since"), count=Count("pk"))
    latest = stands["latest"].timestamp() if stands["latest"] else 0
    return f"equity-{name}:{release.pk}:{latest}:{stands['count']}"


def _publishing(release):
    return f"equity-publishing:{release.pk}"


def _refused(release):
    return f"equity-refused:{release.pk}"
