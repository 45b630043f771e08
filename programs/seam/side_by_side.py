"""The colleges of a pathway side by side: what each gives for courses of a school, and its awards.

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
    """What one agreement gives: its courses there as "WELD 100", `units` "" if not on file.

    `terms`: on what condition, in words. `instead`: why it cannot be counted on, "" where it can.
    """

    agreement: object
    numbers: str
    units: str
    terms: str
    instead: str


@dataclass(frozen=True)
class CollegeRow:
    """A college: agreements of where the reader starts, and links of its programs.

    `credit`: those that a student of the year may count on; where there is none, the others that
    are on file. `address`: the query string that draws the college.
    """

    place: Place
    is_chosen: bool
    address: str
    credit: list[Credit]
    onward: list[object]


def colleges_of(seam, choice):
    """(`CollegeRow`s, how many colleges more there are): the chosen one first, then those where
    most counts, then those of the county where the reader starts."""
    usable, idle, onward = defaultdict(list), defaultdict(list), defaultdict(list)
    for agreement in seam.brought:
        credit = _credit(agreement, choice.year, seam.lacking[agreement.pk])
        (idle if credit.instead else usable)[agreement.receiving_id].append(credit)
    begin = choice.begin
    for link in seam.links:
        to = link.to_program
        if to and to.segment == Segment.COLLEGE and _is_of(link.from_program, begin):
            onward[to.organization_id].append(link)
    chosen, county = choice.college, begin and begin.county

    def order(place):
        joined = len(usable[place.pk]) + len(onward[place.pk])
        return place != chosen, -joined, place.county != county, place.label.casefold(), place.pk

    places = sorted(choice.colleges, key=order)
    rows = [
        CollegeRow(
            place,
            place == chosen,
            choice.query_with(place),
            usable[place.pk] or idle[place.pk],
            onward[place.pk],
        )
        for place in places[:MOST_COLLEGES]
    ]
    return rows, len(places) - len(rows)


def _credit(agreement, year, lacking):
    return Credit(
        agreement,
        words.numbers(side.course for side in agreement.received),
        words.units_of(agreement.received),
        ", ".join(words.conditions(agreement, lacking)),
        words.state(agreement, year),
    )


def _is_of(program, begin):
    return bool(begin) and (program.organization_id, program.segment) == (begin.pk, begin.segment)
