"""What a person gets: the same for everybody of a place, but for their own parts."""

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from django.core import mail
from django.utils import timezone

from equity.enums import CellStatus
from equity.gap_names import title_of
from equity.models import PublishedCell, ReportIssue, Slice
from equity.pages.beside import Forms
from equity.pages.published.cells import cells_of
from equity.pages.published.places import place_of
from equity.pages.published.standing import standing_of
from equity.publication.withdrawing import withdraw
from equity.reports import letter, planning, subscribing
from equity.reports.issue import issue_of
from equity.reports.reading import reading_of
from equity.tests.factories import PublishedCellFactory
from equity.tests.reports.report_data import MONTH, College, subscriber, with_a_gap
from partners.models import ActionItem
from partners.tests.factories import OrganizationFactory, RegionFactory, RoleFactory, UserFactory
from pathways_portal.common.outbox import work
from pathways_portal.common.outbox.enums import DeliveryState
from pathways_portal.common.outbox.models import Delivery

pytestmark = pytest.mark.django_db


def send():
    planning.plan(MONTH)
    work.deliver_due()
    return mail.outbox


def action(owner, text="Call the foster youth office", **fields):
    fields = {"due": timezone.localdate() + timedelta(days=9), "about_key": "/gaps/"} | fields
    return ActionItem.objects.create(owner=owner, text=text, **fields)


def html(message):
    return message.alternatives[0][0]


def test_the_report_says_the_gap_in_words_and_figures():
    college = with_a_gap(label="Fall 2026 release")
    subscriber(organizations=[college.organization])

    (message,) = send()

    assert message.subject == "Example College: 1 gap to act on (data: Fall 2026 release)"
    words = "38 of 96 (39.6%) against 53.9% of everyone else; 14 more students would close it."
    assert words in message.body and words in html(message)
    assert "Foster youth · Completed 9 units" in message.body


def test_an_action_started_from_it_names_the_group_and_cohort_as_its_page_does(client):
    college = with_a_gap()
    subscriber(organizations=[college.organization])

    (message,) = send()
    (url,) = re.findall(r"Start an action: \S+?(/actions/\S+)", message.body)

    (standing,) = standing_of(
        place_of(college.organization), pathway=None, metric=college.metric.pk
    )
    (row,) = cells_of([standing], ["foster_youth"])[standing.slice]
    forms = Forms(standing, place_of(college.organization), None).about(row)
    assert unquote(url.partition("&label=")[0]) == unquote(forms[0][0])
    name = dict(parse_qsl(urlsplit(url).query))["about"]
    assert title_of(name).endswith("Foster youth · Completed 9 units · Example College · 2023-24")
    assert url.replace("&", "&amp;") in html(message)


def test_a_group_of_a_yes_or_no_question_says_the_question_too():
    college = College()
    group = college.group("Yes", code="yes")
    college.dimension.label = "Foster youth"
    college.dimension.save()
    college.put(group, n=96, s=38, reference=0.539, needed=14)
    subscriber(organizations=[college.organization])

    (message,) = send()

    assert "Foster youth: Yes · Completed 9 units" in message.body


def test_a_group_with_words_of_its_own_is_named_by_them(settings):
    college = College()
    group = college.group("Yes", code="yes", people="foster youth")
    college.put(group, n=96, s=38, reference=0.539, needed=14)
    subscriber(organizations=[college.organization])

    (message,) = send()

    assert "Foster youth · Completed 9 units" in message.body
    assert "foster youth" in message.body.partition("A QUESTION FOR YOUR NEXT MEETING")[2]
    assert "Yes" not in message.body


def test_both_forms_are_small_need_no_picture_and_can_be_ended_by_one_click():
    college = with_a_gap()
    subscriber(organizations=[college.organization])

    (message,) = send()
    whole = message.message().as_bytes()

    assert len(whole) < 100_000
    assert b"<img" not in whole
    assert "@media (prefers-color-scheme: dark)" in html(message)
    assert 'style="' in html(message)
    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in message.body and link in html(message)
    assert "xPortal" not in message.body + html(message)


def test_synthetic_figures_are_labeled():
    college = with_a_gap(is_synthetic=True)
    subscriber(organizations=[college.organization])

    (message,) = send()

    assert "SYNTHETIC" in message.body and "SYNTHETIC" in html(message)


def test_a_report_comes_in_the_language_of_the_person():
    college = with_a_gap()
    subscriber(organizations=[college.organization], language="es")

    (message,) = send()

    assert '<html lang="es">' in html(message)
    assert "Completó 9 unidades" in message.body
    assert "/es/equity/unsubscribe/" in message.body


