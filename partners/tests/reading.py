"""A page as a reader reads it, for tests about what it says."""

import re


def words(html):
    """What stands there, without tags, spaces folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def text(response):
    """What a whole page says, without its scripts."""
    body = re.sub(r"<script.*?</script>", " ", response.content.decode(), flags=re.S)
    return words(body)
