"""The rule behind the flags, in words: of each county, as its row says, and of one occupation."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pathways_portal.common.money import HOURS_A_YEAR, dollars
from pathways_portal.common.sources import one_of_each
from programs.careers.cards import cards
from programs.careers.rows import Here, counties, rows_in
from programs.enums import EntryEducation, Experience, JobFlag, Training
from programs.labor.flags import experience_fits
from programs.labor.market import limits_of
from programs.models import PriorityRule, WageBenchmark


@dataclass
class CountyRule:
    """A county's rule in force with those before it, its benchmarks, and how many meet it.

    `counts`: [(flag, occupations)]; `unknown` occupations have no pay or no openings on file, so
    nobody can say whether they are priority jobs. `jobs`: a `programs.careers.cards.Card` for each
    priority job, most openings first. `earlier` and `older` are history.
    """

    here: Here
    in_force: PriorityRule | None
    earlier: list
    older: list
    counts: list
    jobs: list
    unknown: int

    @property
    def sources(self):
        """The source rows of the figures of its priority jobs, each source once."""
        figures = (figure for job in self.jobs for figure in (job.survey, job.projection))
        return one_of_each(filter(None, figures))


def county_rules():
    """A `CountyRule` for every county that has figures. A fixed number of queries a county."""
    rules = list(PriorityRule.objects.select_related("benchmark").order_by("-year"))
    for rule in rules:
        rule.training_labels = [Training(one).label for one in rule.trainings]
    benchmarks = benchmarks_by_county()
    found = []
    for here in counties():
        rows = rows_in(here) if here.rule else []
        found.append(
            CountyRule(
                here=here,
                in_force=next((rule for rule in rules if rule == here.rule), None),
                earlier=[
                    rule
                    for rule in rules
                    if rule.county_id == here.area.county_id and rule != here.rule
                ],
                older=[
                    row for row in benchmarks.get(here.area.county_id, []) if row != here.benchmark
                ],
                jobs=cards(_most_openings_first(rows), here),
                counts=[(flag, sum(flag in row.verdict.flags for row in rows)) for flag in JobFlag],
                unknown=sum(row.verdict.priority is None for row in rows),
            )
        )
    return found


def _most_openings_first(rows):
    """The priority jobs among the rows."""
    found = [row for row in rows if row.verdict.priority]
    return sorted(found, key=lambda row: (-row.openings, row.code))


def benchmarks_by_county():
    """{county: its wage benchmarks, newest first}. One query."""
    found = {}
    rows = WageBenchmark.objects.select_related("county").order_by("-year", "household", "pk")
    for row in rows:
        found.setdefault(row.county_id, []).append(row)
    return found


@dataclass(frozen=True)
class Part:
    """One part of a county's rule for one occupation, and the figure that decides it.

    `met` is True, False, or None where a figure is not on file.
    """

    label: str
    met: bool | None
    words: str


def parts_of(local, job):
    """The parts of the rule in force for an occupation in a county; [] where none is on file."""
    rule = local.rule
    if rule is None:
        return []
    limits, verdict = limits_of(rule), local.verdict
    parts = [
        Part(JobFlag.HIGH_WAGE.label, verdict.high_wage, _wage_words(job, local)),
        Part(JobFlag.HIGH_DEMAND.label, verdict.high_demand, _demand_words(local, rule)),
        Part(_("Middle-skill"), verdict.middle_skill, _skill_words(job, limits)),
        Part(_("Experience"), experience_fits(job, limits), _experience_words(job, rule)),
    ]
    if rule.leaves_out_general and job.is_general:
        words = _("It gathers what fits nowhere else; the rule leaves such occupations out.")
        parts.append(Part(_("One occupation"), False, words))
    return parts


def _wage_words(job, local):
    """Pay as it is published, beside what the rule asks: an hour, or full time a year."""
    benchmark = local.rule.benchmark
    if job.pay_is_beyond:
        return _("Half earn more than the highest figure published.")
    if job.pay is None:
        return _("The median is not published; the rule asks for %(asked)s an hour.") % {
            "asked": dollars(benchmark.hourly)
        }
    if local.survey.hourly_p50 is not None:
        return _("The median is %(pay)s an hour; the rule asks for %(asked)s.") % {
            "pay": dollars(local.survey.hourly_p50),
            "asked": dollars(benchmark.hourly),
        }
    return _("The median is %(pay)s a year; the rule asks for %(asked)s.") % {
        "pay": dollars(local.survey.annual_p50),
        "asked": dollars(round(benchmark.hourly * HOURS_A_YEAR)),
    }


def _demand_words(local, rule):
    values = {"asked": rule.min_openings}
    if local.openings is None:
        return _("Openings are not on file; the rule asks for %(asked)s a year.") % values
    values["openings"] = f"{local.openings:,}"
    if local.projection.is_estimate:
        return _("%(openings)s openings a year (estimate); the rule asks for %(asked)s.") % values
    return _("%(openings)s openings a year; the rule asks for %(asked)s.") % values


def _skill_words(job, limits):
    if job.education is None:
        return _("The usual education to enter is not on file.")
    education = EntryEducation(job.education).label
    if job.education < limits.education_min:
        if job.training is None and limits.trainings:
            return _("%(education)s; how the rest is learned at work is not on file.") % {
                "education": education
            }
        if job.training in limits.trainings:
            return _("%(education)s, then learned at work: %(training)s.") % {
                "education": education,
                "training": Training(job.training).label,
            }
        return _("%(education)s is less than the rule asks for.") % {"education": education}
    if job.education > limits.education_max:
        if limits.counts_licensed and job.license_by_associate:
            return _(
                "%(education)s is usual, but a license opens the job and an associate degree on "
                "file here leads to it."
            ) % {"education": education}
        return _("%(education)s is more than the rule counts.") % {"education": education}
    return _("%(education)s: more than high school, less than a bachelor’s degree.") % {
        "education": education
    }


def _experience_words(job, rule):
    if job.experience is None:
        return _("The usual experience to enter is not on file.")
    return _("Usual before entry: %(usual)s. The rule counts up to: %(most)s.") % {
        "usual": Experience(job.experience).label,
        "most": rule.get_max_experience_display(),
    }
