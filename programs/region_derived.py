"""Rows that follow from the region's tables by a rule of the project, so nobody types them.

- A college program stands on the state pathway that its TOP code was assigned to
  (`pathway_top.csv`): noncredit programs at its entry, degrees at its exit, certificates and
  program areas at its core.
- A program leads to the occupations that `leads_to` puts in order.
"""

from collections import defaultdict

from partners.enums import Segment
from programs import leads_to
from programs.enums import DEGREES, Award, OccupationBasis, PathwayRole
from programs.region_files import Region, Row

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
    titles = {row.key: row.values["title"] for row in region.rows["codes"]}
    leads = defaultdict(list)
    for row in region.rows["crosswalks"]:
        leads[row.references["from_code_id"][1]].append(row.references["to_code_id"][1])
    occupations = {row.references["code_id"][1]: row.values for row in region.rows["occupations"]}

    def candidate(code, via):
        values = occupations[code]
        return leads_to.Candidate(
            code=code.rpartition("/")[2],
            title=values["title"],
            entry_education=values["entry_education"],
            job_zone=values["job_zone"],
            aliases=tuple(values["aliases"]),
            via=tuple(via),
        )

    def reached(cips):
        via = defaultdict(list)
        for cip in cips:
            for code in leads[cip]:
                if code in occupations:
                    via[code].append(titles[cip])
        return {code: candidate(code, names) for code, names in via.items()}

    everything = {code: candidate(code, ()) for code in occupations}
    for program in region.rows["programs"]:
        own = codes[program.key]
        tops = [code for code in own if code.startswith("top/")]
        others = [cip for top in tops for cip in leads[top]]
        cips = [code for code in own if code.startswith("cip/")] or others
        if not cips:
            continue
        award, title = _award(program.values), program.values["title"]
        field_titles = [titles[code] for code in [*tops, *cips]]
        found = reached(cips)
        if leads_to.needs_second_hand(found.values(), award):
            second = reached(others)
            fits = leads_to.second_hand(
                second.values(), title=title, field_titles=field_titles, award=award
            )
            found |= {
                code: one for code, one in second.items() if one in fits and code not in found
            }
        named = {
            code: one
            for code, one in everything.items()
            if code not in found and leads_to.is_named(title, one)
        }
        by_code = {one.code: code for code, one in {**found, **named}.items()}
        ordered = leads_to.leads_to(
            title=title,
            field_titles=field_titles,
            award=award,
            candidates=[*found.values(), *named.values()],
        )
        for rank, soc in enumerate(ordered, start=1):
            code = by_code[soc]
            basis = OccupationBasis.TITLE if code in named else OccupationBasis.CROSSWALK
            values = {"rank": rank, "basis": basis.value} | region.sources[OCCUPATION_SOURCE]
            names = {
                "program_id": ("programs", program.key),
                "occupation_id": ("occupations", code),
            }
            yield Row(program.line, f"{program.key}/{code}", values, names)


def _award(program):
    """The award; adult schools give certificates of their own, under those of colleges."""
    return Award.NONCREDIT if program["segment"] == Segment.ADULT_EDUCATION else program["award"]
