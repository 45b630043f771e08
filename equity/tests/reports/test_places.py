"""One e-mail for a person, with a part for each place they asked for."""

import pytest
from django.core import mail

from equity.reports import letter, planning
from equity.reports.issue import issue_of
from equity.tests.factories import (
    PublishedCellFactory,
    SliceFactory,
)
from equity.tests.reports.report_data import MONTH, College, subscriber, with_a_gap
from partners.tests.factories import OrganizationFactory, RegionFactory
from pathways_portal.common.outbox import work
from pathways_portal.common.outbox.models import Delivery

pytestmark = pytest.mark.django_db


def send():
    planning.plan(MONTH)
    work.deliver_due()
    return mail.outbox


def region_with_a_gap(college):
    """The same group has a gap in the whole region; the college's release tells it."""
    publication, _slice = college.slices["2023-24"]
    place = SliceFactory(
        organization=None, region=RegionFactory(), metric=college.metric, cohort="2023-24"
    )
    return PublishedCellFactory(
        publication=publication,
        slice=place,
        group=college.group("Veterans"),
        n=960,
        s=380,
        rate="0.395833333333",
        reference="0.539000000000",
        gap="-0.143166666667",
        di=True,
        needed_parity=140,
    )


def second_college(name="Harbor College"):
    """Another one, about the same measure and release."""
    college = College()
    college.organization.name = name
    college.organization.save()
    college.put(college.group("Veterans"), n=200, s=80, reference=0.5, needed=20)
    return college


def test_own_organization_and_the_region_come_in_one_message():
    college = with_a_gap(label="Fall 2026 release")
    region_with_a_gap(college)
    subscriber(organizations=[college.organization], with_region=True)

    (message,) = send()

    assert message.subject == "Example College: 1 gap to act on (data: Fall 2026 release)"
    own, region = message.body.index("== Example College =="), message.body.index("== The region")
    assert own < message.body.index("38 of 96") < region < message.body.index("380 of 960")
    assert Delivery.objects.count() == 1


def test_beside_an_organization_the_region_names_its_gaps_in_short():
    college = with_a_gap()
    region_with_a_gap(college)
    subscriber(organizations=[college.organization], with_region=True)

    (message,) = send()

    after = message.body[message.body.index("== The region") :]
    assert "380 of 960" in after and "loss is largest" not in after


def test_several_organizations_are_named_in_the_subject_with_all_their_gaps():
    first, second = with_a_gap(), second_college()
    subscriber(organizations=[first.organization, second.organization])

    (message,) = send()

    assert message.subject.startswith("Example College and 1 more: 2 gaps to act on (data: ")
    assert "38 of 96" in message.body and "80 of 200" in message.body


def test_a_place_without_news_says_so_in_its_own_part():
    first, second = with_a_gap(), second_college()
    issue_of("2026-10", second.organization.pk, "en")
    subscriber(organizations=[first.organization, second.organization])

    (message,) = send()

    assert "No new data since" in message.body[message.body.index("== Harbor College") :]
    assert "80 of 200" not in message.body


def test_a_place_is_put_together_once_for_all_whose_e_mail_holds_it(monkeypatch):
    asked = []
    monkeypatch.setattr(letter.parts, "issue_of", lambda *key: asked.append(key) or issue_of(*key))
    college = with_a_gap()
    for name in ("ana", "bea", "eva"):
        subscriber(f"{name}@example.org", organizations=[college.organization], with_region=True)

    send()

    assert sorted(asked, key=str) == [
        (MONTH, college.organization.pk, "en"),
        (MONTH, None, "en"),
    ]


def test_five_places_stay_under_100_kb():
    colleges = [College() for _number in range(5)]
    for college in colleges:
        for number in range(3):
            college.put(
                college.group(f"Group {number}"), n=100, s=30, reference=0.5, needed=5 + number
            )
    subscriber(organizations=[one.organization for one in colleges], with_region=True)

    (message,) = send()

    assert len(message.message().as_bytes()) < 100_000


def test_the_whole_report_is_sent_as_it_was_written_once():
    college = with_a_gap()
    subscriber(organizations=[college.organization], with_region=True)

    (message,) = send()

    assert message.form.as_bytes(message)
    assert max(map(len, message.alternatives[0][0].splitlines())) < 998


def test_nothing_to_say_of_any_place_is_not_sent():
    subscriber(organizations=[OrganizationFactory(), OrganizationFactory()], with_region=True)

    assert send() == []
