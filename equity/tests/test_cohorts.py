"""Cohorts of one year and of several: how they are called, and when their follow-up is over."""

import pytest
from django.utils import timezone

from equity import cohorts
from pathways_portal.common import academic_year


def test_a_window_is_called_by_its_first_and_last_year():
    last = cohorts.last_year("2020-21", 3)

    assert cohorts.words("2020-21", last) == "2020-21 to 2022-23"
    assert cohorts.words("2020-21", cohorts.last_year("2020-21", 1)) == "2020-21"


@pytest.mark.parametrize(
    ("years_ago", "follow_up", "complete"),
    [
        pytest.param(0, 0, False, id="the year itself is still running"),
        pytest.param(1, 0, True, id="no follow-up"),
        pytest.param(3, 3, False, id="the last year of follow-up is running"),
        pytest.param(4, 3, True, id="all years of follow-up are over"),
    ],
)
def test_a_cohort_is_complete_once_its_follow_up_is_over(years_ago, follow_up, complete):
    last = academic_year.later(academic_year.on(timezone.localdate()), -years_ago)

    assert cohorts.is_complete(last, follow_up) is complete