def test_without_a_new_release_no_number_is_told():
    college = with_a_gap()
    subscriber(organizations=[college.organization])
    issue_of("2026-10", college.organization.pk, "en")
    action(college.organization)

    (message,) = send()

    assert message.subject == "Example College: your open actions (no new data)"
    assert "No new data since 12 Sep 2026. Your open actions:" in message.body
    assert "39.6" not in message.body + html(message)


# In both languages: the subject, and what its paragraph says.
BEING_CORRECTED = [
    pytest.param(
        "en",
        "Example College: figures being corrected, and your open actions",
        "Figures here were taken back and are being corrected; none of them is named.",
        id="English",
    ),
    pytest.param(
        "es",
        "Example College: cifras en corrección, y sus acciones abiertas",
        "Aquí se retiraron cifras que están en corrección; no se menciona ninguna de ellas.",
        id="Spanish",
    ),
]


@pytest.mark.parametrize(("language", "subject", "words"), BEING_CORRECTED)
def test_what_was_taken_back_since_the_last_report_is_no_month_without_news(
    language, subject, words
):
    college = with_a_gap()
    subscriber(organizations=[college.organization], language=language)
    issue_of("2026-10", college.organization.pk, language)
    withdraw(college.slices["2023-24"][1], reason="Counted twice.")
    action(college.organization)

    (message,) = send()

    assert message.subject == subject
    assert words in message.body and words in html(message)


def test_what_had_been_taken_back_at_the_last_report_is_not_told_again():
    college = with_a_gap()
    subscriber(organizations=[college.organization])
    withdraw(college.slices["2023-24"][1], reason="Counted twice.")
    Slice.objects.update(withdrawn_on=date(2026, 10, 3))
    issue_of("2026-10", college.organization.pk, "en")
    ReportIssue.objects.update(created_at=datetime(2026, 10, 20, tzinfo=UTC))
    action(college.organization)

    (message,) = send()

    assert message.subject == "Example College: your open actions (no new data)"


def test_a_first_report_does_not_say_that_what_was_taken_back_has_no_gap():
    college = with_a_gap()
    subscriber(organizations=[college.organization])
    withdraw(college.slices["2023-24"][1], reason="Counted twice.")
    action(college.organization)

    (message,) = send()

    assert message.subject == BEING_CORRECTED[0].values[1]
    assert "No gap is named here" not in message.body + html(message)


def test_new_data_without_a_gap_are_new_data():
    college = College()
    college.put(college.group(), n=96, s=50, reference=0.539, di=False)
    subscriber(organizations=[college.organization])
    action(college.organization)

    (message,) = send()

    assert message.subject == "Example College: new data, and your open actions"
    assert "No gap is named here" in message.body


def test_the_subject_names_the_place_whose_figures_are_being_corrected():
    quiet, college = OrganizationFactory(name="A Quiet College"), with_a_gap()
    subscriber(organizations=[quiet, college.organization])
    withdraw(college.slices["2023-24"][1], reason="Counted twice.")
    action(college.organization)

    (message,) = send()

    assert message.subject == BEING_CORRECTED[0].values[1]


def test_the_first_report_of_a_place_speaks_of_no_report_before_it():
    subscriber(organizations=[with_a_gap().organization])

    (message,) = send()

    for form in (message.body, html(message)):
        assert "It is the first report here, with complete figures of 1 measure." in form
        assert "Since the last report" not in form


def test_a_later_report_says_what_is_new_since_the_last_one():
    place = OrganizationFactory()
    issue_of("2026-10", place.pk, "es")
    college = College(organization=place)
    college.put(college.group(), n=96, s=38, reference=0.539, needed=14)
    subscriber(organizations=[place])

    (message,) = send()

    for form in (message.body, html(message)):
        assert "Since the last report 1 measure has new figures." in form
        assert "first report" not in form


def test_nothing_to_say_is_not_sent_and_the_row_says_why():
    subscriber(organizations=[OrganizationFactory()])

    assert send() == []
    row = Delivery.objects.get()
    assert (row.state, row.server_words) == (DeliveryState.CLOSED, letter.NOTHING)


def test_a_persons_own_actions_come_first_and_late_ones_say_so():
    college = with_a_gap()
    mine = OrganizationFactory()
    user = UserFactory()
    user.memberships.create(organization=mine, role="coordinator")
    subscriber(user.email, organizations=[college.organization], user=user)
    action(mine, text="My own promise", due=date(2026, 1, 5))

    (message,) = send()

    assert "* Yours: My own promise" in message.body
    assert "Overdue since 5 Jan 2026" in message.body


