"""What the page says that asks whether figures are to be withdrawn, and who may see it."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from equity.admin.withdraw_words import MOST_NAMED, asked
from equity.enums import ReleaseStatus
from equity.models import Slice
from equity.publication import withdraw
from equity.tests.factories import MetricFactory, PublicationFactory, ReleaseFactory
from equity.tests.tables import a_table, shown, without_numbers
from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


def url(release):
    return reverse("admin:equity_release_withdraw", args=[release.pk])


@pytest.fixture
def release():
    return ReleaseFactory(status=ReleaseStatus.PUBLISHED)


def two_cohorts(release, places):
    """At every place a measure of two cohorts: one group shown and one hidden in each."""
    metric = MetricFactory(name="Completed")
    rows = [shown("Asian", 210, 118, others="0.466"), without_numbers("Filipino")]
    cohorts = [
        PublicationFactory(release=release, metric=metric, cohort=cohort)
        for cohort in ("2021-22", "2022-23")
    ]
    for number in range(places):
        place = OrganizationFactory(name=f"College {number:03}")
        for one in cohorts:
            a_table(rows, organization=place, publication=one, cohort=one.cohort, total=None)


def test_all_tables_are_counted_and_the_first_hundred_named(release, django_assert_max_num_queries):
    two_cohorts(release, places=52)

    with django_assert_max_num_queries(4):
        found = asked(publication__release=release)

    assert (found["tables"], found["places"], found["more"]) == (104, 52, 4)
    assert len(found["losses"]) == MOST_NAMED
    assert [(one.place, one.cohort) for one in found["losses"][:3]] == [
        ("College 000", "2021-22"),
        ("College 000", "2022-23"),
        ("College 001", "2021-22"),
    ]


def test_each_cohort_leads_to_its_own_page(release):
    two_cohorts(release, places=1)

    first, second = asked(publication__release=release)["losses"]

    assert first.url.endswith("&cohort=2021-22")
    assert second.url.endswith("&cohort=2022-23")


def test_what_is_hidden_is_no_figure_that_goes(release):
    two_cohorts(release, places=2)

    found = asked(publication__release=release)

    assert found["figures"] == sum(one.figures for one in found["losses"]) == 4


def test_tables_without_a_figure_are_counted_and_not_listed(client, release):
    two_cohorts(release, places=1)
    publication = release.publications.first()
    for number in range(3):
        a_table(
            [without_numbers("Filipino")],
            organization=OrganizationFactory(name=f"A school {number}"),
            publication=publication,
            cohort=publication.cohort,
            total=None,
        )
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    found = asked(publication__release=release)
    page = client.get(url(release)).content.decode()

    assert [one.place for one in found["losses"]] == ["College 000", "College 000"]
    assert (found["tables"], found["more"], found["without"]) == (5, 0, 3)
    assert "3 further tables show no figure, as their groups are hidden" in page
    assert "A school" not in page.partition('<div id="content"')[2]


def test_a_table_withdrawn_while_it_is_asked_about_has_no_figure_that_goes(release):
    two_cohorts(release, places=1)
    first = Slice.objects.order_by("cohort").first()

    def meanwhile(execute, sql, *rest):
        answer = execute(sql, *rest)
        if sql.endswith(f"LIMIT {MOST_NAMED}"):  # the tables are named, their figures not counted
            withdraw(first, reason="Counted twice")
        return answer

    with connection.execute_wrapper(meanwhile):
        found = asked(publication__release=release)

    assert [(one.cohort, one.figures) for one in found["losses"]] == [
        ("2021-22", 0),
        ("2022-23", 1),
    ]


def test_tables_without_a_figure_are_asked_about_too(client, staff, release):
    publication = PublicationFactory(release=release)
    a_table([without_numbers("Filipino")], publication=publication, total=None)

    page = client.get(url(release)).content.decode()

    assert 'name="confirmed"' in page
    assert "0 figures" in page


def test_the_page_says_which_change_would_be_held_by_the_setting(client, staff, release, settings):
    settings.EQUITY_MIN_CELL = 16
    two_cohorts(release, places=1)

    page = " ".join(client.get(url(release)).content.decode().split())

    assert "moves by 1 to 15, the whole cohort of that measure is held" in page


def test_the_page_leads_back_to_the_record_and_the_list(client, staff, release):
    two_cohorts(release, places=1)

    page = client.get(url(release)).content.decode()

    trail = re.search(r'<div class="breadcrumbs">(.*?)</div>', page, re.S).group(1)
    record = reverse("admin:equity_release_change", args=[release.pk])
    for address in (reverse("admin:equity_release_changelist"), record):
        assert f'href="{address}"' in trail
    assert re.search(rf'<a class="[^"]*closelink[^"]*" href="{record}">', page)


@pytest.mark.parametrize("role", [None, MembershipRole.VIEWER, MembershipRole.COORDINATOR])
def test_only_staff_is_asked(client, release, role):
    two_cohorts(release, places=1)
    user = MembershipFactory(role=role).user if role else UserFactory()
    client.force_login(user)

    response = client.get(url(release))

    assert response.status_code in (302, 403, 404)
    assert b"College 000" not in response.content


def test_whoever_is_not_signed_in_signs_in_first(client, release):
    response = client.get(url(release))

    assert response.status_code == 302
    assert "login" in response.url


def test_the_page_says_how_many_tables_it_does_not_name(client, staff, release):
    two_cohorts(release, places=52)

    page = client.get(url(release)).content.decode()

    assert page.count('<td class="whole">') == MOST_NAMED
    assert "4 further tables are not listed." in page
    assert client.get(f"/es{url(release)}").status_code == 200
