"""The panel of a program's page that shows its courses in order, as a reader reads it."""

import re

from programs.tests.factories import ChoiceGroupFactory, SequenceStepFactory


def page(client, program, query=""):
    return client.get(f"{program.get_absolute_url()}{query}")


def section(response):
    """The HTML of the courses in order; "" where the page has none."""
    parts = response.content.decode().split('id="courses">')
    return parts[1].split("</section>")[0] if len(parts) > 1 else ""


def said(response):
    """What the page says of an address that was not followed."""
    return re.findall(r'<p class="said">(.*?)</p>', section(response))


def step(sequence, number, place=1, *, units=3, most=None, **more):
    return SequenceStepFactory(
        sequence=sequence,
        place=place,
        course__number=number,
        course__units_min=units,
        course__units_max=most or units,
        **more,
    )


def choice(sequence, required, numbers, *, title="Electives", units=3, place=1):
    group = ChoiceGroupFactory(sequence=sequence, title=title, required=required)
    for number in numbers:
        step(sequence, number, place, units=units, choice=group)
    return group
