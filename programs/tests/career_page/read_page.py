"""The page of one occupation as a reader reads it: panels, tables, words."""

import re

from partners.tests.reading import words
from programs.tests.factories import ProgramFactory, ProgramOccupationFactory


def page(client, path="/careers/29-1141/"):
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def panel(text, name):
    """One panel of the page, as HTML."""
    return text.partition(f'id="{name}">')[2].partition("</section>")[0]


def table_rows(text):
    return [
        [words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", text)
    ]


def lead(occupation, **program):
    made = ProgramFactory(**program)
    ProgramOccupationFactory(occupation=occupation, program=made)
    return made
