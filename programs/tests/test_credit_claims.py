"""What can be claimed and what is refused: each mechanism by hand, windows to the day.

At the end the rules are compared with a slow and obvious way over small random cases.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.utils.translation import override

from programs.credit import words
from programs.credit.claims import Claim, Offer, Reason, Standing, Taken, credit, judge, named
from programs.credit.counting import Step, counted, left
from programs.credit.exams import ExamRule, units_of, worth, worth_at
from programs.credit.orders import left_of
from programs.enums import AgreementState as State
from programs.enums import Mechanism

AUTO, WELD, MATH = "Auto 1", "Welding 1", "Math"
THREE = (("AUTO 100", Decimal(3)),)
DAY = date(2026, 11, 26)


@dataclass(frozen=True)
class Terms:
    """In force from 2024-25 through 2027-28; credit by exam, claimed by 30 June of the year."""

    state: str = State.ACTIVE
    mechanism: str = Mechanism.EXAM
    years_from: str = "2024-25"
    years_through: str | None = "2027-28"
    ended_on: date | None = None
    claim_opens: str = ""
    claim_closes: str = "06-30"
    claim_years: int = 0
    not_retroactive: bool = True


def offer(*, key="a", college="Harbor", sending=(AUTO,), receiving=THREE, **terms):
    return Offer(key, Terms(**terms), college, sending, receiving)


def one(on=DAY, took="2026-27", *, is_planned=False, **terms):
    """(standing or reason, opens, closes) of one course under one agreement."""
    verdict = judge(offer(**terms), {AUTO: Taken(took, is_planned)}, on)
    return verdict.standing or verdict.reason, verdict.opens, verdict.closes


# --- Each mechanism, worked by hand ---------------------------------------------------------------

JULY_26, JUNE_27 = date(2026, 7, 1), date(2027, 6, 30)


@pytest.mark.parametrize(
    ("mechanism", "expected"),
    [
        # Taken this year: the window is this academic year, 1 July 2026 to 30 June 2027.
        pytest.param(Mechanism.EXAM, (Standing.OPEN, JULY_26, JUNE_27), id="credit by exam"),
        pytest.param(Mechanism.GRADE, (Standing.OPEN, JULY_26, JUNE_27), id="the grade is enough"),
        pytest.param(Mechanism.PRIOR, (Standing.OPEN, JULY_26, JUNE_27), id="prior learning"),
        # The college class itself: nothing is claimed, so no window holds.
        pytest.param(Mechanism.CCAP, (Standing.ON_TRANSCRIPT, None, None), id="CCAP"),
        pytest.param(Mechanism.DUAL, (Standing.ON_TRANSCRIPT, None, None), id="dual, not CCAP"),
    ],
)
def test_each_mechanism(mechanism, expected):
    assert one(mechanism=mechanism) == expected


def test_a_college_class_stays_on_the_transcript_after_every_deadline():
    assert one(date(2031, 1, 1), mechanism=Mechanism.CCAP)[0] == Standing.ON_TRANSCRIPT


# --- Days of the window ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(date(2027, 2, 28), Standing.LATER, id="the day before the first"),
        pytest.param(date(2027, 3, 1), Standing.OPEN, id="the first day"),
        pytest.param(date(2028, 9, 30), Standing.OPEN, id="the last day"),
        pytest.param(date(2028, 10, 1), Reason.CLOSED, id="the day after the last"),
    ],
)
def test_window_from_march_to_september_two_years_later(on, expected):
    window = {"claim_opens": "03-01", "claim_closes": "09-30", "claim_years": 2}

    assert one(on, **window) == (expected, date(2027, 3, 1), date(2028, 9, 30))


def test_a_last_day_not_on_file_never_closes():
    assert one(date(2031, 1, 1), claim_closes="") == (Standing.OPEN, JULY_26, None)


# --- Years ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("took", "terms", "expected"),
    [
        pytest.param("2023-24", {}, Reason.NOT_RETROACTIVE, id="the year before the first"),
        pytest.param(
            "2023-24", {"not_retroactive": False}, Reason.BEFORE_FIRST, id="before, not said why"
        ),
        pytest.param("2024-25", {}, Standing.OPEN, id="the first year"),
        pytest.param("2027-28", {}, Standing.OPEN, id="the last year"),
        pytest.param("2028-29", {}, Reason.AFTER_LAST, id="the year after the last"),
        pytest.param("2028-29", {"years_through": None}, Standing.OPEN, id="no last year"),
    ],
)
def test_year_of_a_course_that_was_taken(took, terms, expected):
    on = date(int(took[:4]) + 1, 6, 1)

    assert one(on, took, **terms)[0] == expected


ENDED = {"state": State.ENDED, "ended_on": date(2026, 10, 1), "claim_years": 1}


@pytest.mark.parametrize(
    ("took", "is_planned", "expected"),
    [
        pytest.param("2025-26", False, Standing.OPEN, id="taken while in force"),
        pytest.param("2026-27", False, Standing.OPEN, id="taken in the year in which it ended"),
        pytest.param("2027-28", False, Reason.AFTER_LAST, id="taken after it ended"),
        pytest.param("2026-27", True, Reason.NOT_OFFERED, id="planned"),
    ],
)
def test_an_ended_agreement_still_gives_what_it_promised(took, is_planned, expected):
    assert one(took=took, is_planned=is_planned, **ENDED)[0] == expected


@pytest.mark.parametrize(
    ("took", "is_planned", "expected"),
    [
        pytest.param("2025-26", False, Standing.OPEN, id="taken in its last year"),
        pytest.param("2026-27", True, Reason.NOT_OFFERED, id="planned for a year after it"),
    ],
)
def test_an_agreement_left_active_past_its_end(took, is_planned, expected):
    past = {"years_through": "2025-26", "claim_years": 1}

    assert one(took=took, is_planned=is_planned, **past)[0] == expected


@pytest.mark.parametrize("year", ["2026-27", "2027-28"])
def test_a_planned_course_counts_if_it_is_taken(year):
    assert one(took=year, is_planned=True)[0] == Standing.PLANNED


def test_a_plan_cannot_beat_a_deadline_that_is_over():
    assert one(is_planned=True, claim_closes="09-30")[0] == Reason.CLOSED


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.IN_REVIEW, Reason.NOT_IN_FORCE),
        (State.SIGNED, Reason.NOT_IN_FORCE),
        (State.SUSPENDED, Reason.SUSPENDED),
    ],
)
def test_states_that_promise_nothing(state, expected):
    assert one(state=state)[0] == expected


def test_a_draft_is_not_spoken_of():
    draft = offer(state=State.DRAFT)

    assert judge(draft, {AUTO: Taken("2026-27")}, DAY) is None
    assert named([draft]) == set()


def test_an_agreement_on_other_courses_says_nothing():
    assert judge(offer(), {MATH: Taken("2026-27")}, DAY) is None


# --- Several sending courses ----------------------------------------------------------------------

BOTH = {"sending": (AUTO, WELD)}


def test_all_sending_courses_are_needed():
    verdict = judge(offer(**BOTH), {AUTO: Taken("2025-26")}, DAY)

    assert (verdict.reason, verdict.missing) == (Reason.MISSING, (WELD,))


def test_the_window_counts_from_the_last_course_taken():
    taken = {AUTO: Taken("2026-27"), WELD: Taken("2025-26")}

    verdict = judge(offer(**BOTH), taken, DAY)

    assert (verdict.standing, verdict.closes) == (Standing.OPEN, JUNE_27)


def test_every_course_must_be_covered_in_its_own_year():
    taken = {AUTO: Taken("2026-27"), WELD: Taken("2023-24")}

    verdict = judge(offer(**BOTH), taken, DAY)

    assert (verdict.reason, verdict.course) == (Reason.NOT_RETROACTIVE, WELD)


def test_with_one_course_still_to_be_taken_the_credit_is_planned():
    taken = {AUTO: Taken("2025-26"), WELD: Taken("2027-28", is_planned=True)}

    verdict = judge(offer(**BOTH), taken, DAY)

    assert (verdict.standing, verdict.closes) == (Standing.PLANNED, date(2028, 6, 30))


# --- Duplicates, sums, order ----------------------------------------------------------------------


def test_a_college_course_counts_once_on_the_terms_that_are_open_first():
    now = offer(key="b")
    later = offer(key="a", claim_opens="03-01", receiving=(("AUTO 100", Decimal(4)),))

    (college,), refused = credit([later, now], {AUTO: [Taken("2026-27")]}, DAY)

    (claim,) = college.claims
    assert (claim.verdict.offer, claim.units) == (now, 3)
    assert [(verdict.offer, units) for verdict, units in claim.others] == [(later, 4)]
    assert (college.units, refused) == (3, [])


def test_of_two_that_are_open_the_one_with_most_units_counts():
    few, many = offer(key="a"), offer(key="b", receiving=(("AUTO 100", Decimal(4)),))

    (college,), _refused = credit([few, many], {AUTO: [Taken("2026-27")]}, DAY)

    assert (college.units, college.claims[0].verdict.offer) == (4, many)


def test_units_add_up_for_each_college_and_most_units_come_first():
    offers = [
        offer(key="a", college="Bay"),
        offer(key="b", receiving=(("AUTO 100", Decimal(3)), ("AUTO 101", Decimal("1.5")))),
        offer(key="c", sending=(WELD,), receiving=(("WELD 1", None),)),
    ]
    taken = {AUTO: [Taken("2026-27")], WELD: [Taken("2026-27")]}

    colleges, _refused = credit(offers, taken, DAY)

    found = [(one.college, one.units, one.unknown, len(one.claims)) for one in colleges]
    assert found == [("Harbor", Decimal("4.5"), 1, 3), ("Bay", 3, 0, 1)]


def test_courses_still_to_be_taken_break_ties_only():
    offers = [
        offer(key="a", college="Bay", sending=(WELD,), receiving=(("WELD 1", Decimal(9)),)),
        offer(key="b"),
    ]
    taken = {AUTO: [Taken("2026-27")], WELD: [Taken("2027-28", is_planned=True)]}

    colleges, _refused = credit(offers, taken, DAY)

    assert [(one.college, one.earned_units, one.units) for one in colleges] == [
        ("Harbor", 3, 3),
        ("Bay", 0, 9),
    ]


# --- One course in several years ------------------------------------------------------------------


def years_of(*years, **terms):
    """(years that count, [(year, its standing or reason) that do not]) of one course taken in
    several years under one agreement."""
    (college,), refused = credit([offer(**terms)], {AUTO: [*map(Taken, years)]}, DAY)
    (claim,) = college.claims
    assert refused == []
    unused = [(one.year, one.standing or one.reason) for one in claim.verdict.unused]
    return claim.verdict.year, unused


@pytest.mark.parametrize("order", [["2025-26", "2026-27"], ["2026-27", "2025-26"]])
def test_the_year_that_can_still_be_claimed_counts_whichever_is_named_first(order):
    assert years_of(*order) == ("2026-27", [("2025-26", Reason.CLOSED)])


def test_of_two_years_that_can_be_claimed_the_one_that_is_over_counts():
    assert years_of("2026-27", "2025-26", claim_years=1) == (
        "2025-26",
        [("2026-27", Standing.OPEN)],
    )


def test_of_two_years_that_are_over_the_one_with_most_time_left_counts():
    assert years_of("2024-25", "2025-26", claim_years=3) == (
        "2025-26",
        [("2024-25", Standing.OPEN)],
    )


def test_where_no_year_counts_each_says_why():
    taken = {AUTO: [Taken("2023-24"), Taken("2025-26")]}

    colleges, refused = credit([offer()], taken, DAY)

    assert colleges == []
    assert [(one.year, one.reason) for one in refused] == [
        ("2023-24", Reason.NOT_RETROACTIVE),
        ("2025-26", Reason.CLOSED),
    ]


def test_a_course_that_is_missing_is_said_once_for_all_years():
    taken = {AUTO: [Taken("2025-26"), Taken("2026-27")]}

    _colleges, refused = credit([offer(**BOTH)], taken, DAY)

    assert [one.missing for one in refused] == [(WELD,)]


# --- Days left ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(date(2027, 6, 1), 29, id="a month before"),
        pytest.param(JUNE_27, 0, id="the last day"),
    ],
)
def test_days_left_are_counted_to_the_last_day(on, expected):
    assert judge(offer(), {AUTO: Taken("2026-27")}, on).days_left == expected


# --- Exams ----------------------------------------------------------------------------------------

BIOLOGY = [
    ExamRule("ap-biology", None, 3, Decimal(4)),
    ExamRule("ap-biology", "Bay", 4, Decimal(5)),
]


def test_ap_biology_by_hand():
    """Four units at every college from a 3 on; Bay has a rule of its own from a 4 on."""
    found = worth(BIOLOGY, {"ap-biology": 3})

    assert [units_of(worth_at(college, found)) for college in ("Harbor", "Bay")] == [4, 0]
    assert [(one.college, one.rule is None, one.least) for one in found] == [
        (None, False, 3),
        ("Bay", True, 4),
    ]


def test_of_several_scores_the_highest_one_reached_counts():
    rules = [ExamRule("ib", None, 5, Decimal(3)), ExamRule("ib", None, 6, Decimal(6))]

    assert [units_of(worth(rules, {"ib": score})) for score in (4, 5, 6, 7)] == [0, 3, 6, 6]


# --- What a program counts ------------------------------------------------------------------------


def test_a_choice_of_two_counts_the_two_with_most_units():
    steps = [Step("A"), *(Step(name, "electives", 2) for name in "BCD"), Step("E")]
    earned = {"A": Decimal(3), "B": Decimal(1), "C": Decimal(4), "D": Decimal(2), "X": Decimal(9)}

    done = counted(steps, earned)

    assert (done.courses, done.units) == (("A", "C", "D"), 9)
    assert left(Decimal(18), done.units) == 9


def test_a_course_before_the_program_is_not_among_its_units():
    steps = [Step("A"), Step("B", is_before=True), Step("A", is_before=True)]

    done = counted(steps, {"A": Decimal(3), "B": Decimal(4)})

    assert (done.courses, done.units, done.before) == (("A", "B"), 3, 4)


def test_what_is_left_is_not_known_where_units_are_not_on_file():
    assert counted([Step("A"), Step("B")], {"A": Decimal(3), "B": None}).units is None
    assert left(None, Decimal(3)) is left(Decimal(3), None) is None
    assert left(Decimal(3), Decimal(5)) == 0


# --- A second, slow way ---------------------------------------------------------------------------

YEARS = [f"{year}-{year - 1999:02d}" for year in range(2022, 2030)]


def days_of(year):
    """Every day from 1 July to 30 June."""
    day, last = date(int(year[:4]), 7, 1), date(int(year[:4]) + 1, 6, 30)
    while day <= last:
        yield day
        day += timedelta(days=1)


def is_open(terms, year, on):
    """Walks over the days from the first of the course's year to the last on which to claim."""
    started = False
    for number in range(12):
        this = f"{int(year[:4]) + number}-{(int(year[:4]) + number + 1) % 100:02d}"
        for day in days_of(this):
            started = started or f"{day:%m-%d}" == (terms.claim_opens or "07-01")
            if day == on:
                return started
            if terms.claim_closes == f"{day:%m-%d}" and number == terms.claim_years:
                return False
    return False  # a day before the course was taken


