"""Something wrong here? The report reaches the owner; machines and floods do not."""

import pytest
from django.test import Client

from partners.models import ProblemReport
from partners.tests.factories import OrganizationFactory, TermFactory
from partners.tests.reading import text
from pathways_portal import feedback
from pathways_portal.common import limits
from pathways_portal.common.enums import EditingStatus
from programs.tests.factories import ProgramFactory, SectorFactory

pytestmark = pytest.mark.django_db

FORM = "/feedback/"
WORDS = {"message": "The units are wrong."}


def send(client, about="/", **fields):
    return client.post(FORM, {"about": about, **WORDS, **fields})


def test_report_reaches_the_owner_of_the_program(client):
    owner = OrganizationFactory()
    program = ProgramFactory(owner=owner, title="Welding")

    response = send(client, program.get_absolute_url(), reply_to="reader@example.org")

    report = ProblemReport.objects.get()
    assert response.headers["Location"] == "/feedback/thanks/"
    assert report.organization == owner
    assert report.page == program.get_absolute_url()
    assert report.about.startswith("Welding")
    assert (report.message, report.reply_to) == ("The units are wrong.", "reader@example.org")


def test_report_about_an_organization_reaches_it_from_the_spanish_page(client):
    college = OrganizationFactory()

    client.post("/es/feedback/", {"about": f"/es{college.get_absolute_url()}", **WORDS})

    report = ProblemReport.objects.get()
    assert (report.organization, report.language) == (college, "es")


def test_thanks_keep_the_language(client):
    response = client.post("/es/feedback/", {"about": "/", **WORDS})

    assert response.headers["Location"] == "/es/feedback/thanks/"
    assert client.get("/es/feedback/thanks/").status_code == 200


def test_report_about_a_term_reaches_its_owner(client):
    term = TermFactory(owner=OrganizationFactory())

    send(client, term.get_absolute_url())

    assert ProblemReport.objects.get().organization == term.owner


def test_report_about_a_sector_goes_to_the_portal(client):
    sector = SectorFactory(name="Health")

    send(client, sector.get_absolute_url())

    report = ProblemReport.objects.get()
    assert (report.organization, report.about) == (None, "Health")


def test_a_record_that_is_not_public_is_not_named(client):
    program = ProgramFactory(title="Secret", status=EditingStatus.DRAFT)

    send(client, program.get_absolute_url())

    report = ProblemReport.objects.get()
    assert report.organization is None
    assert "Secret" not in report.about


@pytest.mark.parametrize(
    "about", ["", "https://evil.example/", "//x", "nonsense", "/" + "x" * 5000]
)
def test_report_about_an_unknown_page_goes_to_the_portal(client, about):
    send(client, about)

    report = ProblemReport.objects.get()
    assert (report.organization, report.page, report.about) == (None, "/", "The whole site")


def test_form_says_whom_the_words_reach(client):
    program = ProgramFactory(title="Welding", organization__name="Harbor College")

    words = text(client.get(FORM, {"about": program.get_absolute_url()}))

    assert "go to Harbor College, which keeps this record" in words


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"message": ""}, id="no words"),
        pytest.param({"message": "x" * 2001}, id="too long"),
        pytest.param({"reply_to": "nobody"}, id="not an address"),
        pytest.param({"message": "nul \x00"}, id="nul"),
    ],
)
def test_wrong_input_is_sent_back_with_an_error_and_what_was_typed(client, wrong):
    response = send(client, **({"reply_to": "kept@example.org"} | wrong))

    assert response.status_code == 422
    assert ProblemReport.objects.count() == 0
    page = response.content.decode()
    assert "Something needs mending" in page
    assert ("kept@example.org" in page) is ("reply_to" not in wrong)


def test_bait_swallows_what_machines_send(client):
    response = send(client, website="http://spam.example")

    assert response.status_code == 302
    assert ProblemReport.objects.count() == 0


def test_sixth_report_in_an_hour_from_one_address_is_refused_with_its_words(client):
    college = OrganizationFactory(phone="760-555-0100")
    for _number in range(feedback.MOST_FROM_ONE):
        assert send(client).status_code == 302

    response = send(client, college.get_absolute_url(), message="Keep my words.")

    assert response.status_code == 429
    assert ProblemReport.objects.count() == feedback.MOST_FROM_ONE
    words = text(response)
    assert "760-555-0100" in words
    assert "Keep my words." in words


def test_another_address_may_still_write(client):
    for _number in range(feedback.MOST_FROM_ONE + 1):
        send(client)

    response = client.post(FORM, {"about": "/", **WORDS}, REMOTE_ADDR="203.0.113.9")

    assert response.status_code == 302


def test_a_flood_from_many_addresses_is_stopped(client, monkeypatch):
    monkeypatch.setattr(feedback, "MOST_FROM_ALL", 2)
    answers = [
        client.post(FORM, {"about": "/", **WORDS}, REMOTE_ADDR=f"203.0.113.{number}").status_code
        for number in range(3)
    ]

    assert answers == [302, 302, 429]


def test_address_comes_from_the_proxy_only_where_one_is_trusted(rf, settings):
    request = rf.get("/", HTTP_X_FORWARDED_FOR="203.0.113.1, 203.0.113.2", REMOTE_ADDR="10.0.0.1")

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert limits.sender_address(request) == "10.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert limits.sender_address(request) == "203.0.113.2"


def test_a_report_without_an_address_is_taken(client):
    """A server bound to a socket names none."""
    assert client.post(FORM, {"about": "/", **WORDS}, REMOTE_ADDR="").status_code == 302


def test_the_address_of_the_sender_is_not_kept(client):
    send(client)

    assert "127.0.0.1" not in str(ProblemReport.objects.values().get())


def test_form_needs_its_token():
    assert Client(enforce_csrf_checks=True).post(FORM, WORDS).status_code == 403


def test_form_is_never_cached(client):
    assert "no-store" in client.get(FORM)["Cache-Control"]


def test_words_are_shown_escaped(client):
    response = send(client, about='/"><b>x', message="", reply_to='"><b>y')

    assert b"<b>x" not in response.content
    assert b"<b>y" not in response.content
