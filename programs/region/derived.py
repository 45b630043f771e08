"""Rows that follow from the region's tables by a rule of the project, so nobody types them.

- A college program stands on the state pathway that its TOP code was assigned to
  (`pathway_top.csv`): noncredit programs at its entry, degrees at its exit, certificates and
  program areas at its core.
- A program leads to the occupations that `derived_occupations` finds and `leads_to` puts in order.
"""

from collections import defaultdict

from partners.enums import Segment
from programs.derived_occupations import DerivedOccupations, finished_award
from programs.enums import DEGREES, PathwayRole
from programs.region.files import Region, Row

PATHWAY_SOURCE = "pathway-assignment"
OCCUPATION_SOURCE = "leads-to"


def add(region: Region):
    """Add the derived rows to the region's tables in place."""
    codes = _codes_by_program(region)
    region.rows["pathway_programs"].extend(_pathway_programs(region, codes))
    region.rows["program_occupations"] = list(_program_occupations(region, codes))


def _codes_by_program(region):
    found = defaultdict(list)
    for row in region.rows["program_codes"]:
        found[row.references["program_id"][1]].append(row.references["code_id"][1])
    return found


def _pathway_programs(region, codes):
    there = {row.key for row in region.rows["pathway_programs"]}
    pathways = {
        row.references["top_code"][1]: row.references["pathway"][1]
        for row in region.rows["pathway_top"]
    }
    for program in region.rows["programs"]:
        for code in codes[program.key]:
            pathway = pathways.get(code)
            key = f"{pathway}/{program.key}"
            if pathway and key not in there:
                values = {"role": pathway_role(program.values), "is_sample": False}
                values |= region.sources[PATHWAY_SOURCE]
                names = {
                    "pathway_id": ("pathways", pathway),
                    "program_id": ("programs", program.key),
                }
                yield Row(program.line, key, values, names)


def pathway_role(program):
    """Where on a pathway a program stands: entry, core or exit, by its segment and award."""
    if program["segment"] == Segment.NONCREDIT:
        return PathwayRole.ENTRY.value
    return (PathwayRole.EXIT if program["award"] in DEGREES else PathwayRole.CORE).value


def _program_occupations(region, codes):
    leads = defaultdict(list)
    for row in region.rows["crosswalks"]:
        leads[row.references["from_code_id"][1]].append(row.references["to_code_id"][1])
    derived = DerivedOccupations(
        titles={row.key: row.values["title"] for row in region.rows["codes"]},
        leads=leads,
        occupations={
            row.references["code_id"][1]: row.values for row in region.rows["occupations"]
        },
    )
    for program in region.rows["programs"]:
        ordered = derived.of(
            codes=codes[program.key],
            title=program.values["title"],
            award=finished_award(segment=program.values["segment"], award=program.values["award"]),
        )
        for rank, (code, basis) in enumerate(ordered, start=1):
            values = {"rank": rank, "basis": basis.value} | region.sources[OCCUPATION_SOURCE]
            names = {
                "program_id": ("programs", program.key),
                "occupation_id": ("occupations", code),
            }
            yield Row(program.line, f"{program.key}/{code}", values, names)
