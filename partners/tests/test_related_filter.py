"""A filter over many organizations is a box for words; over a few, a list to choose from."""

import pytest

from partners import related_filter
from partners.tests.factories import OrganizationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/partners/person/"


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.MFA_REQUIRED_FOR_EDITORS = False


@pytest.fixture
def staff(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def harbor():
    """Three organizations with a person each, one more than are listed."""
    for name in ("Bay College", "Canyon High"):
        PersonFactory(organization=OrganizationFactory(name=name))
    return PersonFactory(organization=OrganizationFactory(name="Harbor College")).organization


def people(response):
    return {person.organization.name for person in response.context["cl"].queryset}


def test_a_few_values_are_listed(client, staff, harbor):
    page = client.get(PEOPLE).content.decode()

    assert f"?organization__id__exact={harbor.pk}" in page
    assert "organization__named" not in page


def test_many_values_are_a_box_and_no_list(client, staff, harbor, monkeypatch):
    monkeypatch.setattr(related_filter, "MOST", 2)

    page = client.get(PEOPLE).content.decode()

    assert 'name="organization__named"' in page
    assert "organization__id__exact" not in page


@pytest.mark.parametrize("named", ["harbor", "HARBOR coll", ""])
def test_words_narrow_as_the_search_of_the_values_does(client, staff, harbor, monkeypatch, named):
    monkeypatch.setattr(related_filter, "MOST", 2)

    response = client.get(PEOPLE, {"organization__named": named, "status": "published"})

    assert response.status_code == 200
    found = people(response)
    assert found == {"Harbor College"} if named else len(found) == 3
    assert '<input type="hidden" name="status" value="published">' in response.content.decode()


def test_one_of_many_that_an_address_names_is_applied_and_shown(client, staff, harbor, monkeypatch):
    monkeypatch.setattr(related_filter, "MOST", 2)

    response = client.get(PEOPLE, {"organization__id__exact": harbor.pk})

    assert people(response) == {"Harbor College"}
    assert f'?organization__id__exact={harbor.pk}">Harbor College</a>' in response.content.decode()


@pytest.mark.parametrize("value", ["x", "999999999999999999999", "<script>"])
def test_a_value_that_means_nothing_breaks_no_page(client, staff, harbor, monkeypatch, value):
    monkeypatch.setattr(related_filter, "MOST", 2)

    response = client.get(PEOPLE, {"organization__named": value, "organization__id__exact": value})

    assert response.status_code in {200, 302}
    assert b"<script>" not in response.content.replace(b"<script src", b"")
