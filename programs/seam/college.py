"""The college's lane of a seam: what courses count as, term by term to the award, other awards.

Also what counts at other colleges, and what comes after. See `programs.seam.rows`.
"""

from collections import defaultdict

from partners.enums import OrganizationKind, Segment
from pathways_portal.common.choices import words_of
from programs.enums import Award, StepKind
from programs.seam import words
from programs.seam.boxes import Box, Role, is_english
from programs.seam.stacking import depths

# Beside the chosen college; the rest is named.
MOST_OTHERS, MOST_AWARDS, MOST_AFTER = 3, 3, 2
MOST_TERMS = 3


def college_side(build, main, credit):
    """Add the boxes and lines of the college's lane; return names of colleges that are not drawn.

    `credit`: {key of a box: agreements that its course completes}.
    """
    at_college = build.choice.college and build.choice.college.pk
    own, others = defaultdict(list), defaultdict(list)
    for start, agreements in credit.items():
        for agreement in agreements:
            side = own if agreement.receiving_id == at_college else others
            side[start, agreement.receiving_id].append(agreement)
    received = {course for several in own.values() for course in _counted(build, several)}
    aimed = {pk for pk, job in build.jobs.items() if job.pk == build.aim}
    award, deep = main_award(build.college, build.steps, build.links, received, aimed)
    brought = [
        (_earned(build, start, several), _counted(build, several))
        for (start, _college), several in own.items()
    ]
    _terms(build, award, brought)
    names = _others(build, main, others)
    _awards(build, award, deep)
    _after(build)
    return names


def _counted(build, several):
    """Courses received by agreements whose courses the program drawn teaches, all of them."""
    return {side.course_id for one in several if not build.lacking[one.pk] for side in one.received}


def _received(several):
    """Courses that several agreements of one course are about, each once, with its most units."""
    found = {}
    for side in (side for one in several for side in one.received):
        before = found.setdefault(side.course_id, side)
        if (side.units or 0) > (before.units or 0):
            found[side.course_id] = side
    return list(found.values())


def _earned(build, start, several):
    """What a course counts as at the chosen college, with a line for each agreement."""
    received = _received(several)
    first = several[0]
    titles = [f"{side.course.number} {side.course.local_title}" for side in received]
    box = build.add(
        Box(
            key=f"earned-{first.pk}",
            segment=Segment.COLLEGE,
            role=Role.EARNED,
            title=titles[0] if len(titles) == 1 else ", ".join(s.course.number for s in received),
            url=received[0].course.get_absolute_url(),
            at=first.receiving.label,
            notes=[part for part in [words.units_of(received)] if part],
            courses=[side.course for side in received] if len(received) > 1 else [],
            is_english=is_english(received[0].course),
            is_sample=any(side.course.is_sample for side in received),
        )
    )
    _credit_lines(build, start, box, several)
    return box


def _credit_lines(build, start, box, several):
    # At other colleges the box itself says what the plate would: there are too many lines.
    has_plate = box.role == Role.EARNED
    for agreement in several:
        state = words.state(agreement, build.year)
        lacking = build.lacking[agreement.pk]
        terms = agreement, agreement.received, build.year, lacking
        build.join(
            start,
            box.key,
            "credit",
            key=f"agreement-{agreement.pk}",
            plate=words.plate(*terms) if has_plate else (),
            terms=words.terms(*terms),
            url=agreement.get_absolute_url(),
            is_promised=not state,
            is_sample=agreement.is_sample,
            agreement=agreement,
        )


def _terms(build, award, brought):
    """The award that the way leads to, and before it its courses, a few terms to a box.

    What is taken before the program stands in a box of its own: it is no part of the award.
    """
    if award is None:
        return
    asked = [step for step in build.steps[award.pk] if step.kind == StepKind.PREREQUISITE]
    listed = [step for step in build.steps[award.pk] if step.kind != StepKind.PREREQUISITE]
    before, entered = None, {}  # {key of a box where credit may come in: its courses}
    groups = [asked] if asked else []
    for several in [*groups, *_by_term(listed, MOST_TERMS - len(groups))]:
        box = build.add(_term_box(award, several, brought))
        if several is asked:
            box.title = str(StepKind.PREREQUISITE.label)
            box.notes[:0] = [part for part in [words.units_to_take(asked)] if part]
        if before:
            build.join(before.key, box.key)
        else:
            build.first[award.pk] = box.key
        if len(entered) <= len(groups):
            entered[box.key] = {step.course_id for step in several}
        before = box
    end = build.add(build.program_box(award, Role.DESTINATION, is_exit=True))
    build.first.setdefault(award.pk, end.key)
    build.last[award.pk] = end.key
    if before:
        build.join(before.key, end.key)
    courses = {step.course_id for step in build.steps[award.pk]}
    for box, received in brought:
        if received & courses:
            is_before = not received & {step.course_id for step in listed}
            box.notes.append(words.before_award() if is_before else words.part_of_award())
            # Where it counts, else at the first term.
            into = next((key for key, own in entered.items() if received & own), list(entered)[-1])
            build.join(box.key, into, "counts", terms=[words.counts_in(award)])
        elif courses:
            box.notes.append(words.not_in_award(award))


