"""Questions written once answer as Django itself would, with the rows as they are now."""

import pytest
from django.db.models import Q
from django.utils import timezone

from partners.enums import OrganizationKind
from partners.models import Organization
from partners.tests.factories import OrganizationFactory
from pathways_portal.common.written_once import LONGEST_KEPT, written_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """A question about organizations, and what it was worked out for."""
    calls = []

    def question(names, kind, number):
        calls.append(names)
        return (
            Organization.objects.filter(name__in=names, kind=kind, pk__gte=number)
            .select_related("parent")
            .order_by("-name", "pk")
        )

    return written_once(question), question, calls


@pytest.fixture
def schools():
    district = OrganizationFactory(name="District", kind=OrganizationKind.DISTRICT)
    return [
        OrganizationFactory(name=name, kind=OrganizationKind.SCHOOL, parent=district)
        for name in ("A", "B", "C")
    ]


@pytest.mark.parametrize("names", [["A"], ["B"], ["A", "C"], ["C", "B"], ["B", "B"], [], ["x"]])
def test_each_call_is_answered_for_its_own_values(asked, schools, names):
    ask, question, _calls = asked
    ask(["A", "B"], "college", 0)

    rows = ask(names, "school", schools[0].pk)

    assert rows == list(question(names, "school", schools[0].pk))


def test_what_is_joined_comes_with_the_rows(asked, schools, django_assert_num_queries):
    ask, _question, _calls = asked

    with django_assert_num_queries(1):
        (row,) = ask(["A"], "school", 0)
        assert row.parent.name == "District"


def test_a_question_is_worked_out_once_for_values_of_one_shape(asked, schools):
    ask, _question, calls = asked

    for names in (["A"], ["B"], ["A", "B"], ["B", "C"]):
        ask(names, "school", 0)

    # With marks in the place of values, twice for each shape.
    assert [len(names) for names in calls] == [1, 1, 2, 2]


def test_rows_are_read_anew_each_time(asked, schools):
    ask, _question, _calls = asked
    ask(["A"], "school", 0)

    Organization.objects.filter(name="A").update(short_name="New")
    (changed,) = ask(["A"], "school", 0)
    Organization.objects.filter(name="A").update(kind=OrganizationKind.COLLEGE)

    assert changed.short_name == "New"
    assert ask(["A"], "school", 0) == []


def test_values_come_as_tuples_flat_values_alone(schools):
    pairs = written_once(lambda pk: Organization.objects.filter(pk=pk).values_list("pk", "name"))
    names = written_once(
        lambda pk: (
            Organization.objects.filter(pk__lte=pk, kind="school")
            .order_by("-name")
            .values_list("name", flat=True)[:2]
        )
    )

    assert pairs(schools[1].pk) == [(schools[1].pk, "B")]
    assert names(schools[2].pk) == ["C", "B"]
    assert names(schools[1].pk) == ["B", "A"]


def test_a_value_may_stand_twice_in_the_statement(schools):
    around = written_once(
        lambda pk: Organization.objects.filter(pk__gte=pk).exclude(pk=pk).order_by("pk")
    )

    assert around(schools[0].pk) == schools[1:]
    assert around(schools[1].pk) == schools[2:]


def test_a_list_longer_than_pages_have_is_asked_as_usual(asked, schools):
    ask, _question, calls = asked
    names = ["A", *(f"{number}" for number in range(LONGEST_KEPT))]

    assert ask(names, "school", 0) == ask(names, "school", 0) == [schools[0]]
    assert len(calls) == 2


def test_a_text_that_is_made_something_of_is_refused():
    with pytest.raises(ValueError, match="cannot be written once: each of its arguments"):
        written_once(lambda name: Organization.objects.filter(name__contains=name))("A")


@pytest.mark.parametrize("value", [None, True, 1.5, OrganizationKind.SCHOOL, ("A",), ["A", 1]])
def test_only_whole_numbers_and_texts_can_be_put_in(value):
    ask = written_once(lambda kind: Organization.objects.filter(kind=kind))

    with pytest.raises(TypeError, match="Only whole numbers, texts"):
        ask(value)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(lambda n: Organization.objects.all()[: 5 if n else 0], id="decides the form"),
        pytest.param(lambda n: Organization.objects.filter(pk=n + 1), id="is reckoned with"),
        pytest.param(
            lambda n: Organization.objects.filter(Q(pk=n) | Q(name=f"School {n}")),
            id="is a value and part of another",
        ),
        pytest.param(
            lambda n: Organization.objects.filter(as_of=timezone.localdate()), id="is not used"
        ),
    ],
)
def test_an_argument_that_is_no_value_of_the_statement_is_refused(question):
    with pytest.raises(ValueError, match="cannot be written once: each of its arguments"):
        written_once(question)(1)
