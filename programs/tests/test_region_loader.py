"""Loading the region's tables: all or nothing, again and again, and never over people's work."""

import csv
import inspect
from io import StringIO
from pathlib import Path

import pghistory
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from partners.models import Inventory, Organization, Region, Site
from partners.tests.factories import OrganizationFactory, SiteFactory
from programs import awards, derived_occupations, enums, leads_to, querysets, search_documents
from programs.labor import derived as labor_derived
from programs.labor import estimates as labor_estimates
from programs.labor import flags as job_flags
from programs.labor import market as labor
from programs.labor import supply
from programs.models import (
    Code,
    Occupation,
    PathwayProgram,
    Program,
    ProgramOccupation,
    RegionLoad,
    SearchDocument,
)
from programs.region import course_tables as region_course_tables
from programs.region import derived as region_derived
from programs.region import files as region_files
from programs.region import help_tables as region_help_tables
from programs.region import labor_tables as region_labor_tables
from programs.region import loader as region_loader
from programs.region import path_tables as region_path_tables
from programs.region import table as region_table
from programs.region import tables as region_tables
from programs.region import wbl_tables as region_wbl_tables
from programs.region.tables import TABLES
from programs.search import accelerators, bands, card_content, sources
from programs.search.document import Document
from programs.search.words import fold
from programs.tests.factories import OccupationFactory, ProgramOccupationFactory

pytestmark = pytest.mark.django_db

# One college with one program, and what it stands on; columns that say nothing are left out.
ROWS = {
    "regions": [{"slug": "valley", "name": "The Valley"}],
    "counties": [{"fips": "06025", "name": "Imperial", "slug": "imperial", "region": "valley"}],
    "organizations": [
        {
            "slug": "valley-college",
            "name": "Valley College",
            "kind": "college",
            "segments": "college;noncredit",
            "aliases": "VC",
            "owner": "valley-college",
            "county": "06025",
            "operating": "open",
            "status": "published",
        }
    ],
    "sites": [{"organization": "valley-college", "street": "1 Main Street", "is_main": "yes"}],
    "inventories": [
        {
            "organization": "valley-college",
            "kind": "programs",
            "academic_year": "2026-27",
            "state": "partial",
        }
    ],
    "code_sets": [
        {"scheme": "top", "version": "2023", "name": "TOP"},
        {"scheme": "cip", "version": "2020", "name": "CIP"},
        {"scheme": "soc", "version": "2018", "name": "SOC"},
        {"scheme": "cte_pathway", "version": "2013", "name": "Pathways"},
    ],
    "codes": [
        {"code_set": "top/2023", "code": "123010", "title": "Registered Nursing"},
        {"code_set": "cip/2020", "code": "51.3801", "title": "Registered Nursing"},
        {"code_set": "soc/2018", "code": "25-1072", "title": "Nursing Instructors"},
        {"code_set": "soc/2018", "code": "29-1141", "title": "Registered Nurses"},
        {"code_set": "soc/2018", "code": "99-9999", "title": "NO MATCH", "is_match": "no"},
        {"code_set": "cte_pathway/2013", "code": "Patient Care", "title": "Patient Care"},
    ],
    "crosswalks": [
        {"from_code": "top/2023/123010", "to_code": "cip/2020/51.3801"},
        {"from_code": "cip/2020/51.3801", "to_code": "soc/2018/25-1072"},
        {"from_code": "cip/2020/51.3801", "to_code": "soc/2018/29-1141"},
        {"from_code": "cip/2020/51.3801", "to_code": "soc/2018/99-9999"},
    ],
    "sectors": [{"code": "HLTH", "slug": "health", "name": "Health"}],
    "pathways": [
        {
            "slug": "patient-care",
            "title": "Patient Care",
            "sector": "HLTH",
            "code": "cte_pathway/2013/Patient Care",
            "owner": "valley-college",
        }
    ],
    "credentials": [{"title": "Associate of Science (A.S.)", "kind": "degree"}],
    "programs": [
        {
            "slug": "nursing-valley",
            "title": "Nursing",
            "organization": "valley-college",
            "owner": "valley-college",
            "segment": "college",
            "sector": "HLTH",
            "award": "associate",
            "units_min": "75",
            "units_max": "75.5",
            "availability": "offered",
        }
    ],
    "program_codes": [{"program": "nursing-valley", "code": "top/2023/123010"}],
    "program_credentials": [
        {"program": "nursing-valley", "credential": "Associate of Science (A.S.)"}
    ],
    "pathway_top": [{"top_code": "top/2023/123010", "pathway": "patient-care"}],
    "occupations": [
        {
            "code": "soc/2018/25-1072",
            "title": "Nursing Instructors",
            "slug": "nursing-instructors",
        },
        {"code": "soc/2018/29-1141", "title": "Registered Nurses", "slug": "registered-nurses"},
    ],
    "awards": [
        {
            "organization": "valley-college",
            "code": "top/2023/123010",
            "academic_year": "2023-24",
            "count": "0",
        }
    ],
}
SOURCES = [
    {"id": source, "source": f"Source of {source}", "as_of": "2026-06-17"}
    for source in ("test", region_derived.PATHWAY_SOURCE, region_derived.OCCUPATION_SOURCE)
]


