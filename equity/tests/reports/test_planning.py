"""When a report is due, and for whom a row is put."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from equity.models import ReportIssue, Subscription
from equity.reports import letter, months, planning, recipients, subscribing
from equity.tests.factories import PublishedCellFactory, SliceFactory
from equity.tests.reports.report_data import AFTER_DUE, MONTH, subscriber, with_a_gap
from partners.tests.factories import OrganizationFactory, RegionFactory, UserFactory
from pathways_portal.common.outbox import work
from pathways_portal.common.outbox.enums import DeliveryState
from pathways_portal.common.outbox.models import Delivery

pytestmark = pytest.mark.django_db
IN_HAND = {"claim": uuid4(), "claimed_at": AFTER_DUE, "claimed_by": "worker"}


@pytest.mark.parametrize(
    ("day", "hour", "month", "due"),
    [
        pytest.param(12, 7, "2026-11", "2026-11-12T15:00", id="winter time"),
        pytest.param(12, 7, "2026-07", "2026-07-12T14:00", id="summer time"),
        pytest.param(31, 0, "2026-02", "2026-02-28T08:00", id="a short month"),
    ],
)
def test_due_on_the_regions_clock(settings, day, hour, month, due):
    settings.MONTHLY_REPORT_DAY, settings.MONTHLY_REPORT_HOUR = day, hour

    assert months.due_at(month) == datetime.fromisoformat(due).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "first"),
    [
        pytest.param("2026-11-12T15:00+00:00", "2026-11-12T15:00+00:00", id="at that moment"),
        pytest.param("2026-11-12T15:01+00:00", "2026-12-12T15:00+00:00", id="a minute late"),
        pytest.param("2026-12-27T00:00+00:00", "2027-01-12T15:00+00:00", id="over new year"),
    ],
)
def test_the_first_report_is_the_next_one_due(since, first):
    found = months.first_due(datetime.fromisoformat(since))

    assert found == datetime.fromisoformat(first)
    one = subscriber(confirmed_at=datetime.fromisoformat(since))
    assert [one] == list(planning.due(months.month_of(found)))
    assert not planning.due(months.before(months.month_of(found))).exists()


def test_nothing_is_put_before_the_day():
    subscriber()

    assert planning.plan_what_is_due(datetime(2026, 11, 12, 14, 59, tzinfo=UTC)) == 0


def test_an_outage_only_delays():
    subscriber()

    assert planning.plan_what_is_due(AFTER_DUE) == 1


LATE = datetime(2026, 12, 3, 18, tzinfo=UTC)  # November passed; December's is due on the 12th


def periods():
    return list(Delivery.objects.order_by("period").values_list("period", flat=True))


def test_a_month_that_passed_wholly_is_made_up_for_once():
    subscriber()

    assert [planning.plan_what_is_due(LATE) for _day in range(2)] == [1, 0]
    assert periods() == [MONTH]


def test_of_several_missed_months_only_the_last_is_made_up_for():
    subscriber(confirmed_at=datetime(2026, 7, 1, tzinfo=UTC))
    planning.plan("2026-08")
    Delivery.objects.update(state=DeliveryState.SENDING, **IN_HAND)

    planning.plan_what_is_due(LATE)

    assert periods() == ["2026-08", MONTH]


def test_a_late_report_and_the_next_do_not_come_within_days():
    subscriber()

    assert planning.plan_what_is_due(datetime(2026, 12, 10, 18, tzinfo=UTC)) == 0
    assert planning.plan_what_is_due(datetime(2026, 12, 12, 18, tzinfo=UTC)) == 1
    assert periods() == ["2026-12"]


def test_nobody_gets_a_late_report_of_a_month_before_their_time():
    subscriber(confirmed_at=AFTER_DUE)

    assert planning.plan_what_is_due(LATE) == 0
    assert not ReportIssue.objects.exists()


def test_a_report_that_still_waits_when_the_next_is_due_is_not_sent(mailoutbox):
    subscriber(organizations=[with_a_gap().organization])
    planning.plan(MONTH)
    planning.plan("2026-12")

    work.deliver_due()

    states = Delivery.objects.order_by("period").values_list("state", "server_words")
    assert states[0] == (DeliveryState.CLOSED, letter.OVERTAKEN)
    assert (states[1][0], len(mailoutbox)) == (DeliveryState.SENT, 1)


def test_asking_twice_puts_nobody_twice():
    subscriber()
    planning.plan(MONTH)

    assert planning.plan(MONTH) == 0
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"confirmed_at": None}, id="not confirmed"),
        pytest.param({"ended_at": AFTER_DUE}, id="ended"),
        pytest.param({"confirmed_at": AFTER_DUE}, id="came after the day"),
    ],
)
def test_nobody_gets_a_report_who(fields):
    subscriber(**fields)

    assert planning.plan(MONTH) == 0


def coordinator(role="coordinator", **fields):
    user = UserFactory(**fields)
    user.memberships.create(organization=OrganizationFactory(), role=role)
    return user


def test_coordinators_have_it_by_their_role():
    user = coordinator()
    coordinator("viewer")
    UserFactory()

    subscribing.enrol_by_role()

    (one,) = Subscription.objects.running()
    assert (one.user, one.places) == (user, ([user.memberships.get().organization_id], True))


def test_a_coordinator_who_said_no_is_not_signed_up_again():
    user = coordinator()
    subscribing.enrol_by_role()
    subscribing.end(user.report_subscription)

    assert subscribing.enrol_by_role() == 0
    assert not Subscription.objects.running().exists()


def test_who_lost_the_role_gets_no_report_by_it():
    user = coordinator()
    subscribing.enrol_by_role()
    user.memberships.all().delete()

    assert not Subscription.objects.running().exists()


def test_who_has_the_role_at_two_places_gets_one_report_about_both_and_the_region():
    user = coordinator()
    second = user.memberships.create(organization=OrganizationFactory(), role="lead")
    user.memberships.create(organization=OrganizationFactory(), role="viewer")
    subscribing.enrol_by_role()

    (one,) = Subscription.objects.running()
    first = user.memberships.order_by("pk").first()
    assert one.places == ([first.organization_id, second.organization_id], True)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({}, id="all is well"),
        pytest.param({"confirmed_at": None}, id="not confirmed"),
        pytest.param({"ended_at": AFTER_DUE}, id="ended"),
        pytest.param({"user": "coordinator"}, id="by role"),
        pytest.param({"user": "viewer"}, id="without the role"),
        pytest.param({"user": "coordinator", "active": False}, id="account closed"),
    ],
)
def test_a_row_is_written_for_whoever_it_would_be_planned_for(change):
    fields = dict(change)
    if role := fields.pop("user", None):
        fields["user"] = coordinator(role, is_active=fields.pop("active", True))
    one = subscriber(**fields)

    found = recipients.recipient_of(one.email)

    assert bool(found) == Subscription.objects.running().exists()


def test_the_archive_has_the_regions_report_in_both_languages():
    planning.plan(MONTH, AFTER_DUE)

    assert sorted(ReportIssue.objects.values_list("language", flat=True)) == ["en", "es"]


@pytest.mark.parametrize("now", [LATE, datetime(2026, 11, 12, 14, tzinfo=UTC)])
def test_no_report_is_put_together_for_nobody_but_in_its_own_time(now):
    assert planning.plan(MONTH, now) == 0
    assert not ReportIssue.objects.exists()


def test_a_month_that_is_over_gets_no_figures_that_came_later(capsys, mailoutbox):
    subscriber()
    college = with_a_gap(published_at=LATE)
    for one, _place in college.slices.values():
        PublishedCellFactory(
            publication=one,
            slice=SliceFactory(
                organization=None, region=RegionFactory(), metric=one.metric, cohort=one.cohort
            ),
            group=college.group(),
        )

    assert planning.plan_what_is_due(LATE) == 0
    with pytest.raises(CommandError, match="2026-11 is over"):
        call_command("send_monthly_reports", month=MONTH)

    assert (Delivery.objects.count(), ReportIssue.objects.count(), mailoutbox) == (0, 0, [])


def test_a_row_that_is_released_late_gets_no_figures_that_came_later(mailoutbox):
    subscriber(organizations=[with_a_gap(published_at=LATE).organization])
    planning.plan(MONTH)

    work.deliver_due()

    row = Delivery.objects.get()
    assert (row.state, row.server_words, mailoutbox) == ("closed", letter.TOO_LATE, [])


def test_the_command_says_that_nothing_is_put_together_for_nobody(capsys):
    call_command("send_monthly_reports", month="2026-08")

    assert "No report of 2026-08 is put together" in capsys.readouterr().out
    assert not ReportIssue.objects.exists()


def test_the_command_sends_and_says_so(capsys, mailoutbox):
    subscriber(organizations=[with_a_gap().organization])

    call_command("send_monthly_reports", month=MONTH)
    call_command("send_monthly_reports", month=MONTH)

    said = capsys.readouterr().out
    assert "2026-11: 1 new in the outbox" in said and "Rows of 2026-11: 1 sent" in said
    assert len(mailoutbox) == 1


def test_a_dry_run_writes_and_sends_nothing(capsys, mailoutbox):
    subscriber()

    call_command("send_monthly_reports", month=MONTH, dry_run=True)

    said = capsys.readouterr().out
    assert "English: 1 recipient, 1 for the region alone" in said
    assert "Spanish: 0 recipients" in said
    assert (Delivery.objects.count(), ReportIssue.objects.count(), mailoutbox) == (0, 0, [])


def test_one_copy_to_look_at_does_not_count(capsys, mailoutbox):
    subscriber(organizations=[with_a_gap().organization])

    call_command("send_monthly_reports", month=MONTH, to="ana@example.org")

    assert [m.to for m in mailoutbox] == [["ana@example.org"]]
    assert not Delivery.objects.exists()
    assert not ReportIssue.objects.exists()


@pytest.mark.parametrize("month", ["2026", "2026-13", "November", "2099-01"])
def test_a_month_that_is_none_is_refused_with_a_sentence(month):
    with pytest.raises(CommandError, match=month):
        call_command("send_monthly_reports", month=month)
