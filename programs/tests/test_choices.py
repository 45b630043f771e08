"""A chosen value in words."""

import pytest
from django.utils.translation import override

from pathways_portal.common.choices import words_of
from programs.enums import EntryEducation
from programs.models import Occupation, Offering, Program


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("value", [None, *EntryEducation.values, 99])
def test_words_of_a_field_are_those_of_django(language, value):
    row = Occupation(entry_education=value)

    with override(language):
        assert words_of(row, "entry_education") == row.get_entry_education_display()


def test_words_of_no_choice_are_the_value():
    assert words_of(Program(award="other"), "award") == "other"
    assert words_of(Offering(format=None), "format") is None