class Tables:
    """A folder of small tables that a test may change before it loads them."""

    def __init__(self, folder):
        self.folder = folder
        self.rows = {name: [dict(row) for row in rows] for name, rows in ROWS.items()}

    def load(self):
        """Write the files, load them; return counts (new, changed, same, kept) by table."""
        self.write()
        region = region_files.read_all(self.folder)
        region_derived.add(region)
        tallies = region_loader.load(region)
        return {one.name: (one.new, one.changed, one.same, one.kept) for one in tallies}

    def write(self):
        self.write_file(region_files.SOURCES_FILE, region_files.SOURCES_COLUMNS, SOURCES)
        for table in TABLES:
            if not table.derived:
                rows = [{"source": "test"} | row for row in self.rows.get(table.name, [])]
                self.write_file(table.file, [*table.columns, "source"], rows)

    def write_file(self, name, columns, rows):
        with (self.folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)

    def run(self, **options):
        """The command itself on this folder; return what it prints."""
        self.write()
        out = StringIO()
        call_command("load_region", folder=self.folder, stdout=out, **options)
        return out.getvalue()


@pytest.fixture
def tables(tmp_path):
    return Tables(tmp_path)


def test_load_makes_a_row_for_each_line(tables):
    counts = tables.load()

    program = Program.objects.get()
    assert counts["programs"] == (1, 0, 0, 0)
    assert (program.title, program.organization.slug, program.sector.code) == (
        "Nursing",
        "valley-college",
        "HLTH",
    )
    assert (program.source, str(program.as_of)) == ("Source of test", "2026-06-17")
    assert [one.title for one in program.credentials.all()] == ["Associate of Science (A.S.)"]


def test_second_load_finds_everything_the_same(tables):
    first = tables.load()

    second = tables.load()

    assert {name: (0, 0, sum(counts), 0) for name, counts in first.items()} == second


def test_load_brings_a_corrected_line(tables):
    tables.load()
    tables.rows["programs"][0]["title"] = "Registered Nursing"

    counts = tables.load()

    assert counts["programs"] == (0, 1, 0, 0)
    assert Program.objects.get().title == "Registered Nursing"


def test_organization_may_own_itself(tables):
    tables.load()

    college = Organization.objects.get()
    assert college.owner == college


def test_a_coordinators_edit_is_kept(tables):
    tables.load()
    Program.objects.update(title="Nursing (R.N.)")
    tables.rows["programs"][0]["title"] = "Registered Nursing"

    counts = tables.load()

    assert counts["programs"] == (0, 0, 0, 1)
    assert Program.objects.get().title == "Nursing (R.N.)"


def test_an_edit_of_a_row_without_a_fingerprint_is_kept(tables):
    tables.load()
    Site.objects.update(street="2 Main Street")

    counts = tables.load()

    assert counts["sites"] == (0, 0, 0, 1)
    assert Site.objects.get().street == "2 Main Street"


def test_an_inventory_that_a_person_reported_is_kept(tables):
    tables.load()
    Inventory.objects.update(state="unknown")

    assert tables.load()["inventories"] == (0, 0, 0, 1)


def test_a_confirmed_row_is_kept_though_nothing_else_was_edited(tables, django_user_model):
    tables.load()
    user = django_user_model.objects.create_user("dean@example.org")
    Program.objects.update(verified_on="2026-10-01", verified_by=user)
    tables.rows["programs"][0]["title"] = "Registered Nursing"

    assert tables.load()["programs"] == (0, 0, 0, 1)


