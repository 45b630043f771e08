"""The page of a program as it is sent, and what it says to machines."""

import json
import re


def page(client, program):
    return client.get(program.get_absolute_url())


def linked_data(response):
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode()
    )
    return json.loads(found[1]) if found else None
