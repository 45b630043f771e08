"""The page of the finder, as it is sent."""


def page(client, query="", **headers):
    response = client.get(f"/programs/{query}", headers=headers)
    assert response.status_code == 200
    return response.content.decode()