def slowly(offers, taken, on):
    """{(college, course): (units, whether now)} of what was taken, by trying everything."""
    found = {}
    for each in offers:
        terms = each.terms
        if terms.state not in (State.ACTIVE, State.ENDED):
            continue
        covered = [year for year in YEARS if terms.years_from <= year]
        if terms.years_through:
            covered = [year for year in covered if year <= terms.years_through]
        if terms.ended_on:
            covered = [year for year in covered if min(days_of(year)) <= terms.ended_on]
        for several in product(*(taken.get(course, []) for course in each.sending)):
            if any(one.is_planned or one.year not in covered for one in several):
                continue
            last = max(one.year for one in several)
            if terms.mechanism in ("ccap", "dual") or is_open(terms, last, on):
                for course, units in each.receiving:
                    kept = found.get((each.college, course))
                    found[each.college, course] = units if kept is None else max(units, kept)
    return found


def a_case(rng):
    courses, days = [AUTO, WELD, MATH], ["", "03-01", "06-30", "07-01", "09-30", "12-15"]
    offers = []
    for key in range(rng.randint(1, 4)):
        state = rng.choice(list(State))
        offers.append(
            offer(
                key=key,
                college=rng.choice("XY"),
                sending=tuple(rng.sample(courses, rng.choice([1, 1, 2]))),
                receiving=tuple(
                    (name, Decimal(rng.randint(1, 4)))
                    for name in rng.sample("PQR", rng.choice([1, 1, 2]))
                ),
                state=state,
                mechanism=rng.choice(list(Mechanism)),
                years_from=rng.choice(YEARS[:4]),
                years_through=rng.choice([None, *YEARS[4:]]),
                ended_on=rng.choice([date(2025, 6, 30), date(2025, 7, 1), date(2026, 10, 1)])
                if state == State.ENDED
                else None,
                claim_opens=rng.choice(days),
                claim_closes=rng.choice(days),
                claim_years=rng.randint(0, 2),
            )
        )
    taken = {
        course: [
            Taken(year, is_planned=rng.random() < 0.15)
            for year in rng.sample(YEARS[1:6], rng.choice([1, 1, 2, 3]))
        ]
        for course in rng.sample(courses, rng.randint(1, 3))
    }
    near = [date(2026, month, day) for month, day in product((6, 7, 9, 10), (1, 30))]
    return offers, taken, rng.choice([*near, date(2027, 3, 1), date(2027, 2, 28), DAY])


