"""Where there is a queue a worker plans and publishes, and the page says so and waits."""

import pytest
from celery import current_app
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.urls import reverse

from equity import tasks
from equity.enums import ReleaseStatus
from equity.models.raw import RawCell
from equity.publication import publish
from equity.tests.publication.conftest import changed

pytestmark = pytest.mark.django_db
WORKING = "is being worked out"


@pytest.fixture(autouse=True)
def _a_queue():
    is_eager = current_app.conf.task_always_eager
    current_app.conf.task_always_eager = False
    cache.clear()
    yield
    current_app.conf.task_always_eager = is_eager
    cache.clear()


def url(name, release):
    return reverse(f"admin:equity_release_{name}", args=[release.pk])


def test_the_preview_is_worked_out_by_a_worker_and_kept_until_something_is_published(
    client, staff, draft
):
    release = draft()

    waiting = client.get(url("preview", release))
    tasks.prepare_preview(release.pk, "en")
    done = client.get(url("preview", release))

    assert WORKING in waiting.content.decode() and waiting["Refresh"] == "10"
    assert 'value="Publish"' not in waiting.content.decode()
    assert (
        "Nothing is held." in done.content.decode() and 'value="Publish"' in done.content.decode()
    )
    assert "Refresh" not in done
    publish(draft(changed(Female="210,99", all="510,264", No="484,259", Asian="150,79")))
    assert WORKING in client.get(url("preview", release)).content.decode()


def test_a_worker_is_asked_once_however_often_somebody_looks(
    client, staff, draft, django_capture_on_commit_callbacks
):
    release = draft()

    with django_capture_on_commit_callbacks() as asked:
        for _time in range(3):
            client.get(url("preview", release))

    assert len(asked) == 1


def test_a_worker_publishes_and_the_page_goes_on_to_the_release(client, staff, draft):
    release = draft()

    answer = client.post(url("publish", release))
    waiting = client.get(answer.url).content.decode()
    release.refresh_from_db()
    before = release.status
    tasks.publish_release(release.pk, staff.pk, "en")
    after = client.get(answer.url)

    release.refresh_from_db()
    assert "It is being published." in waiting and 'value="Discard' not in waiting
    assert (before, release.status) == (ReleaseStatus.DRAFT, ReleaseStatus.PUBLISHED)
    assert (after.status_code, after.url) == (302, url("change", release))
    assert LogEntry.objects.get(object_id=str(release.pk), user=staff).change_message == "Published"


def test_what_may_not_be_published_says_why(client, staff, draft):
    release = draft()
    client.post(url("publish", release))
    RawCell.objects.filter(release=release).delete()

    tasks.publish_release(release.pk, staff.pk, "es")
    tasks.prepare_preview(release.pk, "en")
    page = client.get(url("preview", release)).content.decode()

    release.refresh_from_db()
    assert release.status == ReleaseStatus.DRAFT
    assert "This release has no counts." in page
    assert "Esta publicación no tiene" in page  # the worker speaks the language of whoever pressed
