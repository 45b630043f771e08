"""A search document is true in the transaction that changes what it is made from."""

from contextlib import nullcontext

import pghistory
import pytest
from django.db import DatabaseError, connection, transaction

from partners.enums import Operating
from partners.tests.factories import (
    CountyFactory,
    DistrictFactory,
    OrganizationFactory,
    SiteFactory,
    TermFactory,
)
from pathways_portal.common.enums import EditingStatus
from programs import search_documents, search_upkeep
from programs.enums import Availability, DocumentKind
from programs.models import Program, SearchDocument, SearchWord
from programs.search.answer import Question, ask
from programs.tests.factories import (
    AwardCountFactory,
    CodeFactory,
    CredentialFactory,
    OccupationFactory,
    OfferingFactory,
    PathwayProgramFactory,
    ProgramCodeFactory,
    ProgramFactory,
    ProgramOccupationFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.documents_at_once]


def found(text):
    return ask(Question(text=text, exact=True)).program_ids


def document(program):
    return SearchDocument.objects.get(kind=DocumentKind.PROGRAM, object_id=program.pk)


def test_a_new_program_is_found_at_once():
    program = ProgramFactory(title="Marine Robotics")

    assert found("robotics") == [program.pk]


def test_a_renamed_program_is_found_by_its_new_title_only():
    program = ProgramFactory(title="Marine Robotics")

    program.title = "Ocean Drones"
    program.save()

    assert (found("robotics"), found("drones")) == ([], [program.pk])


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": EditingStatus.DRAFT},
        {"status": EditingStatus.ARCHIVED},
        {"availability": Availability.TEACH_OUT},
        {"availability": Availability.INACTIVE},
        {"availability": Availability.DRAFT},
    ],
    ids=str,
)
def test_a_program_closed_to_students_is_not_found(hidden):
    program = ProgramFactory(title="Marine Robotics")

    for name, value in hidden.items():
        setattr(program, name, value)
    program.save()

    assert found("robotics") == []
    assert ask(Question()).total == 0


@pytest.mark.parametrize(
    ("name", "hidden", "public"),
    [
        ("status", EditingStatus.DRAFT, EditingStatus.PUBLISHED),
        ("status", EditingStatus.ARCHIVED, EditingStatus.PUBLISHED),
        ("operating", Operating.CLOSED, Operating.OPEN),
    ],
)
def test_programs_go_and_come_back_with_their_organization(name, hidden, public):
    program = ProgramFactory(title="Marine Robotics")
    organization = program.organization

    setattr(organization, name, hidden)
    organization.save()
    assert (found("robotics"), ask(Question()).total) == ([], 0)

    setattr(organization, name, public)
    organization.save()
    assert found("robotics") == [program.pk]


def test_a_deleted_program_leaves_a_row_that_is_not_public():
    program = ProgramFactory(title="Marine Robotics")
    pk = program.pk

    program.delete()

    assert found("robotics") == []
    assert not SearchDocument.objects.get(kind=DocumentKind.PROGRAM, object_id=pk).is_public


def test_a_program_counts_for_its_organization_and_all_above():
    district = DistrictFactory()
    college = OrganizationFactory(parent=district)
    program = ProgramFactory(organization=college)

    assert document(program).organizations == [college.pk, district.pk]


def test_a_moved_organization_takes_its_programs_along():
    old, new = DistrictFactory(), DistrictFactory(name="Bayview Union")
    college = OrganizationFactory(parent=old)
    program = ProgramFactory(organization=college, title="Marine Robotics")

    college.parent = new
    college.save()

    assert document(program).organizations == [college.pk, new.pk]
    assert found("bayview robotics") == [program.pk]


def test_a_renamed_district_is_found_by_its_schools_programs():
    district = DistrictFactory()
    program = ProgramFactory(organization=OrganizationFactory(parent=district))

    district.name = "Bayview Union"
    district.save()

    assert found("bayview") == [program.pk]


def test_a_program_counts_for_its_published_pathways():
    place = PathwayProgramFactory()
    made_up = PathwayProgramFactory(is_sample=True)
    sample = PathwayProgramFactory(is_sample=True, program__is_sample=True)
    pathway = place.pathway
    pathways = [document(one.program).pathways for one in (place, made_up, sample)]

    pathway.status = EditingStatus.ARCHIVED
    pathway.save()

    assert pathways == [[pathway.pk], [], [sample.pathway_id]]
    assert document(place.program).pathways == []
    own = SearchDocument.objects.get(kind=DocumentKind.PATHWAY, object_id=pathway.pk)
    assert not own.is_public


def test_a_loop_of_parents_does_not_hang():
    first = OrganizationFactory()
    second = OrganizationFactory(parent=first)
    first.parent = second
    first.save()

    program = ProgramFactory(organization=first)

    assert set(document(program).organizations) == {first.pk, second.pk}


