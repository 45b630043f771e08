"""The same facet counts the slow, obvious way: from the source tables, a program at a time.

Shares nothing with the fast way but the declared facets. The benchmark command and the tests
compare the two.
"""

from django.utils.timezone import localdate

from partners.models import Organization
from pathways_portal.common import academic_year
from programs.agreements import offered_for
from programs.models import Area, OccupationFigure, PriorityRule, Program, SupplyLink
from programs.search.facets import FACETS

CHUNK = 2000


def values_of_programs():
    """{program: {facet name: set of values}} of every program the public may see."""
    parents = dict(Organization.objects.values_list("pk", "parent"))
    programs = (
        Program.objects.open_to_students()
        .select_related("organization")
        .prefetch_related(
            "offerings",
            "program_occupations__occupation",
            "pathway_programs__pathway",
            "activities",
            "credentials",
            "program_skills__skill",
            "program_supports__support",
            "sequences__steps__course__agreements_in__agreement",
            "sequences__steps__course__agreements_out__agreement",
        )
        .order_by("pk")
    )
    labor = _Labor()
    return {program.pk: _values(program, parents, labor) for program in programs.iterator(CHUNK)}


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
        "pathway": {
            place.pathway_id
            for place in program.pathway_programs.all()
            if place.pathway.status == "published" and (program.is_sample or not place.is_sample)
        },
        "county": {program.organization.county_id},
        "organization": set(line),
        "award": {program.award},
        "units": {_units(program)},
        "occupation": {row.occupation_id for row in program.program_occupations.all()},
        "format": {offering.format for offering in offerings},
        "schedule": {schedule for offering in offerings for schedule in offering.schedules},
        "language": {offering.language for offering in offerings},
        "job": {
            flag
            for row in sorted(program.program_occupations.all(), key=lambda row: row.rank)[:1]
            for flag in labor.flags(row.occupation, program.organization.county_id)
        },
        "cost": {_cost(offering) for offering in offerings},
        "accelerator": _accelerators(program),
        "wbl": {row.stage for row in _told_of(program, program.activities.all())},
        "skill": {
            row.skill_id
            for row in _told_of(program, program.program_skills.all())
            if row.skill.slug
        },
        "support": {
            row.support_id
            for row in _told_of(program, program.program_supports.all())
            if row.support.status == "published"
        },
    }
    return {name: values - {None, ""} for name, values in found.items()}


def _told_of(program, rows):
    """Rows that count: a made-up one only for a made-up program."""
    return [row for row in rows if program.is_sample or not row.is_sample]


def _accelerators(program):
    found = set()
    if _told_of(program, program.activities.all()):
        found.add("work")
    if any(one.kind == "industry_certification" for one in program.credentials.all()):
        found.add("certification")
    planned_for = academic_year.current_and_coming(localdate())
    for sequence in program.sequences.all():
        for step in sequence.steps.all() if sequence.status == "published" else ():
            sides = [*step.course.agreements_in.all(), *step.course.agreements_out.all()]
            agreements = [side.agreement for side in sides if side.agreement.status == "published"]
            for one in _told_of(program, agreements):
                if any(offered_for(one, year) for year in planned_for):
                    found.add("early_credit")
    return found


def _units(program):
    fewest = program.units_min
    if fewest is None:
        return None
    if program.units_max == 0:
        return "none"
    if fewest < 8:
        return "under_8"
    if fewest < 16:
        return "8_to_16"
    if fewest < 30:
        return "16_to_30"
    return "30_to_60" if fewest < 60 else "60_plus"


def _cost(offering):
    dollars = offering.cost
    if dollars is None:
        return None
    if dollars == 0:
        return "free"
    if dollars < 500:
        return "under_500"
    if dollars < 1500:
        return "500_to_1500"
    return "1500_to_5000" if dollars < 5000 else "5000_plus"


def count(programs, chosen):
    """(total, {facet: {value: count}}) for {facet: values}; values nobody has are missing."""
    chosen = {name: set(wanted) for name, wanted in chosen.items() if wanted}
    counts = {facet.name: {} for facet in FACETS}
    total = 0
    for values in programs.values():
        fails = [name for name, wanted in chosen.items() if not values.get(name, set()) & wanted]
        if not fails:
            total += 1
        # Whatever fails one facet only is counted there: a facet ignores its own choice.
        for name in counts if not fails else fails if len(fails) == 1 else ():
            tally = counts[name]
            for value in values.get(name, ()):
                tally[value] = tally.get(value, 0) + 1
    return total, counts
