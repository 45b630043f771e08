"""The lists of stems answer as the documents themselves do, before and after edits."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.db.models import Max

from partners.tests.factories import OrganizationFactory
from programs import search_documents
from programs.enums import DocumentKind
from programs.models import SearchDocument, SearchStem, StemsWritten, Synonym
from programs.search import columns as columns_module
from programs.search import stems
from programs.search.answer import Question, ask
from programs.search.matching import matches
from programs.search.spelling import Reading, Term, read
from programs.search.tsqueries import IN_HEADLINES, IN_TITLE, NOWHERE
from programs.tests.factories import (
    CodeFactory,
    OccupationFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProgramOccupationFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


def found(text):
    return ask(Question(text=text, exact=True)).program_ids


def in_another_connection(work):
    """Run `work` as another process would: with a database connection of its own."""
    results = []

    def run():
        try:
            results.append(work())
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(timeout=20)
    assert not thread.is_alive(), "one transaction waits for the other"
    return results[0]


def write_for_all():
    """Write lists that speak for every document.

    They leave the newest ones out while any transaction on the server still goes on, one of another
    database included: PostgreSQL's own upkeep, another run of tests.
    """
    newest = SearchDocument.objects.aggregate(newest=Max("changed_in"))["newest"]
    for _attempt in range(200):
        stems.write()
        if StemsWritten.objects.get().as_of > newest:
            return
        time.sleep(0.1)
    pytest.fail("a transaction on this server goes on for more than 20 seconds")


@pytest.fixture
def programs():
    """Programs that mention the same words in different places."""
    college = OrganizationFactory(name="Imperial Valley College", aliases=["IVC"])
    nursing = ProgramFactory(title="Nursing assistant", title_es="Auxiliar de enfermería")
    ProgramFactory(title="Assistant to nursing", organization=college)
    leads = ProgramFactory(title="Ship repair", summary="With a nursing assistant. Care of elders.")
    soc = CodeFactory(scheme="soc", code="29-1141", title="Nurses")
    ProgramOccupationFactory(
        program=leads, occupation=OccupationFactory(title="Nursing assistants", code=soc)
    )
    ProgramCodeFactory(program=nursing, code=CodeFactory(code="123010"))
    ProgramFactory(title="Hidden nursing", status="draft")
    Synonym.objects.create(phrase="cna", means="nursing assistant", language="abbr")
    Synonym.objects.create(phrase="cuidado", means="care of elders", language="es")
    return nursing, leads


QUESTIONS = [
    "nursing",
    "enfermeras",
    "assistants to nursing",
    "cna",
    "cna repair",
    "cuidado",
    "IVC nursing",
    "nurs",
    "1230",
    "29-1141 assistant",
    "after nursing",
    "about",
    "zeppelin",
    "valley college",
]


def tiers_of(text):
    answer = matches(columns_module.current(), read(text))
    return [part.tolist() for part in (answer.programs, answer.labels, answer.each)]


def test_lists_answer_as_the_documents_do(programs):
    by_document = [tiers_of(text) for text in QUESTIONS]

    stems.write()

    assert [tiers_of(text) for text in QUESTIONS] == by_document


def test_the_best_place_of_a_stem_counts(programs):
    stems.write()

    found = matches(columns_module.current(), Reading((Term("nursing", words=("nursing",)),)))

    assert sorted(found.programs.tolist()) == [IN_TITLE, IN_TITLE, IN_HEADLINES]


@pytest.mark.parametrize("text", ["nursing", "cna"])
def test_lists_answer_without_the_documents(programs, text, django_assert_num_queries):
    write_for_all()
    found(text)

    with django_assert_num_queries(3):  # columns, spelling, lists
        assert found(text)


def test_a_phrase_that_came_after_the_lists_is_found_in_the_documents_with_its_words(programs):
    stems.write()
    Synonym.objects.create(phrase="atn", means="assistant to nursing", language="abbr")
    Synonym.objects.create(phrase="sr", means="ship repair", language="abbr")

    assert [len(found(text)) for text in ("atn", "sr")] == [1, 1]


def test_a_beginning_finds_words_and_no_phrase(programs):
    stems.write()

    assert SearchStem.objects.filter(stem=" nursing assistant").count() == 1
    assert not SearchStem.objects.filter(stem="nursing assistant").exists()
    assert sorted(found("nurs")) == sorted(found("nursing"))


def test_an_edit_after_the_lists_is_found_at_once(programs):
    nursing, leads = programs
    stems.write()

    nursing.title = "Ocean drones"
    nursing.save()
    new = ProgramFactory(title="Nursing of drones")

    assert set(found("drones")) == {nursing.pk, new.pk}
    assert nursing.pk not in found("assistant nursing")
    assert new.pk in found("nursing")


def test_what_is_deleted_or_hidden_after_the_lists_is_not_found(programs):
    nursing, leads = programs
    stems.write()

    nursing.delete()
    leads.status = "archived"
    leads.save()

    assert len(found("nursing")) == 1


def test_an_uncommitted_edit_is_found_inside_its_transaction_only(programs):
    nursing, _leads = programs
    stems.write()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        nursing.title = "Ocean drones"
        nursing.save()
        assert found("drones") == [nursing.pk]
        assert in_another_connection(lambda: found("drones")) == []
        raise ZeroDivisionError

    assert found("drones") == []
    assert nursing.pk in found("nursing")


def test_an_edit_that_began_before_the_lists_and_ends_after_them_is_found(programs):
    nursing, _leads = programs
    with transaction.atomic():
        nursing.title = "Ocean drones"
        nursing.save()
        in_another_connection(stems.write)

    assert found("drones") == [nursing.pk]
    assert nursing.pk not in found("nursing")


def test_lists_written_inside_a_transaction_are_right_after_its_later_edits(programs):
    nursing, _leads = programs
    with transaction.atomic():
        stems.write()
        nursing.title = "Ocean drones"
        nursing.save()

        assert found("drones") == [nursing.pk]

    assert found("drones") == [nursing.pk]


def test_lists_of_another_server_are_not_believed(programs):
    before = found("nursing")
    write_for_all()
    SearchStem.objects.all().delete()

    assert found("nursing") == []  # what would be answered if they were
    StemsWritten.objects.update(generation="another server's")
    assert found("nursing") == before


def test_a_rebuild_writes_the_lists_when_it_is_committed(programs):
    with transaction.atomic():
        search_documents.rebuild_all()
        assert not SearchStem.objects.exists()

    assert StemsWritten.objects.count() == 1
    assert SearchStem.objects.filter(stem="nurs").exists()


def test_whatever_writes_many_documents_writes_the_lists_too(programs, monkeypatch):
    monkeypatch.setattr(stems, "MANY", 2)
    nursing, leads = programs

    nursing.title += " changed"
    nursing.save()
    assert not StemsWritten.objects.exists()

    type(leads).objects.update(summary="Changed in bulk.")
    search_documents.refresh(DocumentKind.PROGRAM, [nursing.pk, leads.pk])
    assert StemsWritten.objects.count() == 1


def test_a_term_that_says_nothing_stops_nothing_and_finds_nothing_alone(programs):
    stems.write()
    columns = columns_module.current()
    silent, nursing = Term("no", words=("no",)), Term("nursing", words=("nursing",))

    both, alone = matches(columns, Reading((silent, nursing))), matches(columns, Reading((silent,)))

    assert (both.programs < NOWHERE).sum() == 3
    assert (alone.programs < NOWHERE).sum() == 0


@pytest.mark.django_db
def test_a_word_of_letters_and_digits_has_one_stem_or_none():
    """The lists rely on it."""
    words = ["3d", "1e5", "24x7", "h2o", "0x1f", "covid19", "c513801", "12abc", "the", "7"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s) AS word, unnest(ARRAY['english', 'spanish']) AS language"
            " WHERE length(to_tsvector(('portal_' || language)::regconfig, word)) > 1",
            [words],
        )
        assert cursor.fetchall() == []
