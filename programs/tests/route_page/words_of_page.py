"""The route planner's page in words."""

import html
import re

NURSE = "29-1141"


def words(response):
    """The text of a page, without markup."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(text))
