"""A coordinator at work: signs in, mends a program, sees it in the finder; others' stay closed."""

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from partners.models import Organization
from programs import search_documents
from programs.models import Program

NEW_TITLE = "Quokka Husbandry and Care"


@pytest.fixture(autouse=True)
def _laptop(db_access):
    """The demo's accounts sign in on a laptop only. A form looks each of its keys up by itself."""
    with override_settings(DEBUG=True, ZEAL_ALLOWLIST=[{"model": "*", "field": "get()"}]):
        yield


@pytest.fixture
def own(db_access):
    """A public program of the coordinator's college; put back as it was after the test."""
    program = (
        Program.objects.open_to_students()
        .filter(organization__mis_code="031", is_program_area=False)
        .order_by("pk")
        .first()
    )
    title = program.title
    yield program
    Program.objects.filter(pk=program.pk).update(title=title, verified_on=None, verified_by=None)
    search_documents.refresh("program", [program.pk])


@pytest.fixture
def foreign(db_access):
    """A public program of another college."""
    return (
        Program.objects.open_to_students()
        .exclude(organization__mis_code="031")
        .order_by("pk")
        .first()
    )


def form_of(program):
    return f"/admin/programs/program/{program.pk}/change/"


def test_a_mended_program_is_in_the_finder_at_once(signed_in, own):
    page = signed_in
    page.goto("/admin/programs/program/")
    page.get_by_role("link", name=own.title, exact=True).first.click()
    page.wait_for_url("**/change/**")
    page.goto(form_of(own))
    page.locator("#id_title").fill(NEW_TITLE)
    page.get_by_role("button", name="Save and verify").click()
    expect(page.locator(".messagelist")).to_contain_text(NEW_TITLE)

    page.goto("/programs/?q=quokka")

    expect(page.get_by_role("main")).to_contain_text(NEW_TITLE)
    page.goto(own.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text(NEW_TITLE)


def test_the_history_names_who_mended_it(signed_in, own):
    page = signed_in
    title = own.title
    page.goto(form_of(own))
    page.locator("#id_title").fill(NEW_TITLE)
    page.get_by_role("button", name="Save and continue editing").click()

    page.get_by_role("link", name="History").click()

    row = page.locator("#change-history tbody tr").first
    expect(row).to_contain_text("Sample coordinator")
    expect(row).to_contain_text(f"from “{title}” to “{NEW_TITLE}”")


def test_one_press_verifies(signed_in, own):
    page = signed_in
    page.goto(form_of(own))

    page.get_by_role("button", name="Verified, nothing changed").click()

    expect(page.locator(".messagelist")).to_contain_text("is verified as of today")
    own.refresh_from_db()
    assert own.verified_by.email == "coordinator@sample.example"


def test_the_list_holds_no_foreign_program(signed_in, foreign):
    page = signed_in
    page.goto(f"/admin/programs/program/?q={foreign.organization.name}")

    expect(page.locator("#result_list tbody tr")).to_have_count(0)


@pytest.mark.parametrize("view", ["change", "delete", "history"])
def test_a_foreign_program_is_not_there(signed_in, foreign, view):
    response = signed_in.goto(form_of(foreign).replace("change", view))

    assert response.status == 404


def test_a_tampered_owner_is_refused(signed_in, own, foreign):
    page = signed_in
    page.goto(form_of(own))
    page.locator("#id_owner").evaluate(
        "(field, id) => { field.add(new Option('x', id, true, true)); field.value = id; }",
        str(foreign.organization_id),
    )

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".field-owner .errorlist")).to_contain_text("Select a valid choice")
    own.refresh_from_db()
    assert own.owner == Organization.objects.get(mis_code="031")


def test_the_owners_search_offers_no_foreign_school(signed_in, own):
    page = signed_in
    page.goto(form_of(own))

    page.locator(".field-owner .select2-selection").click()

    expect(page.locator(".select2-results__option")).to_have_text(["Imperial Valley College"])


def test_a_day_carries_no_note_on_the_clock_of_the_server(signed_in, own):
    page = signed_in
    zone = page.context.new_cdp_session(page)
    zone.send("Emulation.setTimezoneOverride", {"timezoneId": "Europe/London"})
    page.goto(form_of(own))

    notes = page.locator(".timezonewarning")

    expect(page.locator(".vDateField").first).to_be_visible()
    assert notes.count() > 0  # the browser is in another zone, so Django made them
    for note in notes.all():
        expect(note).to_be_hidden()


def test_the_list_on_a_phone_slides_in_a_frame_with_a_name(signed_in):
    page = signed_in
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/admin/programs/program/")

    frame = page.get_by_role("region", name="Programs")
    frame.focus()
    frame.evaluate("node => node.scrollTo({left: node.scrollWidth})")

    expect(frame).to_be_focused()
    assert frame.evaluate("node => node.scrollLeft") > 300
    expect(frame.locator("thead th").last).to_be_in_viewport()
    assert page.evaluate("() => document.scrollingElement.scrollWidth") == 360
