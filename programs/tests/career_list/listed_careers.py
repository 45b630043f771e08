"""The list of careers as a reader reads it."""


def page(client, query="", language="", **headers):
    response = client.get(f"{language}/careers/{query}", headers=headers)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())
