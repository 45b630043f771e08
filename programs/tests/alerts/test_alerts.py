"""Tell me when a new program matches: confirmed by e-mail, told once, ended by one click."""

from datetime import date

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from pathways_portal.common.outbox import work
from pathways_portal.common.outbox.models import Delivery
from programs.alerts import letters, pages, saving, searches
from programs.models import Program, SavedSearch
from programs.tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)


@pytest.fixture(autouse=True)
def _sent_by_hand(monkeypatch):
    monkeypatch.setattr(pages.outbox, "soon", lambda **_asked: None)


def path(url):
    return "/" + url.split("/", 3)[3]


def watched(query="q=welding", **fields):
    search = SavedSearch.objects.create(email="ana@example.org", query=query, **fields)
    saving.confirm(search)
    return search


def told(day):
    """Titles in the e-mails of this day's look."""
    mail.outbox.clear()
    saving.look(day)
    work.deliver_due()
    titles = Program.objects.values_list("title", flat=True)
    return [sorted(t for t in titles if t in message.body) for message in mail.outbox]


def test_asking_sends_one_e_mail_and_only_the_button_starts_it(client):
    client.post(reverse("programs:alert_new") + "?q=welding&page=3&sort=name", {"email": "A@b.org"})
    work.deliver_due()
    search = SavedSearch.objects.get()
    link = path(searches.confirm_url(search))

    assert (search.email, search.query, mail.outbox[0].to) == ("a@b.org", "q=welding", ["a@b.org"])
    client.get(link)
    search.refresh_from_db()
    assert not search.runs
    client.post(link)
    search.refresh_from_db()
    assert search.runs


@pytest.mark.parametrize(
    ("query", "sentence", "rest"),
    [
        ("near=99999&within=10", "ZIP code 99999 is in none of the region’s counties", ""),
        ("near=Atlantis&q=welding", "We do not know a place called “Atlantis”", "q=welding"),
        ("within=10&q=welding", "A distance needs a place", "q=welding"),
        ("county=nowhere&q=welding", "“nowhere”", "q=welding"),
        ("neer=92243&q=welding", "“neer”", "q=welding"),
    ],
)
def test_a_search_that_the_finder_cannot_use_is_not_kept(client, query, sentence, rest):
    address = reverse("programs:alert_new") + f"?{query}"

    page = client.get(address).content.decode()
    answer = client.post(address, {"email": "a@b.org"})

    assert sentence in page and 'type="email"' not in page
    assert f'href="{reverse("programs:list")}?' in page
    wanted = f'href="{reverse("programs:alert_new")}?{rest}"'
    assert (wanted in page) is bool(rest)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not SavedSearch.objects.exists()


def test_what_matched_before_is_not_told_and_what_is_new_once():
    ProgramFactory(title="Welding One")
    watched()
    ProgramFactory(title="Welding Two")
    ProgramFactory(title="Nursing")

    assert told(MONDAY) == [["Welding Two"]]
    assert told(TUESDAY) == []


def test_looking_twice_on_a_day_tells_the_rest_the_next_day():
    watched()
    ProgramFactory(title="Welding One")
    first = told(MONDAY)
    ProgramFactory(title="Welding Two")

    assert (first, told(MONDAY), told(TUESDAY)) == ([["Welding One"]], [], [["Welding Two"]])


def test_the_alert_finds_what_the_page_finds(client):
    watched("segment=ae")
    ProgramFactory(title="Adult Welding", segment="ae")
    ProgramFactory(title="College Welding")
    page = client.get(reverse("programs:list"), {"segment": "ae"}).content.decode()

    assert "Adult Welding" in page and "College Welding" not in page
    assert told(MONDAY) == [["Adult Welding"]]


def test_a_program_closed_meanwhile_is_not_told():
    search = watched()
    ProgramFactory(title="Welding One")
    saving.look(MONDAY)
    Program.objects.update(status="draft")
    work.deliver_due()

    assert mail.outbox == []
    assert Delivery.objects.get(recipient=f"search:{search.pk}").server_words == letters.GONE


def test_one_click_ends_it_at_once_without_cookie_or_token():
    search = watched()
    ProgramFactory(title="Welding One")
    saving.look(MONDAY)
    work.deliver_due()
    header = mail.outbox[0].extra_headers

    answer = Client(enforce_csrf_checks=True).post(path(header["List-Unsubscribe"].strip("<>")))

    search.refresh_from_db()
    assert header["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (answer.status_code, search.runs) == (200, False)


def test_looking_at_the_link_ends_nothing(client):
    search = watched()

    client.get(path(searches.end_url(search)))

    search.refresh_from_db()
    assert search.runs


def test_after_the_end_nothing_comes():
    search = watched()
    ProgramFactory(title="Welding One")
    saving.look(MONDAY)
    saving.end(search)
    work.deliver_due()

    assert mail.outbox == []


def test_an_alert_comes_in_the_language_of_the_search():
    watched(language="es")
    ProgramFactory(title="Welding One")
    saving.look(MONDAY)
    work.deliver_due()

    assert "/es/alerts/" in mail.outbox[0].body


def test_the_finder_leads_to_the_form_with_its_search(client):
    page = client.get(reverse("programs:list"), {"q": "welding"}).content.decode()

    assert 'href="/alerts/new/?q=welding"' in page


def test_too_many_from_one_place_are_refused(client):
    for number in range(pages.MOST_FROM_ONE):
        client.post(reverse("programs:alert_new"), {"email": f"{number}@example.org"})

    assert client.post(reverse("programs:alert_new"), {"email": "a@b.org"}).status_code == 429


@pytest.mark.parametrize("address", ["/alerts/x/", "/alerts/1.abc/"])
def test_a_link_that_is_not_ours_leads_nowhere(client, address):
    assert client.get(address).status_code == 404


def test_a_wrong_address_is_told(client):
    answer = client.post(reverse("programs:alert_new"), {"email": "no address"})

    assert answer.status_code == 422
    assert not SavedSearch.objects.exists()
