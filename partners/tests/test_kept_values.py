"""A kept value is what would be looked up afresh, after any edit by anybody."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from partners import kept_values
from partners.kept_pages import kept_until_edited
from partners.kept_values import value_until_edited
from partners.models import Organization
from partners.tests.factories import OrganizationFactory


@pytest.fixture
def names():
    """(a function that names the organizations, how often they were looked up)"""
    asked = []

    @value_until_edited
    def value(*args):
        asked.append(args)
        return tuple(Organization.objects.order_by("name").values_list("name", flat=True))

    return value, asked


@pytest.mark.django_db(transaction=True)
class TestKept:
    def test_it_is_looked_up_once(self, names):
        value, asked = names
        one = OrganizationFactory()
        assert value() == value() == (one.name,)
        assert len(asked) == 1

    def test_after_an_edit_it_is_looked_up_again(self, names):
        value, _asked = names
        value()
        one = OrganizationFactory()
        assert value() == (one.name,)

    def test_arguments_and_languages_have_their_own(self, names):
        value, asked = names
        value(1)
        value(2)
        with override("es"):
            value(1)
        value(1)
        assert asked == [(1,), (2,), (1,)]

    def test_inside_a_transaction_nothing_is_kept(self, names):
        value, asked = names
        with transaction.atomic():
            value()
            value()
        assert len(asked) == 2

    def test_no_more_than_so_many_are_kept(self, names, monkeypatch):
        value, asked = names
        monkeypatch.setattr(kept_values, "MOST_VALUES", 2)
        for argument in (1, 2, 3, 3, 1):
            value(argument)
        assert asked == [(1,), (2,), (3,), (1,)]

    def test_what_was_asked_for_last_stays(self, names, monkeypatch):
        value, asked = names
        monkeypatch.setattr(kept_values, "MOST_VALUES", 2)
        for argument in (1, 2, 1, 3, 1):
            value(argument)
        assert asked == [(1,), (2,), (3,)]

    def test_while_a_page_is_drawn_the_last_edit_is_asked_for_once(
        self, names, django_assert_num_queries
    ):
        value, _asked = names

        @kept_until_edited()
        def view(request):
            return HttpResponse(f"{value(1)} {value(2)}")

        with django_assert_num_queries(3):  # the last edit, and the names twice
            view(RequestFactory().get("/"))
        OrganizationFactory()
        assert value(1)
