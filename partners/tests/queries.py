"""Counting queries, for the rule that pages do not ask more often when they hold more rows."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries(client, url, data=None):
    """How many queries a page takes; the page must be there."""
    client.get(url)  # what a process reads once, such as content types, is no query of the page
    with CaptureQueriesContext(connection) as captured:
        response = client.post(url, data) if data else client.get(url)
    assert response.status_code == 200
    return len(captured)
