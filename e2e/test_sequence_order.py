"""A coordinator puts the courses of a sequence in order with the keyboard alone."""

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from partners.models import Organization
from programs.models import ChoiceGroup, Course, Program, Sequence, SequenceStep

SOURCE = "Browser test"


@pytest.fixture(autouse=True)
def _laptop(db_access):
    """The demo's accounts sign in on a laptop only. A form looks each of its keys up by itself."""
    with override_settings(DEBUG=True, ZEAL_ALLOWLIST=[{"model": "*", "field": "get()"}]):
        yield


@pytest.fixture
def sequence(db_access):
    """Two courses in the first term and one in the second, of the coordinator's college."""
    college = Organization.objects.get(mis_code="031")
    program = Program.objects.filter(organization=college).order_by("pk").first()
    kept = {"owner": college, "source": SOURCE}
    sequence = Sequence.objects.create(program=program, catalog_year="2050-51", **kept)
    courses = [
        Course.objects.create(
            organization=college,
            number=f"QUOK-{number}",
            title=f"Quokka Care {number}",
            slug=f"quokka-care-{number}",
            **kept,
        )
        for number in (1, 2, 3)
    ]
    for course, (place, order) in zip(courses, [(1, 1), (1, 2), (2, 1)], strict=True):
        SequenceStep.objects.create(
            sequence=sequence, course=course, place=place, order=order, source=SOURCE
        )
    yield sequence
    sequence.delete()
    for course in courses:
        course.delete()


def open_form(page, sequence):
    page.goto(f"/admin/programs/sequence/{sequence.pk}/change/")
    return page.locator("#steps-group tbody tr.form-row:not(.empty-form)")


def names(rows):
    return [name.split()[0] for name in rows.locator(".field-course select").all_inner_texts()]


def press(page, button, times=1):
    page.get_by_role("button", name=button).focus()
    for _time in range(times):
        page.keyboard.press("Enter")


def save(page):
    page.get_by_role("button", name="Save and continue editing").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")


def places(sequence):
    rows = SequenceStep.objects.filter(sequence=sequence).order_by("place", "order")
    return list(rows.values_list("course__number", "place", "order"))


def test_a_course_moves_earlier_by_keyboard_and_is_saved_so(signed_in, sequence):
    page = signed_in
    rows = open_form(page, sequence)
    button = "Move earlier: QUOK-3"

    press(page, button)
    expect(page.get_by_role("status")).to_have_text(
        "QUOK-3 Quokka Care 3: term or grade 1, number 3 there."
    )
    press(page, button)

    expect(page.get_by_role("button", name=button)).to_be_focused()
    assert names(rows) == ["QUOK-1", "QUOK-3", "QUOK-2"]
    save(page)
    assert places(sequence) == [("QUOK-1", 1, 1), ("QUOK-3", 1, 2), ("QUOK-2", 1, 3)]


def test_a_course_moves_later_past_the_last_one_into_a_new_term(signed_in, sequence):
    page = signed_in
    open_form(page, sequence)

    press(page, "Move later: QUOK-1", times=4)

    save(page)
    assert places(sequence) == [("QUOK-2", 1, 1), ("QUOK-3", 2, 1), ("QUOK-1", 3, 1)]


def test_the_first_course_says_that_it_is_the_first(signed_in, sequence):
    page = signed_in
    rows = open_form(page, sequence)

    press(page, "Move earlier: QUOK-1")

    expect(page.get_by_role("status")).to_have_text("QUOK-1 Quokka Care 1 comes first already.")
    assert names(rows) == ["QUOK-1", "QUOK-2", "QUOK-3"]


def test_a_row_that_is_moved_up_and_taken_away_again_leaves_the_others_as_they_were(
    signed_in, sequence
):
    page = signed_in
    rows = open_form(page, sequence)
    page.get_by_role("button", name="Add another Course").press("Enter")
    press(page, "Move earlier: new row", times=3)
    expect(rows).to_have_count(4)

    page.locator("#steps-group .inline-deletelink").press("Enter")

    expect(rows).to_have_count(3)
    press(page, "Move earlier: QUOK-2")
    save(page)
    assert places(sequence) == [("QUOK-2", 1, 1), ("QUOK-1", 1, 2), ("QUOK-3", 2, 1)]


def test_a_choice_that_is_typed_can_be_picked_at_once(signed_in, sequence):
    page = signed_in
    rows = open_form(page, sequence)
    for title in ("Taken away", "Electives"):
        page.get_by_role("button", name="Add another Choice").press("Enter")
        page.locator("#choice_groups-group .form-row:not(.empty-form)").last.locator(
            'input[name$="-title"]'
        ).fill(title)
    rows.nth(0).locator(".field-choice select").select_option("Electives")

    page.locator("#choice_groups-group .inline-deletelink").first.press("Enter")

    choice = rows.nth(0).locator(".field-choice select")
    expect(choice.locator("option")).to_have_text(["—", "Electives"])
    expect(choice).to_have_value("new:choice_groups-0")
    save(page)
    assert ChoiceGroup.objects.get(sequence=sequence).steps.get().course.number == "QUOK-1"
