"""Broken requests get a sentence; whoever has the page already need not load it again."""

import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError, connection
from django.test import Client

from partners.tests.factories import UserFactory
from programs.tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/programs/?q=%00", "holds a character that means nothing here"),
        ("/schools/?q=%ff%fe", "holds letters we cannot read"),
        ("/schools/?q=" + "x" * 9000, "address is too long"),
    ],
    ids=["NUL", "broken UTF-8", "too long"],
)
def test_broken_address_is_a_400_with_a_sentence(client, address, sentence):
    response = client.get(address)

    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_form_without_its_token_is_a_403_that_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/feedback/", {"message": "x"})

    assert response.status_code == 403
    assert "load the page again" in response.content.decode()


def test_unchanged_page_is_a_304(client):
    address = ProgramFactory().get_absolute_url()
    tag = client.get(address)["ETag"]

    assert client.get(address, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("debug", [True, False], ids=["laptop", "production"])
@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/nothing/", "There is no page here"),
        ("/programs/nothing/", "There is no page here"),
        ("/es/nada/", "Aquí no hay ninguna página"),
    ],
    ids=["no address", "no record", "Spanish"],
)
def test_address_that_leads_nowhere_gets_our_page(client, settings, debug, address, heading):
    settings.DEBUG = debug

    response = client.get(address)

    assert response.status_code == 404
    assert heading in response.content.decode()


@pytest.mark.parametrize("debug", [True, False], ids=["laptop", "production"])
def test_address_without_its_last_slash_still_leads_there(client, settings, debug):
    settings.DEBUG = debug

    assert client.get("/programs").status_code == 301


def refuse(*args, **kwargs):
    raise OperationalError("connection refused")


def is_the_503_page(response):
    page = response.content.decode()
    return (
        response.status_code == 503
        and response["Retry-After"] == "30"
        and "will be back soon" in page
        and "connection refused" not in page
    )


@pytest.mark.parametrize("debug", [True, False], ids=["laptop", "production"])
@pytest.mark.parametrize("address", ["/sectors/", "/es/glossary/", "/admin/", "/accounts/email/"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("signed_in", [True, False])
def test_database_that_does_not_answer_is_a_503_that_says_so(
    client, settings, monkeypatch, debug, address, method, signed_in
):
    """With a session too: who reads is asked before any view, and by what surrounds it."""
    settings.DEBUG = debug
    if signed_in:
        client.force_login(UserFactory(is_superuser=True))
    elif address in {"/admin/", "/accounts/email/"}:
        return  # sent to the sign-in without a question
    if method == "post" and address in {"/sectors/", "/es/glossary/"}:
        return  # these pages only read
    monkeypatch.setattr(connection, "cursor", refuse)
    client.raise_request_exception = False

    assert is_the_503_page(getattr(client, method)(address))


@pytest.mark.parametrize(
    ("fault", "status"), [(OperationalError("cut off"), 503), (RuntimeError("a slip"), 500)]
)
def test_fault_after_the_page_was_made_is_the_databases_only_where_it_was(
    client, monkeypatch, fault, status
):
    def fail(*args):
        raise fault

    monkeypatch.setattr(SessionMiddleware, "process_response", fail)
    client.raise_request_exception = False

    response = client.get("/about/")

    assert response.status_code == status
    assert "<h1" in response.content.decode()
    assert is_the_503_page(response) == (status == 503)
