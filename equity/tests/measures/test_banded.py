"""What may be said of the gap of a group whose outcome is a band."""

import pytest

from equity.measures import PROFILES, Band, Counts, di_of_band, ppg

PPG1 = PROFILES["ppg1_2022"]


@pytest.mark.parametrize(
    ("band", "everyone", "di"),
    [
        pytest.param(Band(60, 0, 10), Counts(560, 310), True, id="far behind, whatever it is"),
        pytest.param(Band(60, 50, 60), Counts(560, 310), False, id="ahead, whatever it is"),
        pytest.param(Band(26, 0, 10), Counts(250, 122), None, id="not enough students to say"),
        pytest.param(Band(60, 0, 60), Counts(560, 310), None, id="no band at all"),
        pytest.param(Band(60, 0, 10), Counts(60, 5), False, id="nobody else to compare with"),
    ],
)
def test_impact_is_said_only_if_every_number_of_the_band_agrees(band, everyone, di):
    assert di_of_band(band, everyone) is di


def test_ends_of_a_band_do_not_speak_for_the_middle():
    band, everyone = Band(30, 0, 10), Counts(1030, 151)
    # Nobody of 30 has the widest margin of all, for there the root would be nothing.
    answers = {s: ppg([Counts(30, s), Counts(1000, 151 - s)], PPG1)[0].di for s in (0, 1, 10)}

    assert answers == {0: False, 1: True, 10: False}
    assert di_of_band(band, everyone) is None


def test_numbers_that_the_total_rules_out_do_not_count():
    # 470 of all 500 reached it. With 0 to 9 of the 40, more than everyone else would have.
    band, everyone = Band(40, 0, 10), Counts(500, 470)

    assert di_of_band(band, everyone) is True
    assert di_of_band(Band(40, 0, 9), everyone) is None


def test_the_flag_says_no_more_of_a_band_than_its_words():
    # 278 to 289 of 600 reads "46% to 49%", which is 276 to 294; with 294 there is no gap.
    band, everyone = Band(600, 278, 289), Counts(1000, 500)

    assert (band.at_least, band.at_most, band.told) == (46, 49, (276, 294))
    assert di_of_band(band, everyone) is None


def test_highest_group_is_not_compared_with_a_band():
    assert di_of_band(Band(60, 0, 10), Counts(560, 310), PROFILES["ppg_hpg_p50_3pt"]) is None
