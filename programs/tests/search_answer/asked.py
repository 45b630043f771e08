"""Programs that a question finds, by title."""

from programs.models import Program
from programs.search.answer import Question, ask


def titles(**question):
    found = ask(Question(**question)).program_ids
    by_pk = Program.objects.in_bulk(found)
    return [by_pk[pk].title for pk in found]
