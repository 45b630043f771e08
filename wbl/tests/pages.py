"""What a reader reads of a page, for tests."""

import re


def text(response):
    """What the page says, without tags, spaces joined."""
    assert response.status_code == 200
    body = re.sub(r"<script.*?</script>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())
