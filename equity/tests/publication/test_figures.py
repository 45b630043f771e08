"""Gaps and indexes are computed from what is shown, and from nothing else."""

from decimal import Decimal

import pytest

from equity.enums import CellStatus
from equity.models import NUMBERS, PublishedCell

pytestmark = pytest.mark.django_db


def cell(label):
    return PublishedCell.objects.standing().get(group__label=label)


def test_worked_example_1_of_the_method(published):
    published()

    female = cell("Female")
    assert (female.status, female.n, female.s) == (CellStatus.SHOWN, 200, 90)
    assert female.rate == Decimal("0.45")
    assert female.rate_text == "45.0%"
    assert female.reference == Decimal("0.55")
    assert female.gap == Decimal("-0.1")
    assert round(female.moe, 7) == Decimal("0.0689491")
    assert (female.di, female.needed_clear, female.needed_parity) == (True, 7, 20)
    assert round(female.prop_index, 6) == Decimal("0.882353")
    assert round(female.index80, 6) == Decimal("0.818182")


def test_a_hidden_group_and_its_partner_have_no_number_at_all(published):
    published()

    hidden = PublishedCell.objects.filter(status=CellStatus.HIDDEN)
    assert "Black or African American" in {one.group.label for one in hidden}
    assert len(hidden) >= 2
    for one in hidden:
        assert {getattr(one, name) for name in NUMBERS} == {None}
        assert one.rate_text == ""


def test_a_small_outcome_is_a_band_and_nothing_more(published):
    published()

    veterans = PublishedCell.objects.get(group__dimension__code="veteran", group__label="Yes")
    assert (veterans.status, veterans.n) == (CellStatus.BANDED, 26)
    assert (veterans.low, veterans.high, veterans.rate_text) == (0, 10, "at most 39%")
    # 0 to 10 of 26 against 245 to 255 of 474: a gap beyond the margin whatever it is.
    assert veterans.di is None or veterans.di is True


def test_a_rate_that_nothing_is_said_of_keeps_its_students(published):
    published(["all,all,500,255", "veteran,Yes,15,7", "veteran,No,485,248"])

    veterans = PublishedCell.objects.get(group__dimension__code="veteran", group__label="Yes")
    assert (veterans.status, veterans.n, veterans.s) == (CellStatus.BANDED, 15, None)
    assert veterans.rate_text == "not shown"


def test_the_highest_group_has_30_students_or_more(published):
    published(
        [
            "all,all,500,255",
            "ethnicity,Asian,27,14",
            "ethnicity,Filipino,200,120",
            "ethnicity,White,273,121",
        ]
    )

    assert cell("Filipino").index80 == 1


def test_a_composition_has_shares_and_no_gaps(published):
    published(
        [
            "2022-23,cc,Example College,,completers,all,all,,400",
            "2022-23,cc,Example College,,completers,gender,Female,,300",
            "2022-23,cc,Example College,,completers,gender,Male,,100",
        ]
    )

    female = cell("Female")
    assert (female.n, female.s, female.rate, female.rate_text) == (
        300,
        None,
        Decimal("0.75"),
        "75.0%",
    )
    assert (female.gap, female.di, female.index80, female.prop_index) == (None,) * 4


def test_a_published_rate_is_shown_as_published_and_never_compared(published):
    header = "cohort,segment,organization,metric,dimension,group,denominator,numerator,rate_pct"
    place = "2022-23,hs,Imperial County,graduation"
    published(
        [
            f"{place},all,all,3000,,85.4",
            f"{place},gender,Female,1494,,89.0",
            f"{place},gender,Male,1506,,81.9",
        ],
        header=header,
    )

    female = cell("Female")
    assert (female.n, female.s, female.rate_text) == (1494, None, "89.0%")
    assert (female.gap, female.di, female.moe) == (None, None, None)


def test_students_who_are_not_there_are_said_so(published):
    rows = ["all,all,500,255", "gender,Female,200,90", "gender,Male,300,165"]
    published([*rows, "gender,Nonbinary,0,0", "veteran,Yes,x,x", "veteran,No,x,x"])

    nobody = cell("Nonbinary")
    assert (nobody.status, nobody.n, nobody.rate_text) == (CellStatus.NONE, 0, "")
    assert {
        one.status for one in PublishedCell.objects.filter(group__dimension__code="veteran")
    } == {CellStatus.NOT_REPORTED}
