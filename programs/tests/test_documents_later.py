"""Factories put off the search documents of what they make, unseen by any test."""

import pytest

from programs.models import SearchDocument
from programs.search.answer import Question, ask
from programs.tests.documents_later import later
from programs.tests.factories import ProgramFactory


@pytest.mark.django_db
def test_what_a_factory_makes_is_there_for_whoever_asks():
    program = ProgramFactory()
    waited = [row for row in later.rows if row == program]

    assert SearchDocument.objects.filter(object_id=program.pk, is_public=True).exists()
    assert (waited, later.rows) == ([program], [])


@pytest.mark.django_db
def test_a_statement_that_was_told_before_asks_too():
    ask(Question())  # tells it

    program = ProgramFactory()

    assert ask(Question()).program_ids == [program.pk]


@pytest.mark.django_db
def test_building_is_no_statement_of_the_test(django_assert_num_queries):
    ProgramFactory.create_batch(3)

    with django_assert_num_queries(1):
        SearchDocument.objects.first()


@pytest.mark.django_db
def test_what_a_test_saves_itself_waits_for_nobody():
    program = ProgramFactory()

    program.save()

    assert later.rows == []


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_has_its_documents_at_once():
    ProgramFactory()

    assert later.rows is None


@pytest.mark.django_db
@pytest.mark.documents_at_once
def test_a_test_may_say_so():
    ProgramFactory()

    assert later.rows is None