def test_a_moved_site_moves_the_programs_point_and_city():
    program = ProgramFactory()
    site = SiteFactory(organization=program.organization, city="Brawley", latitude=32.98)

    site.city, site.latitude = "Holtville", 32.81
    site.save()

    assert (document(program).city, document(program).latitude) == ("Holtville", 32.81)
    assert (found("brawley"), found("holtville")) == ([], [program.pk])


def test_a_moved_organization_changes_county():
    program = ProgramFactory()
    county = CountyFactory(name="Imperial")

    program.organization.county = county
    program.organization.save()

    assert document(program).county == county.pk
    assert found("imperial") == [program.pk]


@pytest.mark.parametrize(
    ("make", "word"),
    [
        pytest.param(
            lambda p: ProgramCodeFactory(program=p, code=CodeFactory(title="Seamanship")),
            "seamanship",
            id="code",
        ),
        pytest.param(
            lambda p: ProgramOccupationFactory(
                program=p, occupation=OccupationFactory(title="Sailors", title_es="Marineros")
            ),
            "marinero",
            id="occupation in Spanish",
        ),
        pytest.param(
            lambda p: PathwayProgramFactory(program=p, pathway__title="Blue Economy"),
            "economy",
            id="pathway",
        ),
        pytest.param(lambda p: OfferingFactory(program=p, cost=0), "free", id="free offering"),
        pytest.param(
            lambda p: OfferingFactory(program=p, schedules=["evenings"]), "evening", id="schedule"
        ),
        pytest.param(
            lambda p: p.credentials.add(CredentialFactory(title="Boatswain License")),
            "boatswain",
            id="credential",
        ),
        pytest.param(
            lambda p: CredentialFactory(title="Boatswain License").programs.add(p),
            "boatswain",
            id="credential, from the other side",
        ),
    ],
)
def test_what_is_added_to_a_program_is_found_at_once(make, word):
    program = ProgramFactory()
    other = ProgramFactory(title="Other")
    assert found(word) == []

    make(program)

    assert found(word) == [program.pk] != [other.pk]


def test_what_is_taken_from_a_program_is_found_no_more():
    program = ProgramFactory()
    row = ProgramOccupationFactory(program=program, occupation__title="Sailors")
    credential = CredentialFactory(title="Boatswain License")
    program.credentials.add(credential)

    row.delete()
    credential.programs.clear()

    assert (found("sailors"), found("boatswain")) == ([], [])


def test_a_renamed_occupation_changes_programs_and_its_own_document():
    program = ProgramFactory()
    occupation = OccupationFactory(title="Sailors")
    ProgramOccupationFactory(program=program, occupation=occupation)

    occupation.title = "Mariners"
    occupation.save()

    assert found("mariners") == [program.pk]
    assert [label.title for label in ask(Question(text="mariners")).also] == ["Mariners"]


def test_awards_are_those_of_the_latest_year_in_the_programs_codes():
    row = ProgramCodeFactory()
    organization = row.program.organization
    for year, count in (("2021-22", 90), ("2023-24", 12), ("2022-23", 40)):
        AwardCountFactory(organization=organization, code=row.code, academic_year=year, count=count)
    AwardCountFactory(organization=organization, academic_year="2023-24", count=500)

    found = document(row.program)

    assert (found.awards, found.awards_year) == (12, "2023-24")


def test_what_moves_to_another_owner_leaves_the_old_ones_documents():
    old, new = ProgramFactory(), ProgramFactory()
    site = SiteFactory(organization=old.organization, city="Brawley")

    site.organization = new.organization
    site.save()

    assert found("brawley") == [new.pk]


def test_new_rows_that_are_noted_are_built_together():
    rows = []

    with search_upkeep.new_rows_noted(rows):
        program = ProgramFactory(title="Marine Robotics")
        ProgramCodeFactory(program=program)
    before = found("robotics")
    written = search_upkeep.build_for(rows)

    assert before == []
    assert (found("robotics"), written) == (
        [program.pk],
        SearchDocument.objects.count(),  # the program's once, though two rows of it are new
    )


def test_a_noted_row_is_built_for_what_it_belonged_to_when_it_was_saved():
    one, other = ProgramFactory(), ProgramFactory()
    rows = []

    with search_upkeep.new_rows_noted(rows):
        row = ProgramCodeFactory(program=one, code__title="Marine Robotics")
    row.program = other
    search_upkeep.build_for(rows)

    assert found("robotics") == [one.pk]


def test_a_change_is_built_at_once_while_new_rows_are_noted():
    program = ProgramFactory(title="Marine Robotics")

    with search_upkeep.new_rows_noted([]):
        program.title = "Ocean Drones"
        program.save()

    assert (found("robotics"), found("drones")) == ([], [program.pk])


