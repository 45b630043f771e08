"""Rights on the ways to early credit and on exams: owners mend texts, staff keeps the rest."""

import pytest
from django.urls import reverse

from partners.tests.queries import queries
from pathways_portal.common.enums import EditingStatus
from programs.models import EarlyCreditOption, ExamCredit
from programs.tests.path_factories import EarlyCreditOptionFactory, ExamCreditFactory

pytestmark = pytest.mark.django_db

TABLES = {"earlycreditoption": EarlyCreditOptionFactory, "examcredit": ExamCreditFactory}


def url(model, page, *args):
    return reverse(f"admin:programs_{model}_{page}", args=args)


def texts(**changes):
    return {"source": "Catalog", "review_every": 12, "summary": "A new summary."} | changes


@pytest.mark.parametrize("table", TABLES)
def test_list_query_count_does_not_grow(client, staff, table):
    TABLES[table]()
    for_one = queries(client, url(table, "changelist"))
    TABLES[table]()
    TABLES[table]()

    assert queries(client, url(table, "changelist")) == for_one


@pytest.mark.parametrize("table", TABLES)
def test_members_read_what_is_others_and_do_not_write(client, coordinator, table):
    row = TABLES[table]()

    assert client.get(url(table, "change", row.pk)).status_code == 200
    assert client.post(url(table, "change", row.pk), texts()).status_code == 403
    assert client.post(url(table, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert client.get(url(table, "add")).status_code == 403


def test_the_owner_mends_the_texts_and_not_whose_rules_they_are(client, coordinator):
    college = coordinator.memberships.get().organization
    option = EarlyCreditOptionFactory(organization=college)
    data = texts(kind="ccap", organization="", status="draft")

    response = client.post(url("earlycreditoption", "change", option.pk), data)

    assert response.status_code == 302
    option.refresh_from_db()
    assert (option.summary, option.kind, option.organization, option.status) == (
        "A new summary.",
        "articulation",
        college,
        EditingStatus.PUBLISHED,
    )


def test_the_owner_does_not_delete_a_way(client, coordinator):
    option = EarlyCreditOptionFactory(organization=coordinator.memberships.get().organization)

    response = client.post(url("earlycreditoption", "delete", option.pk), {"post": "yes"})

    assert response.status_code == 403
    assert EarlyCreditOption.objects.exists()


def test_a_draft_of_others_is_not_shown(client, coordinator):
    option = EarlyCreditOptionFactory(status=EditingStatus.DRAFT)

    assert client.get(url("earlycreditoption", "change", option.pk)).status_code == 404


@pytest.mark.parametrize("table", TABLES)
def test_staff_adds(client, staff, table):
    assert client.get(url(table, "add")).status_code == 200


def test_staff_keeps_exams(client, staff):
    data = {"kind": "ap", "exam": "Biology", "least_score": 3, "units": 4, "source": "Memo"}

    response = client.post(url("examcredit", "add"), data)

    assert response.status_code == 302
    assert ExamCredit.objects.get().exam == "Biology"
