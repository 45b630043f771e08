"""Questions about organizations: one meaning, however they are asked."""

import itertools

import pytest

from partners.enums import Operating
from partners.models import Organization
from partners.querysets import public_organization_sql
from partners.tests.factories import OrganizationFactory
from pathways_portal.common.enums import EditingStatus

pytestmark = pytest.mark.django_db


def test_public_means_the_same_in_python_in_a_query_and_in_sql():
    for status, operating in itertools.product(EditingStatus, Operating):
        OrganizationFactory(status=status, operating=operating)

    rows = Organization.objects.order_by("pk")
    in_sql = Organization.objects.raw(
        "SELECT * FROM partners_organization AS one"  # noqa: S608 - made of our own choices
        f" WHERE {public_organization_sql('one')} ORDER BY id"
    )

    assert list(rows.open()) == [row for row in rows if row.is_public] == list(in_sql)
    assert 0 < rows.open().count() < rows.count()
