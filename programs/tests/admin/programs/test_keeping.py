"""Keeping a record true: who states it after an edit, what verifies it, and who was faster."""

import datetime

import pytest
from django.urls import reverse

from partners.tests.factories import MembershipFactory
from programs.tests.admin.programs.program_form import LIST, form_data, messages_of, url
from programs.tests.factories import OfferingFactory, ProgramFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def inventory(school):
    """A program as the state's inventory tells of it."""
    return ProgramFactory(
        organization=school,
        owner=school,
        title="Welding",
        source="State program inventory",
        source_url="https://example.org/inventory",
        as_of=datetime.date(2026, 6, 17),
    )


def save(client, program, **changes):
    data = form_data(program, source_url=program.source_url, as_of=program.as_of or "", **changes)
    return client.post(url("change", program), data)


def test_a_changed_fact_is_stated_by_who_changed_it(client, coordinator, inventory, today):
    response = save(client, inventory, award_text="Certificate, 12 units")

    inventory.refresh_from_db()
    assert (inventory.source, inventory.source_url, inventory.as_of) == (
        "Canyon High School; before: State program inventory",
        "",
        today,
    )
    assert "Its source now reads “Canyon High School”" in messages_of(response)[0]


def test_a_second_change_keeps_the_first_source(client, coordinator, inventory):
    save(client, inventory, hours=60)
    inventory.refresh_from_db()
    save(client, inventory, hours=70)

    inventory.refresh_from_db()
    assert inventory.source == "Canyon High School; before: State program inventory"


def test_a_source_that_is_named_stays(client, coordinator, inventory):
    save(client, inventory, hours=60, source="School catalog 2026-27")

    inventory.refresh_from_db()
    assert inventory.source == "School catalog 2026-27"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"status": "draft"}, id="who may read it"),
        pytest.param({"review_every": "6"}, id="how often it is read"),
        pytest.param({"title_es": "Soldadura"}, id="our Spanish"),
    ],
)
def test_what_is_no_fact_keeps_the_source(client, coordinator, inventory, change):
    save(client, inventory, **change)

    inventory.refresh_from_db()
    assert inventory.source == "State program inventory"


@pytest.fixture
def verified(inventory, coordinator, today):
    inventory.verified_on, inventory.verified_by = today, coordinator
    inventory.save()
    return inventory


def test_a_changed_fact_takes_the_verification_away(client, verified):
    response = save(client, verified, hours=60)

    verified.refresh_from_db()
    assert (verified.verified_on, verified.verified_by) == (None, None)
    assert any("is not verified any more" in words for words in messages_of(response))


def test_save_and_verify_keeps_it(client, verified, today):
    save(client, verified, hours=60, _verify="1")

    verified.refresh_from_db()
    assert verified.verified_on == today


def parts_of(program):
    """What the browser sends of a program with one offering on file."""
    offering = OfferingFactory(program=program)
    return {
        "offerings-TOTAL_FORMS": 1,
        "offerings-INITIAL_FORMS": 1,
        "offerings-0-id": offering.pk,
        "offerings-0-program": program.pk,
        "offerings-0-academic_year": offering.academic_year,
    }


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"offerings-0-cost": "40"}, id="changed"),
        pytest.param(
            {"offerings-TOTAL_FORMS": 2, "offerings-1-academic_year": "2027-28"}, id="added"
        ),
        pytest.param({"offerings-0-DELETE": "on"}, id="deleted"),
    ],
)
def test_a_changed_part_takes_the_verification_away(client, verified, change):
    response = save(client, verified, **parts_of(verified) | change)

    verified.refresh_from_db()
    assert (verified.verified_on, verified.verified_by) == (None, None)
    told = [words for words in messages_of(response) if "is not verified any more" in words]
    assert len(told) == 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({}, id="nothing changed"),
        pytest.param({"offerings-0-cost": "40", "_verify": "1"}, id="saved and verified"),
    ],
)
def test_parts_that_stay_or_are_verified_keep_the_verification(client, verified, today, change):
    save(client, verified, **parts_of(verified) | change)

    verified.refresh_from_db()
    assert verified.verified_on == today


def test_lines_as_browsers_send_them_change_nothing(client, verified, today):
    type(verified).objects.filter(pk=verified.pk).update(summary="One line.\nAnother.")

    save(client, verified, **parts_of(verified), summary="One line.\r\nAnother.")

    verified.refresh_from_db()
    assert (verified.summary, verified.verified_on) == ("One line.\nAnother.", today)


def test_a_verification_can_be_taken_back(client, verified):
    response = client.post(
        reverse(LIST), {"action": "unverify_selected", "_selected_action": [verified.pk]}
    )

    verified.refresh_from_db()
    assert verified.verified_on is None
    assert messages_of(response) == ["1 record is not verified any more."]


def opened(client, program):
    """What the page sends along unseen when it is opened now."""
    form = client.get(url("change", program)).context["adminform"].form
    return form["seen_event"].value()


def test_a_save_over_a_later_change_is_refused_once_and_loses_nothing(client, inventory, school):
    client.force_login(MembershipFactory(organization=school).user)
    seen = opened(client, inventory)
    inventory.summary = "Written by somebody else"
    inventory.save()

    refused = save(client, inventory, hours=50, summary="", seen_event=seen)
    inventory.refresh_from_db()
    after_refusal = (inventory.hours, inventory.summary)
    said = str(refused.context["adminform"].form.non_field_errors())
    again = refused.context["adminform"].form["seen_event"].value()
    accepted = save(client, inventory, hours=50, summary="Both", seen_event=again)

    inventory.refresh_from_db()
    assert after_refusal == (None, "Written by somebody else")
    assert "changed “Summary”" in said and 'value="50"' in refused.content.decode()
    assert accepted.status_code == 302
    assert (inventory.hours, inventory.summary) == (50, "Both")


def test_a_save_of_what_one_saw_is_accepted(client, coordinator, inventory):
    response = save(client, inventory, hours=50, seen_event=opened(client, inventory))

    assert response.status_code == 302
