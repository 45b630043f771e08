"""The same facet counts the slow, obvious way: from the source tables, a program at a time.

Shares nothing with the fast way but the declared facets. The benchmark command and the tests
compare the two.
"""

from partners.models import Organization
from programs.enums import Cost
from programs.models import Program
from programs.search.facets import FACETS


def values_of_programs():
    """{program: {facet name: set of values}} of every program the public may see."""
    parents = dict(Organization.objects.values_list("pk", "parent"))
    programs = (
        Program.objects.open_to_students()
        .select_related("organization")
        .prefetch_related("offerings", "program_occupations")
    )
    return {program.pk: _values(program, parents) for program in programs}


def _values(program, parents):
    offerings = program.offerings.all()
    line, above = [], program.organization_id
    while above and above not in line:
        line.append(above)
        above = parents[above]
    found = {
        "segment": {program.segment},
        "sector": {program.sector_id},
        "county": {program.organization.county_id},
        "organization": set(line),
        "award": {program.award},
        "occupation": {row.occupation_id for row in program.program_occupations.all()},
        "format": {offering.format for offering in offerings},
        "schedule": {schedule for offering in offerings for schedule in offering.schedules},
        "language": {offering.language for offering in offerings},
        "cost": {Cost.FREE.value for offering in offerings if offering.cost == 0},
    }
    return {name: values - {None, ""} for name, values in found.items()}


def count(programs, chosen):
    """(total, {facet: {value: count}}) for {facet: values}; values nobody has are missing."""

    def passes(values, leave_out=None):
        return all(
            values[name] & set(wanted)
            for name, wanted in chosen.items()
            if wanted and name != leave_out
        )

    counts = {}
    for facet in FACETS:
        tally = counts[facet.name] = {}
        for values in programs.values():
            if passes(values, leave_out=facet.name):
                for value in values[facet.name]:
                    tally[value] = tally.get(value, 0) + 1
    return sum(passes(values) for values in programs.values()), counts
