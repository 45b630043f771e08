"""A sequence is copied to the next catalog year as a draft."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from partners.enums import MembershipRole
from partners.tests.factories import MembershipFactory
from programs.models import Sequence
from programs.tests.admin.sequences.sequence_form import LIST
from programs.tests.factories import (
    CourseFactory,
    PrerequisiteFactory,
    SequenceFactory,
    SequenceStepFactory,
)

pytestmark = pytest.mark.django_db


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


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
