"""The demo's monthly report: one to read for the region and some places, mailed to nobody."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from equity.models import ReportIssue
from equity.reports import months
from equity.tests.reports.report_data import subscriber, with_a_gap
from pathways_portal import demo_reports
from pathways_portal.common.outbox.models import Delivery

AFTER_ITS_DAY = datetime(2026, 11, 20, 18, tzinfo=UTC)
BEFORE_THE_NEXT = datetime(2026, 12, 2, 18, tzinfo=UTC)


@pytest.fixture
def laptop(settings, db):
    """DEBUG, a place whose report the demo shows, and somebody who would get one by e-mail."""
    settings.DEBUG = True
    place = with_a_gap().organization
    place.slug = demo_reports.PLACES[0]
    place.save()
    subscriber()
    return place


def on_file():
    rows = ReportIssue.objects.order_by("month", "language", "organization__name")
    return [(one.month, str(one.organization or "region"), one.language) for one in rows]


def test_the_region_and_a_place_have_a_report_in_each_language_that_nobody_is_sent(laptop):
    made = demo_reports.ensure(AFTER_ITS_DAY)

    assert made == 4
    assert on_file() == [
        ("2026-11", name, language)
        for language in ("en", "es")
        for name in ("Example College", "region")
    ]
    assert not Delivery.objects.exists()


def test_the_pages_name_its_gap_and_say_that_nobody_was_sent_it(laptop, client):
    demo_reports.ensure(AFTER_ITS_DAY)

    asked = {"organization": laptop.slug}
    page = client.get(reverse("equity:report", args=["2026-11"]), asked).content.decode()

    assert "38 of 96 (39.6%)" in page
    assert "It has gone to nobody by e-mail." in page


def test_another_start_changes_nothing(laptop):
    demo_reports.ensure(AFTER_ITS_DAY)
    before = list(ReportIssue.objects.order_by("pk").values())

    assert demo_reports.ensure(AFTER_ITS_DAY) == 0
    assert list(ReportIssue.objects.order_by("pk").values()) == before


def test_a_newcomer_has_a_report_before_its_day_and_who_has_one_waits_for_the_day(laptop):
    demo_reports.ensure(BEFORE_THE_NEXT)
    assert {month for month, _place, _language in on_file()} == {"2026-12"}
    ReportIssue.objects.all().delete()
    demo_reports.ensure(AFTER_ITS_DAY)

    demo_reports.ensure(BEFORE_THE_NEXT)
    waiting = {month for month, _place, _language in on_file()}
    demo_reports.ensure(months.due_at("2026-12"))

    assert waiting == {"2026-11"}
    assert {month for month, _place, _language in on_file()} == {"2026-11", "2026-12"}


def test_no_report_is_made_so_in_production(laptop, settings):
    settings.DEBUG = False

    with pytest.raises(ImproperlyConfigured, match="with DEBUG only"):
        demo_reports.ensure(AFTER_ITS_DAY)
    assert not ReportIssue.objects.exists()
