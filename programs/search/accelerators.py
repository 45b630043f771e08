"""What moves a program's students ahead: early credit, work-based learning, certification; with
the skills it teaches and the supports that come with it.

A made-up row about a real program would be read as a fact about it, so it counts only for samples,
as a made-up place on a pathway does. Early credit: a course of one of its published sequences is
sent, or earned, under a published agreement that covers this academic year or the coming one.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import F, Q
from django.utils.timezone import localdate

from pathways_portal.common.enums import EditingStatus
from programs.enums import Accelerator, CredentialKind, Stage
from programs.models import (
    ArticulationAgreement,
    Program,
    ProgramSkill,
    ProgramSupport,
    Skill,
    Support,
)
from programs.search.document import these

_STEPS = "course__steps__sequence"


@dataclass
class Ahead:
    """Of one program: choices in their declared order, skills and supports as rows."""

    accelerators: list = field(default_factory=list)
    stages: list = field(default_factory=list)
    skills: list = field(default_factory=list)
    supports: list = field(default_factory=list)


def of_programs(ids):
    """{program: `Ahead`} of these programs. A fixed number of queries."""
    found = defaultdict(Ahead)
    stages = defaultdict(set)
    for program, stage in _activities(ids):
        stages[program].add(stage)
    credit, certified = set(_with_early_credit(ids)), set(_with_certification(ids))
    for program in {*stages, *credit, *certified}:
        holds = {
            Accelerator.EARLY_CREDIT: program in credit,
            Accelerator.WORK: program in stages,
            Accelerator.CERTIFICATION: program in certified,
        }
        found[program].accelerators = [choice for choice in Accelerator if holds[choice]]
        found[program].stages = [stage for stage in Stage if stage in stages[program]]
    for program, row in _rows(ProgramSkill, "skill", Skill.objects.filter(slug__isnull=False), ids):
        found[program].skills.append(row)
    for program, row in _rows(ProgramSupport, "support", Support.objects.published(), ids):
        found[program].supports.append(row)
    return found


def _activities(ids):
    """Its app stands above this one: the relation leads there."""
    rows = Program.objects.filter(pk__in=these(ids), activities__isnull=False)
    rows = rows.filter(Q(activities__is_sample=False) | Q(is_sample=True))
    return rows.values_list("pk", "activities__stage").distinct()


def _with_early_credit(ids):
    in_force = ArticulationAgreement.objects.published().usable(localdate())
    for side in ("sending_courses", "receiving_courses"):
        sequence = f"{side}__{_STEPS}"
        rows = in_force.filter(
            Q(is_sample=False) | Q(**{f"{sequence}__program__is_sample": True}),
            **{
                f"{sequence}__status": EditingStatus.PUBLISHED,
                f"{sequence}__program__in": these(ids),
            },
        )
        yield from rows.values_list(F(f"{sequence}__program"), flat=True).distinct()


def _with_certification(ids):
    return Program.objects.filter(
        pk__in=these(ids), credentials__kind=CredentialKind.INDUSTRY_CERTIFICATION
    ).values_list("pk", flat=True)


def _rows(model, name, rows, ids):
    """(program, row) of what a program is said to have, by name of the row."""
    pairs = list(
        model.objects.filter(Q(is_sample=False) | Q(program__is_sample=True))
        .filter(program__in=these(ids))
        .values_list("program", name)
    )
    known = rows.order_by("name", "pk").in_bulk({pk for _program, pk in pairs})
    order = {pk: number for number, pk in enumerate(known)}
    return [
        (program, known[pk])
        for program, pk in sorted(pairs, key=lambda pair: order.get(pair[1], 0))
        if pk in known
    ]
