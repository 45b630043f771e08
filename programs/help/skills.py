"""The page of skills: those that hold in every job and where they are taught, and those of jobs."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.sources import one_of_each
from programs.enums import SkillGroup, SkillKind
from programs.models import OccupationSkill, PathwaySkill, ProgramOccupation, ProgramSkill, Skill
from programs.querysets import counted_place, public_program

# O*NET rates importance from 1 to 5; 3 is its word "important".
IMPORTANT = 3
SKILLS_SHOWN = 15
JOBS_SHOWN = 3


@dataclass
class TaughtSkill:
    """An employability skill, the pathways that carry it and the programs that teach it.

    `segments`: [(segment, programs)]; `samples` of the programs are sample data. What was made up
    about a real program does not count, as in the finder.
    """

    skill: Skill
    pathways: list = field(default_factory=list)
    segments: list = field(default_factory=list)
    samples: int = 0

    @property
    def programs(self):
        return sum(count for _segment, count in self.segments)


@dataclass(frozen=True)
class GroupOfSkills:
    group: SkillGroup
    skills: list


@dataclass(frozen=True)
class SkillAtWork:
    """A skill of O*NET: in how many occupations it is important, and the first of those."""

    skill: Skill
    occupations: int
    jobs: list


class SkillsPage:
    """What the page prints. Six queries, whatever the number of programs and occupations."""

    def __init__(self):
        taught = _taught()
        self.groups = [
            GroupOfSkills(group, [one for one in taught if one.skill.group == group])
            for group in SkillGroup
        ]
        self.taught = taught
        self.has_samples = any(
            one.samples or any(place.is_sample for place in one.pathways) for one in taught
        )
        self.sources = one_of_each((one.skill for one in taught), by_address=True)
        self.at_work, self.occupations, self.onet = _at_work()
        self.careers_url = reverse("programs:careers")


def _taught():
    skills = Skill.objects.filter(kind=SkillKind.EMPLOYABILITY).order_by("name", "pk")
    pathways = defaultdict(list)
    for place in (
        PathwaySkill.objects.filter(pathway__status=EditingStatus.PUBLISHED)
        .select_related("pathway")
        .order_by("is_sample", "pathway__title", "pk")
    ):
        pathways[place.skill_id].append(place)
    segments, samples = defaultdict(list), Counter()
    counts = (
        ProgramSkill.objects.filter(public_program("program__"), counted_place())
        .values_list("skill", "program__segment")
        .annotate(n=Count("pk"), samples=Count("pk", filter=Q(program__is_sample=True)))
        .order_by("-n", "program__segment")
    )
    for skill, segment, count, sample in counts:
        segments[skill].append((segment, count))
        samples[skill] += sample
    return [
        TaughtSkill(skill, pathways[skill.pk], segments[skill.pk], samples[skill.pk])
        for skill in skills
    ]


def _at_work():
    """(the skills that most occupations ask for, how many occupations were looked at, a source).

    Of the occupations that public programs here lead to, for these are what readers can become.
    """
    here = ProgramOccupation.objects.filter(public_program("program__")).values("occupation")
    rated = OccupationSkill.objects.filter(
        occupation__in=here, occupation__code__is_match=True, skill__kind=SkillKind.OCCUPATIONAL
    )
    in_all = rated.aggregate(n=Count("occupation", distinct=True))["n"]
    most = (
        rated.filter(importance__gte=IMPORTANT)
        .values_list("skill")
        .annotate(n=Count("pk"))
        .order_by("-n", "skill__name", "skill")[:SKILLS_SHOWN]
    )
    counts = dict(most)
    place = Window(
        RowNumber(),
        partition_by="skill",
        order_by=[F("importance").desc(), "occupation__title", "pk"],
    )
    first = (
        rated.filter(skill__in=list(counts), importance__gte=IMPORTANT)
        .annotate(place=place)
        .filter(place__lte=JOBS_SHOWN)
        .select_related("skill", "occupation__code")
        .order_by("place")
    )
    jobs = defaultdict(list)
    for row in first:
        jobs[row.skill_id].append(row)
    skills = [SkillAtWork(jobs[pk][0].skill, n, jobs[pk]) for pk, n in counts.items()]
    return skills, in_all, jobs[next(iter(counts))][0] if counts else None
