"""What several agreements and exams earn together, and what a program counts of it."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from programs.credit import words
from programs.credit.claims import Taken, credit
from programs.credit.counting import Step, counted, left
from programs.credit.exams import ExamRule, units_of, worth, worth_at
from programs.credit.orders import left_of
from programs.tests.claim_terms import AUTO, DAY, WELD, offer

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


BIOLOGY = [
    ExamRule("ap-biology", None, 3, Decimal(4)),
    ExamRule("ap-biology", "Bay", 4, Decimal(5)),
]


# --- Exams ----------------------------------------------------------------------------------------


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