def opens_before_it_closes(terms):
    """A window that closes before it opens is no window; the slow way does not know what it is."""
    if not terms.claim_closes:
        return True

    def place(day):
        return (int(day[:2]) - 7) % 12, day

    return terms.claim_years > 0 or place(terms.claim_opens or "07-01") <= place(terms.claim_closes)


def now(claim: Claim):
    return claim.verdict.standing in (Standing.ON_TRANSCRIPT, Standing.OPEN)


@pytest.mark.parametrize("seed", range(40))
def test_the_slow_way_finds_the_same(seed):
    rng = random.Random(seed)
    for _case in range(25):
        offers, taken, on = a_case(rng)
        offers = [each for each in offers if opens_before_it_closes(each.terms)]

        colleges, _refused = credit(offers, taken, on)

        quickly = {
            (college.college, claim.course): claim.units
            for college in colleges
            for claim in college.claims
            if now(claim)
        }
        assert quickly == slowly(offers, taken, on), (seed, offers, taken, on)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Central Union High", "Imperial Valley College"], "Central Union High e Imperial"),
        (["Inglés", "Historia"], "Inglés e Historia"),
        (["Inglés", "Hierro"], "Inglés y Hierro"),
        (["Imperial High", "Mesa"], "Imperial High y Mesa"),
    ],
)
def test_the_spanish_and_is_another_word_before_the_sound_i(names, said):
    with override("es"):
        assert words.joined(names).startswith(said)


@pytest.mark.parametrize(
    ("counted_courses", "left_units"),
    [
        ((), (3 + 2, 3 + 5)),
        (("all",), (2, 5)),
        (("b",), (3, 3)),
        (("all", "b"), (0, 0)),
    ],
)
def test_what_an_order_leaves_asks_so_many_fewer_of_a_choice(counted_courses, left_units):
    steps = [
        ("all", None, None, (3, 3)),
        ("a", "choice", 1, (2, 2)),
        ("b", "choice", 1, (5, 5)),
    ]

    assert left_of(steps, counted_courses) == left_units


def test_an_order_with_a_course_whose_units_are_not_on_file_leaves_nobody_knows_what():
    assert left_of([("a", None, None, None), ("b", None, None, (3, 3))], ("b",)) is None
