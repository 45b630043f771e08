"""The colleges of a pathway side by side: what each gives for the school's courses, and its awards.

The map draws one college whole. Here each has a row, so that a family can compare before it
chooses.
"""

from collections import defaultdict
from dataclasses import dataclass

from partners.enums import Segment
from programs.seam import words
from programs.seam.choose import Place

# A state has a hundred; the rest are in the list to choose from.
MOST_COLLEGES = 8


@dataclass(frozen=True)
class Credit:
    """What one agreement gives: its courses there as "WELD 100", `units` "" if not on file."""

    agreement: object
    numbers: str
    units: str


@dataclass(frozen=True)
class CollegeRow:
    """A college: agreements a student of the year may count on, and links of the school's programs.

    `address`: the query string that draws it.
    """

    place: Place
    is_chosen: bool
    address: str
    credit: list[Credit]
    onward: list[object]


def colleges_of(seam, choice):
    """(`CollegeRow`s, how many colleges more there are): the chosen one first, then those where
    most counts, then those of the school's county."""
    credit, onward = defaultdict(list), defaultdict(list)
    for agreement in seam.brought:
        if not words.state(agreement, choice.year):
            credit[agreement.receiving_id].append(_credit(agreement))
    for link in seam.links:
        to = link.to_program
        if to and to.segment == Segment.COLLEGE and _is_of(link.from_program, choice.school):
            onward[to.organization_id].append(link)
    chosen, county = choice.college, choice.school and choice.school.county

    def order(place):
        joined = len(credit[place.pk]) + len(onward[place.pk])
        return place != chosen, -joined, place.county != county, place.label.casefold(), place.pk

    places = sorted(choice.colleges, key=order)
    rows = [
        CollegeRow(
            place,
            place == chosen,
            choice.query_with(place),
            credit[place.pk],
            onward[place.pk],
        )
        for place in places[:MOST_COLLEGES]
    ]
    return rows, len(places) - len(rows)


def _credit(agreement):
    numbers = words.numbers(side.course for side in agreement.received)
    return Credit(agreement, numbers, words.units_of(agreement.received))


def _is_of(program, school):
    return bool(school) and program.organization_id == school.pk