def test_an_edit_taken_back_is_no_edit(tables):
    tables.load()
    Program.objects.update(title="Nursing (R.N.)")
    Program.objects.update(title="Nursing")
    tables.rows["programs"][0]["title"] = "Registered Nursing"

    assert tables.load()["programs"] == (0, 1, 0, 0)


def test_nobody_writes_while_a_load_compares(tables):
    tables.load()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relation::regclass::text FROM pg_locks"
            " WHERE pid = pg_backend_pid() AND mode = 'ShareRowExclusiveLock'"
        )
        locked = {name for (name,) in cursor.fetchall()}
    assert locked >= {table.model._meta.db_table for table in TABLES if table.model}


def test_a_row_that_a_person_renamed_is_not_made_twice(tables):
    tables.load()
    Program.objects.update(slug="registered-nursing-valley")

    counts = tables.load()

    assert counts["programs"] == (0, 0, 0, 1)
    assert Program.objects.count() == 1


def test_a_main_site_that_a_person_added_keeps_its_place(tables):
    sites, tables.rows["sites"] = tables.rows["sites"], []
    tables.load()
    SiteFactory(organization=Organization.objects.get(), street="9 Harbor Drive")
    tables.rows["sites"] = sites

    assert [tables.load()["sites"] for _turn in range(2)] == [(0, 0, 0, 1)] * 2

    assert Site.objects.get().street == "9 Harbor Drive"


def test_a_number_that_a_person_gave_to_another_row_is_kept_and_stops_no_other_row(tables):
    tables.load()
    OrganizationFactory(ipeds_id="123456")
    OrganizationFactory(ipeds_id=None)
    (ours,) = tables.rows["organizations"]
    without_number = ours | {"slug": "hill-college", "owner": "hill-college"}
    tables.rows["organizations"] = [ours | {"ipeds_id": "123456"}, without_number]

    assert tables.load()["organizations"] == (1, 0, 0, 1)

    assert Organization.objects.get(slug="valley-college").ipeds_id is None


def test_a_row_that_a_person_deleted_does_not_come_back(tables):
    tables.load()
    Program.objects.get().delete()

    counts = tables.load()

    assert counts["programs"] == (0, 0, 0, 1)
    assert counts["program_codes"] == (0, 0, 0, 1)
    assert Program.objects.count() == 0


def test_rows_that_people_added_stay(tables):
    tables.load()
    college = Organization.objects.get()
    Program.objects.create(
        title="Welding", slug="welding", organization=college, owner=college, segment="college"
    )

    tables.load()

    assert Program.objects.filter(slug="welding").exists()


def test_a_credential_that_a_person_took_off_stays_off(tables):
    tables.load()
    Program.objects.get().credentials.clear()

    assert tables.load()["program_credentials"] == (0, 0, 0, 1)


def test_a_credential_that_a_table_names_later_reaches_the_program(tables):
    named, tables.rows["program_credentials"] = tables.rows["program_credentials"], []
    tables.load()
    tables.rows["program_credentials"] = named

    assert tables.load()["program_credentials"] == (1, 0, 0, 0)


def test_all_or_nothing_when_the_database_refuses_a_row(tables):
    tables.rows["programs"][0] |= {"is_program_area": "yes"}

    with pytest.raises(region_files.BadTables) as error:
        tables.load()

    assert str(error.value) == (
        "programs.csv, line 2 (nursing-valley): A program area has no award or units; "
        "untick it once they are known."
    )
    assert Region.objects.count() == 0
    assert RegionLoad.objects.count() == 0


@pytest.mark.parametrize(
    ("table", "change", "sentence"),
    [
        pytest.param(
            "programs",
            {"sector": "HELTH"},
            "programs.csv, line 2, column “sector”: “HELTH” is not in sectors.csv. "
            "Add it there, or write one that is.",
            id="names a row that is not there",
        ),
        pytest.param(
            "programs",
            {"segment": "cc"},
            "programs.csv, line 2, column “segment”: “cc” is none of: "
            "ms, hs, ae, noncredit, college, university.",
            id="unknown choice",
        ),
        pytest.param(
            "programs",
            {"title": ""},
            "programs.csv, line 2, column “title”: is empty; it must be filled.",
            id="empty",
        ),
        pytest.param(
            "programs",
            {"units_min": "many"},
            "programs.csv, line 2, column “units_min”: “many” is not a number.",
            id="no number",
        ),
        pytest.param(
            "awards",
            {"academic_year": "2023-2024"},
            "awards.csv, line 2, column “academic_year”: “2023-2024”: "
            "Write the academic year like 2025-26.",
            id="validator of the field",
        ),
        pytest.param(
            "organizations",
            {"parent": "nobody"},
            "organizations.csv, line 2, column “parent”: “nobody” is in no line of this file. "
            "Add it, or write one that is.",
            id="names no row of its own table",
        ),
        pytest.param(
            "regions",
            {"source": "hearsay"},
            "regions.csv, line 2, column “source”: “hearsay” is not an id in sources.csv. "
            "Every row says where it comes from.",
            id="no source",
        ),
    ],
)
def test_a_wrong_cell_is_told_by_file_line_and_column(tables, table, change, sentence):
    tables.rows[table][0] |= change

    with pytest.raises(region_files.BadTables) as error:
        tables.load()

    assert error.value.errors == [sentence]
    assert Region.objects.count() == 0


