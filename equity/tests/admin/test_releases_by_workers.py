"""Where there is a queue a worker plans and publishes, and the page says so and waits."""

from datetime import timedelta

import pytest
from celery import current_app
from celery.signals import before_task_publish
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from equity import tasks
from equity.enums import ReleaseStatus
from equity.models import Release
from equity.models.raw import RawCell
from equity.publication import prepared, publish
from equity.tests.publication.conftest import changed

pytestmark = pytest.mark.django_db
WORKING = "is being worked out"
LATE = "the worker may have stopped"


@pytest.fixture(autouse=True)
def _a_queue():
    is_eager = current_app.conf.task_always_eager
    current_app.conf.task_always_eager = False
    cache.clear()
    yield
    current_app.conf.task_always_eager = is_eager
    cache.clear()


@pytest.fixture
def asked():
    """The names of the tasks that are put on the queue."""
    names = []

    def note(sender=None, **_more):
        names.append(sender)

    before_task_publish.connect(note)
    yield names
    before_task_publish.disconnect(note)


@pytest.fixture
def no_answer():
    """A broker's address at which nobody listens."""
    before = current_app.conf.broker_url
    _use_broker("redis://127.0.0.1:1/0")
    yield
    _use_broker(before)


def _use_broker(address):
    current_app.conf.broker_url = current_app.conf.broker_write_url = address
    current_app._pool = current_app.amqp._producer_pool = None


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


def test_a_worker_is_asked_once_however_often_somebody_looks(client, staff, draft, asked):
    release = draft()

    for _time in range(3):
        client.get(url("preview", release))

    assert asked == ["equity.tasks.prepare_preview"]


def test_who_waits_too_long_is_told_so_and_may_ask_again(client, staff, draft, asked, monkeypatch):
    release = draft()
    early = client.get(url("preview", release)).content.decode()
    monkeypatch.setattr(prepared, "PATIENCE", timedelta(0))

    late = client.get(url("preview", release)).content.decode()
    again = client.post(url("again", release))
    client.get(again.url)

    assert "Asked for at" in early and LATE not in early and 'value="Ask again"' not in early
    assert LATE in late and 'value="Ask again"' in late
    assert asked == ["equity.tasks.prepare_preview"] * 2


def test_a_publication_that_never_came_may_be_asked_for_again(
    client, staff, draft, asked, monkeypatch
):
    release = draft()
    client.post(url("publish", release))
    tasks.prepare_preview(release.pk, "en")
    monkeypatch.setattr(prepared, "PATIENCE", timedelta(0))
    late = client.get(url("preview", release)).content.decode()

    client.post(url("again", release))
    tasks.prepare_preview(release.pk, "en")
    preview = client.get(url("preview", release)).content.decode()
    client.post(url("publish", release))

    assert LATE in late and "you come back to the preview" in late
    assert 'value="Publish"' in preview
    assert asked.count("equity.tasks.publish_release") == 2


def test_asking_again_needs_the_right_to_publish(client, draft, coordinator):
    release = draft()
    prepared.ask_for_publication(release)

    answer = client.post(url("again", release))

    assert answer.status_code in (403, 404)
    assert prepared.is_being_published(release)


@pytest.mark.parametrize("name", ["preview", "publish"])
def test_a_queue_that_does_not_answer_is_told_and_holds_nobody_up(
    client, staff, draft, no_answer, asked, name
):
    release = draft()

    answer = (
        client.get(url(name, release)) if name == "preview" else client.post(url(name, release))
    )
    page = client.get(answer.url) if name == "publish" else answer

    assert "The task queue does not answer" in page.content.decode()
    assert not prepared.is_being_published(release) and prepared.asked_at(release) is None


def test_what_is_being_published_is_not_discarded(client, staff, draft):
    release = draft()
    client.post(url("publish", release))

    answer = client.post(url("discard", release))

    assert answer.url == url("preview", release)
    assert Release.objects.filter(pk=release.pk).exists()


def test_who_lost_the_right_meanwhile_publishes_nothing(client, staff, draft):
    release = draft()
    client.post(url("publish", release))
    type(staff).objects.filter(pk=staff.pk).update(is_superuser=False)

    tasks.publish_release(release.pk, staff.pk, "en")

    release.refresh_from_db()
    assert release.status == ReleaseStatus.DRAFT
    assert "no longer has the right" in prepared.refusal(release)
    assert not prepared.is_being_published(release)


def test_an_error_of_the_worker_is_told_and_may_be_tried_again(client, staff, draft):
    release = draft()
    with (
        connection.cursor() as cursor,
        pytest.raises(Exception, match="does not exist"),
        transaction.atomic(),
    ):
        cursor.execute("ALTER TABLE equity_rawcell RENAME TO equity_rawcell_away")
        tasks.prepare_preview(release.pk, "en")

    page = client.get(url("preview", release)).content.decode()

    assert "The worker ended with an error" in page
    assert 'value="Ask again"' in page and 'value="Publish"' not in page


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
