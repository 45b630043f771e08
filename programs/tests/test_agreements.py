"""Rules of an agreement's life, of the years it covers, and of the days on which credit is due."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from partners.enums import OrganizationKind
from partners.tests.factories import DistrictFactory, OrganizationFactory, SchoolFactory
from programs import agreements
from programs.enums import AgreementState as State
from programs.models import ArticulationAgreement
from programs.tests.path_factories import AgreementFactory, SignatureFactory


@dataclass
class Terms:
    """An active agreement of three years, claimed from March to June of the year after."""

    state: str = State.ACTIVE
    years_from: str = "2023-24"
    years_through: str | None = "2025-26"
    ended_on: date | None = None
    claim_opens: str = "03-01"
    claim_closes: str = "06-30"
    claim_years: int = 1


@pytest.mark.parametrize(
    ("taken_in", "covered"),
    [
        pytest.param("2022-23", False, id="the year before the first"),
        pytest.param("2023-24", True, id="the first"),
        pytest.param("2025-26", True, id="the last"),
        pytest.param("2026-27", False, id="the year after the last"),
    ],
)
def test_a_course_counts_in_the_years_covered(taken_in, covered):
    assert agreements.covers(Terms(), taken_in) is covered


def test_without_a_last_year_it_covers_until_further_notice():
    assert agreements.covers(Terms(years_through=None), "2040-41")


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.SIGNED, State.SUSPENDED])
def test_only_what_is_or_was_in_force_covers(state):
    assert not agreements.covers(Terms(state=state), "2023-24")


def test_what_ended_early_covers_to_the_year_in_which_it_ended():
    ended = Terms(state=State.ENDED, ended_on=date(2024, 11, 1))

    assert [agreements.covers(ended, year) for year in ("2023-24", "2024-25", "2025-26")] == [
        True,
        True,
        False,
    ]


def test_what_has_ended_is_not_offered_to_those_who_plan():
    ended = Terms(state=State.ENDED, ended_on=date(2026, 6, 30))

    assert (agreements.covers(ended, "2025-26"), agreements.offered_for(ended, "2025-26")) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        pytest.param(date(2026, 2, 28), False, id="the day before claims open"),
        pytest.param(date(2026, 3, 1), True, id="the first day"),
        pytest.param(date(2027, 6, 30), True, id="the last day, a year later"),
        pytest.param(date(2027, 7, 1), False, id="the day after"),
    ],
)
def test_credit_is_claimed_inside_the_window(day, open_):
    assert agreements.claimable(Terms(), day, "2025-26") is open_


def test_a_course_outside_the_years_is_not_claimable_on_any_day():
    assert not agreements.claimable(Terms(), date(2023, 4, 1), "2022-23")


@pytest.mark.parametrize(
    ("closes", "last"),
    [
        pytest.param("06-30", date(2026, 6, 30), id="before July: the second half"),
        pytest.param("11-30", date(2025, 11, 30), id="from July on: the first half"),
    ],
)
def test_a_day_falls_into_the_academic_year(closes, last):
    terms = Terms(claim_opens="", claim_closes=closes, claim_years=0)

    assert agreements.claim_window(terms, "2025-26") == (date(2025, 7, 1), last)


def test_a_last_day_not_on_file_is_said_and_closes_nothing():
    terms = Terms(claim_closes="")

    assert agreements.claim_window(terms, "2025-26") == (date(2026, 3, 1), None)
    assert agreements.claimable(terms, date(2031, 1, 1), "2025-26")


@pytest.mark.parametrize(
    ("today", "past", "ending"),
    [
        pytest.param(date(2024, 11, 27), False, False, id="nineteen months to go"),
        pytest.param(date(2025, 6, 29), False, False, id="a year and a day to go"),
        pytest.param(date(2025, 6, 30), False, True, id="a year to go"),
        pytest.param(date(2025, 7, 1), False, True, id="its last year has begun"),
        pytest.param(date(2026, 6, 30), False, True, id="the last day of the last year"),
        pytest.param(date(2026, 7, 1), True, False, id="the day after"),
    ],
)
def test_an_active_agreement_past_its_end_is_noticed(today, past, ending):
    terms = Terms()

    assert agreements.is_past_its_end(terms, today) is past
    assert agreements.ends_within_a_year(terms, today) is ending


@pytest.mark.django_db
@pytest.mark.parametrize("old", State)
@pytest.mark.parametrize("new", State)
def test_the_database_takes_only_the_moves_of_its_life(old, new):
    day = {"ended_on": date(2026, 6, 30)}
    agreement = AgreementFactory(state=old, **(day if old == State.ENDED else {}))
    change = {"state": new, "ended_on": None} | (day if new == State.ENDED else {})
    rows = ArticulationAgreement.objects.filter(pk=agreement.pk)

    try:
        with transaction.atomic():
            rows.update(**change)
        moved = True
    except DatabaseError:
        moved = False

    assert moved is (new == old or new in agreements.MOVES[old])


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["02-30", "13-01", "6-30", "00-10", "02-29"])
def test_the_database_refuses_a_day_that_is_none(day):
    with pytest.raises(DatabaseError), transaction.atomic():
        AgreementFactory(claim_closes=day)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("opens", "closes", "years", "stands"),
    [
        pytest.param("03-01", "10-15", 0, False, id="October is before March of the same year"),
        pytest.param("03-01", "10-15", 1, True, id="October of the next year"),
        pytest.param("03-01", "02-15", 0, False, id="in the second half"),
        pytest.param("09-30", "09-01", 0, False, id="in the first half"),
        pytest.param("09-30", "03-01", 0, True, id="autumn to spring"),
        pytest.param("03-01", "03-01", 0, True, id="one day"),
        pytest.param("07-01", "06-30", 0, True, id="the whole year"),
        pytest.param("06-30", "07-01", 0, False, id="the last day to the first"),
        pytest.param("", "07-01", 0, True, id="opens with the year"),
        pytest.param("03-01", "", 0, True, id="its last day is not on file"),
    ],
)
def test_claims_open_before_they_close(opens, closes, years, stands):
    terms = {"claim_opens": opens, "claim_closes": closes, "claim_years": years}
    agreement = AgreementFactory()
    first, last = agreements.claim_window(Terms(**terms), "2025-26")

    agreement.claim_opens, agreement.claim_closes, agreement.claim_years = opens, closes, years
    try:
        agreement.validate_constraints()
        with transaction.atomic():
            agreement.save()
        saved = True
    except (DatabaseError, ValidationError) as refused:
        assert "Claims would close before they open." in str(refused)
        saved = False

    assert saved is stands
    assert stands is (last is None or first <= last)
    with pytest.raises(DatabaseError) if not stands else nullcontext(), transaction.atomic():
        ArticulationAgreement.objects.filter(pk=agreement.pk).update(**terms)


def _organizations():
    district = DistrictFactory()
    college = OrganizationFactory(parent=OrganizationFactory())
    return {
        "school": SchoolFactory(parent=district),
        "district": district,
        "college": college,
        "college district": college.parent,
        "regional office": OrganizationFactory(kind=OrganizationKind.REGIONAL_OFFICE),
        "another school of the district": SchoolFactory(parent=district),
        "another college": OrganizationFactory(),
        "an employer": OrganizationFactory(kind=OrganizationKind.EMPLOYER),
    }


KEEPERS = ["school", "district", "college", "college district", "regional office"]
STRANGERS = ["another school of the district", "another college", "an employer"]


@pytest.mark.django_db
@pytest.mark.parametrize("owner", KEEPERS + STRANGERS)
def test_an_agreement_is_kept_by_a_side_or_above_one(owner):
    there = _organizations()
    sides = {"sending": there["school"], "receiving": there["college"]}
    agreement = AgreementFactory(**sides)
    agreement.owner = there[owner]

    said = {}
    try:
        agreement.full_clean()
    except ValidationError as refused:
        said = refused.message_dict
    refused_by = []
    for write in (agreement.save, lambda: AgreementFactory(**sides, owner=there[owner])):
        try:
            with transaction.atomic():
                write()
        except IntegrityError as refused:
            refused_by.append(refused.__cause__.diag.constraint_name)

    if owner in KEEPERS:
        assert (said, refused_by) == ({}, [])
    else:
        assert list(said) == ["owner"]
        assert "kept by one of its two sides" in said["owner"][0]
        assert refused_by == ["agreement_kept_by_a_side"] * 2


@pytest.mark.django_db
def test_only_the_two_sides_sign():
    agreement, stranger = AgreementFactory(), OrganizationFactory()
    place = SignatureFactory(agreement=agreement, organization=agreement.sending)

    with pytest.raises(IntegrityError, match="Only the two sides"), transaction.atomic():
        SignatureFactory(agreement=agreement, organization=stranger)
    with pytest.raises(IntegrityError, match="Only the two sides"), transaction.atomic():
        type(place).objects.filter(pk=place.pk).update(organization=stranger)


@pytest.mark.django_db
def test_a_side_that_signed_stays_a_side():
    agreement = AgreementFactory()
    SignatureFactory(agreement=agreement, organization=agreement.sending)

    with pytest.raises(IntegrityError, match="Only the two sides"), transaction.atomic():
        ArticulationAgreement.objects.update(sending=SchoolFactory())
        connection.check_constraints()


@pytest.mark.django_db
def test_what_is_not_signed_was_recorded_by_nobody():
    place = SignatureFactory(signed_on=None)
    place.recorded_by = place.organization

    with pytest.raises(IntegrityError, match="signature_recorded_has_signed_on"):
        place.save()


@pytest.mark.django_db
def test_questions_of_the_database_agree_with_the_rule():
    years = ["2022-23", "2023-24", "2025-26", "2026-27"]
    for state in State:
        for through in ("2025-26", None):
            ended = {"ended_on": date(2026, 6, 30)} if state == State.ENDED else {}
            AgreementFactory(state=state, years_from="2023-24", years_through=through, **ended)
    rows = list(ArticulationAgreement.objects.all())

    for year in years:
        covering = set(ArticulationAgreement.objects.covering(year))
        offered = set(ArticulationAgreement.objects.offered_for(year))

        assert {row for row in rows if row.covers(year)} <= covering
        assert {row for row in rows if agreements.offered_for(row, year)} == offered


@pytest.mark.django_db
def test_the_database_finds_what_a_student_of_this_or_the_coming_year_may_count_on():
    today, coming = date(2026, 11, 26), "2027-28"
    for state in State:
        for first, last in (
            ("2023-24", "2025-26"),
            ("2023-24", "2026-27"),
            ("2023-24", None),
            (coming, coming),
            ("2028-29", None),
        ):
            ended = {"ended_on": today} if state == State.ENDED else {}
            AgreementFactory(state=state, years_from=first, years_through=last, **ended)
    rows = list(ArticulationAgreement.objects.all())

    usable = set(ArticulationAgreement.objects.usable(today))

    assert usable == {
        row
        for row in rows
        if any(agreements.offered_for(row, year) for year in ("2026-27", coming))
    }
    assert len(usable) == 3
