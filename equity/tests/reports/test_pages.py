"""Asking for the report, saying yes, changing and ending it; the archive."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from equity.models import ReportIssue, Subscription
from equity.reports import letter, pages, planning, sentences, subscribing, tokens
from equity.reports.issue import issue_of
from equity.tests.reports.report_data import MONTH, subscriber, with_a_gap
from partners.models import ActionItem
from partners.tests.factories import OrganizationFactory, UserFactory
from pathways_portal.common import signed_keys
from pathways_portal.common.outbox import queue, work
from pathways_portal.common.outbox.models import Delivery

pytestmark = pytest.mark.django_db
ASK = {"email": "Ana@Example.org", "language": "en", "organization_1": "", "with_region": "on"}


@pytest.fixture(autouse=True)
def _sent_at_once(monkeypatch):
    """No broker: what pages ask for is done here, after the request."""
    monkeypatch.setattr(pages.outbox, "soon", lambda **_asked: None)


def path(url):
    return "/" + url.split("/", 3)[3]


def test_asking_sends_one_e_mail_and_only_the_button_starts_the_report(client):
    client.post(reverse("equity:subscribe"), ASK)
    work.deliver_due()
    (message,) = mail.outbox
    one = Subscription.objects.get()
    link = path(tokens.confirm_url(one))

    assert message.to == ["ana@example.org"]
    client.get(link)
    one.refresh_from_db()
    assert not one.runs
    client.post(link)
    one.refresh_from_db()
    assert one.runs


def test_whoever_says_yes_reads_when_the_first_report_comes(client, settings, monkeypatch):
    settings.MONTHLY_REPORT_DAY, settings.MONTHLY_REPORT_HOUR = 20, 14
    monkeypatch.setattr(pages.timezone, "now", lambda: datetime(2026, 11, 21, tzinfo=UTC))
    link = path(tokens.confirm_url(subscriber(confirmed_at=None)))

    before = client.get(link).content.decode()
    after = client.post(link, follow=True).content.decode()

    assert "The first one comes on 20 Dec 2026 at 2 p.m., Los Angeles time." in before
    assert "Your first report comes on 20 Dec 2026 at 2 p.m., Los Angeles time." in after
    assert "The next one is due on 20 Dec 2026 at 2 p.m., Los Angeles time." in after


def choices(page):
    """Names in the first list of places."""
    first = page.partition('name="organization_1"')[2].partition("</select>")[0]
    return re.findall(r"<option[^>]*>([^<]+)", first)


def test_lists_hold_the_places_with_published_figures(client):
    with_a_gap()
    OrganizationFactory(kind="college", name="Nothing On File College")

    assert choices(client.get(reverse("equity:subscribe")).content.decode()) == [
        "None",
        "Example College",
    ]


def test_a_place_without_figures_is_found_by_name_and_can_be_asked_for(client):
    with_a_gap()
    other = OrganizationFactory(kind="college", name="Nothing On File College")
    typed = ASK | {"language": "es", "find": "file nothing"}

    found = client.post(reverse("equity:subscribe"), typed | {"look": "1"}).content.decode()

    assert "1 place has these words in its name." in found
    assert f'<option value="{other.pk}" selected>' in found
    assert 'value="Ana@Example.org"' in found
    assert not Subscription.objects.exists()
    sent = typed | {"organization_1": other.pk, "found_by": "file nothing"}
    assert client.post(reverse("equity:subscribe"), sent).status_code == 302
    assert Subscription.objects.get().places == ([other.pk], True)


def test_what_was_found_by_name_stands_first_in_the_lists(client):
    with_a_gap()
    for name in ("A College Far Away", "Another College Far Away"):
        OrganizationFactory(kind="college", name=name)

    page = client.post(reverse("equity:subscribe"), ASK | {"find": "FAR"}).content.decode()

    assert "They stand first in the lists above." in page
    assert choices(page) == [
        "None",
        "A College Far Away",
        "Another College Far Away",
        "Example College",
    ]


def test_words_that_nobody_looked_up_are_looked_up_before_anything_is_kept(client):
    page = client.post(reverse("equity:subscribe"), ASK | {"find": "nowhere"})

    assert page.status_code == 200
    assert "No place has these words in its name." in page.content.decode()
    assert not Subscription.objects.exists()


def test_looking_among_the_settings_changes_nothing(client):
    one, other = subscriber(), OrganizationFactory(kind="college", name="Far College")

    page = client.post(path(tokens.settings_url(one)), {"find": "far", "look": "1"})

    one.refresh_from_db()
    assert f'<option value="{other.pk}" selected>' in page.content.decode()
    assert (one.places, one.with_region) == (([], True), True)


def test_the_answer_is_the_same_for_known_and_unknown_addresses(client):
    subscriber("known@example.org")

    answers = [
        (answer.status_code, answer["Location"])
        for answer in (
            client.post(reverse("equity:subscribe"), ASK | {"email": email})
            for email in ("known@example.org", "unknown@example.org")
        )
    ]

    assert answers[0] == answers[1] == (302, "/equity/subscribe/sent/")
    assert Delivery.objects.count() == 2


def test_whoever_has_it_already_is_told_by_e_mail_and_nothing_changes(client):
    subscriber("ana@example.org")
    client.post(reverse("equity:subscribe"), ASK | {"language": "es"})
    work.deliver_due()

    assert "You have it already" in mail.outbox[0].body
    assert Subscription.objects.get().language == "en"


def test_an_address_gets_one_such_e_mail_a_day(client):
    for _time in range(3):
        client.post(reverse("equity:subscribe"), ASK)

    assert Delivery.objects.count() == 1


def test_too_many_from_one_place_are_refused(client):
    for number in range(pages.MOST_FROM_ONE):
        client.post(reverse("equity:subscribe"), ASK | {"email": f"{number}@example.org"})

    answer = client.post(reverse("equity:subscribe"), ASK)

    assert answer.status_code == 429
    assert Subscription.objects.count() == pages.MOST_FROM_ONE


def test_bait_for_machines_takes_them(client):
    client.post(reverse("equity:subscribe"), ASK | {"website": "x"})

    assert not Subscription.objects.exists()


@pytest.mark.parametrize("is_synthetic", [True, False])
def test_the_title_of_a_report_of_made_up_figures_says_so_first(client, is_synthetic):
    place = with_a_gap(is_synthetic=is_synthetic).organization
    issue_of(MONTH, place.pk, "en")
    address = reverse("equity:report", args=[MONTH])

    page = client.get(address, {"organization": place.slug}).content.decode()

    head = page.partition("</head>")[0]
    for start in ("<title>", 'og:title" content="', 'description" content="'):
        assert (f"{start}SYNTHETIC: " in head) is is_synthetic
    assert ('content="noindex"' in head) is is_synthetic


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"email": "not an address"}, id="no address"),
        pytest.param({"organization_1": "999999"}, id="no such organization"),
        pytest.param({"language": "xx"}, id="no such language"),
    ],
)
def test_a_wrong_form_is_told_and_keeps_nothing(client, wrong):
    answer = client.post(reverse("equity:subscribe"), ASK | wrong)

    assert answer.status_code == 422
    assert not Subscription.objects.exists()


def test_one_click_ends_it_at_once_without_cookie_or_token():
    one = subscriber()
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(path(tokens.unsubscribe_url(one)), {"List-Unsubscribe": "One-Click"})

    one.refresh_from_db()
    assert (answer.status_code, one.runs) == (200, False)


def test_a_machine_that_opens_every_link_ends_nothing(client):
    one = subscriber()

    answer = client.get(path(tokens.unsubscribe_url(one)))

    one.refresh_from_db()
    assert one.runs and b"<button" in answer.content


def test_a_coordinator_may_say_no_and_start_again():
    user = UserFactory()
    one = subscriber(user.email, user=user)
    subscribing.end(one)
    subscribing.confirm(one)

    assert one.runs


@pytest.mark.parametrize("name", ["subscription", "unsubscribe"])
def test_a_link_that_is_not_ours_leads_nowhere(client, name):
    token = path(tokens.settings_url(subscriber())).split("/")[-2]

    assert client.get(reverse(f"equity:{name}", args=[token + "x"])).status_code == 404


def test_a_stale_confirmation_says_so(client, monkeypatch):
    monkeypatch.setattr(signed_keys, "CONFIRM_WITHIN", -1)
    one = subscriber(confirmed_at=None)

    assert client.post(path(tokens.confirm_url(one))).status_code == 410


def test_what_was_stopped_has_nothing_to_save_and_can_be_asked_for_again(client):
    one = subscriber()
    subscribing.end(one)

    page = client.get(path(tokens.settings_url(one))).content.decode()

    assert "It has been stopped: nothing comes any more." in page
    assert '<form method="post"' not in page.partition("<main")[2]
    assert f'href="{reverse("equity:subscribe")}">Ask for the report again</a>' in page


def test_settings_change_what_it_is_about(client):
    one, organization = subscriber(), OrganizationFactory(kind="college")

    wanted = {"organization_2": organization.pk, "language": "es"}
    client.post(path(tokens.settings_url(one)), wanted)

    one.refresh_from_db()
    assert (one.places, one.language) == (([organization.pk], False), "es")


def test_settings_say_why_a_month_was_not_sent(client):
    one = subscriber()
    queue.put(kind=letter.KIND, recipient=one.email, address=one.email, period=MONTH, language="en")
    queue.close(Delivery.objects.get(), letter.NOTHING)

    page = client.get(path(tokens.settings_url(one))).content.decode()

    assert "November 2026" in page and letter.NOTHING in page


def test_the_archive_shows_the_same_figures(client):
    college = with_a_gap()
    issue_of(MONTH, college.organization.pk, "en")
    address = reverse("equity:report", args=[MONTH])

    page = client.get(address, {"organization": college.organization.slug}).content.decode()

    assert "38 of 96 (39.6%)" in page and "Foster youth · Completed 9 units" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "It is the first report here, with complete figures of 1 measure."),
        ("es", "Es el primer informe que hay aquí, con cifras completas de 1 medida."),
    ],
)
def test_the_page_of_a_first_report_speaks_of_no_report_before_it(client, language, words):
    place = with_a_gap().organization
    issue_of(MONTH, place.pk, language)
    with override(language):
        address = reverse("equity:report", args=[MONTH])

    page = client.get(address, {"organization": place.slug}).content.decode()

    assert words in page
    assert "the last report" not in page and "el último informe" not in page


def test_the_archive_says_that_it_was_sent_only_where_it_was(client):
    place = with_a_gap().organization
    one = subscriber(organizations=[place])
    address = reverse("equity:report", args=[MONTH])
    planning.plan(MONTH)
    issue_of(MONTH, place.pk, "en")

    before = client.get(address, {"organization": place.slug}).content.decode()
    work.deliver_due()
    after = client.get(address, {"organization": place.slug}).content.decode()
    region = client.get(address).content.decode()

    assert Delivery.objects.get(recipient=one.email).state == "sent"
    for page, is_sent in [(before, False), (after, True), (region, False)]:
        assert ("As it was sent on" in page, "It has gone to nobody" in page) == (
            is_sent,
            not is_sent,
        )


def test_the_archive_keeps_the_actions_as_they_stood(client):
    college = with_a_gap()
    action = ActionItem.objects.create(
        owner=college.organization, text="Call them.", about_key="/gaps/", due=date(2027, 1, 5)
    )
    issue_of(MONTH, college.organization.pk, "en")
    action.state, action.done_on = "done", date(2026, 12, 1)
    action.save()
    address = reverse("equity:report", args=[MONTH])

    page = client.get(address, {"organization": college.organization.slug}).content.decode()

    assert "Call them." in page and "Due 5 Jan 2027" in page


def test_several_places_and_the_region_can_be_asked_for(client):
    first, second = (OrganizationFactory(kind="college", name=name) for name in ("A", "B"))
    wanted = {"organization_1": first.pk, "organization_2": second.pk, "organization_3": first.pk}

    client.post(reverse("equity:subscribe"), ASK | wanted)

    one = Subscription.objects.get()
    assert one.places == ([first.pk, second.pk], True)
    assert "A · B · The region" in client.get(path(tokens.confirm_url(one))).content.decode()


def test_a_report_about_nothing_cannot_be_asked_for(client):
    answer = client.post(reverse("equity:subscribe"), {"email": ASK["email"], "language": "en"})

    assert answer.status_code == 422
    assert "Choose a school or college, or the whole region." in answer.content.decode()


def test_settings_show_what_was_chosen(client):
    organization = OrganizationFactory(kind="college")
    one = subscriber(organizations=[organization])

    page = client.get(path(tokens.settings_url(one))).content.decode()

    assert f'<option value="{organization.pk}" selected>' in page
    assert 'name="with_region" checked' not in page


@pytest.mark.parametrize("count", [1, 3])
def test_settings_ask_as_much_for_many_places_as_for_one(
    client, count, django_assert_max_num_queries
):
    one = subscriber(organizations=[OrganizationFactory(kind="college") for _n in range(count)])

    with django_assert_max_num_queries(9):  # three are for the places with figures, which are kept
        client.get(path(tokens.settings_url(one)))


@pytest.mark.parametrize(
    "asked", ["/equity/reports/2020-01/", "/equity/reports/2020-01/?organization=x"]
)
def test_a_month_without_a_report_is_not_found(client, asked):
    assert client.get(asked).status_code == 404


def test_the_list_tells_of_made_up_figures_and_of_the_organizations_with_a_report(client):
    place = with_a_gap(is_synthetic=True).organization
    issue_of(MONTH, place.pk, "en")
    issue_of(MONTH, None, "en")
    ReportIssue.objects.filter(organization=None).update(
        content=ReportIssue.objects.get(organization=place).content
    )

    page = client.get(reverse("equity:reports")).content.decode()

    row = page.partition("<tbody")[2].partition("</tbody>")[0]
    assert "SYNTHETIC" in row
    assert f'<a href="/equity/reports/{MONTH}/#others">1 organization</a>' in row
    assert f">{sentences.day(timezone.now())}</td>" in row


def test_reports_of_one_month_lead_to_each_other(client):
    place = with_a_gap().organization
    issue_of(MONTH, place.pk, "en")
    issue_of(MONTH, None, "en")
    address = reverse("equity:report", args=[MONTH])

    region = client.get(address).content.decode()
    theirs = client.get(address, {"organization": place.slug}).content.decode()

    assert f'<a href="{address}?organization={place.slug}">{place.name}</a>' in region
    assert f'<a href="{address}">The region</a>' in theirs


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_reports_asks_twice(client, count, django_assert_num_queries):
    place = OrganizationFactory(kind="college")
    for month in range(count):
        issue_of(f"2026-0{month + 1}", None, "en")
        issue_of(f"2026-0{month + 1}", place.pk, "en")

    with django_assert_num_queries(2):  # reports of the region, how many others
        answer = client.get(reverse("equity:reports"))

    assert [one.others for one in answer.context["months"]] == [1] * count
