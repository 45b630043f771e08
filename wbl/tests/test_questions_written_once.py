"""Questions of this app that are written once answer as Django's own SQL does."""

import pytest

import wbl
from programs.tests.test_questions_written_once import assert_as_django, questions
from wbl.tests.factories import ProgramActivityFactory


@pytest.mark.django_db
def test_every_question_written_once_answers_as_django_does():
    program = ProgramActivityFactory().program
    cases = {
        "wbl.coverage.activities_of": [program.pk],
    }
    found = questions(wbl)

    assert found.keys() == cases.keys()
    assert_as_django(found, cases)
