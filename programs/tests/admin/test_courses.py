"""Courses in the admin: what a coordinator keeps, and which prerequisites are refused."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.urls import reverse

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory
from partners.tests.queries import queries
from pathways_portal.common.enums import EditingStatus
from programs.models import Course, Prerequisite
from programs.models.course_circle import ORDERING_LOCK
from programs.tests.factories import (
    CourseAliasFactory,
    CourseFactory,
    CourseOfferingFactory,
    PrerequisiteFactory,
    ProgramFactory,
    SequenceFactory,
    SequenceStepFactory,
)

pytestmark = pytest.mark.django_db
LIST = "admin:programs_course_changelist"
PARTS = ["aliases", "offerings", "prerequisites"]


@pytest.fixture
def course(college):
    return course_of(college, 1)


@pytest.fixture
def foreign():
    """A course of another college."""
    return CourseFactory(number="WELD-900", title="Foreign welding")


def course_of(college, number):
    return CourseFactory(organization=college, number=f"WELD-{number}", title=f"Welding {number}")


def url(page, course):
    return reverse(f"admin:programs_course_{page}", args=[course.pk])


def form_data(course=None, **changes):
    """What the browser sends when the form is saved, without parts."""
    data = {
        "number": course.number if course else "AUTO-099",
        "title": course.title if course else "Auto Body",
        "status": "draft",
        "review_every": "12",
        "source": "Catalog",
    }
    if course is not None:
        data |= {"organization": course.organization_id, "owner": course.owner_id}
    for part in PARTS:
        data |= {f"{part}-TOTAL_FORMS": 0, f"{part}-INITIAL_FORMS": 0}
    return data | changes


def rows_of(part, *rows):
    """Rows of a part as the form sends them; those on file have an "id" and come first."""
    data = {
        f"{part}-TOTAL_FORMS": len(rows),
        f"{part}-INITIAL_FORMS": sum("id" in row for row in rows),
    }
    for number, row in enumerate(rows):
        data |= {f"{part}-{number}-{name}": value for name, value in row.items()}
    return data


def asking(*required, **more):
    """Prerequisites that the form adds."""
    rows = [{"required": course.pk, "kind": "before"} | more for course in required]
    return rows_of("prerequisites", *rows)


def save(client, course, data):
    return client.post(url("change", course), form_data(course, **data))


def said_at(response, field="__all__"):
    """What the form says at the rows of prerequisites, or at one field of them."""
    *_others, prerequisites = response.context["inline_admin_formsets"]
    return [form.errors.get(field, []) for form in prerequisites.formset.forms]


def holds_the_turn():
    """Whether this transaction keeps others from changing the order of courses."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM pg_locks WHERE pid = pg_backend_pid() AND granted"
            " AND locktype = 'advisory' AND objid = %s",
            [ORDERING_LOCK],
        )
        return cursor.fetchone() is not None


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- Rights --------------------------------------------------------------------------------------


def test_list_holds_own_courses_only(client, coordinator, course, foreign):
    response = client.get(reverse(LIST))

    assert list(response.context["cl"].result_list) == [course]
    assert foreign.title not in response.content.decode()


@pytest.mark.parametrize("page", ["change", "delete", "history"])
@pytest.mark.parametrize("role", MembershipRole)
def test_foreign_course_answers_404(client, foreign, page, role):
    client.force_login(MembershipFactory(role=role).user)

    assert client.get(url(page, foreign)).status_code == 404
    assert client.post(url(page, foreign), form_data(foreign)).status_code == 404


@pytest.mark.parametrize("field", ["organization", "owner"])
def test_a_tampered_owner_is_refused_at_its_field(client, coordinator, course, foreign, field):
    response = save(client, course, {field: foreign.organization_id})

    course.refresh_from_db()
    assert list(response.context["adminform"].form.errors) == [field]
    assert getattr(course, field) == course.owner


def test_viewers_read_and_cannot_save(client, college, course):
    client.force_login(MembershipFactory(organization=college, role=MembershipRole.VIEWER).user)

    assert client.get(url("change", course)).status_code == 200
    assert save(client, course, {"title": "Taken"}).status_code == 403


def test_an_unpublished_course_of_others_cannot_be_asked_for(client, coordinator, course):
    response = save(client, course, asking(CourseFactory(status=EditingStatus.DRAFT)))

    assert "Select a valid choice" in str(said_at(response, "required"))
    assert course.prerequisites.count() == 0


def test_a_prerequisite_of_a_foreign_course_cannot_be_slipped_in(client, coordinator, course):
    theirs = PrerequisiteFactory()
    row = {"id": theirs.pk, "course": course.pk, "required": theirs.required_id, "kind": "with"}

    response = save(client, course, rows_of("prerequisites", row))

    theirs.refresh_from_db()
    assert theirs.kind == "before"
    assert "no longer, a part of this record" in response.content.decode()


# --- Lists and forms -----------------------------------------------------------------------------


def test_list_query_count_does_not_grow(client, coordinator, college, course):
    for_one = queries(client, reverse(LIST))
    course_of(college, 2)
    course_of(college, 3)

    assert queries(client, reverse(LIST)) == for_one


def test_form_query_count_does_not_grow_with_parts(client, coordinator, course):
    def add_parts(year):
        CourseAliasFactory(course=course)
        CourseOfferingFactory(course=course, academic_year=year)
        PrerequisiteFactory(course=course)

    add_parts("2024-25")
    for_one = queries(client, url("change", course))
    add_parts("2025-26")
    add_parts("2026-27")

    assert queries(client, url("change", course)) == for_one


