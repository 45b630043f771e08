"""A kept page is what a reader would be given afresh, after any edit by anybody."""

import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.translation import override

from partners.kept_pages import Shelf, kept_until_edited
from partners.models import EditStamp, Organization
from partners.tests.factories import OrganizationFactory
from programs.tests.factories import PathwayFactory

NOT_WATCHED = {
    "User", "User_groups", "User_user_permissions", "EditStamp", "ProblemReport",
    "SearchStem", "StemsWritten", "SearchWord", "AgreementFinding",
    "ProgramHop", "HopDoubt", "HopYear",
    "RawCell", "WithdrawnCell", "RawCellView", "Subscription", "Subscription_organizations",
    "ReportIssue",
    "SavedSearch",
}  # fmt: skip


@pytest.fixture
def page():
    """(a view that prints how many organizations there are, how often it was asked)"""
    asked = []

    @login_not_required
    @kept_until_edited("q", "header", "cookie", "csp")
    def view(request):
        asked.append(request.get_full_path())
        response = HttpResponse(f"{Organization.objects.count()} {request.GET.get('q', '')}")
        if "header" in request.GET:
            response["X-Robots-Tag"] = "noindex"
        if "cookie" in request.GET:
            response.set_cookie("seen", "1")
        if "csp" in request.GET:
            response._csp_replace = {}
        return response

    return (lambda path="/", **extra: view(RequestFactory().get(path, **extra)).content), asked


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
        with transaction.atomic():
            OrganizationFactory()
            _elsewhere(OrganizationFactory)
            assert _elsewhere(ask) == b"1 "
        assert ask() == b"2 "

    def test_two_who_write_at_once_do_not_wait_for_one_another(self):
        OrganizationFactory()
        with transaction.atomic():
            OrganizationFactory()
            _elsewhere(OrganizationFactory)  # would wait for ever
        assert EditStamp.objects.count() >= 2

    def test_inside_a_transaction_nothing_is_kept(self, page):
        ask, asked = page
        with transaction.atomic():
            ask()
            ask()
        assert len(asked) == 2
        ask()
        assert len(asked) == 3

    @pytest.mark.parametrize("cookie", ["sessionid=x", "messages=x", "csrftoken=x", "other=x"])
    def test_who_sends_a_cookie_is_given_a_new_page_that_nobody_else_sees(self, page, cookie):
        ask, asked = page
        ask(headers={"cookie": cookie})
        ask()
        ask(headers={"cookie": cookie})
        assert len(asked) == 3

    def test_the_language_that_was_chosen_is_no_secret(self, page, settings):
        ask, asked = page
        ask(headers={"cookie": f"{settings.LANGUAGE_COOKIE_NAME}=es"})
        ask()
        assert len(asked) == 1

    @pytest.mark.parametrize("more", ["header", "cookie", "csp"])
    def test_an_answer_with_more_than_its_content_is_not_kept(self, page, more):
        ask, asked = page
        ask(f"/?{more}=1")
        ask(f"/?{more}=1")
        assert len(asked) == 2

    def test_an_address_with_a_parameter_that_the_view_does_not_know_is_not_kept(self, page):
        ask, asked = page
        ask("/?utm_source=x")
        ask("/?utm_source=x")
        assert len(asked) == 2

    def test_another_day_is_another_page(self, page, monkeypatch):
        ask, asked = page
        ask()
        monkeypatch.setattr(timezone, "localdate", lambda: date(2030, 7, 1))
        ask()
        assert len(asked) == 2

    def test_with_debug_on_nothing_is_kept(self, page, settings):
        settings.DEBUG = True
        ask, asked = page
        ask()
        ask()
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
            for app in ("partners", "programs", "wbl", "equity")
            for model in apps.get_app_config(app).get_models(include_auto_created=True)
            if not model._meta.proxy
            and not model.__name__.endswith("Event")
            and model.__name__ not in NOT_WATCHED
        }
        assert watched == tables, "see partners.edits.watch"

    def test_one_who_writes_alone_uses_one_stamp(self):
        for _number in range(3):
            OrganizationFactory()
        before = EditStamp.objects.count()
        OrganizationFactory()
        assert EditStamp.objects.count() == before


def test_the_page_that_nobody_asked_for_the_longest_makes_room():
    shelf = Shelf(most_bytes=60)
    for key in "abcdefgh":
        shelf.get(("a",))
        shelf.put((key,), b"x", "text/html")

    assert shelf.get(("a",)) == (b"x", "text/html")
    assert shelf.get(("b",)) is None
    assert len(shelf) == 60 // (len(zlib.compress(b"x", 1)) + 1)


def test_the_messages_of_one_reader_are_not_on_the_page_of_another(transactional_db, client):
    pathway = PathwayFactory()
    stranger = Client()
    storage = CookieStorage(RequestFactory().get("/"))
    value = storage._encode([Message(20, "Confirmation sent to somebody@example.org")])
    stranger.cookies[CookieStorage.cookie_name] = value

    theirs = stranger.get(pathway.get_absolute_url()).content.decode()
    ours = client.get(pathway.get_absolute_url()).content.decode()

    assert "somebody@example.org" in theirs
    assert "somebody@example.org" not in ours


def _elsewhere(work):
    """What `work` returns in another thread, which has a connection of its own."""

    def run():
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(run).result(timeout=20)
