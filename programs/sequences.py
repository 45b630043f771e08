"""Rules of courses in order: no circle of prerequisites, no course before what it asks for.

Plain rules over primary keys, so that forms, the importer and pages ask the same.
"""

from collections import defaultdict
from dataclasses import dataclass

from programs.enums import PrerequisiteKind


@dataclass(frozen=True)
class Asked:
    """That `course` asks for `required`; see `Prerequisite` for kind and alternative."""

    course: int
    required: int
    kind: str = PrerequisiteKind.BEFORE
    alternative: int | None = None


def circle(asked):
    """Courses of which each asks for the next and the last for the first; [] if there is none.

    What is only advised binds nobody. Alternatives count too: whoever takes the other one is free,
    but a catalog that sends somebody in a circle is wrong.
    """
    needs = defaultdict(list)
    for one in asked:
        if one.kind != PrerequisiteKind.ADVISED:
            needs[one.course].append(one.required)
    done = set()
    for start in sorted(needs):
        # Depth first, without recursion: a chain of a state's courses may be long.
        way, at = [start], [iter(sorted(needs[start]))]
        while way:
            following = next(at[-1], None)
            if following is None:
                done.add(way.pop())
                at.pop()
            elif following in way:
                return way[way.index(following) :]
            elif following not in done:
                way.append(following)
                at.append(iter(sorted(needs.get(following, ()))))
    return []


def out_of_order(places, asked):
    """[(course, the course it asks for)] that stand the wrong way round in a sequence.

    `places`: {course: its term or grade}. Of alternatives one that comes early enough will do; one
    that is not in the sequence is taken elsewhere and not judged.
    """
    groups = defaultdict(list)
    for number, one in enumerate(asked):
        if one.course in places and one.kind != PrerequisiteKind.ADVISED:
            key = number if one.alternative is None else f"alternative {one.alternative}"
            groups[one.course, key].append(one)
    wrong = []
    for several in groups.values():
        here = [one for one in several if one.required in places]
        if len(here) == len(several) and not any(_is_early_enough(places, one) for one in here):
            wrong.append((here[0].course, here[0].required))
    return sorted(wrong)


def _is_early_enough(places, one):
    own, required = places[one.course], places[one.required]
    return required < own or (one.kind == PrerequisiteKind.WITH and required == own)