@pytest.mark.parametrize("words", ["WELD-1", "welding 1", "soldadura", "ENGL C1000"])
def test_a_course_is_found_by_its_numbers_and_titles(client, coordinator, college, course, words):
    course.title_es = "Soldadura"
    course.save()
    CourseAliasFactory(course=course, scheme="common", number="ENGL C1000")
    CourseFactory(organization=college, number="AUTO-5", title="Auto Body")

    response = client.get(reverse(LIST), {"q": words})

    assert list(response.context["cl"].result_list) == [course]


def test_a_new_course_gets_an_address_of_its_number_title_and_college(client, coordinator, college):
    owned = {"organization": college.pk, "owner": college.pk}

    client.post(reverse("admin:programs_course_add"), form_data(**owned))
    client.post(reverse("admin:programs_course_add"), form_data(**owned))

    assert set(Course.objects.values_list("slug", flat=True)) == {
        "auto-099-auto-body-harbor-college",
        "auto-099-auto-body-harbor-college-2",
    }


def test_the_address_stays_when_number_and_title_change(client, coordinator, course):
    save(client, course, {"number": "WELD-7", "title": "Metal", "slug": "taken-over"})

    assert Course.objects.get(number="WELD-7").slug == course.slug


def test_units_that_are_no_range_say_how_to_mend_them(client, coordinator, course):
    response = save(client, course, {"units_min": "3", "units_max": "2"})

    assert "Give both units, the fewest first, or neither." in response.content.decode()


def test_parts_are_kept(client, coordinator, college, course):
    other = course_of(college, 2)
    data = rows_of("aliases", {"scheme": "c_id", "number": "WELD 110X"})
    data |= rows_of("offerings", {"academic_year": "2026-27", "organization": college.pk})

    save(client, course, data | asking(other, alternative="1"))

    assert course.aliases.get().number == "WELD 110X"
    assert course.offerings.get().organization == college
    assert (course.prerequisites.get().required, course.prerequisites.get().alternative) == (
        other,
        1,
    )


def test_history_tells_of_prerequisites(client, coordinator, college, course):
    save(client, course, asking(course_of(college, 2)))

    page = client.get(url("history", course)).content.decode()

    assert "WELD-2 Welding 2" in page


# --- Circles -------------------------------------------------------------------------------------


def test_two_courses_that_ask_for_each_other_are_refused_by_name(
    client, coordinator, college, course
):
    other = course_of(college, 2)
    PrerequisiteFactory(course=other, required=course)

    response = save(client, course, asking(other))

    ((words,),) = said_at(response)
    assert "“WELD-1 Welding 1” asks for “WELD-2 Welding 2”" in words
    assert "“WELD-2 Welding 2” asks for “WELD-1 Welding 1”" in words
    assert Prerequisite.objects.count() == 1


def test_a_circle_of_three_is_refused_at_the_row_that_closes_it(
    client, coordinator, college, course
):
    two, three, harmless = (course_of(college, number) for number in (2, 3, 4))
    PrerequisiteFactory(course=two, required=three)
    PrerequisiteFactory(course=three, required=course)

    response = save(client, course, asking(harmless, two))

    harmless_row, (words,) = said_at(response)
    assert harmless_row == []
    assert all(f"“WELD-{number} Welding {number}”" in words for number in (1, 2, 3))
    assert course.prerequisites.count() == 0


def test_an_alternative_that_leads_in_a_circle_is_refused_too(client, coordinator, college, course):
    two, three = course_of(college, 2), course_of(college, 3)
    PrerequisiteFactory(course=two, required=course)

    response = save(client, course, asking(two, three, alternative="1"))

    assert "form a circle" in str(said_at(response))


def test_what_is_advised_may_lead_back(client, coordinator, college, course):
    other = course_of(college, 2)
    PrerequisiteFactory(course=other, required=course)

    save(client, course, asking(other, kind="advised"))

    assert course.prerequisites.get().required == other


def test_a_circle_is_mended_by_taking_the_row_away(client, coordinator, college, course):
    other = course_of(college, 2)
    PrerequisiteFactory(course=other, required=course)
    advised = PrerequisiteFactory(course=course, required=other, kind="advised")
    row = {"id": advised.pk, "course": course.pk, "required": other.pk, "kind": "before"}

    kept = save(client, course, rows_of("prerequisites", row))
    save(client, course, rows_of("prerequisites", row | {"DELETE": "on"}))

    assert "form a circle" in str(said_at(kept))
    assert course.prerequisites.count() == 0


def test_a_course_cannot_ask_for_itself(client, coordinator, course):
    response = save(client, course, asking(course))

    assert said_at(response) == [["A course cannot ask for itself."]]


def test_who_saves_a_course_waits_for_their_turn(client, coordinator, course):
    save(client, course, {})

    assert holds_the_turn()


# --- Sequences that a new prerequisite puts out of order -----------------------------------------


def test_sequences_that_a_prerequisite_puts_out_of_order_are_named(
    client, coordinator, college, course
):
    other = course_of(college, 2)
    sequence = SequenceFactory(program=ProgramFactory(organization=college, title="Metalwork"))
    for place, step in enumerate([course, other], start=1):
        SequenceStepFactory(sequence=sequence, course=step, place=place)

    response = save(client, course, asking(other))

    (words,) = [words for words in told(response) if "now comes before" in words]
    assert "“WELD-1 Welding 1” now comes before what it asks for in: " in words
    assert reverse("admin:programs_sequence_change", args=[sequence.pk]) in words
    assert course.prerequisites.count() == 1


def test_sequences_of_others_are_not_named(client, coordinator, college, course):
    other = course_of(college, 2)
    theirs = SequenceFactory()
    for place, step in enumerate([course, other], start=1):
        SequenceStepFactory(sequence=theirs, course=step, place=place)

    response = save(client, course, asking(other))

    assert not any("now comes before" in words for words in told(response))
