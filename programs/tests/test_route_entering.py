"""Whom a program is for, read from its title."""

import pytest

from programs.routes.entering import license_asked, license_of

ASKS, GIVES, NEITHER = (True, False), (False, True), (False, False)


@pytest.mark.parametrize(
    ("title", "license_"),
    [
        ("Registered Nursing: Track II: LVN-to-RN (ADN)", ASKS),
        ("Licensed Vocational Nurse to Registered Nurse", ASKS),
        ("Licensed Vocational Nurse (LVN) to Registered Nurse (RN)", ASKS),
        ("Licensed Vocational Nurses to Registered Nurses", ASKS),
        ("Vocational Nurse to Registered Nurse", ASKS),
        ("Licensed Vocational Nursing - Registered Nursing", ASKS),
        ("VN to RN", ASKS),
        ("LVN/RN Bridge", ASKS),
        ("LVN\u2013RN", ASKS),
        ("LVN \u2013 RN", ASKS),
        ("LVN-RN", ASKS),
        ("Licensed Vocational Nursing", GIVES),
        ("Vocational Nursing (LVN)", GIVES),
        ("Licensed Practical/Vocational Nurse Training", GIVES),
        ("Nursing, Vocational", GIVES),
        ("Nursing - Vocational (V.N.)", GIVES),
        ("Pre-Licensed Vocational Nursing", NEITHER),
        ("Registered Nursing", NEITHER),
        ("Introduction to Nursing", NEITHER),
        ("Nursing Assistant", NEITHER),
    ],
)
def test_a_title_says_which_license_a_program_asks_for_or_gives(title, license_):
    assert license_of(title) == license_
    assert bool(license_asked(title)) is license_[0]