def test_two_people_of_a_place_get_the_same_but_for_their_links():
    college = with_a_gap()
    for name in ("ana", "bea"):
        subscriber(f"{name}@example.org", organizations=[college.organization])

    first, second = send()

    one, two = (m.extra_headers["List-Unsubscribe"].strip("<>") for m in (first, second))
    assert one != two
    assert "ana@example.org" not in first.body + html(first)
    assert first.body.count(one) == 1

    def common(message):
        return [line for line in message.body.splitlines() if "://" not in line]

    assert common(first) == common(second)


def test_who_has_ended_it_meanwhile_gets_nothing():
    college = with_a_gap()
    person = subscriber(organizations=[college.organization])
    planning.plan(MONTH)
    subscribing.end(person)

    work.deliver_due()

    assert mail.outbox == []
    assert Delivery.objects.get().server_words == letter.ENDED


def test_figures_that_are_being_corrected_are_left_out():
    college = with_a_gap()
    subscriber(organizations=[college.organization])
    action(college.organization)
    issue_of(MONTH, college.organization.pk, "en")
    numbers = {f.name: None for f in PublishedCell._meta.fields if f.null}
    PublishedCell.objects.update(status=CellStatus.WITHDRAWN, rate_text="", **numbers)

    (message,) = send()

    assert message.subject == BEING_CORRECTED[0].values[1]
    assert "39.6" not in message.body + html(message)
    assert "being corrected" in message.body
    # Nor does the question name whose gap it was.
    asked = message.body.partition("A QUESTION FOR YOUR NEXT MEETING")[2]
    assert asked and "foster youth" not in asked.lower()


def test_that_what_got_better_is_being_corrected_is_said_too():
    issue = issue_of(MONTH, with_a_gap().organization.pk, "en")
    better = PublishedCellFactory(
        status=CellStatus.WITHDRAWN, n=None, s=None, rate=None, rate_text=""
    )
    issue.content |= {"better": {"cells": [better.pk], "address": "/equity/"}}
    issue.cells = [better.pk]

    read = reading_of(issue)

    assert (read.better, read.corrected, len(read.gaps)) == (None, 1, 1)
    assert read.question == issue.content["question"]


def test_a_place_is_written_once_however_many_get_it(django_assert_max_num_queries):
    college = College()
    college.put(college.group(), n=96, s=38, reference=0.539, needed=14)
    for number in range(5):
        subscriber(f"{number}@example.org", organizations=[college.organization])
    planning.plan(MONTH)
    work.deliver_due(most=1)

    # Each: the claim within its transaction, the subscription, the note that it was sent.
    with django_assert_max_num_queries(4 * 5 + 3):
        work.deliver_due()

    assert len(mail.outbox) == 5


def test_only_whose_own_action_it_is_gets_a_link_into_the_admin():
    college = with_a_gap()
    user = UserFactory()
    user.memberships.create(organization=college.organization, role="coordinator")
    subscriber(user.email, organizations=[college.organization], user=user)
    subscriber("parent@example.org", organizations=[college.organization])
    action(college.organization, text="Call them")

    sent = {message.to[0]: message for message in send()}

    for address, is_theirs in [(user.email, True), ("parent@example.org", False)]:
        html = sent[address].alternatives[0].content
        for form in (sent[address].body, html):
            assert "Call them" in form
            assert ("/admin/" in form, "Yours" in form, "Update it" in form) == (is_theirs,) * 3


def test_who_only_reads_at_an_organization_gets_no_link_into_the_admin():
    college = with_a_gap()
    user = UserFactory()
    user.memberships.create(organization=OrganizationFactory(), role="coordinator")
    user.memberships.create(organization=college.organization, role="viewer")
    subscriber(user.email, organizations=[college.organization], user=user)
    action(college.organization, text="Call them")

    (message,) = send()

    assert "Call them" in message.body and "/admin/" not in message.body


def test_a_gap_that_no_one_keeps_names_the_organizations_own_contact():
    college = with_a_gap()
    college.organization.phone, college.organization.email = "530-555-0100", "cte@example.edu"
    college.organization.save()
    subscriber(organizations=[college.organization])

    (message,) = send()

    assert f"Contact: {college.organization.name}, 530-555-0100, cte@example.edu" in message.body
    assert "cte@example.edu" in message.alternatives[0].content


@pytest.mark.parametrize(
    ("has_chair", "said"),
    [(True, "Contact: Chair College, chair@example.edu"), (False, "Contact: not on file")],
)
def test_a_gap_of_the_region_names_who_has_the_chair(has_chair, said):
    college = with_a_gap()
    college.publication("2023-24")[1].__class__.objects.update(
        organization=None, region=RegionFactory()
    )
    if has_chair:
        chair = OrganizationFactory(name="Chair College", phone="", email="chair@example.edu")
        RoleFactory(organization=chair, kind="regional_chair")
    subscriber()

    (message,) = send()

    assert said in message.body
