"""What tests of pages share."""

import pytest


@pytest.fixture
def page(client):
    def ask(address="/equity/", status=200):
        response = client.get(address)
        assert response.status_code == status
        return response.content.decode()

    return ask