def test_a_line_that_is_there_twice_is_told(tables):
    tables.rows["sectors"] *= 2

    with pytest.raises(region_files.BadTables) as error:
        tables.load()

    assert error.value.errors == [
        "sectors.csv, line 3: “HLTH” is there already, on line 2. Take one of the two out."
    ]


def test_a_sample_offering_of_a_real_program_is_told_by_its_line(tables):
    offering = {"program": "nursing-valley", "academic_year": "2026-27"}
    tables.rows["offerings"] = [
        offering | {"format": "online"},
        offering | {"format": "hybrid", "is_sample": "yes"},
    ]

    with pytest.raises(region_files.BadTables) as error:
        tables.load()

    assert error.value.errors == [
        "offerings.csv, line 3 (nursing-valley//2026-27/hybrid): the database refuses it: "
        "A sample offering belongs to a sample program."
    ]
    assert Region.objects.count() == 0


def test_a_missing_column_is_told(tables):
    tables.write()
    (tables.folder / "regions.csv").write_text("slug,label,source\nvalley,The Valley,test\n")

    with pytest.raises(region_files.BadTables) as error:
        region_files.read_all(tables.folder)

    assert error.value.errors[0] == (
        "regions.csv, line 1: the columns are not right: add name, name_es; take out label."
    )


def test_no_match_is_loaded_as_a_code_and_leads_nowhere(tables):
    tables.load()

    assert not Code.objects.get(code="99-9999").is_match
    assert not Occupation.objects.filter(code__code="99-9999").exists()


def test_nursing_leads_to_nurses_and_not_to_instructors(tables):
    tables.load()

    found = ProgramOccupation.objects.values_list("rank", "occupation__title", "basis")
    assert list(found) == [(1, "Registered Nurses", "crosswalk")]


def test_occupations_that_a_person_chose_are_left_alone(tables):
    tables.load()
    program = Program.objects.get()
    program.program_occupations.all().delete()
    chosen = ProgramOccupationFactory(
        program=program, occupation=OccupationFactory(), rank=1, basis="college"
    )

    counts = tables.load()

    assert counts["program_occupations"] == (0, 0, 0, 1)
    assert list(program.program_occupations.all()) == [chosen]


def test_occupations_that_the_rule_no_longer_yields_are_taken_out(tables):
    tables.load()
    tables.rows["crosswalks"].pop(2)

    tables.load()

    assert ProgramOccupation.objects.count() == 0


def test_an_occupation_that_comes_later_may_take_the_first_rank(tables):
    title = "Nurse Midwives"
    tables.rows["codes"].append({"code_set": "soc/2018", "code": "29-1161", "title": title})
    tables.rows["occupations"].append(
        {"code": "soc/2018/29-1161", "title": title, "slug": "nurse-midwives"}
    )
    tables.rows["crosswalks"][2]["to_code"] = "soc/2018/29-1161"
    tables.load()
    tables.rows["crosswalks"].append(
        {"from_code": "cip/2020/51.3801", "to_code": "soc/2018/29-1141"}
    )

    tables.load()

    found = ProgramOccupation.objects.order_by("rank").values_list("occupation__title", flat=True)
    assert list(found) == ["Registered Nurses", "Nurse Midwives"]


