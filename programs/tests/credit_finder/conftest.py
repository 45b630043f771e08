"""One school, one college and one agreement, on a day when the school year is under way."""

from datetime import date

import pytest
from django.utils import timezone

from partners.tests.factories import OrganizationFactory, SchoolFactory
from programs.tests.credit_finder.asked_page import agree, course

TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)


@pytest.fixture
def school():
    return SchoolFactory(name="Canyon High", slug="canyon-high", phone="(760) 555-0101")


@pytest.fixture
def college():
    return OrganizationFactory(name="Harbor College", slug="harbor-college")


@pytest.fixture
def auto(school, college):
    """A course of the district that counts as three units at one college."""
    taught = course(school.parent, "auto-1", "Automotive Technology 1")
    agree(taught, college, (course(college, "aut-100", "Automotive Basics"), 3))
    return taught
