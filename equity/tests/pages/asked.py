"""A page of the equity part, as a reader gets it."""

from django.urls import reverse


def ask(client, name, *args, status=200, **query):
    """The page's HTML; `name` is that of its address without `equity:`."""
    response = client.get(reverse(f"equity:{name}", args=args), query)
    assert response.status_code == status
    return response.content.decode()
