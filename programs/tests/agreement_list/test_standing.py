"""Where an agreement stands on a day, in words and in the database."""

import datetime

import pytest

from programs.articulation.phases import Phase, condition, phase_of, standing
from programs.enums import AgreementState as State
from programs.models import ArticulationAgreement
from programs.tests.agreement_list.found import TODAY
from programs.tests.path_factories import AgreementFactory

pytestmark = pytest.mark.django_db
STANDINGS = [
    pytest.param({}, Phase.IN_FORCE, "In force", "", id="in force"),
    pytest.param({"years_through": None}, Phase.IN_FORCE, "In force", "", id="open end"),
    pytest.param(
        {"years_through": "2025-26", "claim_years": 1},
        Phase.PAST_END,
        "Past its end: ask",
        "Courses taken through 2025-26 still count until 30 Jun 2027.",
        id="past its end",
    ),
    pytest.param({"years_from": "2027-28"}, Phase.LATER, "Starts with 2027-28", "", id="later"),
    pytest.param({"state": State.IN_REVIEW}, Phase.REVIEW, "In review", "", id="in review"),
    pytest.param({"state": State.DRAFT}, Phase.REVIEW, "Draft, not agreed yet", "", id="draft"),
    pytest.param(
        {"state": State.SIGNED}, Phase.SIGNED, "Signed, not in force yet", "", id="signed"
    ),
    pytest.param(
        {"state": State.SUSPENDED},
        Phase.SUSPENDED,
        "Suspended: ask",
        "Credit is not promised at present.",
        id="suspended",
    ),
    pytest.param(
        {"state": State.ENDED, "ended_on": datetime.date(2025, 6, 1), "claim_years": 2},
        Phase.ENDED,
        "Ended",
        "Courses taken through 2024-25 still count until 30 Jun 2027.",
        id="ended, claims still open",
    ),
    pytest.param(
        {"state": State.ENDED, "ended_on": datetime.date(2025, 6, 1)},
        Phase.ENDED,
        "Ended",
        "Courses taken through 2024-25 counted until 30 Jun 2025.",
        id="ended, claims over",
    ),
    pytest.param(
        {"state": State.ENDED, "ended_on": datetime.date(2025, 6, 1), "claim_closes": ""},
        Phase.ENDED,
        "Ended",
        "Courses taken through 2024-25 count; the last day to claim them is not on file.",
        id="ended, last day not on file",
    ),
    pytest.param(
        {"state": State.ENDED, "ended_on": datetime.date(2023, 6, 1)},
        Phase.ENDED,
        "Ended",
        "It ended before its first year; no course counts.",
        id="ended before it began",
    ),
]


@pytest.mark.parametrize(("fields", "phase", "said", "more"), STANDINGS)
def test_where_an_agreement_stands_is_said_in_words(fields, phase, said, more):
    one = AgreementFactory(**fields)

    here = standing(one, TODAY)

    assert (phase_of(one, TODAY), here.words, here.more) == (phase, said, more)


@pytest.mark.parametrize(("fields", "phase", "said", "more"), STANDINGS)
def test_the_database_finds_the_same_phase(fields, phase, said, more):
    AgreementFactory(**fields)

    assert [
        one for one in Phase if ArticulationAgreement.objects.filter(condition(one, TODAY)).exists()
    ] == [phase]
