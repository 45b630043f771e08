"""Where there is a queue a worker plans and publishes, and the page says so and waits."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from celery import current_app
from celery.signals import before_task_publish
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import override

from equity import tasks
from equity.enums import ReleaseStatus
from equity.models import Release
from equity.models.raw import RawCell
from equity.publication import Unsafe, draft_to_discard, prepared, publish
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


def work_off_publication(release, by):
    """What the worker does with the task that the button put on the queue."""
    asked = prepared.asked_at(release)
    tasks.publish_release(release.pk, by.pk, asked.isoformat())


def url(name, release):
    return reverse(f"admin:equity_release_{name}", args=[release.pk])


def test_the_preview_is_worked_out_by_a_worker_and_kept_until_something_is_published(
    client, staff, draft
):
    release = draft()

    waiting = client.get(url("preview", release))
    tasks.prepare_preview(release.pk)
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


def test_who_waits_too_long_is_told_so_and_may_ask_again(client, staff, draft, asked, settings):
    release = draft()
    early = client.get(url("preview", release)).content.decode()
    settings.RELEASE_PATIENCE = timedelta(0)

    late = client.get(url("preview", release)).content.decode()
    again = client.post(url("again", release))
    client.get(again.url)

    assert "Asked for at" in early and LATE not in early and 'value="Ask again"' not in early
    assert LATE in late and 'value="Ask again"' in late
    assert asked == ["equity.tasks.prepare_preview"] * 2


def test_a_publication_that_never_came_may_be_asked_for_again(
    client, staff, draft, asked, settings
):
    release = draft()
    client.post(url("publish", release))
    tasks.prepare_preview(release.pk)
    settings.RELEASE_PATIENCE = timedelta(0)
    late = client.get(url("preview", release)).content.decode()

    client.post(url("again", release))
    tasks.prepare_preview(release.pk)
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
    assert 'value="Ask again"' in page.content.decode()
    assert not prepared.is_being_published(release) and prepared.asked_at(release) is None


def test_what_is_being_published_is_not_discarded(client, staff, draft):
    release = draft()
    client.post(url("publish", release))

    answer = client.post(url("discard", release))

    assert answer.url == url("preview", release)
    assert Release.objects.filter(pk=release.pk).exists()


def test_a_publication_that_nobody_waits_for_any_more_is_left(client, staff, draft):
    """The queue hands on what a dead worker had an hour later: the person has gone back by then."""
    release = draft()
    client.post(url("publish", release))
    given_up = prepared.asked_at(release)
    client.post(url("again", release))

    tasks.publish_release(release.pk, staff.pk, given_up.isoformat())

    release.refresh_from_db()
    assert release.status == ReleaseStatus.DRAFT
    client.post(url("publish", release))
    tasks.publish_release(release.pk, staff.pk, given_up.isoformat())
    release.refresh_from_db()
    assert release.status == ReleaseStatus.DRAFT and prepared.is_being_published(release)


@pytest.mark.django_db(transaction=True)
def test_a_worker_at_it_is_seen_though_nothing_is_kept_and_its_draft_stays(client, staff, draft):
    release = draft()
    with another_connection() as cursor:
        cursor.execute("SELECT FROM equity_release WHERE id = %s FOR UPDATE", [release.pk])

        page = client.get(url("preview", release)).content.decode()
        discarded = client.post(url("discard", release))
        with pytest.raises(Unsafe, match="is being published"), transaction.atomic():
            draft_to_discard(release)

    assert "It is being published." in page and 'value="Discard' not in page
    assert discarded.url == url("preview", release)
    assert RawCell.objects.filter(release=release).exists()
    client.post(url("discard", release))
    assert not Release.objects.filter(pk=release.pk).exists()


def test_what_cannot_be_noted_in_the_history_is_not_published(client, staff, draft):
    release = draft()
    client.post(url("publish", release))
    asked = prepared.asked_at(release)

    with pytest.raises(RuntimeError), transaction.atomic():
        prepared.publish_or_say_why(release, by=staff, asked=asked, note=_fails)

    release.refresh_from_db()
    assert release.status == ReleaseStatus.DRAFT
    assert "The worker ended with an error" in str(prepared.refusal(release))


def _fails():
    raise RuntimeError("the history cannot be written")


@contextmanager
def another_connection():
    """A cursor of a worker's, in a transaction that ends with the block."""
    other = connection.copy()
    other.connect()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            yield cursor
    finally:
        other.rollback()
        other.close()


def test_who_lost_the_right_meanwhile_publishes_nothing(client, staff, draft):
    release = draft()
    client.post(url("publish", release))
    type(staff).objects.filter(pk=staff.pk).update(is_superuser=False)

    work_off_publication(release, staff)

    release.refresh_from_db()
    assert release.status == ReleaseStatus.DRAFT
    assert "no longer has the right" in str(prepared.refusal(release))
    assert not prepared.is_being_published(release)


def test_an_error_of_the_worker_is_told_and_may_be_tried_again(client, staff, draft):
    release = draft()
    with (
        connection.cursor() as cursor,
        pytest.raises(Exception, match="does not exist"),
        transaction.atomic(),
    ):
        cursor.execute("ALTER TABLE equity_rawcell RENAME TO equity_rawcell_away")
        tasks.prepare_preview(release.pk)

    page = client.get(url("preview", release)).content.decode()

    assert "The worker ended with an error" in page
    assert 'value="Ask again"' in page and 'value="Publish"' not in page


def test_a_worker_publishes_and_the_page_goes_on_to_the_release(client, staff, draft):
    release = draft()

    answer = client.post(url("publish", release))
    waiting = client.get(answer.url).content.decode()
    release.refresh_from_db()
    before = release.status
    work_off_publication(release, staff)
    after = client.get(answer.url)

    release.refresh_from_db()
    assert "It is being published." in waiting and 'value="Discard' not in waiting
    assert (before, release.status) == (ReleaseStatus.DRAFT, ReleaseStatus.PUBLISHED)
    assert (after.status_code, after.url) == (302, url("change", release))
    assert LogEntry.objects.get(object_id=str(release.pk), user=staff).change_message == "Published"


def test_what_may_not_be_published_says_why_to_each_reader_in_their_language(client, staff, draft):
    release = draft()
    page = url("preview", release)
    client.post(f"/es{url('publish', release)}")
    RawCell.objects.filter(release=release).delete()

    work_off_publication(release, staff)
    refused = client.get(page).content.decode(), client.get(f"/es{page}").content.decode()
    tasks.prepare_preview(release.pk)
    unsafe = client.get(page).content.decode(), client.get(f"/es{page}").content.decode()

    release.refresh_from_db()
    assert release.status == ReleaseStatus.DRAFT
    # First of the publication, then of the preview too, which is said once.
    for english, spanish in (refused, unsafe):
        assert english.count("This release has no counts.") == 1
        assert spanish.count("Esta publicación no tiene conteos.") == 1
        assert "no counts" not in spanish and "no tiene conteos" not in english


def test_a_reason_that_was_kept_has_its_values_in_either_language():
    reason = Unsafe("“%(label)s” is no draft, so it cannot be published.", label="Fall 50 %").reason

    cache.set("reason", reason)
    kept = cache.get("reason")

    with override("en"):
        assert str(kept) == "“Fall 50 %” is no draft, so it cannot be published."
    with override("es"):
        assert str(kept) == "«Fall 50 %» no es un borrador, así que no se puede publicar."
