"""Sequences in the admin: rights, order and choices judged with all their rows, copies."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory, OrganizationFactory, SchoolFactory
from partners.tests.queries import queries
from pathways_portal.common.enums import EditingStatus
from programs.models import ChoiceGroup, Sequence, SequenceStep
from programs.tests.factories import (
    ChoiceGroupFactory,
    CourseFactory,
    PrerequisiteFactory,
    ProgramFactory,
    SequenceFactory,
    SequenceStepFactory,
)
from programs.tests.test_admin_courses import holds_the_turn

pytestmark = pytest.mark.django_db
LIST = "admin:programs_sequence_changelist"
PARTS = ["choice_groups", "steps"]


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    """The second factor has its own tests. A form looks each of its chosen keys up by itself."""
    settings.MFA_REQUIRED_FOR_EDITORS = False
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "get()"}]


@pytest.fixture
def college():
    return OrganizationFactory(name="Harbor College")


@pytest.fixture
def coordinator(client, college):
    user = MembershipFactory(organization=college).user
    client.force_login(user)
    return user


@pytest.fixture
def sequence(college):
    return sequence_of(college)


@pytest.fixture
def foreign():
    """A sequence of another college."""
    return SequenceFactory(program=ProgramFactory(title="Foreign welding"))


@pytest.fixture
def courses(college):
    return [
        CourseFactory(organization=college, number=f"WELD-{n}", title=f"Welding {n}")
        for n in (1, 2, 3)
    ]


def sequence_of(college, title="Welding", **fields):
    return SequenceFactory(program=ProgramFactory(organization=college, title=title), **fields)


def url(page, sequence):
    return reverse(f"admin:programs_sequence_{page}", args=[sequence.pk])


def form_data(sequence, **changes):
    """What the browser sends when the form is saved, without parts."""
    data = {
        "program": sequence.program_id,
        "catalog_year": sequence.catalog_year,
        "pace": sequence.pace,
        "owner": sequence.owner_id,
        "status": "draft",
        "review_every": "12",
        "source": "Catalog",
    }
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


def step(course, place, **more):
    return {"course": course.pk, "place": place, "order": 1, "kind": "listed"} | more


def on_file(row, **changes):
    """A step on file as the form sends it."""
    kept = {"id": row.pk, "choice": row.choice_id or "", "order": row.order}
    return step(row.course, row.place) | kept | changes


def save(client, sequence, *steps, choices=(), **changes):
    parts = rows_of("choice_groups", *choices) | rows_of("steps", *steps)
    return client.post(url("change", sequence), form_data(sequence, **parts, **changes))


def said_at(response, part, field="__all__"):
    """What the form says at the rows of a part, or at one field of them."""
    for parts in response.context["inline_admin_formsets"]:
        if parts.formset.prefix == part:
            return [list(form.errors.get(field, [])) for form in parts.formset.forms]
    return None


def places(sequence):
    return list(
        sequence.steps.order_by("place", "order").values_list("course__number", "place", "order")
    )


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- Rights --------------------------------------------------------------------------------------


def test_list_holds_own_sequences_only(client, coordinator, sequence, foreign):
    response = client.get(reverse(LIST))

    assert list(response.context["cl"].result_list) == [sequence]
    assert foreign.program.title not in response.content.decode()


@pytest.mark.parametrize("page", ["change", "delete", "history"])
@pytest.mark.parametrize("role", MembershipRole)
def test_foreign_sequence_answers_404(client, foreign, page, role):
    client.force_login(MembershipFactory(role=role).user)

    assert client.get(url(page, foreign)).status_code == 404
    assert client.post(url(page, foreign), form_data(foreign)).status_code == 404


@pytest.mark.parametrize("field", ["program", "owner"])
def test_a_sequence_is_not_moved_to_others(client, coordinator, sequence, foreign, field):
    response = save(client, sequence, **{field: getattr(foreign, f"{field}_id")})

    sequence.refresh_from_db()
    assert list(response.context["adminform"].form.errors) == [field]
    assert getattr(sequence, field) != getattr(foreign, field)


def test_a_sequence_is_not_made_for_a_program_one_may_only_read(client, coordinator, sequence):
    theirs = ProgramFactory()
    MembershipFactory(
        user=coordinator, organization=theirs.organization, role=MembershipRole.VIEWER
    )

    response = save(client, sequence, program=theirs.pk)

    sequence.refresh_from_db()
    assert response.status_code == 403
    assert sequence.program != theirs


def test_viewers_read_and_cannot_save(client, college, sequence, courses):
    SequenceStepFactory(sequence=sequence, course=courses[0])
    client.force_login(MembershipFactory(organization=college, role=MembershipRole.VIEWER).user)

    page = client.get(url("change", sequence))

    assert page.status_code == 200
    assert "step-moves" not in page.content.decode()
    assert save(client, sequence, pace="part_time").status_code == 403


def test_an_unpublished_course_of_others_cannot_be_placed(client, coordinator, sequence):
    response = save(client, sequence, step(CourseFactory(status=EditingStatus.DRAFT), 1))

    assert "Select a valid choice" in str(said_at(response, "steps", "course"))
    assert sequence.steps.count() == 0


def test_a_choice_of_another_sequence_cannot_be_picked(client, coordinator, sequence, courses):
    other = ChoiceGroupFactory(sequence=sequence_of(sequence.program.organization, "Other"))

    response = save(client, sequence, step(courses[0], 1, choice=other.pk))

    assert "Select a valid choice" in str(said_at(response, "steps", "choice"))
    assert sequence.steps.count() == 0


# --- Lists and forms -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "narrowed",
    [
        {"catalog_year": "2025-26"},
        {"pace__exact": "part_time"},
        {"status__exact": "draft"},
        {"q": "Nursing"},
    ],
)
def test_sequences_are_found_by_year_pace_status_and_program(
    client, coordinator, college, sequence, narrowed
):
    found = sequence_of(
        college, "Nursing", catalog_year="2025-26", pace="part_time", status="draft"
    )

    response = client.get(reverse(LIST), narrowed)

    assert list(response.context["cl"].result_list) == [found]


def test_sequences_are_found_by_organization_and_program(client, sequence):
    district = SchoolFactory().parent
    one, two = (SchoolFactory(parent=district) for _ in range(2))
    found = sequence_of(one)
    sequence_of(two)
    client.force_login(MembershipFactory(organization=district).user)

    by_school = client.get(reverse(LIST), {"program__organization__id__exact": one.pk})
    by_program = client.get(reverse(LIST), {"program__id__exact": found.program_id})

    assert list(by_school.context["cl"].result_list) == [found]
    assert list(by_program.context["cl"].result_list) == [found]


def test_list_query_count_does_not_grow(client, coordinator, college, sequence):
    for_one = queries(client, reverse(LIST))
    sequence_of(college)
    sequence_of(college)

    assert queries(client, reverse(LIST)) == for_one


def test_form_query_count_does_not_grow_with_parts(client, coordinator, sequence):
    def add_parts():
        choice = ChoiceGroupFactory(sequence=sequence)
        SequenceStepFactory(sequence=sequence, choice=choice)

    add_parts()
    for_one = queries(client, url("change", sequence))
    add_parts()
    add_parts()

    assert queries(client, url("change", sequence)) == for_one


def test_the_form_shows_courses_in_their_order(client, coordinator, sequence, courses):
    for course, (place, order) in zip(courses, [(2, 1), (1, 2), (1, 1)], strict=True):
        SequenceStepFactory(sequence=sequence, course=course, place=place, order=order)

    response = client.get(url("change", sequence))

    steps = response.context["inline_admin_formsets"][1].formset
    assert [form.instance.course for form in steps.initial_forms] == courses[::-1]


def test_the_numbers_order_the_courses_without_a_script(client, coordinator, sequence, courses):
    one, two = (
        SequenceStepFactory(sequence=sequence, course=course, order=order)
        for order, course in enumerate(courses[:2], start=1)
    )

    save(client, sequence, on_file(one, order=2), on_file(two, order=1))

    assert places(sequence) == [("WELD-2", 1, 1), ("WELD-1", 1, 2)]


def test_two_courses_change_places(client, coordinator, sequence, courses):
    one, two = (
        SequenceStepFactory(sequence=sequence, course=course, place=place)
        for place, course in enumerate(courses[:2], start=1)
    )

    save(client, sequence, on_file(one, course=two.course_id), on_file(two, course=one.course_id))

    assert places(sequence) == [("WELD-2", 1, 1), ("WELD-1", 2, 1)]


def test_a_course_twice_is_refused(client, coordinator, sequence, courses):
    response = save(client, sequence, step(courses[0], 1), step(courses[0], 2))

    assert "This course is in the sequence already." in response.content.decode()
    assert sequence.steps.count() == 0


# --- No course before what it asks for -----------------------------------------------------------


def test_a_course_before_its_prerequisite_is_refused_at_its_row(
    client, coordinator, sequence, courses
):
    basics, advanced, other = courses
    PrerequisiteFactory(course=advanced, required=basics)

    response = save(client, sequence, step(other, 1), step(advanced, 1), step(basics, 2))

    assert said_at(response, "steps") == [
        [],
        [
            "“WELD-2 Welding 2” is in term 1, but “WELD-1 Welding 1”, which has to come before "
            "it, is in term 2. Put “WELD-1 Welding 1” earlier, or “WELD-2 Welding 2” later."
        ],
        [],
    ]
    assert sequence.steps.count() == 0


def test_a_school_is_told_of_grades(client, courses):
    school = SchoolFactory()
    client.force_login(MembershipFactory(organization=school).user)
    sequence = SequenceFactory(program=ProgramFactory(organization=school, segment="hs"))
    basics, advanced = (CourseFactory(organization=school) for _ in range(2))
    PrerequisiteFactory(course=advanced, required=basics)

    response = save(client, sequence, step(advanced, 9), step(basics, 10))

    assert "is in grade 9, but" in str(said_at(response, "steps"))


def test_a_course_after_its_prerequisite_is_kept(client, coordinator, sequence, courses):
    PrerequisiteFactory(course=courses[1], required=courses[0])

    save(client, sequence, step(courses[0], 1), step(courses[1], 2))

    assert sequence.steps.count() == 2


@pytest.mark.parametrize(("early", "kept"), [(1, 3), (3, 0)])
def test_one_of_two_alternatives_comes_early_enough(
    client, coordinator, sequence, courses, early, kept
):
    first, second, advanced = courses
    for required in (first, second):
        PrerequisiteFactory(course=advanced, required=required, alternative=1)

    save(client, sequence, step(first, early), step(second, 3), step(advanced, 2))

    assert sequence.steps.count() == kept


def test_a_step_that_somebody_added_meanwhile_counts_too(client, coordinator, sequence, courses):
    basics, advanced, _other = courses
    PrerequisiteFactory(course=advanced, required=basics)
    SequenceStepFactory(sequence=sequence, course=basics, place=2)  # not in the form that is sent

    response = save(client, sequence, step(advanced, 1))

    assert "which has to come before it, is in term 2." in response.content.decode()
    assert sequence.steps.count() == 1


def test_the_fault_of_a_step_that_somebody_added_meanwhile_is_said_too(
    client, coordinator, sequence, courses
):
    basics, advanced, _other = courses
    PrerequisiteFactory(course=advanced, required=basics)
    SequenceStepFactory(sequence=sequence, course=advanced, place=1)

    response = save(client, sequence, step(basics, 2))

    assert "“WELD-2 Welding 2” is in term 1" in response.content.decode()


def test_a_step_that_is_deleted_is_not_judged(client, coordinator, sequence, courses):
    basics, advanced, _other = courses
    rows = [
        SequenceStepFactory(sequence=sequence, course=course, place=place)
        for course, place in ((advanced, 1), (basics, 2))
    ]
    PrerequisiteFactory(course=advanced, required=basics)

    save(client, sequence, on_file(rows[0], DELETE="on"), on_file(rows[1]))

    assert places(sequence) == [("WELD-1", 2, 1)]


def test_who_saves_a_sequence_waits_for_their_turn(client, coordinator, sequence):
    save(client, sequence)

    assert holds_the_turn()


# --- Choices -------------------------------------------------------------------------------------


def test_a_choice_typed_in_the_same_form_is_picked_at_once(client, coordinator, sequence, courses):
    choice = {"title": "Electives", "required": 1}
    picked = {"choice": "new:choice_groups-0"}

    save(
        client,
        sequence,
        step(courses[0], 1, **picked),
        step(courses[1], 1, **picked),
        step(courses[2], 1),
        choices=[choice],
    )

    (electives,) = ChoiceGroup.objects.all()
    assert electives.sequence == sequence
    assert set(electives.steps.values_list("course__number", flat=True)) == {"WELD-1", "WELD-2"}


def test_a_choice_typed_with_a_new_sequence_is_picked_at_once(
    client, coordinator, college, courses
):
    program = ProgramFactory(organization=college)
    new = Sequence(program=program, catalog_year="2026-27", owner=college)
    data = rows_of("choice_groups", {"title": "Electives", "required": 1})
    data |= rows_of("steps", step(courses[0], 1, choice="new:choice_groups-0"))

    client.post(reverse("admin:programs_sequence_add"), form_data(new, **data))

    assert SequenceStep.objects.get().choice.title == "Electives"


def test_what_was_typed_is_still_offered_and_picked_when_the_form_comes_back(
    client, coordinator, sequence, courses
):
    picked = step(courses[0], 99, choice="new:choice_groups-0")

    response = save(client, sequence, picked, choices=[{"title": "Electives", "required": 1}])

    page = response.content.decode()
    assert '<option value="new:choice_groups-0" selected>Electives</option>' in page


def test_a_choice_holds_at_least_as_many_courses_as_it_asks_for(
    client, coordinator, sequence, courses
):
    response = save(
        client,
        sequence,
        step(courses[0], 1, choice="new:choice_groups-0"),
        step(courses[1], 1),
        choices=[{"title": "Electives", "required": 2}],
    )

    assert said_at(response, "choice_groups") == [
        [
            "“Electives” asks for more courses than it has (asked: 2, there: 1). Pick this choice "
            "at more of the courses below, or ask for fewer."
        ]
    ]
    assert ChoiceGroup.objects.count() == 0


@pytest.fixture
def electives(sequence, courses):
    """A choice of one of two courses, on file."""
    choice = ChoiceGroupFactory(sequence=sequence, title="Electives")
    for order, course in enumerate(courses[:2], start=1):
        SequenceStepFactory(sequence=sequence, course=course, choice=choice, order=order)
    return choice


def row_of(choice, **changes):
    return {"id": choice.pk, "title": choice.title, "required": choice.required} | changes


def test_a_choice_on_file_loses_no_course_it_needs(client, coordinator, sequence, electives):
    one, two = sequence.steps.order_by("order")

    response = save(
        client,
        sequence,
        on_file(one, DELETE="on"),
        on_file(two, choice=""),
        choices=[row_of(electives)],
    )

    assert "(asked: 1, there: 0)" in str(said_at(response, "choice_groups"))
    assert electives.steps.count() == 2


def test_a_choice_is_not_deleted_while_a_course_picks_it(client, coordinator, sequence, electives):
    one, two = sequence.steps.order_by("order")

    response = save(
        client,
        sequence,
        on_file(one),
        on_file(two, choice=""),
        choices=[row_of(electives, DELETE="on")],
    )

    at_one, at_two = said_at(response, "steps", "choice")
    assert at_two == [] and "is to be deleted" in at_one[0]
    assert ChoiceGroup.objects.get() == electives


def test_a_deleted_choice_leaves_its_courses(client, coordinator, sequence, electives):
    steps = [on_file(row, choice="") for row in sequence.steps.order_by("order")]
    pks = {row["id"] for row in steps}

    save(client, sequence, *steps, choices=[row_of(electives, DELETE="on")])

    assert ChoiceGroup.objects.count() == 0
    assert set(sequence.steps.filter(choice=None).values_list("pk", flat=True)) == pks


# --- Copy to the next catalog year ---------------------------------------------------------------


def copy(client, *sequences):
    data = {"action": "copy_to_next_year", "_selected_action": [s.pk for s in sequences]}
    return client.post(reverse(LIST), data)


def test_sequences_are_copied_as_drafts(client, coordinator, sequence, foreign):
    response = copy(client, sequence, foreign)

    assert told(response) == [
        "“Welding (College), 2027-28” is a draft now. Read it through before you publish it."
    ]
    assert Sequence.objects.exclude(pk__in=[sequence.pk, foreign.pk]).get().status == "draft"


def test_a_copy_over_another_one_is_refused_in_words(client, coordinator, sequence):
    SequenceFactory(program=sequence.program, catalog_year="2027-28")

    response = copy(client, sequence)

    assert "has a sequence for 2027-28 (Full time) already" in told(response)[0]
    assert Sequence.objects.count() == 2


def test_a_copy_that_is_out_of_order_by_now_says_so(client, coordinator, sequence, courses):
    for place, course in enumerate(courses[:2], start=1):
        SequenceStepFactory(sequence=sequence, course=course, place=place)
    PrerequisiteFactory(course=courses[0], required=courses[1])

    response = copy(client, sequence)

    assert "“WELD-1 Welding 1” is in term 1, but “WELD-2 Welding 2”" in told(response)[1]


def test_viewers_copy_nothing(client, college, sequence):
    client.force_login(MembershipFactory(organization=college, role=MembershipRole.VIEWER).user)

    copy(client, sequence)

    assert Sequence.objects.count() == 1


def test_a_step_may_name_a_published_course_of_another_organization(client, coordinator):
    CourseFactory(number="DIST-1", title="Welding of the district")
    asked = {"app_label": "programs", "model_name": "sequencestep", "field_name": "course"}

    found = client.get(reverse("admin:autocomplete"), asked | {"term": "district"}).json()

    assert [one["text"] for one in found["results"]] == ["DIST-1 Welding of the district"]
