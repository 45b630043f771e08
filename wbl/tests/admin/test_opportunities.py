"""Opportunities in the admin: who enters them, and who may read and choose what."""

import pytest
from django.urls import reverse

from partners.enums import OrganizationKind
from partners.tests.factories import OrganizationFactory, SchoolFactory, SiteFactory
from partners.tests.queries import queries
from pathways_portal.common.enums import EditingStatus
from programs.tests.factories import SectorFactory
from wbl.models import Opportunity
from wbl.tests.admin.admin_pages import url
from wbl.tests.factories import ActivityKindFactory, OpportunityFactory

pytestmark = pytest.mark.django_db


def opportunity_data(school, employer, **changes):
    return {
        "title": "A day at the clinic",
        "kind": ActivityKindFactory().pk,
        "employer": employer.pk,
        "sectors": [SectorFactory().pk],
        "state": "open",
        "status": "published",
        "owner": school.pk,
        "source": "The employer",
        "review_every": 12,
    } | changes


def test_a_school_enters_what_an_employer_offers(client, coordinator, school, employer):
    response = client.post(url("opportunity", "add"), opportunity_data(school, employer))

    offer = Opportunity.objects.get()
    assert response.status_code == 302
    assert (offer.owner, offer.employer) == (school, employer)
    assert offer.slug == "a-day-at-the-clinic-bay-clinic"
    assert client.get(offer.get_absolute_url()).status_code == 200


def test_a_second_one_of_the_same_name_gets_an_address_of_its_own(
    client, coordinator, school, employer
):
    for _number in range(2):
        client.post(url("opportunity", "add"), opportunity_data(school, employer))

    assert set(Opportunity.objects.values_list("slug", flat=True)) == {
        "a-day-at-the-clinic-bay-clinic",
        "a-day-at-the-clinic-bay-clinic-2",
    }


def test_an_employer_that_is_not_public_is_no_choice(client, coordinator, school):
    hidden = OrganizationFactory(kind=OrganizationKind.EMPLOYER, status=EditingStatus.DRAFT)

    response = client.post(url("opportunity", "add"), opportunity_data(school, hidden))

    assert response.context["adminform"].form.errors.keys() == {"employer"}


def test_the_owner_must_be_ones_own(client, coordinator, school, employer):
    data = opportunity_data(school, employer, owner=SchoolFactory().pk)

    response = client.post(url("opportunity", "add"), data)

    assert response.context["adminform"].form.errors.keys() == {"owner"}


def test_the_search_field_offers_employers_of_the_region(client, coordinator, employer):
    found = client.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "wbl",
            "model_name": "opportunity",
            "field_name": "employer",
            "term": "clinic",
        },
    ).json()

    assert [one["id"] for one in found["results"]] == [str(employer.pk)]


def test_the_search_field_of_owners_offers_only_ones_own(client, coordinator, school, employer):
    found = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "wbl", "model_name": "opportunity", "field_name": "owner", "term": ""},
    ).json()

    assert [one["id"] for one in found["results"]] == [str(school.pk)]


def test_opportunities_of_others_are_not_there(client, coordinator):
    theirs = OpportunityFactory()

    assert client.get(url("opportunity", "change", theirs.pk)).status_code == 404
    assert not client.get(url("opportunity", "changelist")).context["cl"].result_list


def test_days_in_the_wrong_order_are_refused_in_words(client, coordinator, school, employer):
    data = opportunity_data(school, employer, starts_on="2031-02-02", ends_on="2031-02-01")

    response = client.post(url("opportunity", "add"), data)

    assert "The last day must not be before the first." in response.content.decode()


def test_only_what_is_public_has_a_way_to_its_page(client, coordinator, school):
    public = OpportunityFactory(owner=school)
    draft = OpportunityFactory(owner=school, status=EditingStatus.DRAFT)

    def has_way(offer):
        return "viewsitelink" in client.get(url("opportunity", "change", offer.pk)).content.decode()

    assert (has_way(public), has_way(draft)) == (True, False)


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_pages_of_an_opportunity_open(client, staff, page, employer):
    offer = OpportunityFactory(employer=employer, site=SiteFactory(organization=employer))

    assert client.get(url("opportunity", page, offer.pk)).status_code == 200


def test_ticking_a_sector_stands_in_the_history(client, staff):
    offer = OpportunityFactory(sectors=[SectorFactory(name="Energy")])

    entries = client.get(url("opportunity", "history", offer.pk)).context["entries"]

    assert ("Added", "Sector of an opportunity") in {(one.what, one.about) for one in entries}


def test_list_query_count_does_not_grow(client, coordinator, school):
    OpportunityFactory(owner=school)
    before = queries(client, url("opportunity", "changelist"))
    OpportunityFactory.create_batch(2, owner=school)

    assert queries(client, url("opportunity", "changelist")) == before