def _by_term(steps, most):
    """Steps in at most `most` groups of terms that follow each other."""
    places = sorted({step.place for step in steps})
    each = -(-len(places) // most) or 1
    groups = [places[at : at + each] for at in range(0, len(places), each)]
    return [[step for step in steps if step.place in group] for group in groups]


def _term_box(award, steps, brought):
    earned = set().union(*(received for _box, received in brought)) if brought else set()
    needed = [step for step in steps if step.course_id not in earned]
    places = [step.place for step in steps]
    return Box(
        key=f"term-{steps[0].pk}",
        segment=Segment.COLLEGE,
        role=Role.TERM,
        title=words.term(min(places), max(places)),
        url=award.get_absolute_url(),
        at=award.organization.label,
        notes=[words.numbers(step.course for step in needed)] if needed else [],
        courses=[step.course for step in steps],
        is_sample=any(step.sequence.is_sample for step in steps),
    )


def _others(build, main, others):
    """Rows of other colleges where the same courses, or the school's program, lead on."""
    by_college = defaultdict(list)
    for (start, college), several in others.items():
        by_college[college].append((start, several))
    linked = defaultdict(list)
    at_college = build.choice.college and build.choice.college.pk
    for link in build.links:
        there = link.to_program
        if main and there and link.from_program_id == main.pk:
            at = there.organization_id
            if there.segment == Segment.COLLEGE and at != at_college:
                linked[at].append(there)
    names = {a.receiving_id: a.receiving.label for several in others.values() for a in several}
    names |= {at: several[0].organization.label for at, several in linked.items()}
    ranked = sorted(names, key=lambda pk: (-len(by_college[pk]) - len(linked[pk]), names[pk], pk))
    for group, college in enumerate(ranked[:MOST_OTHERS]):
        for start, several in by_college[college]:
            # What can be counted on says how; of what cannot, the line says why.
            first = min(several, key=lambda one: bool(words.state(one, build.year)))
            received = _received(several)
            lacking = build.lacking[first.pk]
            notes = words.plate(first, received, build.year, lacking)
            counts = words.numbers(side.course for side in received)
            box = build.add(
                Box(
                    key=f"also-{first.pk}",
                    segment=Segment.COLLEGE,
                    role=Role.ALSO,
                    title=names[college],
                    url=first.get_absolute_url(),
                    at=first.receiving.name,
                    notes=[*notes, counts],
                    group=group,
                    counts=counts,
                )
            )
            _credit_lines(build, start, box, several)
        for program in linked[college][:1]:
            box = build.program_box(program, Role.ALSO, group=group)
            box.title, box.notes = names[college], [program.local_title, *box.notes]
            box.counts = program.local_title
            build.add(box)
            build.first[program.pk] = build.last[program.pk] = box.key
    return [names[pk] for pk in ranked[MOST_OTHERS:]]


def _awards(build, award, deep):
    """Other awards of the college that have links, else some; what comes first stands on top."""
    linked = {pk for link in build.links for pk in (link.from_program_id, link.to_program_id)}
    others = [program for program in build.college if program is not award]
    others = [program for program in others if program.pk in linked] or others
    for program in sorted(others[:MOST_AWARDS], key=lambda one: deep[one.pk]):
        box = build.program_box(program, Role.AWARD, is_exit=True, depth=deep[program.pk])
        build.add(box)
        build.first[program.pk] = build.last[program.pk] = box.key


def _after(build):
    """Universities and apprenticeships that the programs drawn lead to."""
    seen = {}
    # What the college leads to comes first: an on-ramp may lead to an apprenticeship too.
    for link in sorted(build.links, key=lambda one: one.from_program.segment != Segment.COLLEGE):
        to = link.destination
        if to and link.from_program_id in build.last and to.pk not in seen:
            seen[to.pk] = to
    for to in list(seen.values())[:MOST_AFTER]:
        build.add(
            Box(
                key=f"after-{to.pk}",
                segment=Segment.UNIVERSITY,
                role=Role.AFTER,
                title=to.label,
                url=to.website,
                notes=[words_of(to, "kind")],
                is_apprenticeship=to.kind == OrganizationKind.APPRENTICESHIP,
                is_sample=to.is_sample,
            )
        )


def main_award(programs, steps, links, received, aimed=()):
    """The program of a college that its other awards lead to: the end of the longest chain.

    Of equals: what the student's credit counts in, what has courses on file, the higher award, what
    leads to the pathway's commonest first job (`aimed`: primary keys).
    """
    deep = depths(
        [program.pk for program in programs],
        [(link.from_program_id, link.to_program_id) for link in links],
    )
    ranks = list(Award.values)

    def key(program):
        own = {step.course_id for step in steps[program.pk]}
        rank = ranks.index(program.award) if program.award else len(ranks)
        counts, is_aimed = len(own & received), program.pk in aimed
        return -deep[program.pk], -counts, not own, rank, not is_aimed, program.is_sample

    # What comes first by title among equals; the programs are in that order.
    return min(programs, key=key, default=None), deep
