"""A region of one college with one program, as tables that the loader reads."""

import csv
from io import StringIO

from django.core.management import call_command

from programs.region import derived as region_derived
from programs.region import files as region_files
from programs.region import loader as region_loader
from programs.region.tables import TABLES

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