@pytest.mark.parametrize(
    ("change", "role"),
    [
        pytest.param({}, "exit", id="degree"),
        pytest.param({"award": "certificate_short"}, "core", id="certificate"),
        pytest.param({"award": "", "units_min": "", "units_max": ""}, "core", id="program area"),
        pytest.param({"segment": "noncredit", "award": "noncredit"}, "entry", id="noncredit"),
    ],
)
def test_a_college_program_stands_on_the_pathway_of_its_top_code(tables, change, role):
    tables.rows["programs"][0] |= change

    tables.load()

    place = PathwayProgram.objects.get()
    assert (place.pathway.slug, place.role) == ("patient-care", role)


def test_archived_organizations_are_not_public(tables):
    closed = {"operating": "closed", "status": "archived"}
    tables.rows["organizations"][0] |= closed

    tables.load()

    assert Organization.objects.open().count() == 0
    assert Organization.objects.count() == 1


def test_a_reported_zero_is_a_zero(tables):
    tables.load()

    assert Organization.objects.get().award_counts.get().count == 0


def test_an_empty_number_is_not_on_file(tables):
    tables.rows["programs"][0] |= {"units_min": "", "units_max": ""}

    tables.load()

    assert Program.objects.get().units_min is None


def test_search_documents_are_built_with_the_load(tables):
    tables.load()

    assert SearchDocument.objects.filter(title="Nursing").exists()


def test_history_says_that_the_load_wrote_the_row(tables):
    tables.load()

    event = Program.pgh_event_model.objects.get()
    assert event.pgh_context.metadata["command"] == region_loader.COMMAND


def test_a_change_under_another_command_counts_as_a_persons(tables):
    tables.load()
    with pghistory.context(command="merge_programs"):
        Program.objects.update(title="Nursing (R.N.)")

    assert tables.load()["programs"] == (0, 0, 0, 1)


def test_command_prints_one_line_a_table_and_the_sum(tables):
    lines = tables.run().splitlines()

    assert lines[0].split() == ["table", "read", "new", "changed", "same", "kept"]
    assert ["regions", "1", "1", "0", "0", "0"] in [line.split() for line in lines]
    assert sum(line.startswith("all tables") for line in lines) == 1


def test_command_counts_what_it_took_out(tables):
    tables.load()
    tables.rows["crosswalks"].pop(2)

    lines = [line.split() for line in tables.run().splitlines()]

    assert lines[0][-2:] == ["taken", "out"]
    assert ["program_occupations", "0", "0", "0", "0", "0", "1"] in lines


def test_command_is_silent_when_asked(tables):
    assert tables.run(verbosity=0) == ""


def test_a_load_of_the_same_tables_builds_no_search_document_anew(tables):
    tables.load()
    SearchDocument.objects.all().delete()

    tables.load()

    assert SearchDocument.objects.count() == 0


def test_every_module_that_makes_search_documents_is_a_rule():
    folder = Path(search_documents.__file__).parent
    made = (*sources.BUILDERS.values(), Document, fold)
    modules = {search_documents, sources, *map(inspect.getmodule, made)}
    modules |= {awards, derived_occupations, enums, leads_to, querysets}
    modules |= {region_derived, region_table, region_tables, region_course_tables}
    modules |= {region_labor_tables, region_path_tables, region_help_tables, region_wbl_tables}
    modules |= {accelerators, bands, card_content}
    modules |= {job_flags, labor, labor_derived, labor_estimates, supply}

    files = {Path(module.__file__).relative_to(folder).as_posix() for module in modules}

    assert files == set(region_files.RULES)


def test_a_change_of_rules_builds_search_documents_anew(tables):
    tables.load()
    SearchDocument.objects.all().delete()
    RegionLoad.objects.update(fingerprint="of other rules")

    tables.load()

    assert SearchDocument.objects.exists()


def test_command_says_that_nothing_was_loaded(tables):
    tables.rows["programs"][0]["sector"] = "HELTH"

    with pytest.raises(CommandError, match="Nothing was loaded"):
        tables.run()


def test_if_changed_skips_tables_that_are_loaded(tables):
    tables.run()

    assert tables.run(if_changed=True) == "The region's tables are loaded already.\n"


def test_if_changed_loads_tables_that_differ(tables):
    tables.run()
    tables.rows["regions"][0]["name"] = "The Wide Valley"

    tables.run(if_changed=True)

    assert Region.objects.get().name == "The Wide Valley"


def test_check_writes_nothing_and_tells_counts_that_are_not_as_expected(tables):
    with pytest.raises(CommandError, match="colleges: 1 where 10 are expected"):
        tables.run(check=True)

    assert Region.objects.count() == 0
