"""High wage, high demand, priority: the rule, one line of it at a time."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.enums import EntryEducation, Experience, Training
from programs.labor.flags import Job, Limits, Verdict, judge

LIMITS = Limits(
    benchmark=Decimal("26.01"),
    min_openings=60,
    education_min=EntryEducation.SOME_COLLEGE,
    education_max=EntryEducation.ASSOCIATE,
    trainings=(Training.APPRENTICESHIP, Training.LONG),
    counts_licensed=True,
    max_experience=Experience.UNDER_FIVE,
    leaves_out_general=True,
)
JOB = Job(
    education=EntryEducation.ASSOCIATE,
    training=Training.NONE,
    experience=Experience.NONE,
    is_general=False,
    license_by_associate=False,
    pay=Decimal("26.01"),
    openings=60,
)


def test_a_job_at_every_limit_is_a_priority_job():
    assert judge(JOB, LIMITS) == Verdict(True, True, True, True)


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        pytest.param({"pay": Decimal("26.00")}, (False, True, True, False), id="a cent below"),
        pytest.param(
            {"pay": None, "pay_is_beyond": True},
            (True, True, True, True),
            id="above the highest figure published",
        ),
        pytest.param({"openings": 59}, (True, False, True, False), id="one opening short"),
        pytest.param(
            {"experience": Experience.FIVE_OR_MORE}, (True, True, True, False), id="years of work"
        ),
        pytest.param({"is_general": True}, (True, True, True, False), id="all other"),
        pytest.param(
            {"education": EntryEducation.BACHELOR}, (True, True, False, False), id="bachelor's"
        ),
        pytest.param(
            {"education": EntryEducation.BACHELOR, "license_by_associate": True},
            (True, True, True, True),
            id="bachelor's, but a license that an associate degree leads to",
        ),
        pytest.param(
            {"education": EntryEducation.HIGH_SCHOOL}, (True, True, False, False), id="high school"
        ),
        pytest.param(
            {"education": EntryEducation.HIGH_SCHOOL, "training": Training.APPRENTICESHIP},
            (True, True, True, True),
            id="high school and an apprenticeship",
        ),
        pytest.param(
            {"education": EntryEducation.HIGH_SCHOOL, "training": Training.MODERATE},
            (True, True, False, False),
            id="high school and some months at work",
        ),
    ],
)
def test_each_part_of_the_rule_decides(change, verdict):
    assert judge(replace(JOB, **change), LIMITS) == Verdict(*verdict)


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        pytest.param({"pay": None}, (None, True, True, None), id="pay"),
        pytest.param({"openings": None}, (True, None, True, None), id="openings"),
        pytest.param({"education": None}, (True, True, None, None), id="education"),
        pytest.param({"experience": None}, (True, True, True, None), id="experience"),
        pytest.param(
            {"education": EntryEducation.HIGH_SCHOOL, "training": None},
            (True, True, None, None),
            id="training, where it decides",
        ),
        pytest.param({"training": None}, (True, True, True, True), id="training, where it is idle"),
        pytest.param({"pay": None, "openings": 3}, (None, False, True, False), id="one that fails"),
    ],
)
def test_what_is_not_on_file_is_neither_yes_nor_no(change, verdict):
    assert judge(replace(JOB, **change), LIMITS) == Verdict(*verdict)


def test_a_county_without_a_rule_has_no_flags():
    assert judge(JOB, None) == Verdict(None, None, None, None)
    assert judge(JOB, None).flags == []


def test_flags_are_those_that_are_met():
    assert judge(JOB, LIMITS).flags == ["priority", "high_wage", "high_demand"]
    assert judge(replace(JOB, is_general=True), LIMITS).flags == ["high_wage", "high_demand"]
