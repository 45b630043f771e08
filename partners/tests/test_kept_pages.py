"""A kept page is what a reader would be given afresh, after any edit by anybody."""

import threading
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from partners import kept_pages
from partners.kept_pages import Shelf, kept_until_edited
from partners.models import EditStamp, Organization
from partners.tests.factories import OrganizationFactory

NOT_WATCHED = {
    "User", "User_groups", "User_user_permissions", "EditStamp", "ProblemReport",
    "SearchDocument", "SearchStem", "StemsWritten", "SearchWord",
}  # fmt: skip


@pytest.fixture
def page():
    """(a view that prints how many organizations there are, how often it was asked)"""
    asked = []

    @login_not_required
    @kept_until_edited
    def view(request):
        asked.append(request.get_full_path())
        return HttpResponse(f"{Organization.objects.count()} {request.GET.get('q', '')}")

    kept_pages.shelf.clear()
    yield (lambda path="/", **extra: view(RequestFactory().get(path, **extra)).content), asked
    kept_pages.shelf.clear()


@pytest.mark.django_db(transaction=True)
class TestKept:
    def test_a_page_is_made_once(self, page):
        ask, asked = page
        assert ask() == ask() == b"0 "
        assert len(asked) == 1

    def test_after_an_edit_it_is_made_anew(self, page):
        ask, _asked = page
        ask()
        one = OrganizationFactory()
        assert ask() == b"1 "
        one.delete()
        assert ask() == b"0 "

    @pytest.mark.parametrize(
        "sql", ["UPDATE partners_organization SET name = 'Q'", "TRUNCATE partners_term"]
    )
    def test_an_edit_in_sql_counts(self, page, sql):
        ask, asked = page
        OrganizationFactory()
        ask()
        with connection.cursor() as cursor:
            cursor.execute(sql)
        ask()
        assert len(asked) == 2

    def test_an_edit_that_is_taken_back_changes_nothing(self, page):
        ask, asked = page
        ask()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            OrganizationFactory()
            raise ZeroDivisionError
        assert ask() == b"0 "
        assert len(asked) == 1

    def test_what_follows_a_savepoint_that_was_taken_back_is_noted(self, page):
        ask, _asked = page
        ask()
        with transaction.atomic():
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                OrganizationFactory()
                raise ZeroDivisionError
            OrganizationFactory()
        assert ask() == b"1 "

    def test_two_edits_at_once_are_both_seen_whichever_ends_first(self, page):
        ask, _asked = page
        ask()
        with _other_connection() as other:
            with transaction.atomic():
                OrganizationFactory()
                other(lambda: OrganizationFactory())
                assert _fresh(other, ask) == b"1 "
            assert ask() == b"2 "

    def test_inside_a_transaction_nothing_is_kept(self, page):
        ask, asked = page
        with transaction.atomic():
            ask()
            ask()
        assert len(asked) == 2
        assert len(kept_pages.shelf) == 0

    def test_whoever_may_be_signed_in_is_given_a_new_page(self, page, settings):
        ask, asked = page
        ask()
        ask(headers={"cookie": f"{settings.SESSION_COOKIE_NAME}=x"})
        assert len(asked) == 2

    def test_each_address_and_language_has_its_own(self, page):
        ask, asked = page
        assert ask("/?q=1") != ask("/?q=2")
        with override("es"):
            ask("/?q=1")
        assert len(asked) == 3

    def test_every_table_that_pages_print_is_watched(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'note_edit'"
            )
            watched = {name for (name,) in cursor.fetchall()}
        tables = {
            model._meta.db_table
            for app in ("partners", "programs", "wbl")
            for model in apps.get_app_config(app).get_models(include_auto_created=True)
            if not model._meta.proxy
            and not model.__name__.endswith("Event")
            and model.__name__ not in NOT_WATCHED
        }
        assert watched == tables, "see pathways_portal.common.edits.watch"

    def test_a_connection_has_one_stamp_however_often_it_edits(self):
        for _number in range(3):
            OrganizationFactory()
        before = EditStamp.objects.count()
        OrganizationFactory()
        assert EditStamp.objects.count() == before


def test_the_page_that_nobody_asked_for_the_longest_makes_room():
    shelf = Shelf(most_bytes=60)
    for key in "ab":
        shelf.put(key, b"x", "text/html")
    shelf.get("a")
    for key in "cdefgh":
        shelf.get("a")
        shelf.put(key, b"x", "text/html")
    assert shelf.get("a")
    assert not shelf.get("b")
    assert len(shelf) == 6


@contextmanager
def _other_connection():
    """Work in another thread, which has a connection of its own."""

    def other(work):
        found = []

        def run():
            try:
                found.append(work())
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
        return found[0]

    yield other


def _fresh(other, ask):
    return other(ask)