def locked_kinds(queries):
    """Kinds of documents in the order in which they were locked."""
    locks = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
    return [kind for sql in locks for kind in DocumentKind if f"'{kind.value}'" in sql]


def test_documents_are_locked_kind_after_kind(django_assert_max_num_queries):
    program = ProgramFactory()

    with django_assert_max_num_queries(100) as queries:
        program.organization.county.save()

    assert locked_kinds(queries.captured_queries) == [
        DocumentKind.PROGRAM,
        DocumentKind.ORGANIZATION,
        DocumentKind.COUNTY,
    ]


def test_a_rebuild_keeps_everybody_else_from_writing_documents():
    search_documents.rebuild_all()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT mode FROM pg_locks WHERE pid = pg_backend_pid()"
            " AND relation = 'programs_searchdocument'::regclass"
        )
        assert ("ExclusiveLock",) in cursor.fetchall()


def test_a_program_without_awards_on_file_has_none_not_zero():
    program = ProgramFactory()

    assert document(program).awards is None


def test_other_kinds_are_found_while_public():
    organization = OrganizationFactory(name="Lighthouse College")
    term = TermFactory(term="Lighthouse keeping")

    def titles():
        return {label.title for label in ask(Question(text="lighthouse")).also}

    assert titles() == {"Lighthouse College", "Lighthouse keeping"}
    organization.operating = Operating.CLOSED
    organization.save()
    term.status = EditingStatus.DRAFT
    term.save()
    assert titles() == set()


def test_bulk_writers_are_mended_by_a_rebuild():
    program = ProgramFactory(title="Marine Robotics")
    other = ProgramFactory(title="Old Title")
    Program.objects.filter(pk=program.pk).update(status=EditingStatus.DRAFT)
    Program.objects.filter(pk=other.pk).update(title="Ocean Drones")
    assert search_documents.stale() == (set(), {program.pk})

    written = search_documents.rebuild_all()

    assert written["program"] == 2
    assert (found("robotics"), found("drones")) == ([], [other.pk])
    assert search_documents.stale() == (set(), set())


def test_a_second_rebuild_writes_nothing():
    ProgramOccupationFactory()
    search_documents.rebuild_all()

    assert set(search_documents.rebuild_all().values()) == {0}


def test_a_rebuild_counts_words_and_drops_those_that_stand_nowhere():
    program = ProgramFactory(title="Marine Robotics", summary="Robotics at sea.")
    assert SearchWord.objects.filter(word="robotics").exists()

    program.delete()
    search_documents.rebuild_all()

    assert not SearchWord.objects.filter(word="robotics").exists()


def test_a_rebuild_stamps_rows_that_a_dump_brought_from_the_future():
    program = ProgramFactory()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE programs_searchdocument DISABLE TRIGGER USER")
        cursor.execute("UPDATE programs_searchdocument SET changed_in = 9000000000000")
        cursor.execute("ALTER TABLE programs_searchdocument ENABLE TRIGGER USER")
    assert ask(Question()).program_ids == [program.pk]

    search_documents.rebuild_all()

    assert document(program).changed_in < 9000000000000


@pytest.mark.parametrize("count", [1, 3])
def test_building_takes_as_many_queries_for_many_programs(count, django_assert_num_queries):
    rows = [ProgramOccupationFactory() for _ in range(count)]
    for row in rows:
        row.program.title += " changed"
    Program.objects.bulk_update([row.program for row in rows], ["title"])

    with django_assert_num_queries(27):
        search_documents.refresh(DocumentKind.PROGRAM, [row.program_id for row in rows])


@pytest.mark.parametrize("inside_a_command", [False, True])
def test_a_rebuild_in_several_chunks_builds_what_one_does(monkeypatch, inside_a_command):
    """As `load_region` rebuilds: with the history told who writes."""
    programs = [ProgramFactory(title=title) for title in ("Welding", "Nursing", "Drones")]
    Program.objects.filter(pk=programs[0].pk).update(title="Pipes")
    monkeypatch.setattr(search_documents, "REBUILD_CHUNK", 1)

    with pghistory.context(command="test") if inside_a_command else nullcontext():
        written = search_documents.rebuild_all()

    assert written[DocumentKind.PROGRAM] == 1
    assert document(programs[0]).title == "Pipes"
    assert search_documents.rebuild_all()[DocumentKind.PROGRAM] == 0


def test_a_rebuild_that_fails_while_it_writes_fails_with_djangos_error(monkeypatch):
    ProgramFactory()
    monkeypatch.setattr(search_documents, "_WRITE", "SELECT 1 / 0 FROM (SELECT %s) AS one")

    with pytest.raises(DatabaseError), transaction.atomic():
        search_documents.rebuild_all()
