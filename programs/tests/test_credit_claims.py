"""What can be claimed and what is refused: each mechanism by hand, windows to the day."""

from datetime import date

import pytest

from programs.credit.claims import Reason, Standing, Taken, credit, judge, named
from programs.enums import AgreementState as State
from programs.enums import Mechanism
from programs.tests.claim_terms import AUTO, DAY, MATH, WELD, offer, one

JULY_26, JUNE_27 = date(2026, 7, 1), date(2027, 6, 30)


# --- Each mechanism, worked by hand ---------------------------------------------------------------


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


BOTH = {"sending": (AUTO, WELD)}


# --- Several sending courses ----------------------------------------------------------------------


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


def years_of(*years, **terms):
    """(years that count, [(year, its standing or reason) that do not]) of one course taken in
    several years under one agreement."""
    (college,), refused = credit([offer(**terms)], {AUTO: [*map(Taken, years)]}, DAY)
    (claim,) = college.claims
    assert refused == []
    unused = [(one.year, one.standing or one.reason) for one in claim.verdict.unused]
    return claim.verdict.year, unused


# --- One course in several years ------------------------------------------------------------------


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
