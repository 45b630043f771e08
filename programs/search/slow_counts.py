"""The same facet counts the slow, obvious way: from the source tables, a program at a time.

Shares nothing with the fast way but the declared facets. The benchmark command and the tests
compare the two.
"""

from partners.models import Organization
from programs.enums import Cost
from programs.models import Area, OccupationFigure, PriorityRule, Program, SupplyLink
from programs.search.facets import FACETS


def values_of_programs():
    """{program: {facet name: set of values}} of every program the public may see."""
    parents = dict(Organization.objects.values_list("pk", "parent"))
    programs = (
        Program.objects.open_to_students()
        .select_related("organization")
        .prefetch_related("offerings", "program_occupations__occupation")
    )
    labor = _Labor()
    return {program.pk: _values(program, parents, labor) for program in programs}


class _Labor:
    """Every labor market row on file, looked through from the newest on, one job at a time."""

    def __init__(self):
        self.areas = {area.county_id: area.pk for area in Area.objects.filter(county__isnull=False)}
        self.newest = {}
        for row in OccupationFigure.objects.order_by("-year"):
            self.newest.setdefault((row.occupation_id, row.area_id, row.kind), row)
        self.rules = list(PriorityRule.objects.select_related("benchmark").order_by("-year"))
        self.supplied = set(SupplyLink.objects.values_list("occupation", flat=True))

    def flags(self, occupation, county):
        """The rule in one breath: see `PriorityRule`."""
        rule = next((rule for rule in self.rules if rule.county_id == county), None)
        if rule is None or county not in self.areas:
            return set()
        area = self.areas[county]
        survey = self.newest.get((occupation.pk, area, "survey"))
        projection = self.newest.get((occupation.pk, area, "projection"))
        pay = survey and survey.hourly_median
        openings = projection and projection.openings
        found = set()
        if pay is not None and pay >= rule.benchmark.hourly:
            found.add("high_wage")
        if openings is not None and openings >= rule.min_openings:
            found.add("high_demand")
        level = occupation.entry_education
        is_middle = level is not None and (
            rule.education_min <= level <= rule.education_max
            or (level < rule.education_min and occupation.training in rule.trainings)
            or (
                level > rule.education_max
                and rule.counts_licensed
                and occupation.needs_license
                and occupation.pk in self.supplied
            )
        )
        years = ["none", "under_five", "five_or_more"]
        is_soon = occupation.experience is not None and (
            years.index(occupation.experience) <= years.index(rule.max_experience)
        )
        is_general = "All Other" in occupation.title and rule.leaves_out_general
        if found == {"high_wage", "high_demand"} and is_middle and is_soon and not is_general:
            found.add("priority")
        return found


def _values(program, parents, labor):
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
        "job": {
            flag
            for row in sorted(program.program_occupations.all(), key=lambda row: row.rank)[:1]
            for flag in labor.flags(row.occupation, program.organization.county_id)
        },
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
