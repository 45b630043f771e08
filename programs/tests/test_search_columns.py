"""Columns in memory are true for every process, before and after commits and rollbacks."""

import threading

import numpy as np
import pytest
from django.db import connection, transaction

from programs.enums import DocumentKind
from programs.models import SearchDocument
from programs.search import columns
from programs.search.answer import Question, ask
from programs.search.facets import FACETS
from programs.tests.factories import ProgramFactory, SectorFactory


def in_another_connection(work):
    """Run `work` as another process would: with a database connection of its own."""
    results, errors = [], []

    def run():
        try:
            results.append(work())
        except BaseException as error:  # raised again below
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(timeout=20)
    assert not thread.is_alive(), "one transaction waits for the other"
    if errors:
        raise errors[0]
    return results[0]


def titles():
    found = columns.current()
    return sorted(found.names.tolist())


@pytest.mark.django_db(transaction=True)
def test_an_edit_is_seen_by_the_next_answer_of_every_connection():
    program = ProgramFactory(title="Marine Robotics")
    assert titles() == ["marine robotics"] == in_another_connection(titles)

    program.title = "Ocean Drones"
    program.save()

    assert titles() == ["ocean drones"] == in_another_connection(titles)


@pytest.mark.django_db(transaction=True)
def test_an_uncommitted_edit_is_seen_inside_its_transaction_only():
    program = ProgramFactory(title="Marine Robotics")
    titles()

    with transaction.atomic():
        program.title = "Ocean Drones"
        program.save()

        assert titles() == ["ocean drones"]
        assert in_another_connection(titles) == ["marine robotics"]


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_edit_leaves_no_trace():
    program = ProgramFactory(title="Marine Robotics")
    titles()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        program.title = "Ocean Drones"
        program.save()
        ProgramFactory(title="Never")
        assert titles() == ["never", "ocean drones"]
        raise ZeroDivisionError

    assert titles() == ["marine robotics"]


@pytest.mark.django_db(transaction=True)
def test_an_edit_rolled_back_to_a_savepoint_is_gone_inside_the_transaction():
    program = ProgramFactory(title="Marine Robotics")

    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            program.title = "Ocean Drones"
            program.save()
            assert titles() == ["ocean drones"]
            raise ZeroDivisionError

        assert titles() == ["marine robotics"]


@pytest.mark.django_db(transaction=True)
def test_an_edit_committed_by_a_long_transaction_is_seen():
    """Its number is older than those of edits that were seen before it."""
    old = ProgramFactory(title="Old")
    young = ProgramFactory(title="Young")
    with transaction.atomic():
        old.title = "Old, renamed"
        old.save()

        def edit_young():
            young.title = "Young, renamed"
            young.save()
            return titles()

        assert in_another_connection(edit_young) == ["old", "young renamed"]

    assert titles() == ["old renamed", "young renamed"]


@pytest.mark.django_db(transaction=True)
def test_what_one_transaction_saw_of_others_is_not_lost_by_its_rollback():
    first = ProgramFactory(title="First")
    titles()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ProgramFactory(title="Mine")

        def edit_first():
            first.title = "Theirs"
            first.save()

        in_another_connection(edit_first)
        assert titles() == ["mine", "theirs"]
        raise ZeroDivisionError

    assert titles() == ["theirs"]


@pytest.mark.django_db(transaction=True)
def test_a_truncated_table_is_noticed():
    ProgramFactory()
    titles()

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE programs_searchdocument")

    assert titles() == []


@pytest.mark.django_db(transaction=True)
def test_unchanged_columns_are_kept_not_built_again():
    ProgramFactory()
    first = columns.current()

    SectorFactory.build()  # something that writes nothing

    assert columns.current() is first


@pytest.mark.django_db(transaction=True)
def test_patched_columns_equal_columns_loaded_afresh():
    programs = [ProgramFactory(title=f"Program {n}") for n in range(5)]
    columns.current()
    programs[3].title = "Aardvark care"
    programs[3].save()
    programs[1].delete()
    ProgramFactory(title="Zebra care")
    patched = columns.current()

    columns._kept.clear()
    fresh = columns.current()

    assert patched is not fresh
    for name in ("ids", "program_ids", "changed_in", "standing", "by_name", "best_first"):
        np.testing.assert_array_equal(getattr(patched, name), getattr(fresh, name))
    assert patched.names.tolist() == fresh.names.tolist()
    np.testing.assert_array_equal(patched.latitude, fresh.latitude)
    assert patched.labels == fresh.labels
    everything = np.ones(len(fresh), bool)
    for facet in FACETS:
        counts = patched.facets[facet.name].counts(everything)
        assert {v: n for v, n in counts.items() if n} == fresh.facets[facet.name].counts(everything)


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_a_document_the_database_stamps_it():
    program = ProgramFactory()
    columns.current()

    SearchDocument.objects.filter(kind=DocumentKind.PROGRAM, object_id=program.pk).update(
        sort_name="by hand", changed_in=1
    )

    assert titles() == ["by hand"]


@pytest.mark.django_db
def test_no_program_at_all_is_an_answer():
    assert ask(Question()).total == 0
