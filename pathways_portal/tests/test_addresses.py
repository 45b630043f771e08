"""Addresses of records are those that Django's own `reverse` gives."""

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from pathways_portal.common.addresses import page_of


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("url_name", "name"),
    [
        ("programs:detail", "welding-2"),
        ("programs:career", "29-1141"),
        ("programs:career", "a name/é"),
        ("partners:term", "any-name"),
    ],
)
def test_page_of_is_reverse(language, url_name, name):
    with override(language):
        if "/" not in name:
            assert page_of(url_name, name) == reverse(url_name, args=[name])
        else:
            with pytest.raises(NoReverseMatch):
                page_of(url_name, name)


def test_a_name_that_is_no_web_name_is_quoted_as_ever():
    assert page_of("programs:career", "a b é") == reverse("programs:career", args=["a b é"])
