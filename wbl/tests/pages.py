"""What a reader reads of a page, for tests."""

from partners.tests import reading


def text(response):
    """What the page says; it has to be there."""
    assert response.status_code == 200
    return reading.text(response)
