"""What the load works out from its tables: occupations, pathways, search documents."""

import inspect
from pathlib import Path

import pytest

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
    ProgramOccupation,
    RegionLoad,
    SearchDocument,
)
from programs.region import course_tables as region_course_tables
from programs.region import derived as region_derived
from programs.region import files as region_files
from programs.region import goal_tables as region_goal_tables
from programs.region import help_tables as region_help_tables
from programs.region import labor_tables as region_labor_tables
from programs.region import path_tables as region_path_tables
from programs.region import table as region_table
from programs.region import tables as region_tables
from programs.region import wbl_tables as region_wbl_tables
from programs.search import accelerators, bands, card_content, sources
from programs.search.document import Document
from programs.search.words import fold

pytestmark = pytest.mark.django_db


def test_no_match_is_loaded_as_a_code_and_leads_nowhere(tables):
    tables.load()

    assert not Code.objects.get(code="99-9999").is_match
    assert not Occupation.objects.filter(code__code="99-9999").exists()


def test_nursing_leads_to_nurses_and_not_to_instructors(tables):
    tables.load()

    found = ProgramOccupation.objects.values_list("rank", "occupation__title", "basis")
    assert list(found) == [(1, "Registered Nurses", "crosswalk")]


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


def test_search_documents_are_built_with_the_load(tables):
    tables.load()

    assert SearchDocument.objects.filter(title="Nursing").exists()


def test_a_load_of_the_same_tables_builds_no_search_document_anew(tables):
    tables.load()
    SearchDocument.objects.all().delete()

    tables.load()

    assert SearchDocument.objects.count() == 0


def test_every_module_that_makes_search_documents_is_a_rule():
    folder = Path(search_documents.__file__).parent
    made = (*sources.BUILDERS.values(), Document, fold)
    modules = {search_documents, sources, *map(inspect.getmodule, made)}
    modules |= {awards, derived_occupations, leads_to, querysets}
    modules |= {inspect.getmodule(one) for one in vars(enums).values() if inspect.isclass(one)}
    modules |= {region_derived, region_table, region_tables, region_course_tables}
    modules |= {region_labor_tables, region_path_tables, region_help_tables, region_wbl_tables}
    modules |= {region_goal_tables}
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
